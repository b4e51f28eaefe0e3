package sim

import "github.com/numsim/numsim/scenarios"

// rules names those that had a hand in what the client gets, but for the one
// that refused the call, unless it charged for that; nil is none.
func (c *Call) rules(out *Outcome) (names []string) {
	for _, rule := range c.acted {
		names = append(names, rule.Spoken())
	}
	if out.raw != nil {
		names = append(names, c.decision.Refusal.Spoken())
	}
	if a := c.answerRule(); a != nil && (hinders(a) || damages(&a.Body) || a.Reorder && len(out.Answers) > 1) {
		names = append(names, c.decision.Answer.Spoken())
	}
	return names
}

// hinders reports a rule that holds back or breaks off an answer, and damages
// one that makes another of it.
func hinders(a *scenarios.Answer) bool {
	return a.Fault != scenarios.NoFault || a.Delay != scenarios.Delay{}
}

func damages(d *scenarios.Damage) bool {
	return d.Garble || d.Truncate > 0 || d.Replace != "" || len(d.Add)+len(d.Set) > 0
}
