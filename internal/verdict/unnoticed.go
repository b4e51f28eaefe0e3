package verdict

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/sim/journal"
)

// unnoticed looks for answers with a word that no document lists, after which
// nothing shows that the client saw it: nobody asked about the number again, and
// the command ended well. Whether it kept the word apart or took it for another
// cannot be seen from here, so it is only risky.
func (j *judge) unnoticed() conformance.Result {
	r := j.result("unnoticed", "A word that no document lists does not pass for one that it does", page)
	if j.Command.Stopped() {
		return r
	}
	laws := map[string]*law{}
	var words, where []string
	for i := range j.Calls {
		c := &j.Calls[i]
		by := madeBy(c)
		if by == "" || c.Exchange == nil || !c.Delivered || j.askedAgain(i) {
			continue
		}
		if laws[c.Provider] == nil {
			laws[c.Provider] = newLaw(c.Provider)
		}
		if f := laws[c.Provider].newWord(c); f != nil {
			words = append(words, fmt.Sprintf("%s: %s is %s", c, f.Pointer, f.Actual))
			where = append(where, by)
		}
	}
	if len(words) == 0 {
		r.Reason = j.unread()
		return r
	}
	text := fmt.Sprintf("after %s (%s) nothing was asked about the number again, and the command ended with 0", words[0], where[0])
	if len(words) > 1 {
		text += fmt.Sprintf("; likewise %d calls more", len(words)-1)
	}
	if fails(j.FailOn, contracts.Risky) {
		r.Outcome = conformance.Failed
		r.Failures = []conformance.Failure{{Expected: "the word is noticed: another provider is asked, or the command fails", Actual: text}}
		return r
	}
	r.Reason = text + "; risky, and not counted (--fail-on risky counts it)"
	return r
}

// unread is about refusals that pass and have HTTP 200, after which nobody asked
// again. Whether the client took one for an answer cannot be seen, and many a
// test means it: it is said, and never counts.
func (j *judge) unread() string {
	var first *Call
	more := 0
	for i := range j.Calls {
		switch c := &j.Calls[i]; {
		case c.Row == "" || c.HTTP != http.StatusOK || !c.Delivered || !passes(j.Kind(c.Provider, c.Row)) || j.wanted(c) || j.askedAgain(i):
		case first == nil:
			first = c
		default:
			more++
		}
	}
	if first == nil {
		return ""
	}
	text := "after " + first.String()
	if more > 0 {
		text += fmt.Sprintf(", and %d calls more,", more)
	}
	return text + fmt.Sprintf(" nothing was asked about the number again, and the command ended with 0. Who reads the HTTP status alone takes that for an answer; "+
		"not counted, but expect: [{after: %s, retried: \">= 1\"}] counts it", quoted(first.Row))
}

// passes reports whether a refusal of that kind is over after a while.
func passes(k numsim.Kind) bool { return k == numsim.Outage || k == numsim.Throttled }

// madeBy is the rule that had a hand in an answer, or wrote all of it; empty is
// none.
func madeBy(c *Call) string {
	if len(c.Rules) > 0 {
		return c.Rules[0]
	}
	by, _ := strings.CutPrefix(c.Why, journal.ByScenario)
	if by == c.Why {
		return ""
	}
	return by
}

// askedAgain reports whether a later call asks about a number of the i-th.
func (j *judge) askedAgain(i int) bool {
	for k := i + 1; k < len(j.Calls); k++ {
		for _, l := range j.Calls[i].Lines {
			if slices.ContainsFunc(j.Calls[k].Lines, func(other journal.Line) bool { return other.Number == l.Number }) {
				return true
			}
		}
	}
	return false
}

// newWord is a value or a code of an answer that no list has.
func (l *law) newWord(c *Call) *contracts.Finding {
	own := l.of(c)
	if own == nil {
		return nil
	}
	for _, f := range own.JudgeAnswer(c.Exchange) {
		if f.Rule == "resp.enum.new" || f.Rule == "error.code.new" {
			return &f
		}
	}
	return nil
}
