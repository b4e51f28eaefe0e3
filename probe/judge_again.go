package probe

import (
	"fmt"
	"strings"
	"time"
)

// How a client that backs off is told from one that hammers. No document has
// figures: they are inferred from limits counted by the second.
const (
	mostTries = 10
	atOnce    = 200 * time.Millisecond
)

// once judges that what is refused for good is not asked again.
func once(why string) func(*Seen, *Verdict) {
	return func(s *Seen, v *Verdict) {
		for _, tries := range s.Tries() {
			if len(tries) < 2 {
				continue
			}
			v.fail("one call, and then an error for the caller: "+why,
				fmt.Sprintf("%s was refused with %s and asked again %s%s", about(tries[0]), codeOf(tries[0]), counted(len(tries)-1), afterWaits(tries)))
			return
		}
	}
}

// stopped notices other numbers that were asked about after the account itself was
// refused.
func stopped(s *Seen, v *Verdict) {
	if more := len(s.Tries()) - 1; more > 0 {
		v.remark(fmt.Sprintf("the account was refused, and other numbers were asked about all the same: %s that could not succeed", numbered(more)))
	}
}

// patient judges tries: not too many, and none at once.
func patient(s *Seen, v *Verdict) {
	retried := false
	for _, tries := range s.Tries() {
		retried = retried || len(tries) > 1
		if len(tries) > mostTries {
			v.fail(fmt.Sprintf("at most %d attempts at one call", mostTries), fmt.Sprintf("%s was asked about %s%s: give up and tell the caller", about(tries[0]), counted(len(tries)), afterWaits(tries)))
			return
		}
		if i, wait := hasty(tries, atOnce); i > 0 {
			v.fail(fmt.Sprintf("a wait of %s or more before each retry", atOnce),
				fmt.Sprintf("attempt %d at %s came %s after attempt %d was refused with %s: back off, and longer each time", i+1, about(tries[0]), round(wait), i, codeOf(tries[i-1])))
			return
		}
	}
	if !retried {
		v.remark("nothing was asked again: that is for your caller to do, and should be known to it")
	}
}

// hasty is the first try that did not wait so long, and how long it did; 0: none.
func hasty(tries []*Call, least time.Duration) (at int, wait time.Duration) {
	for i := 1; i < len(tries); i++ {
		if wait := waited(tries, i); wait < least {
			return i, wait
		}
	}
	return 0, 0
}

// waited is how long the i-th try came after the one before had ended.
func waited(tries []*Call, i int) time.Duration {
	before := tries[i-1]
	ended := before.At
	for _, t := range []time.Time{before.AnsweredAt, before.Left} {
		if t.After(ended) && t.Before(tries[i].At) {
			ended = t
		}
	}
	return tries[i].At.Sub(ended)
}

// paidOnce judges that no number was paid for again.
func paidOnce(why string) func(*Seen, *Verdict) {
	return func(s *Seen, v *Verdict) {
		for _, b := range s.paidTwice() {
			v.fail("no number asked again once it is perhaps paid for: "+why, fmt.Sprintf("%s was paid for %s, for one answer", masked(b.number), counted(b.times)))
			return
		}
	}
}

// gaveUp judges that the client ended a call by itself that is never answered.
func gaveUp(s *Seen, v *Verdict) {
	for _, c := range s.Calls {
		if c.Answered {
			continue
		}
		switch {
		case !c.Left.IsZero():
			v.remark(fmt.Sprintf("it gave up after %s", round(c.Left.Sub(c.At))))
		case !c.Broken:
			v.fail("a client that gives up by itself", "it was still waiting when the module ended: set a timeout for the whole call")
		default:
			v.fail("a client that gives up by itself", fmt.Sprintf("it waited %s until the connection was ended for it: set a timeout for the whole call", round(c.AnsweredAt.Sub(c.At))))
		}
		return
	}
}

// answeredOnce judges that a success with something new in it is a success.
func answeredOnce(s *Seen, v *Verdict) {
	for _, tries := range s.Tries() {
		if len(tries) > 1 && s.good(tries[0]) {
			v.fail("an answer that is taken as one", fmt.Sprintf("%s was answered and asked about again %s%s, and perhaps paid for each time: what is new in an answer was taken for a failure", about(tries[0]), counted(len(tries)-1), afterWaits(tries)))
			return
		}
	}
}

// later judges that what was left out as late is asked for again, and not before
// the document says.
func later(wait time.Duration) func(*Seen, *Verdict) {
	return func(s *Seen, v *Verdict) {
		tries := s.Tries()
		if len(tries) == 0 || len(tries[0]) < 2 {
			v.remark("it was not asked about again")
			return
		}
		v.Settled = true
		if i, waited := hasty(tries[0], wait); i > 0 {
			v.fail(fmt.Sprintf("a wait of %s before asking again", wait), fmt.Sprintf("attempt %d came after %s", i+1, round(waited)))
		}
	}
}

func about(c *Call) string {
	switch len(c.Numbers) {
	case 0:
		return "the call"
	case 1:
		return masked(c.Numbers[0])
	}
	return fmt.Sprintf("a call about %d numbers", len(c.Numbers))
}

func codeOf(c *Call) string {
	switch {
	case c.Code != "":
		return c.Code
	case c.Answered:
		return fmt.Sprintf("HTTP %d", c.Status)
	}
	return "no answer"
}

func counted(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func afterWaits(tries []*Call) string {
	var waits []string
	for i := 1; i < len(tries) && i <= 5; i++ {
		waits = append(waits, round(waited(tries, i)).String())
	}
	if len(tries) > 6 {
		waits = append(waits, "…")
	}
	return ", after " + strings.Join(waits, ", ")
}

// round is a duration as people say it.
func round(d time.Duration) time.Duration {
	if d > time.Second {
		return d.Round(100 * time.Millisecond)
	}
	return d.Round(time.Millisecond)
}
