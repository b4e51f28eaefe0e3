package sim

import (
	"slices"
	"sync/atomic"

	"github.com/numsim/numsim"
)

// Outcomes of exchanges that are no kind of refusal.
const (
	Answered    = "answered"
	AnswerLost  = "lost" // and nothing charged
	OwnWords    = "raw"  // of a scenario
	otherAction = "other"
)

// Count is how many exchanges of an operation ended one way.
type Count struct {
	Provider  string
	Operation string // one of the provider's, or other
	Outcome   string // Answered, AnswerLost, OwnWords or a kind of refusal
	Exchanges uint64
}

// counts are those of one engine. What can be counted is known beforehand, so
// that nobody's request makes a new one.
type counts struct {
	operations []string
	outcomes   []string
	held       []atomic.Uint64
}

func newCounts(operations []string) *counts {
	c := &counts{operations: append(slices.Clone(operations), otherAction), outcomes: []string{Answered, AnswerLost, OwnWords}}
	for k := numsim.Other; k <= numsim.Withdrawn; k++ {
		c.outcomes = append(c.outcomes, k.String())
	}
	c.held = make([]atomic.Uint64, len(c.operations)*len(c.outcomes))
	return c
}

func (c *counts) add(operation string, out *Outcome) {
	at := slices.Index(c.operations, operation)
	if at < 0 {
		at = len(c.operations) - 1
	}
	c.held[at*len(c.outcomes)+place(out)].Add(1)
}

// place is where an outcome is among outcomes.
func place(out *Outcome) int {
	switch {
	case out.raw != nil || out.Refusal != nil && out.Refusal.raw != nil:
		return 2
	case out.Lost:
		return 1
	case out.Refusal != nil:
		return 3 + int(out.Refusal.Row.Kind)
	}
	return 0
}

// Counts is how the exchanges ended so far that ended at all.
func (e *Engine) Counts() (list []Count) {
	c := e.counts
	for i := range c.held {
		if n := c.held[i].Load(); n > 0 {
			list = append(list, Count{e.traits.Name, c.operations[i/len(c.outcomes)], c.outcomes[i%len(c.outcomes)], n})
		}
	}
	return list
}
