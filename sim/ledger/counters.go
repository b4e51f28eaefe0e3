package ledger

import "sync"

// Counters counts calls for the rules of a scenario.
type Counters struct {
	mu   sync.Mutex
	held map[counter]int
}

type counter struct {
	rule int
	key  uint64
}

// maxCounters bounds memory; beyond it counting begins anew.
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
