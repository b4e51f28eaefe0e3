package guard_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/replay/standin"
	"github.com/numsim/numsim/internal/wire"
)

// claims are calls that a case may say are free, with a call that is not what
// it says beside each.
func claims(t *testing.T, r *rig, provider string) map[guard.Claim][2]*http.Request {
	t.Helper()
	good := func() *http.Request { return request(t, r, provider, nil) }
	without := func(name string) *http.Request {
		req := good()
		require.NoError(t, wire.Without(req, name))
		return req
	}
	otherwise := func(change func(*rig)) *http.Request {
		other := &rig{server: r.server, o: r.o}
		change(other)
		return request(t, other, provider, nil)
	}
	proof, number := "Signature", map[string]string{"PhoneNumber": "(none)"}
	switch provider {
	case "ksyun":
		number = map[string]string{"Mobiles": "(none)"}
	case "ywjisu":
		proof, number = "token", map[string]string{"mobiles": ""}
	}
	return map[guard.Claim][2]*http.Request{
		guard.WrongProof:    {otherwise(func(x *rig) { x.o.Keys.Secret = "another" }), good()},
		guard.NoProof:       {without(proof), good()},
		guard.NobodysKey:    {otherwise(func(x *rig) { x.o.Keys.ID = "numsim-nobody" }), otherwise(func(x *rig) { x.o.Keys.ID = "somebody" })},
		guard.NobodysAction: {request(t, r, provider, map[string]string{"Action": "NumsimNothing"}), request(t, r, provider, map[string]string{"Action": "PhoneNumberStatus"})},
		guard.NoNumber:      {request(t, r, provider, number), good()},
		guard.DryRun:        {request(t, r, provider, map[string]string{"DryRun": "true"}), request(t, r, provider, map[string]string{"DryRun": "yes"})},
	}
}

// A run that may cost nothing lets through what surely costs nothing, when the
// request itself shows it.
func TestFreeCalls(t *testing.T) {
	sure := map[string][]guard.Claim{ // by hand, from the documents; the reasons are beside Freedoms
		"aliyun": {guard.WrongProof, guard.NoProof, guard.NobodysKey, guard.NobodysAction, guard.NoNumber},
		"ksyun":  {guard.WrongProof, guard.NoProof, guard.NobodysKey, guard.NobodysAction, guard.DryRun},
		"ywjisu": {guard.WrongProof, guard.NoProof, guard.NobodysKey, guard.NoNumber},
	}
	for provider, free := range sure {
		r := start(t, provider, standin.Options{}, func(o *guard.Options) { o.MaxCNY, o.PriceCNY = yuan("0"), nil })
		for claim, requests := range claims(t, r, provider) {
			_, _, err := r.send(marked(claim), requests[1])
			assert.Error(t, err, "%s %s: the request is not what is claimed", provider, claim)
			before := r.server.Calls()
			_, _, err = r.send(marked(claim), requests[0])
			if !assert.Equal(t, contains(free, claim), err == nil, "%s %s: %v", provider, claim, err) || err == nil {
				assert.Equal(t, before+1, r.server.Calls())
				continue
			}
			var no *guard.Refusal
			require.ErrorAs(t, err, &no)
			assert.Equal(t, guard.NotFree, no.Rule)
			assert.Equal(t, guard.ExitRefused, no.Code())
			assert.Equal(t, before, r.server.Calls())
		}
		_, _, err := r.send(marked(guard.Shown), request(t, r, provider, nil))
		assert.Error(t, err, "an ordinary call shows nothing")
		shown, _, err := r.send(marked(guard.Shown), claims(t, r, provider)[guard.WrongProof][0])
		require.NoError(t, err)
		assert.NotZero(t, shown)
		_, _, err = r.send(marked(guard.Billable), request(t, r, provider, nil))
		var no *guard.Refusal
		require.ErrorAs(t, err, &no)
		assert.Equal(t, guard.NotFree, no.Rule)
		assert.Equal(t, len(free)+1, r.Tally().Calls)
		assert.Zero(t, r.Tally().Spent)
		for _, c := range r.server.Sim.Calls() {
			assert.Zero(t, c.Charged, "the stand-in charged for %s", c)
		}
	}
}

func contains(list []guard.Claim, c guard.Claim) bool {
	for _, one := range list {
		if one == c {
			return true
		}
	}
	return false
}

// A claim that no document is sure of costs the worst case where money is
// allowed; one that the request does not show is refused even then.
func TestClaimsThatAreNotSure(t *testing.T) {
	r := start(t, "ksyun", standin.Options{}, nil)
	_, _, err := r.send(marked(guard.NoNumber), claims(t, r, "ksyun")[guard.NoNumber][0])
	require.NoError(t, err)
	assert.Equal(t, *yuan("0.10"), r.Tally().Spent)
	_, _, err = r.send(marked(guard.NoNumber), request(t, r, "ksyun", nil))
	var no *guard.Refusal
	require.ErrorAs(t, err, &no)
	assert.Equal(t, guard.NotFree, no.Rule)
}

func TestAnOldTimestamp(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, func(o *guard.Options) { o.MaxCNY = yuan("0") })
	old := func(age time.Duration) *http.Request {
		s := client.AliyunSigner{AccessKeyID: r.o.Keys.ID, AccessKeySecret: r.o.Keys.Secret, Now: func() time.Time { return r.clock.now().Add(-age) }}
		req, err := s.V1(http.MethodPost, "https://dytnsapi.aliyuncs.com", map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "PhoneNumber": "13900000200"})
		require.NoError(t, err)
		return req
	}
	status, _, err := r.send(marked(guard.OldTime), old(25*time.Hour))
	require.NoError(t, err)
	assert.Equal(t, http.StatusBadRequest, status)
	_, _, err = r.send(marked(guard.OldTime), old(16*time.Minute))
	var no *guard.Refusal
	require.ErrorAs(t, err, &no, "some pages have a window of 31 minutes")
	assert.Equal(t, guard.NotFree, no.Rule)
}

// Every claim at every provider has a word on it, and why.
func TestFreedomsHaveReasons(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range guard.Freedoms() {
		key := f.Provider + " " + string(f.Claim)
		assert.False(t, seen[key], key)
		seen[key] = true
		assert.NotEmpty(t, f.Why, key)
		if f.Grade == numsim.Documented {
			assert.Regexp(t, `00[0-2]:[0-9]+`, f.Why, key)
		}
	}
	assert.Len(t, seen, 18, "dry runs are one provider's, and ywjisu has no actions")
}
