package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
)

// commanded reports a refusal that the scenario, the account or the number made
// on purpose.
func commanded(c *journal.Entry) bool {
	for _, by := range []string{journal.ByScenario, journal.ByAccount, journal.ByEnding} {
		if strings.HasPrefix(c.Why, by) {
			return true
		}
	}
	return false
}

// unexpected are refusals for the consumer's fault that nobody wrote down:
// neither a rule, nor a setting that brings them about, nor an expectation.
func (in *Input) unexpected() (found []Finding) {
	at := map[string]int{} // in found, by provider and row
	for i := range in.Entries {
		c := &in.Entries[i]
		if c.Row == "" || commanded(c) || in.Foreseen(c) || strings.HasPrefix(c.Why, numsim.TooManyNumbers) {
			continue
		}
		key := c.Provider + " " + c.Row
		n, known := at[key]
		if !known {
			n = len(found)
			at[key] = n
			found = append(found, Finding{What: strings.TrimSuffix(fmt.Sprintf("%s at %s: %s", c.Row, c.Provider, c.Why), ": ")})
		}
		found[n].Calls = append(found[n].Calls, c.Seq)
	}
	return found
}

// Foreseen reports whether a refusal is nobody's fault, expected, or brought
// about by what the scenario sets.
func (in *Input) Foreseen(c *journal.Entry) bool {
	for i := range in.Expect {
		if e := &in.Expect[i]; (e.Row == c.Row || e.After == c.Row) && about(e, c) {
			return true
		}
	}
	fields := causes(in.Kind(c.Provider, c.Row))
	return fields == nil || slices.ContainsFunc(in.Settings, func(s scenarios.Setting) bool {
		return s.Provider == c.Provider && slices.Contains(fields, s.Field)
	})
}

// causes are the settings that bring a refusal of that kind about; nil where it
// is no consumer's fault, or a hazard that has a line of its own.
func causes(k numsim.Kind) []string {
	switch k {
	case numsim.Auth:
		return []string{"key", "token", "standing", "allow-ips", "answers"}
	case numsim.Clock:
		return []string{"skew", "window"}
	case numsim.Withdrawn:
		return []string{"profile"}
	case numsim.Signature, numsim.BadRequest, numsim.BadNumber:
		return []string{}
	}
	return nil
}

// unused are rules that had no hand in any call.
func (in *Input) unused() (found []Finding) {
	for i := range in.Rules {
		r := &in.Rules[i]
		if !slices.ContainsFunc(in.Entries, func(c journal.Entry) bool { return acted(&c, r) }) {
			name := r.Name
			if name == "" {
				name = r.Does()
			}
			found = append(found, Finding{What: name, Where: r.Where, Minor: true})
		}
	}
	return found
}

// acted reports whether a call's entry names a rule.
func acted(c *journal.Entry, r *scenarios.Rule) bool {
	name := r.Spoken()
	return c.Why == journal.ByScenario+name || slices.Contains(c.Rules, name)
}
