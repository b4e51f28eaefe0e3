package ledger

import (
	"sync"
	"time"
)

// Counters remembers for the rules of a scenario how many calls there were,
// and states. It is a scenarios.Counter.
type Counters struct {
	mu     sync.Mutex
	held   map[counter]int
	states map[uint64]stood
}

type stood struct {
	at    int
	since time.Duration
}

type counter struct {
	rule int
	key  uint64
}

// maxCounters bounds memory; beyond it counting begins anew, and states do.
const maxCounters = 1 << 20

// Next counts one more and returns the ordinal, 1 for the first.
func (c *Counters) Next(rule int, key uint64) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held == nil || len(c.held) == maxCounters {
		c.held = map[counter]int{}
	}
	c.held[counter{rule, key}]++
	return c.held[counter{rule, key}]
}

// State is the state a key is in, and since when.
func (c *Counters) State(key uint64) (at int, since time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.states[key]
	return s.at, s.since
}

// Move enters another state, unless the key has left the one before.
func (c *Counters) Move(key uint64, from, to int, at time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.states[key].at != from {
		return
	}
	if c.states == nil || len(c.states) == maxCounters {
		c.states = map[uint64]stood{}
	}
	c.states[key] = stood{to, at}
}
