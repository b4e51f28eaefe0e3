package ledger

import (
	"cmp"
	"slices"
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

// Held is how many there were, without one more.
func (c *Counters) Held(rule int, key uint64) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held[counter{rule, key}]
}

// Count is how many calls a rule counted for a key.
type Count struct {
	Rule  int
	Key   uint64
	Calls int
}

// Stand is the state a key is in, and since when.
type Stand struct {
	Key   uint64
	State int
	Since time.Duration // since the scenario began
}

// Save is everything that is remembered, in an order of its own.
func (c *Counters) Save() (counts []Count, stands []Stand) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for k, n := range c.held {
		counts = append(counts, Count{k.rule, k.key, n})
	}
	for k, s := range c.states {
		stands = append(stands, Stand{k, s.at, s.since})
	}
	slices.SortFunc(counts, func(a, b Count) int { return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Key, b.Key)) })
	slices.SortFunc(stands, func(a, b Stand) int { return cmp.Compare(a.Key, b.Key) })
	return counts, stands
}

// Restored are counters that go on from there.
func Restored(counts []Count, stands []Stand) *Counters {
	c := &Counters{held: map[counter]int{}, states: map[uint64]stood{}}
	for _, n := range counts {
		c.held[counter{n.Rule, n.Key}] = n.Calls
	}
	for _, s := range stands {
		c.states[s.Key] = stood{s.State, s.Since}
	}
	return c
}
