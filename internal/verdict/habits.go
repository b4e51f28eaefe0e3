package verdict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/verify"
)

// habits looks for each of those that cost money or patience.
func (j *judge) habits() (list []conformance.Result) {
	for _, h := range scenarios.Hazards() {
		words := habits()[h]
		if h == scenarios.DuplicateCharge && j.forbids(h) {
			words.should = "no number is paid for twice, not even where an answer was lost or damaged: the scenario says never: " + h.String()
		}
		r := j.result("never."+h.String(), words.rule, j.said(h))
		found, allowed := j.verify.Hazard(h)
		if allowed {
			r.Outcome, r.Reason = conformance.Skipped, "the scenario allows it"
		}
		var minor []string
		for _, f := range found {
			if f.Minor {
				minor = append(minor, f.String())
				continue
			}
			j.fails(&r, f, words.should)
		}
		if len(minor) > 0 {
			r.Reason = strings.Join(minor, "; ")
		}
		list = append(list, r)
	}
	return list
}

// forbids reports whether the scenario names a habit as one it does not want.
func (j *judge) forbids(h scenarios.Hazard) bool {
	return slices.ContainsFunc(j.Expect, func(e scenarios.Expectation) bool { return slices.Contains(e.Never, h) })
}

// said is where the scenario speaks of a habit.
func (j *judge) said(h scenarios.Hazard) string {
	for i := range j.Expect {
		for _, list := range [][]scenarios.Hazard{j.Expect[i].Never, j.Expect[i].Allow} {
			for _, one := range list {
				if one == h {
					return j.where(j.Expect[i].Where)
				}
			}
		}
	}
	return page
}

// rowOf is what a finding's calls were refused with.
func (j *judge) rowOf(f verify.Finding) string {
	if len(f.Calls) == 0 || j.call(f.Calls[0]) == nil {
		return "ROW"
	}
	return j.call(f.Calls[0]).Row
}

// quoted is a row as a scenario has to write it: digits alone would be a number.
func quoted(row string) string {
	if strings.Trim(row, "0123456789") == "" {
		return `"` + row + `"`
	}
	return row
}

// refusals are those for the client's fault that nobody wrote down.
func (j *judge) refusals() conformance.Result {
	r := j.result("refusals", "No call is refused for the client's fault, unless the scenario says so", page)
	for _, f := range verify.Verify(j.verify).Unexpected {
		j.fails(&r, f, fmt.Sprintf(`a call that is not refused; or, where a test means it, the scenario says so: expect: [{error: %s, calls: ">= 1"}]`, quoted(j.rowOf(f))))
	}
	return r
}
