package guard_test

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/replay/standin"
	"github.com/numsim/numsim/internal/wire"
)

func TestAllowedCallsGoOut(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	got, err := r.aliyun(t).DescribePhoneNumberStatus(marked(guard.Billable), client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
	require.NoError(t, err)
	assert.Equal(t, numsim.Active, got.Status)
	require.NoError(t, r.query(t, "13900000404"))
	assert.Equal(t, guard.Tally{Calls: 2, Spent: *yuan("0.20"), Today: *yuan("0.20")}, r.Tally())
	assert.Equal(t, 2, r.server.Calls())
}

func TestOpenRefuses(t *testing.T) {
	server := standin.Start(t, standin.Options{})
	keys := wire.Keys{ID: "LTAI-canary-id", Secret: "canary-secret"}
	good := guard.Options{
		Provider: "aliyun", Keys: keys, AcceptCharges: true, MaxCNY: yuan("1"), PriceCNY: yuan("0.10"),
		Numbers: listed(t, listText), Ledger: t.TempDir() + "/ledger", StandIn: server.GuardBy,
	}
	s, err := guard.Open(good)
	require.NoError(t, err)
	require.NoError(t, s.Close())
	for name, c := range map[string]struct {
		rule   guard.Rule
		change func(*guard.Options)
	}{
		"charges not accepted":     {guard.Consent, func(o *guard.Options) { o.AcceptCharges = false }},
		"no cap":                   {guard.Settings, func(o *guard.Options) { o.MaxCNY = nil }},
		"a negative cap":           {guard.Settings, func(o *guard.Options) { o.MaxCNY = yuan("-1") }},
		"a price of nothing":       {guard.Price, func(o *guard.Options) { o.PriceCNY = yuan("0") }},
		"below the documented":     {guard.Price, func(o *guard.Options) { o.PriceCNY = yuan("0.05") }},
		"no allow-list":            {guard.Numbers, func(o *guard.Options) { o.Numbers = nil }},
		"no ledger":                {guard.Ledger, func(o *guard.Options) { o.Ledger = "" }},
		"a ledger nowhere":         {guard.Ledger, func(o *guard.Options) { o.Ledger = t.TempDir() + "/no/ledger" }},
		"no credentials":           {guard.Credentials, func(o *guard.Options) { o.Keys = wire.Keys{} }},
		"another provider":         {guard.Settings, func(o *guard.Options) { o.Provider = "tencent" }},
		"a simulator's key, live":  {guard.Credentials, func(o *guard.Options) { o.Keys.ID, o.StandIn = "numsim", nil }},
		"a simulator's secret":     {guard.Credentials, func(o *guard.Options) { o.Keys.Secret, o.StandIn = "NumSim-secret", nil }},
		"a key of a test's tenant": {guard.Credentials, func(o *guard.Options) { o.Keys.ID, o.StandIn = "t0a1b2c3d.numsim", nil }},
		"the secret in a file": {guard.Credentials, func(o *guard.Options) {
			o.Files = append(o.Files, fstest.MapFS{"scenarios/a.yaml": {Data: []byte("secret: canary-secret")}})
		}},
		"the id in base64": {guard.Credentials, func(o *guard.Options) {
			o.Files = append(o.Files, fstest.MapFS{"deep/in/a.json": {Data: []byte(`{"x":"eHh4TFRBSS1jYW5hcnktaWQh"}`)}})
		}},
	} {
		o := good
		c.change(&o)
		_, err := guard.Open(o)
		refused(t, nil, c.rule, guard.ExitRefused, err, name)
		if err != nil {
			assert.NotContains(t, err.Error(), "canary", name)
		}
	}
}

func TestCredentialsComeFromTheEnvironment(t *testing.T) {
	env := map[string]string{
		"ALIBABA_CLOUD_ACCESS_KEY_ID": "an-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "a-secret", "ALIBABA_CLOUD_DYTNS_AUTH_CODE": "a-code",
		"KSYUN_ACCESS_KEY": "k-id", "KSYUN_SECRET_KEY": "k-secret",
		"YWJISU_CODE": "y-code", "YWJISU_PWD": "y-pwd", "YWJISU_KEY": "y-key",
	}
	getenv := func(name string) string { return env[name] }
	for provider, want := range map[string]wire.Keys{
		"aliyun": {ID: "an-id", Secret: "a-secret", AuthCode: "a-code"},
		"ksyun":  {ID: "k-id", Secret: "k-secret"},
		"ywjisu": {ID: "y-code", Secret: "y-key", Password: "y-pwd"},
	} {
		got, err := guard.FromEnvironment(provider, getenv)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	delete(env, "KSYUN_SECRET_KEY")
	_, err := guard.FromEnvironment("ksyun", getenv)
	refused(t, nil, guard.Credentials, guard.ExitRefused, err)
	assert.ErrorContains(t, err, "KSYUN_SECRET_KEY is not set")
	env["YWJISU_PWD"] = "abc"
	_, err = guard.FromEnvironment("ywjisu", getenv)
	assert.ErrorContains(t, err, "too short")
}

// A plan checks everything and sends nothing, and needs nobody's consent.
func TestPlanSendsNothing(t *testing.T) {
	var out bytes.Buffer
	r := start(t, "aliyun", standin.Options{}, func(o *guard.Options) {
		o.Plan, o.AcceptCharges, o.Ledger, o.MaxCNY = &out, false, "", yuan("0.15")
	})
	var planned *guard.Planned
	require.ErrorAs(t, r.query(t, "13900000200"), &planned)
	assert.Equal(t, *yuan("0.10"), planned.Price)
	refused(t, r, guard.Spending, guard.ExitLimit, r.query(t, "13900000404"))
	refused(t, r, guard.Numbers, guard.ExitRefused, r.query(t, "13900000999"))
	assert.Contains(t, out.String(), "   1  a.case  aliyun DescribePhoneNumberStatus 139****0200  0.10 yuan, 0.10 in all\n")
	assert.Contains(t, out.String(), "a.case  aliyun DescribePhoneNumberStatus 139****0404: live guard spending")
	assert.NotContains(t, out.String(), "13900000")
	assert.Zero(t, r.server.Calls())
}

func TestCallsAreMarked(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	ask := func(ctx context.Context) error {
		_, err := r.aliyun(t).DescribePhoneNumberStatus(ctx, client.DescribePhoneNumberStatusRequest{PhoneNumber: "13900000200"})
		return err
	}
	refused(t, r, guard.Unmarked, guard.ExitRefused, ask(context.Background()))
	refused(t, r, guard.Unmarked, guard.ExitRefused, ask(guard.With(context.Background(), guard.Call{})))
	refused(t, r, guard.Destructive, guard.ExitRefused, ask(guard.With(context.Background(), guard.Call{Case: "aliyun.throttle", Destructive: true})))
}

func TestMark(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	c := &http.Client{Transport: guard.Mark(r, guard.Call{Case: "a.case", Destructive: true})}
	_, err := c.Do(request(t, r, "aliyun", nil))
	refused(t, r, guard.Destructive, guard.ExitRefused, err)
	c.Transport = guard.Mark(r, guard.Call{Case: "a.case"})
	res, err := c.Do(request(t, r, "aliyun", nil))
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	assert.Equal(t, 1, r.server.Calls())
}

func TestTwentyCallsOneASecond(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, func(o *guard.Options) { o.MaxCNY = yuan("100") })
	for range 20 {
		require.NoError(t, r.query(t, "13900000200"))
	}
	err := r.query(t, "13900000200")
	assert.Equal(t, 20, r.server.Calls())
	var no *guard.Refusal
	require.ErrorAs(t, err, &no)
	assert.Equal(t, guard.Calls, no.Rule)
	assert.Equal(t, guard.ExitLimit, no.Code())
	require.Len(t, r.clock.waited, 19, "between twenty calls there are nineteen pauses")
	for _, d := range r.clock.waited {
		assert.Equal(t, time.Second, d)
	}
}

// The pause is kept between two runs, too.
func TestASecondBetweenRuns(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	require.NoError(t, r.query(t, "13900000200"))
	require.NoError(t, r.Close())
	r.open(t)
	require.NoError(t, r.query(t, "13900000200"))
	assert.Equal(t, []time.Duration{time.Second}, r.clock.waited)
}

func TestTheRunEnds(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, func(o *guard.Options) { o.Limit = time.Minute })
	r.clock.set(r.clock.now().Add(time.Minute))
	refused(t, r, guard.Deadline, guard.ExitLimit, r.query(t, "13900000200"))
}

// A call under way ends with the run.
func TestTheRunEndsACallUnderWay(t *testing.T) {
	r := start(t, "aliyun", standin.Options{Before: func(_ http.ResponseWriter, req *http.Request, _ []byte) bool {
		<-req.Context().Done()
		return true
	}}, func(o *guard.Options) {
		o.Limit, o.Now = 30*time.Millisecond, time.Now
	})
	req := request(t, r, "aliyun", nil)
	_, _, err := r.send(marked(guard.Billable), req)
	require.Error(t, err)
	var no *guard.Refusal
	require.ErrorAs(t, err, &no)
	assert.Equal(t, guard.Deadline, no.Rule)
	assert.NotContains(t, strings.ToLower(no.Error()), "dial")
}
