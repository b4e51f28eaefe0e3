package ywjisu_test

import (
	"crypto/md5"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
	"github.com/numsim/numsim/sim/ywjisu"
)

// The moment every test begins at.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const (
	endpoint = "http://numsim.test/Api/ApiAuth/getCheckResult"
	formType = "application/x-www-form-urlencoded"
	good     = "13900000200"
)

// rig is one provider's engine over the ready-made accounts, with a clock that
// stands still until it is advanced.
type rig struct {
	handler http.Handler
	journal *journal.Ring
	ledger  *ledger.Ledger
	clock   *ledger.Clock
}

// newRig sets name=value pairs on every account, as --set does.
func newRig(t testing.TB, set ...string) *rig {
	t.Helper()
	return newRigIn(t, scenarios.Default(0), set...)
}

func newRigIn(t testing.TB, scenario *scenarios.Scenario, set ...string) *rig {
	t.Helper()
	p, err := ywjisu.New()
	require.NoError(t, err)
	base := p.Traits().Account
	for _, s := range set {
		name, value, _ := strings.Cut(s, "=")
		require.NoError(t, setup.Set(p.Traits(), &base, name, value))
	}
	tenant := &ledger.Tenant{Name: "default", Clock: ledger.NewClock(func() time.Time { return noon })}
	r := &rig{journal: journal.NewRing(0), ledger: ledger.New(), clock: tenant.Clock}
	for _, a := range setup.ReadyMade(p, base) {
		require.NoError(t, setup.Finish(p, &a.Account))
		require.NoError(t, r.ledger.Open("ywjisu", tenant, a.Account, a.Credential))
	}
	require.NoError(t, setup.Finish(p, &base))
	r.handler = sim.NewEngine(p, sim.Config{
		World: &sim.World{Ledger: r.ledger, Scenario: scenario, Unclaimed: &base, Began: tenant.Clock.Now()}, Journal: r.journal, Clock: tenant.Clock,
	})
	return r
}

// signed is the form of a call that is right in every point. The token is made
// here, by the document's sentence, and not by the code that judges it.
func signed(code, numbers string, at time.Time) url.Values {
	stamp := strconv.FormatInt(at.Unix(), 10)
	sum := md5.Sum([]byte(code + "numsim-key" + stamp))
	return url.Values{
		"code": {code}, "pwd": {"numsim-pwd"}, "mobiles": {numbers}, "timestamp": {stamp},
		"token": {hex.EncodeToString(sum[:])},
	}
}

func post(body string) *http.Request {
	req := httptest.NewRequest(http.MethodPost, endpoint, strings.NewReader(body))
	req.Header.Set("Content-Type", formType+"; charset=UTF-8")
	return req
}

// do runs one exchange without a network.
func (r *rig) do(req *http.Request) *http.Response {
	w := httptest.NewRecorder()
	r.handler.ServeHTTP(w, req)
	return w.Result()
}

// ask sends a good call of an account and returns the body.
func (r *rig) ask(t testing.TB, code, numbers string) string {
	t.Helper()
	return bodyOf(t, r.do(post(signed(code, numbers, r.clock.Now()).Encode())))
}

// last is the newest entry of the journal.
func (r *rig) last() journal.Entry {
	entries := r.journal.Entries()
	return entries[len(entries)-1]
}

func (r *rig) quota(code string) int { return r.ledger.Quota(r.ledger.Find("ywjisu", []byte(code))) }

func bodyOf(t testing.TB, resp *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return string(b)
}
