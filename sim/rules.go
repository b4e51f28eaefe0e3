package sim

import (
	"slices"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/numbering"
)

// applyRules asks the scenario's rules about the call, and has them change what
// is true of its numbers or refuse it. What happens to the answer on its way is
// for later.
func (e *Engine) applyRules(c *Call, claim *ledger.Claim) *Refusal {
	q := &c.question
	q.Provider, q.Operation, q.Account, q.Elapsed = e.traits.Name, c.Operation, c.Account.Name, c.elapsed
	q.Counter = c.world.Counters
	c.decision = c.world.Scenario.Decide(q)
	if no := e.ruledOut(c); no != nil {
		return no
	}
	e.late(c, claim)
	for i := len(c.decision.Truths) - 1; i >= 0; i-- { // from behind, for what is left out or doubled moves the rest
		e.change(c, claim, &c.decision.Truths[i])
	}
	slices.Reverse(c.acted)
	if rule := c.decision.Answer; rule != nil && rule.Then.Answer.Reorder {
		slices.Reverse(c.answers)
	}
	return nil
}

// rawRow names refusals that are in no catalogue.
const rawRow = "raw"

// ruledOut is the refusal that a rule has for the call. An answer in the
// scenario's own words that is charged goes on, and takes the answers' place at
// the end. A row that the provider does not have refuses nothing; who checks a
// document is warned of that.
func (e *Engine) ruledOut(c *Call) (no *Refusal) {
	rule := c.decision.Refusal
	if rule == nil {
		return nil
	}
	switch words := rule.Then.Raw; {
	case words == nil:
		row := e.traits.Catalogue.Find(rule.Then.Refusal)
		if row == nil {
			return nil
		}
		no = e.provider.Answer(c, row)
	case words.Charged:
		c.raw = words
		return nil
	default:
		no = &Refusal{Row: &numsim.Row{Name: rawRow}, raw: words}
	}
	no.Why = journal.ByScenario + rule.Spoken()
	return no
}

// late is for the ending that says so.
func (e *Engine) late(c *Call, claim *ledger.Claim) {
	if e.traits.LateAfter == 0 {
		return
	}
	for i, trouble := range c.troubles {
		if trouble == numbering.AnswerLate {
			e.wait(c, claim, &c.answers[i], e.traits.LateAfter)
		}
	}
}

func (e *Engine) wait(c *Call, claim *ledger.Claim, a *Answer, after time.Duration) {
	if a.Status == numsim.Unknown {
		a.Status = numsim.Active // what it turns out to be
	}
	a.Late = c.world.Ledger.Late(claim, a.Number, c.Now, after)
}

func (e *Engine) change(c *Call, claim *ledger.Claim, changed *scenarios.Changed) {
	i, then := changed.At, changed.Rule.Then.Truth
	a, acted := &c.answers[i], then.SetStatus
	if then.SetStatus {
		a.Status, a.Sample, c.troubles[i] = then.Status, false, numbering.NoTrouble
	}
	if then.Late > 0 && e.traits.LateAfter > 0 {
		e.wait(c, claim, a, then.Late)
		acted = acted || a.Late
	}
	switch {
	case then.Drop && (len(c.answers) > 1 || e.traits.LateAfter > 0):
		c.answers, acted = slices.Delete(c.answers, i, i+1), true
	case then.Duplicate && len(c.Numbers) > 1:
		c.answers, acted = slices.Insert(c.answers, i, *a), true
	}
	if acted && !slices.Contains(c.acted, changed.Rule) {
		c.acted = append(c.acted, changed.Rule)
	}
}

// answerRule is what happens to the answer on its way, nil for nothing.
func (c *Call) answerRule() *scenarios.Answer {
	if c.decision.Answer == nil {
		return nil
	}
	return c.decision.Answer.Then.Answer
}
