package verdict

import (
	"strings"

	"github.com/numsim/numsim/scenarios"
)

// expected is an expectation in words; empty for one that is only about habits.
func expected(e *scenarios.Expectation) string {
	var list []string
	for _, one := range []struct {
		bound scenarios.Bound
		text  string
	}{
		{e.Calls, "calls " + e.Calls.Count()}, {e.Answered, "numbers answered " + e.Answered.Count()}, {e.Spent, "yuan spent " + e.Spent.Money()},
		{e.Retried, "the same asked again " + e.Retried.Count() + " times"}, {e.Backoff, "the next try after " + e.Backoff.Span()},
	} {
		if one.bound.Set() {
			list = append(list, one.text)
		}
	}
	if len(list) == 0 {
		return ""
	}
	text := strings.Join(list, ", ")
	if about := about(e); about != "" {
		text = about + ": " + text
	}
	if e.Name != "" {
		text = e.Name + " (" + text + ")"
	}
	return text
}

// about is which calls an expectation is about.
func about(e *scenarios.Expectation) string {
	var list []string
	for _, one := range []struct {
		with  string
		words []string
	}{{"at ", e.Providers}, {"", e.Operations}, {"of the account ", e.Accounts}} {
		if len(one.words) > 0 {
			list = append(list, one.with+strings.Join(one.words, " or "))
		}
	}
	if len(e.Numbers) > 0 {
		var numbers []string
		for _, n := range e.Numbers {
			numbers = append(numbers, n.String())
		}
		list = append(list, "about "+strings.Join(numbers, " or "))
	}
	if e.Row != "" {
		list = append(list, "refused with "+e.Row)
	}
	if e.After != "" {
		list = append(list, "after "+e.After)
	}
	return strings.Join(list, " ")
}

// habit is one in words: the rule, and what to do instead.
type habit struct{ rule, should string }

func habits() map[scenarios.Hazard]habit {
	return map[scenarios.Hazard]habit{
		scenarios.DuplicateCharge: {"No number is paid for twice at one provider", "the first answer is kept; a number is asked about again only where the answer was lost.\nTests that share a number on purpose need a scenario with expect: [{allow: duplicate-charge}]"},
		scenarios.FinalRetry:      {"What is refused for good is not asked again", "the refusal is reported, and not retried: it comes back until somebody changes something.\nTests that meet it twice on purpose need a scenario with expect: [{allow: final-retry}]"},
		scenarios.NoBackoff:       {"After a limit the next call waits", "each try waits longer than the one before, a second at first"},
		scenarios.ResentNonce:     {"No request is sent a second time as it was", "every attempt is signed anew, with a nonce of its own"},
		scenarios.BatchTooLong:    {"No call has more numbers than the provider takes", "a longer list is split into several calls"},
	}
}
