package sim

import (
	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

// decide finds the truth of each number, or the reason why the whole call is
// refused: the account's standing first, then the numbers in request order.
func (e *Engine) decide(c *Call) *Refusal {
	if cause, bad := standing[c.Account.Standing]; bad {
		if no := e.provider.Refuse(c, cause); no != nil {
			return no
		}
	}
	for _, n := range c.Numbers {
		carrier, assigned := e.provider.Assigned(c, n)
		truth := e.scenario.Truth(n, assigned)
		if no := e.trouble(c, truth.Trouble); no != nil {
			return no
		}
		c.answers = append(c.answers, Answer{Number: n, Status: truth.Status, Carrier: carrier, Sample: truth.Sample})
	}
	return nil
}

func (e *Engine) trouble(c *Call, t numbering.Trouble) *Refusal {
	switch t {
	case numbering.NumberRefused:
		return e.provider.Refuse(c, NumberRefused)
	case numbering.CallThrottled:
		return e.provider.Refuse(c, Throttled)
	}
	return nil
}

func sum(lines []numsim.Money) (total numsim.Money) {
	for _, l := range lines {
		total += l
	}
	return total
}
