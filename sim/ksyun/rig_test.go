package ksyun_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ksyun"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// The moment and the name every test lives at.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const (
	host    = "numsim.test"
	baseURL = "http://" + host + "/"
	good    = "13900000200"
	vacant  = "13900000404"
	abroad  = "62810000200"
	secret  = "numsim-secret"

	form = "application/x-www-form-urlencoded"

	realtime      = "PhoneNumberStatus"
	batch         = "BatchPhoneNumberStatus"
	international = "IsmsPhoneNumberStatus"
)

// rig is the provider's engine over the ready-made accounts, with a clock that
// stands still.
type rig struct {
	handler http.Handler
	journal *journal.Ring
}

func provider(t testing.TB) *ksyun.Provider {
	t.Helper()
	p, err := ksyun.New()
	require.NoError(t, err)
	return p
}

// newRig sets name=value pairs on every account, as --set does.
func newRig(t testing.TB, set ...string) *rig {
	t.Helper()
	p := provider(t)
	base := p.Traits().Account
	for _, s := range set {
		name, value, _ := strings.Cut(s, "=")
		require.NoError(t, setup.Set(p.Traits(), &base, name, value))
	}
	tenant := &ledger.Tenant{Name: "default", Clock: ledger.NewClock(func() time.Time { return noon })}
	r := &rig{journal: journal.NewRing(0)}
	accounts := ledger.New()
	for _, a := range setup.ReadyMade(p, base) {
		require.NoError(t, setup.Finish(p, &a.Account))
		require.NoError(t, accounts.Open("ksyun", tenant, a.Account, a.Credential))
	}
	require.NoError(t, setup.Finish(p, &base))
	r.handler = sim.NewEngine(p, sim.Config{
		World: &sim.World{Ledger: accounts, Scenario: scenarios.Default(0), Unclaimed: &base, Began: tenant.Clock.Now()}, Journal: r.journal, Clock: tenant.Clock,
	})
	return r
}

// parameters of a call as the document lists them; extra pairs are name, value,
// name, value, and a value of "-" takes the name away.
func parameters(action string, extra ...string) map[string]string {
	p := map[string]string{
		"Accesskey": "numsim", "Service": "cpn", "Action": action, "Version": "2019-05-01",
		"Timestamp": noon.Format(time.RFC3339), "SignatureVersion": "1.0", "SignatureMethod": "HMAC-SHA256",
	}
	switch action {
	case batch:
		p["Mobiles"] = good
	case international:
		p["Mobile"] = abroad
	default:
		p["Mobile"] = good
	}
	for i := 0; i < len(extra); i += 2 {
		p[extra[i]] = extra[i+1]
		if extra[i+1] == "-" {
			delete(p, extra[i])
		}
	}
	return p
}

// canonical is the document's algorithm, written for these tests: net/url's
// encoding differs from RFC 3986 in the space alone.
func canonical(params map[string]string) string {
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(params)) {
		pairs = append(pairs, escape(name)+"="+escape(params[name]))
	}
	return strings.Join(pairs, "&")
}

func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

func sign(secret, text string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil))
}

// signed adds the signature.
func signed(params map[string]string) map[string]string {
	params["Signature"] = sign(secret, canonical(params))
	return params
}

// post is a form as a client sends it.
func post(body string) *http.Request {
	req := httptest.NewRequest(http.MethodPost, baseURL, strings.NewReader(body))
	req.Header.Set("Content-Type", form)
	req.Header.Set("Accept", "application/json")
	return req
}

// call is a signed request in the document's way.
func call(action string, extra ...string) *http.Request {
	return post(canonical(signed(parameters(action, extra...))))
}

// do runs one exchange without a network.
func (r *rig) do(req *http.Request) *http.Response {
	w := httptest.NewRecorder()
	r.handler.ServeHTTP(w, req)
	return w.Result()
}

// last is the newest entry of the journal.
func (r *rig) last() journal.Entry {
	entries := r.journal.Entries()
	return entries[len(entries)-1]
}

// meets is the row a call met, empty for an answer.
func (r *rig) meets(req *http.Request) string {
	r.do(req)
	return r.last().Row
}

func bodyOf(t testing.TB, resp *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return string(b)
}
