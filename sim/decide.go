package sim

import (
	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/numbering"
)

// decide finds the truth of each number, or the reason why the whole call is
// refused: the account's standing first, then the numbers in request order.
func (e *Engine) decide(c *Call, claim *ledger.Claim) *Refusal {
	if c.Account.Standing != ledger.Good {
		if no := e.provider.Refuse(c, BadStanding); no != nil {
			return no
		}
	}
	for _, n := range c.Numbers {
		carrier, assigned := e.provider.Assigned(c, n)
		truth := e.scenario.Truth(n, assigned)
		if no := e.obstacle(c, claim, n, carrier, truth.Trouble); no != nil {
			return no
		}
		a := Answer{Number: n, Status: truth.Status, Carrier: carrier, Sample: truth.Sample}
		if after := e.traits.LateAfter; truth.Trouble == numbering.AnswerLate && after > 0 {
			a.Status, a.Late = numsim.Active, e.ledger.Late(claim, n, c.Now, after)
		}
		c.answers = append(c.answers, a)
	}
	return nil
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
	if !e.ledger.CarrierSlot(claim, carrier, c.Now) {
		if no := e.provider.Refuse(c, CarrierLimited); no != nil {
			return no
		}
	}
	if !e.ledger.Ask(claim, n, c.Now) {
		return e.provider.Refuse(c, NumberTooOften)
	}
	return nil
}

// ending is the trouble a magic ending makes, and says so.
func (e *Engine) ending(c *Call, cause Cause) *Refusal {
	no := e.provider.Refuse(c, cause)
	if no != nil {
		no.Why = "the number's magic ending makes this trouble"
	}
	return no
}
