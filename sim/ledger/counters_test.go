package ledger_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim/ledger"
)

func TestStatesAreByKey(t *testing.T) {
	c := &ledger.Counters{}
	c.Move(1, 0, 2, time.Second)
	at, since := c.State(1)
	assert.Equal(t, 2, at)
	assert.Equal(t, time.Second, since)
	at, since = c.State(2)
	assert.Zero(t, at, "another key is where everything begins")
	assert.Zero(t, since)
	c.Move(1, 0, 1, time.Minute)
	at, _ = c.State(1)
	assert.Equal(t, 2, at, "a move from a state that was left is none")
}

// Of calls at once that all saw the same state, one leads on.
func TestOneMoveWins(t *testing.T) {
	c := &ledger.Counters{}
	var wg sync.WaitGroup
	for to := range 50 {
		wg.Go(func() { c.Move(7, 0, to+1, time.Duration(to+1)) })
	}
	wg.Wait()
	at, since := c.State(7)
	assert.NotZero(t, at)
	assert.Equal(t, time.Duration(at), since)
}
