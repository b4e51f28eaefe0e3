package sim_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

// mute is a toy without words for one cause.
type mute struct {
	*toy
	about sim.Cause
}

func (m mute) Refuse(c *sim.Call, cause sim.Cause) *sim.Refusal {
	if cause == m.about {
		return nil
	}
	return m.toy.Refuse(c, cause)
}

// engineOf is an engine of p over one account with the key "k", and its
// journal. The clock stands still until it is advanced.
func engineOf(t *testing.T, p sim.Provider, a ledger.Account, log *slog.Logger) (*sim.Engine, *journal.Ring, *ledger.Clock) {
	t.Helper()
	clock := ledger.NewClock(func() time.Time { return time.Unix(1_800_000_000, 0).UTC() })
	accounts, ring := ledger.New(), journal.NewRing(0)
	a.Name = "a"
	require.NoError(t, accounts.Open(p.Traits().Name, &ledger.Tenant{Name: "default", Clock: clock}, a, ledger.Credential{ID: "k", Secret: "s"}))
	return sim.NewEngine(p, sim.Config{
		World: &sim.World{Ledger: accounts, Scenario: scenarios.Default(0), Unclaimed: &ledger.Account{}, Began: clock.Now()}, Journal: ring, Clock: clock, Log: log,
	}), ring, clock
}

func query(e http.Handler, text string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	e.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/?"+text, nil))
	return w
}

// A cause that any call can meet must have words: passing over it would answer
// a call that was to be refused, and what is seen must not look like an answer.
func TestACauseWithoutWordsIsAFaultOfOurs(t *testing.T) {
	const well = "key=k&secret=s&numbers=13900000200&nonce="
	for _, tt := range []struct {
		name   string
		about  sim.Cause
		change func(a *ledger.Account)
		first  string // a call before, if any
		call   string
	}{
		{"unknown credential", sim.UnknownCredential, nil, "", "key=x&secret=s&nonce=1&numbers=13900000200"},
		{"nonce used", sim.NonceUsed, nil, well + "1", well + "1"},
		{"nonces full", sim.NoncesFull, func(a *ledger.Account) { a.NonceCap = 1 }, well + "1", well + "2"},
		{"throttled", sim.Throttled, func(a *ledger.Account) { a.QPS = -1 }, "", well + "1"},
		{"quota short", sim.QuotaShort, func(a *ledger.Account) { a.Quota = -1 }, "", well + "1"},
		{"funds short", sim.FundsShort, func(a *ledger.Account) { a.Balance = 0 }, "", well + "1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := mute{newToy(t), tt.about}
			a := p.Traits().Account
			if tt.change != nil {
				tt.change(&a)
			}
			e, ring, _ := engineOf(t, p, a, nil)
			if tt.first != "" {
				require.Equal(t, 200, query(e, tt.first).Code)
			}
			held := len(ring.Entries())
			w := query(e, tt.call)
			assert.Equal(t, 500, w.Code)
			assert.Equal(t, "1", w.Header().Get("X-Numsim-Fault"))
			assert.Contains(t, w.Body.String(), "numsim: internal fault while simulating toy: toy has no words for cause ")
			assert.Len(t, ring.Entries(), held, "nothing is journalled as answered")
		})
	}
}

// What only one number of a call meets may be without words; then it does not
// exist, and the number is answered.
func TestANumbersTroubleWithoutWordsIsPassedOver(t *testing.T) {
	for number, about := range map[string]sim.Cause{"13900000429": sim.Throttled, "13900000400": sim.NumberRefused} {
		p := mute{newToy(t), about}
		e, _, _ := engineOf(t, p, p.Traits().Account, nil)
		w := query(e, "key=k&secret=s&nonce=1&numbers="+number)
		assert.Equal(t, 200, w.Code, number)
		assert.Contains(t, w.Body.String(), number[7:]+"=")
	}
}

// A provider without nonces takes the same request twice.
func TestWithoutANonceNothingIsAReplay(t *testing.T) {
	p := newToy(t)
	a := p.Traits().Account
	a.NonceCap = 1
	e, _, _ := engineOf(t, p, a, nil)
	for range 3 {
		w := query(e, "key=k&secret=s&numbers=13900000200")
		assert.Equal(t, 200, w.Code)
		assert.Equal(t, "0200=active ", w.Body.String())
	}
}
