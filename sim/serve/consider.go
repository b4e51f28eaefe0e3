package serve

import (
	"slices"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/numbering"
)

// Considered is one number of a call that is only thought of.
type Considered struct {
	Question *scenarios.Question
	Truth    numbering.Truth // before any rule
	Origin   string          // of the status, in words
}

// Consider asks what a scenario knows of a number, as an exchange of the
// account would: nothing is charged. Counter is asked when the question is.
func Consider(p sim.Provider, s *scenarios.Scenario, a *ledger.Account, operation string, n numsim.Number, elapsed time.Duration, counter scenarios.Counter) Considered {
	t, seen := p.Traits(), elapsed
	if slices.Contains(t.Delayed, operation) {
		seen -= a.Lag
	}
	carrier, assigned := numsim.NoCarrier, true
	if !slices.Contains(t.Abroad, operation) {
		carrier, assigned = p.Assigned(&sim.Call{Account: a, Operation: operation}, n)
	}
	c := Considered{Truth: s.Truth(n, assigned, seen), Origin: s.Origin(n, assigned, seen)}
	if c.Truth.Carrier == numsim.NoCarrier {
		c.Truth.Carrier = carrier
	}
	c.Question = &scenarios.Question{
		Provider: t.Name, Operation: operation, Account: a.Name, Elapsed: elapsed, Counter: counter,
		Numbers: []scenarios.Asked{{Number: n, Carrier: c.Truth.Carrier, Status: c.Truth.Status}},
	}
	return c
}

// peek tells what a counter would, and leaves it as it is.
type peek struct{ *ledger.Counters }

// Next implements scenarios.Counter.
func (p peek) Next(rule int, key uint64) int { return p.Held(rule, key) + 1 }

// Move implements scenarios.Counter.
func (p peek) Move(uint64, int, int, time.Duration) {}
