package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"github.com/numsim/numsim"
)

// Verdict is what one rule made of a call.
type Verdict struct {
	Rule  *Rule
	Holds bool
	Why   string // the condition that failed, or that an earlier rule of its kind held
	// Failed are all conditions that failed, Why the first of them. The rule with
	// the fewest came closest.
	Failed []string
}

// Nearest is the verdict that came closest to holding, nil if there is none: of
// those that do not hold the one with the fewest failed conditions, the first
// of several.
func Nearest(list []Verdict) (nearest *Verdict) {
	for i := range list {
		if v := &list[i]; !v.Holds && (nearest == nil || len(v.Failed) < len(nearest.Failed)) {
			nearest = v
		}
	}
	return nearest
}

// Explain goes over all rules as Decide does for the first number of a call,
// and says of each why it did not hold. It counts like Decide.
func (s *Scenario) Explain(q *Question) (list []Verdict) {
	q.counted, q.stands = q.counted[:0], q.stands[:0]
	left := toTruth | toCall | toAnswer | toState
	for i := range s.rules {
		r := &s.rules[i]
		v := s.explain(r, q, left)
		if v.Holds {
			left &^= kindsOf(&v.Rule.Then)
		}
		list = append(list, v)
	}
	return list
}

func (s *Scenario) explain(r *rule, q *Question, left kinds) Verdict {
	failed := r.whys(q, 0)
	if !s.inState(r, q, 0) {
		failed = append(failed, s.whyState(r, q))
	}
	switch {
	case len(failed) > 0:
	case r.kinds&left == 0:
		failed = []string{"an earlier rule of the same kind held"}
	case !r.picks(q, 0):
		failed = []string{r.unpicked(q)}
	default:
		return s.acted(r, q, left)
	}
	return fell(&r.Rule, failed...)
}

func fell(r *Rule, failed ...string) Verdict {
	return Verdict{Rule: r, Why: failed[0], Failed: failed}
}

// acted is a rule that holds, as it is for this call.
func (s *Scenario) acted(r *rule, q *Question, left kinds) Verdict {
	act := r.act(q, 0)
	switch {
	case act == nil:
		return fell(&r.Rule, fmt.Sprintf("its steps are over after %d calls, and this is call %d", r.steps.all, q.ordinal(r, 0)))
	case kindsOf(&act.Then) == 0:
		return fell(act, fmt.Sprintf("nothing happens at this step, for call %d", q.ordinal(r, 0)))
	case kindsOf(&act.Then)&left == 0:
		return fell(act, "an earlier rule of the same kind held")
	case kindsOf(&act.Then)&left&toState != 0:
		s.move(act.Then.Goto, q, 0)
	}
	return Verdict{Rule: act, Holds: true}
}

// whyState is for a rule that holds in other states, or later in this one.
func (s *Scenario) whyState(r *rule, q *Question) string {
	now := s.stateOf(q, 0)
	if r.states&(1<<now.state) == 0 {
		return "the state is " + s.states[now.state] + ", not " + strings.Join(r.When.States, " or ")
	}
	return fmt.Sprintf("the state is %s for %s, not yet for %s", s.states[now.state], q.Elapsed-now.since, r.When.For)
}

// whys names the conditions that do not hold, as holds sees them.
func (r *rule) whys(q *Question, i int) (failed []string) {
	w, n := &r.When, &q.Numbers[i]
	no := func(holds bool, why func() string) {
		if !holds {
			failed = append(failed, why())
		}
	}
	no(q.Elapsed >= w.From, func() string { return fmt.Sprintf("it begins at %s; it is %s", w.From, q.Elapsed) })
	no(w.To == 0 || q.Elapsed < w.To, func() string { return fmt.Sprintf("it ended at %s; it is %s", w.To, q.Elapsed) })
	for _, word := range []struct {
		what string
		list []string
		is   string
	}{{"provider", w.Providers, q.Provider}, {"operation", w.Operations, q.Operation}, {"account", w.Accounts, q.Account}} {
		no(named(word.list, word.is), func() string {
			return "the " + word.what + " is " + word.is + ", not " + strings.Join(word.list, " or ")
		})
	}
	no(len(w.Carriers) == 0 || slices.Contains(w.Carriers, n.Carrier), func() string {
		return fmt.Sprintf("the carrier is %s, not %s", n.Carrier, join(w.Carriers))
	})
	no(len(w.Statuses) == 0 || slices.Contains(w.Statuses, n.Status), func() string {
		return fmt.Sprintf("the number is %s, not %s", n.Status, join(w.Statuses))
	})
	no(len(w.Numbers) == 0 || slices.ContainsFunc(w.Numbers, func(p Pattern) bool { return p.matches(n.Number) }), func() string {
		return "the number is not " + join(w.Numbers)
	})
	return failed
}

// unpicked is for a rule whose conditions hold and that counts or draws.
func (r *rule) unpicked(q *Question) string {
	if ordinal := q.lastOrdinal(r, 0); !r.When.Calls.include(ordinal) {
		return fmt.Sprintf("this is call %d of those it counts, and it is for %s", ordinal, r.When.Calls)
	}
	return "the draw went against it"
}

func join[T fmt.Stringer](list []T) string {
	words := make([]string, len(list))
	for i := range list {
		words[i] = list[i].String()
	}
	return strings.Join(words, " or ")
}

// String is the pattern as documents have it.
func (p Pattern) String() string {
	if p.Prefix {
		return string(p.Digits) + "*"
	}
	return numsim.Number(p.Digits).Masked()
}

// String is the calls as documents have them.
func (c Calls) String() string {
	text := ""
	switch {
	case c.Every > 1:
		text = fmt.Sprintf("every %d from %d", c.Every, max(c.First, 1))
	case c.Last == 0:
		text = fmt.Sprintf("%d-", max(c.First, 1))
	case c.First == c.Last:
		text = fmt.Sprint(c.First)
	default:
		text = fmt.Sprintf("%d-%d", c.First, c.Last)
	}
	return text
}
