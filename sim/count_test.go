package sim_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim"
)

// How exchanges ended is counted by what is known beforehand: nothing a caller
// writes makes a count of its own.
func TestExchangesAreCounted(t *testing.T) {
	p := newToy(t)
	e, _, _ := engineOf(t, p, p.Traits().Account, nil)
	assert.Empty(t, e.Counts())
	for _, query := range []string{
		"key=k&secret=s&nonce=1&numbers=13900000200", "key=k&secret=s&nonce=2&numbers=13900000404", "key=k&secret=x&nonce=3&numbers=13900000200",
		"key=nobody", "key=k&secret=s&nonce=1&numbers=13900000200",
	} {
		e.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/?"+query, nil))
	}
	var total uint64
	for _, c := range e.Counts() {
		total += c.Exchanges
		assert.Equal(t, p.Traits().Name, c.Provider)
		assert.Contains(t, append([]string{"other"}, p.Traits().Operations...), c.Operation)
		if c.Outcome == sim.Answered {
			assert.EqualValues(t, 2, c.Exchanges)
		}
	}
	assert.EqualValues(t, 5, total)
}
