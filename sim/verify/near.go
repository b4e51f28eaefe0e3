package verify

import (
	"slices"
	"strings"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
)

// Near is the call that comes closest to being one an expectation is about, and
// why it is not: the first with the fewest reasons. It is nil where there is no
// call, or one that is.
func (in *Input) Near(e *scenarios.Expectation) (nearest *journal.Entry, failed []string) {
	for i := range in.Entries {
		c := &in.Entries[i]
		whys := whyNot(e, c)
		if len(whys) == 0 {
			return nil, nil
		}
		if nearest == nil || len(whys) < len(failed) {
			nearest, failed = c, whys
		}
	}
	return nearest, failed
}

// whyNot are the conditions of an expectation that a call does not meet.
func whyNot(e *scenarios.Expectation, c *journal.Entry) (failed []string) {
	for _, word := range []struct {
		what string
		list []string
		is   string
	}{{"provider", e.Providers, c.Provider}, {"operation", e.Operations, c.Operation}, {"account", e.Accounts, c.Account}} {
		if !named(word.list, word.is) {
			failed = append(failed, "the "+word.what+" is "+orNone(word.is)+", not "+strings.Join(word.list, " or "))
		}
	}
	if len(e.Numbers) > 0 && !slices.ContainsFunc(c.Lines, func(l journal.Line) bool { return anyOf(e.Numbers, l.Number) }) {
		failed = append(failed, "the number is another")
	}
	for _, row := range []string{e.Row, e.After} {
		switch {
		case row == "" || c.Row == row:
		case c.Row == "":
			failed = append(failed, "it was answered, not refused with "+row)
		default:
			failed = append(failed, "it was refused with "+c.Row+", not with "+row)
		}
	}
	return failed
}

func orNone(word string) string {
	if word == "" {
		return "none"
	}
	return word
}
