package verify

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
)

// about reports whether an expectation is about a call, by everything but rows.
func about(e *scenarios.Expectation, c *journal.Entry) bool {
	return named(e.Providers, c.Provider) && named(e.Operations, c.Operation) && named(e.Accounts, c.Account) &&
		(len(e.Numbers) == 0 || slices.ContainsFunc(c.Lines, func(l journal.Line) bool { return anyOf(e.Numbers, l.Number) }))
}

func named(list []string, name string) bool { return len(list) == 0 || slices.Contains(list, name) }

func anyOf(patterns []scenarios.Pattern, n numsim.Number) bool {
	return slices.ContainsFunc(patterns, func(p scenarios.Pattern) bool {
		return p.Prefix && strings.HasPrefix(string(n), string(p.Digits)) || n == p.Digits
	})
}

// Expectation is what one of them misses.
func (in *Input) Expectation(e *scenarios.Expectation) (unmet []Finding) {
	add := func(what string, args ...any) {
		unmet = append(unmet, Finding{What: titled(e) + fmt.Sprintf(what, args...), Where: e.Where})
	}
	seen := in.figures(e)
	if !e.Calls.Holds(seen.calls) {
		add("%d calls, expected %s", seen.calls, e.Calls.Count())
	}
	if !e.Answered.Holds(seen.answered) {
		add("%d numbers answered, expected %s", seen.answered, e.Answered.Count())
	}
	if !e.Spent.Holds(int64(seen.spent)) {
		add("%s yuan spent, expected %s", seen.spent, e.Spent.Money())
	}
	if e.After != "" {
		unmet = append(unmet, in.after(e)...)
	}
	return unmet
}

func titled(e *scenarios.Expectation) string {
	if e.Name == "" {
		return ""
	}
	return e.Name + ": "
}

// figures are what an expectation counts.
type figures struct {
	calls, answered int64
	spent           numsim.Money
}

func (in *Input) figures(e *scenarios.Expectation) (f figures) {
	for i := range in.Entries {
		c := &in.Entries[i]
		if !about(e, c) || e.Row != "" && c.Row != e.Row {
			continue
		}
		f.calls++
		f.spent += c.Charged
		if c.Row != "" {
			continue
		}
		for _, l := range c.Lines {
			if len(e.Numbers) == 0 || anyOf(e.Numbers, l.Number) {
				f.answered++
			}
		}
	}
	return f
}

// after looks for what followed calls that were refused with a row. One that
// never happened is unmet as well: nothing was shown.
func (in *Input) after(e *scenarios.Expectation) (unmet []Finding) {
	met := 0
	for i := range in.Entries {
		c := &in.Entries[i]
		if c.Row != e.After || !about(e, c) || i > 0 && in.again(i) {
			continue
		}
		met++
		tries := in.tries(i)
		if !e.Retried.Holds(int64(len(tries))) {
			unmet = append(unmet, Finding{
				What:  fmt.Sprintf("%safter %s the same was asked again %d times, expected %s", titled(e), e.After, len(tries), e.Retried.Count()),
				Where: e.Where, Calls: []uint64{c.Seq},
			})
		}
		if soon := in.soonest(i, tries); len(tries) > 0 && !e.Backoff.Holds(int64(soon)) {
			unmet = append(unmet, Finding{
				What:  fmt.Sprintf("%safter %s the next try came after %s, expected %s", titled(e), e.After, soon, e.Backoff.Span()),
				Where: e.Where, Calls: []uint64{c.Seq},
			})
		}
	}
	if met == 0 {
		unmet = append(unmet, Finding{What: titled(e) + "no call was refused with " + e.After + ", so nothing is known of what follows", Where: e.Where})
	}
	return unmet
}

// again reports whether the i-th call is itself a try after such a refusal, and
// so belongs to an earlier one.
func (in *Input) again(i int) bool {
	for j := i - 1; j >= 0; j-- {
		if same(&in.Entries[j], &in.Entries[i]) {
			return in.Entries[j].Row != ""
		}
	}
	return false
}

// tries are the calls that asked the same again, up to the first answer.
func (in *Input) tries(i int) (tries []int) {
	for j := i + 1; j < len(in.Entries); j++ {
		if !same(&in.Entries[i], &in.Entries[j]) {
			continue
		}
		tries = append(tries, j)
		if in.Entries[j].Row == "" {
			break
		}
	}
	return tries
}

// soonest is the shortest wait before any of the tries.
func (in *Input) soonest(i int, tries []int) (wait time.Duration) {
	before := in.Entries[i].At
	for n, j := range tries {
		gap := in.Entries[j].At.Sub(before)
		if n == 0 || gap < wait {
			wait = gap
		}
		before = in.Entries[j].At
	}
	return wait
}

// same reports whether two calls ask the same of the same provider.
func same(a, b *journal.Entry) bool {
	return a.Provider == b.Provider && a.Operation == b.Operation && a.Account == b.Account && len(a.Lines) > 0 &&
		slices.EqualFunc(a.Lines, b.Lines, func(x, y journal.Line) bool { return x.Number == y.Number })
}
