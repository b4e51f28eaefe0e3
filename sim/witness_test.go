package sim_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

// A witness has the exchange when it is over, and nothing that the engine uses
// for the next one.
func TestTheWitnessKeepsWhatItWasTold(t *testing.T) {
	p := newToy(t)
	clock := ledger.NewClock(func() time.Time { return time.Unix(1_800_000_000, 0).UTC() })
	accounts, ring := ledger.New(), journal.NewRing(0)
	account := p.Traits().Account
	account.Name = "a"
	require.NoError(t, accounts.Open("toy", &ledger.Tenant{Name: "mine", Clock: clock}, account, ledger.Credential{ID: "k", Secret: "s"}))
	var seen []sim.Witnessed
	e := sim.NewEngine(p, sim.Config{
		World:   &sim.World{Ledger: accounts, Scenario: scenarios.Default(0), Unclaimed: &ledger.Account{}, Began: clock.Now()},
		Journal: ring, Clock: clock, Witness: func(w sim.Witnessed) { seen = append(seen, w) },
	})
	ask := func(body, query string, fail error) *onlooker {
		w := &onlooker{ResponseRecorder: httptest.NewRecorder(), ring: ring, fail: fail}
		e.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/path?"+query, strings.NewReader(body)))
		return w
	}
	first := ask("first body", "key=k&secret=s&nonce=1&numbers=13900000200", nil)
	ask("other", "key=nobody", nil)
	ask("third", "key=k&secret=s&nonce=2&numbers=13900000404", errors.New("broken pipe"))

	require.Len(t, seen, 3)
	for i, want := range ring.Entries() {
		assert.Equal(t, want.Seq, seen[i].Entry.Seq)
		assert.Equal(t, want.RequestID, seen[i].Entry.RequestID)
		assert.Equal(t, want.Delivered, seen[i].Entry.Delivered)
		assert.Len(t, seen[i].Entry.Lines, len(want.Lines))
	}
	assert.Equal(t, "first body", string(seen[0].Request.Body))
	assert.Equal(t, "/path", seen[0].Request.Path)
	assert.Equal(t, "key=k&secret=s&nonce=1&numbers=13900000200", seen[0].Request.RawQuery)
	assert.Equal(t, first.Body.String(), string(seen[0].Body))
	assert.Equal(t, "13900000200", string(seen[0].Entry.Lines[0].Number))
	assert.Equal(t, "a", seen[0].Account.Name)
	assert.Equal(t, []string{"mine", "", "mine"}, []string{seen[0].Tenant, seen[1].Tenant, seen[2].Tenant})
}
