package sim

import (
	"slices"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/numbering"
)

// decide finds the truth of each number, or the reason why the whole call is
// refused: the account's standing first, then the scenario's rules, then the
// numbers in request order.
func (e *Engine) decide(c *Call, claim *ledger.Claim) *Refusal {
	if c.Account.Standing != ledger.Good {
		if no := e.provider.Refuse(c, BadStanding); no != nil {
			return no
		}
	}
	for _, n := range c.Numbers {
		if no := e.look(c, n); no != nil {
			return no
		}
	}
	if no := e.applyRules(c, claim); no != nil || c.raw != nil {
		return no // nothing further refuses what a rule has refused, and only charged for
	}
	for i, n := range c.Numbers {
		a := &c.question.Numbers[i]
		if no := e.obstacle(c, claim, n, a.Carrier, c.troubles[i]); no != nil {
			return no
		}
	}
	return nil
}

// look finds what is true of a number before any rule. One in a network that
// the provider does not serve is refused.
func (e *Engine) look(c *Call, n numsim.Number) *Refusal {
	carrier, assigned := e.provider.Assigned(c, n)
	seen := c.elapsed
	if c.Account.Lag > 0 && slices.Contains(e.traits.Delayed, c.Operation) {
		seen -= c.Account.Lag
	}
	truth := c.world.Scenario.Truth(n, assigned, seen)
	if truth.Carrier != numsim.NoCarrier {
		carrier = truth.Carrier
	}
	c.answers = append(c.answers, Answer{Number: n, Status: truth.Status, Carrier: carrier, Area: truth.Area, Sample: truth.Sample})
	c.troubles = append(c.troubles, truth.Trouble)
	c.question.Numbers = append(c.question.Numbers, scenarios.Asked{Number: n, Carrier: carrier, Status: truth.Status})
	if truth.Network == "" {
		return nil
	}
	c.Network = truth.Network
	return e.provider.Refuse(c, NetworkUnserved)
}

// obstacle is what one number of the call has the whole call refused for. The
// carrier is asked before the number counts as asked about, and what the
// provider has no words for is passed over.
func (e *Engine) obstacle(c *Call, claim *ledger.Claim, n numsim.Number, carrier numsim.Carrier, t numbering.Trouble) *Refusal {
	switch t {
	case numbering.NumberRefused:
		return e.ending(c, NumberRefused)
	case numbering.CallThrottled:
		return e.ending(c, Throttled)
	}
	if !c.world.Ledger.CarrierSlot(claim, carrier, c.Now) {
		if no := e.provider.Refuse(c, CarrierLimited); no != nil {
			return no
		}
	}
	if !c.world.Ledger.Ask(claim, n, c.Now) {
		return e.provider.Refuse(c, NumberTooOften)
	}
	return nil
}

// ending is the trouble a magic ending makes, and says so.
func (e *Engine) ending(c *Call, cause Cause) *Refusal {
	no := e.provider.Refuse(c, cause)
	if no != nil {
		no.Why = journal.ByEnding + " makes this trouble"
	}
	return no
}
