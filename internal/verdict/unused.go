package verdict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/verify"
)

// unused are rules that had no hand in any call, each with the call that came
// nearest. They do not count: not every test meets every rule.
func (j *judge) unused() (list []conformance.Result) {
	found := verify.Verify(verify.Input{Rules: j.Rules, Entries: j.verify.Entries, Kind: j.Kind}).Unused
	if len(found) == 0 {
		return nil
	}
	near := j.nearest(found)
	for i := range j.Rules {
		at := slices.IndexFunc(found, func(f verify.Finding) bool { return f.Where == j.Rules[i].Where })
		if at < 0 {
			continue
		}
		r := j.result(fmt.Sprintf("rule.%d", i+1), "The rule "+found[at].What+" has a hand in a call", j.where(j.Rules[i].Where))
		r.Outcome, r.Reason = conformance.Skipped, "it never had"
		if n, ok := near[found[at].Where]; ok {
			r.Reason += "; nearest: " + j.Calls[n.call].String() + ", but " + strings.Join(n.failed, ", ")
		}
		list = append(list, r)
	}
	return list
}

// miss is a rule's nearest miss.
type miss struct {
	call   int // in Calls
	failed []string
}

// nearest finds for each of those rules the call with the fewest conditions that
// failed, the first of several.
func (j *judge) nearest(rules []verify.Finding) map[string]miss {
	near := map[string]miss{}
	if j.Explain == nil {
		return near
	}
	j.Explain(func(call int, list []scenarios.Verdict) {
		for _, v := range list {
			if v.Holds || !slices.ContainsFunc(rules, func(f verify.Finding) bool { return f.Where == v.Rule.Where }) {
				continue
			}
			if now, known := near[v.Rule.Where]; !known || len(v.Failed) < len(now.failed) {
				near[v.Rule.Where] = miss{call, v.Failed}
			}
		}
	})
	return near
}
