package aliyun_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/aliyun"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// The moment and the name every test lives at.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const (
	host    = "numsim.test"
	baseURL = "http://" + host
	good    = "13900000200"
)

// rig is one provider's engine over the ready-made accounts, with a clock that
// stands still.
type rig struct {
	handler http.Handler
	journal *journal.Ring
	ledger  *ledger.Ledger
}

// newRig sets name=value pairs on every account, as --set does.
func newRig(t testing.TB, set ...string) *rig {
	t.Helper()
	p, err := aliyun.New()
	require.NoError(t, err)
	base := p.Traits().Account
	for _, s := range set {
		name, value, _ := strings.Cut(s, "=")
		require.NoError(t, setup.Set(p.Traits(), &base, name, value))
	}
	tenant := &ledger.Tenant{Name: "default", Clock: ledger.NewClock(func() time.Time { return noon })}
	r := &rig{journal: journal.NewRing(0), ledger: ledger.New()}
	for _, a := range setup.ReadyMade(p, base) {
		require.NoError(t, setup.Finish(p, &a.Account))
		require.NoError(t, r.ledger.Open("aliyun", tenant, a.Account, a.Credential))
	}
	require.NoError(t, setup.Finish(p, &base))
	r.handler = sim.NewEngine(p, sim.Config{
		World: &sim.World{Ledger: r.ledger, Scenario: scenarios.Default(0), Unclaimed: &base, Began: tenant.Clock.Now()}, Journal: r.journal, Clock: tenant.Clock,
	})
	return r
}

// signer signs as key does, with the nonce given.
func signer(key, nonce string) client.AliyunSigner {
	s := client.AliyunSigner{AccessKeyID: key, AccessKeySecret: "numsim-secret", Now: func() time.Time { return noon }}
	if nonce != "" {
		s.Nonce = func() string { return nonce }
	}
	switch key {
	case "numsim-sts":
		s.SecurityToken = "numsim-sts-token"
	case "numsim-sts-expired":
		s.SecurityToken = "numsim-sts-expired-token"
	}
	return s
}

// v1 is a signed GET; extra pairs are name, value, name, value.
func v1(t testing.TB, s client.AliyunSigner, format string, extra ...string) *http.Request {
	t.Helper()
	params := map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "PhoneNumber": good}
	if format != "" {
		params["Format"] = format
	}
	for i := 0; i < len(extra); i += 2 {
		params[extra[i]] = extra[i+1]
	}
	req, err := s.V1(http.MethodGet, baseURL, params)
	require.NoError(t, err)
	return req
}

func v3(t testing.TB, s client.AliyunSigner, phone string) *http.Request {
	t.Helper()
	req, err := s.V3(http.MethodPost, baseURL, "DescribePhoneNumberStatus", "2020-02-17", map[string]string{"PhoneNumber": phone})
	require.NoError(t, err)
	return req
}

// do runs one exchange without a network.
func (r *rig) do(req *http.Request) *http.Response {
	w := httptest.NewRecorder()
	r.handler.ServeHTTP(w, req)
	return w.Result()
}
