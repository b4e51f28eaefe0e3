package scenarios

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/numsim/numsim"
)

// mostCompared bounds the work on rules that are all alike, in words that are
// compared; comparing two rules without any counts as perRule.
const (
	mostCompared = 16_000_000
	perRule      = 8
)

// reach finds rules that never come about, because an earlier one of the same
// kinds always holds where they do, or always refuses what they are about.
func (c *checking) reach() {
	earlier := wide{}
	budget := mostCompared
	for at := range c.draft.Rules {
		r := &c.draft.Rules[at]
		if s := c.shadow(r, earlier, &budget); s.complete {
			c.add(c.rule(at).place, false, "%s", c.shadowed(s))
		}
		if budget < 0 {
			c.add(c.rule(at).place, true, "too many rules are alike: from here on none is looked at for being reached")
			return
		}
		if everyCall(&r.When) && len(r.Steps) == 0 {
			earlier.add(&r.When, at)
		}
	}
}

func (c *checking) shadowed(s shadow) string {
	if s.unseen {
		return "nobody sees what this rule says of a number: " + c.called(s.first) + " always refuses the call"
	}
	return "this rule is never reached: " + c.called(s.first) + " is always met first"
}

func (c *checking) called(at int) string {
	r := &c.draft.Rules[at]
	if r.Name == "" {
		return "the rule at " + r.Where
	}
	return quote(r.Name) + " at " + r.Where
}

// everyCall reports whether a rule holds for every call that meets its
// conditions; one that is told to count may do so for nothing.
func everyCall(w *When) bool {
	c := w.Calls
	return c.First <= 1 && c.Last == 0 && c.Every <= 1 && w.Chance.Millionths == 0
}

// shadow is what earlier rules leave of one.
type shadow struct {
	first    int  // of those that take something
	complete bool // nothing is left
	unseen   bool // some was taken by a refusal, which tells nothing of a number
}

// shadow looks for rules that together do each kind of thing r does. What is
// said of a number goes with the call that is refused; what happens to an
// answer happens to a refusal too.
func (c *checking) shadow(r *Rule, earlier wide, budget *int) shadow {
	left := allKinds(r)
	s := shadow{first: len(c.draft.Rules)}
	earlier.each(&r.When, func(at int) bool {
		*budget -= perRule
		e := &c.draft.Rules[at]
		same, refused := kindsOf(&e.Then)&left, left&toTruth
		if !c.refusesAll(e, r) {
			refused = 0
		}
		if same|refused != 0 && covers(&e.When, &r.When, budget) {
			left &^= same | refused
			s.first, s.unseen = min(s.first, at), s.unseen || refused&^same != 0
		}
		return left != 0 && *budget >= 0
	})
	s.complete = left == 0 && s.first < len(c.draft.Rules)
	return s
}

// refusesAll reports whether e refuses at every provider that r is about: each
// has the row, or it is refused in words that need none.
func (c *checking) refusesAll(e, r *Rule) bool {
	if e.Then.Raw != nil {
		return !e.Then.Raw.Charged
	}
	if e.Then.Refusal == "" || len(c.vendors) == 0 {
		return false
	}
	for i := range c.vendors {
		v := &c.vendors[i]
		if named(r.When.Providers, v.Name) && v.Catalogue.Find(e.Then.Refusal) == nil {
			return false
		}
	}
	return true
}

// covers reports whether a holds wherever b does. The budget is what may be
// compared; without any the answer is no.
func covers(a, b *When, budget *int) bool {
	return a.From <= b.From && until(a) >= until(b) &&
		within(a.Providers, b.Providers, identical, budget) && within(a.Operations, b.Operations, identical, budget) && within(a.Accounts, b.Accounts, identical, budget) &&
		within(a.Carriers, b.Carriers, identical, budget) && within(a.Statuses, b.Statuses, identical, budget) && within(a.States, b.States, identical, budget) &&
		a.For <= b.For && within(a.Numbers, b.Numbers, coversPattern, budget)
}

func until(w *When) time.Duration {
	if w.To == 0 {
		return 1<<63 - 1
	}
	return w.To
}

// within reports whether the condition b is as narrow as a: whether each word of
// it is covered by one of a. An empty one is as wide as can be.
func within[T any](a, b []T, covers func(wide, narrow T) bool, budget *int) bool {
	if len(a) == 0 {
		return true
	}
	for _, word := range b {
		if *budget -= len(a); *budget < 0 {
			return false
		}
		if !slices.ContainsFunc(a, func(w T) bool { return covers(w, word) }) {
			return false
		}
	}
	return len(b) > 0
}

func identical[T comparable](a, b T) bool { return a == b }

func coversPattern(wide, narrow Pattern) bool {
	return wide == narrow || wide.Prefix && strings.HasPrefix(string(narrow.Digits), string(wide.Digits))
}

// wide holds rules by the first condition they have, so that a rule is compared
// with few: every rule that covers it is under one of its own words.
type wide map[string][]int

func (w wide) add(when *When, at int) {
	for _, key := range firstCondition(when) {
		w[key] = append(w[key], at)
	}
}

func firstCondition(when *When) (keys []string) {
	switch {
	case len(when.Numbers) > 0:
		for _, p := range when.Numbers {
			keys = append(keys, patternKey(p.Digits, p.Prefix))
		}
	case len(when.Accounts) > 0:
		return prefixed("account ", when.Accounts)
	case len(when.Operations) > 0:
		return prefixed("operation ", when.Operations)
	case len(when.Providers) > 0:
		return prefixed("provider ", when.Providers)
	}
	if len(keys) == 0 {
		return []string{""}
	}
	return keys
}

func prefixed(kind string, words []string) (keys []string) {
	for _, word := range words {
		keys = append(keys, kind+word)
	}
	return keys
}

func patternKey(digits numsim.Number, prefix bool) string {
	return "number " + string(digits) + strconv.FormatBool(prefix)
}

// each visits the rules under a word of when, in no order of theirs, until
// visit is false.
func (w wide) each(when *When, visit func(at int) bool) {
	keys := []string{""}
	if len(when.Numbers) > 0 {
		n := when.Numbers[0]
		keys = append(keys, patternKey(n.Digits, n.Prefix))
		for length := 1; length <= len(n.Digits); length++ {
			keys = append(keys, patternKey(n.Digits[:length], true))
		}
	}
	for kind, words := range map[string][]string{"account ": when.Accounts, "operation ": when.Operations, "provider ": when.Providers} {
		if len(words) > 0 {
			keys = append(keys, kind+words[0])
		}
	}
	for _, key := range slices.Compact(slices.Sorted(slices.Values(keys))) {
		for _, at := range w[key] {
			if !visit(at) {
				return
			}
		}
	}
}
