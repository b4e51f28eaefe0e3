package verify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
)

// hazards looks for every habit that nobody allowed.
func (in *Input) hazards() (found []Finding) {
	for _, h := range scenarios.Hazards() {
		one, _ := in.Hazard(h)
		for _, f := range one {
			f.What = h.String() + ": " + f.What
			found = append(found, f)
		}
	}
	return found
}

// Hazard looks for one habit, unless the scenario allows it.
func (in *Input) Hazard(h scenarios.Hazard) (found []Finding, allowed bool) {
	allowed, forbidden := in.said(h)
	if allowed {
		return nil, true
	}
	found = map[scenarios.Hazard]func() []Finding{
		scenarios.DuplicateCharge: in.paidTwice,
		scenarios.FinalRetry:      in.finalRetries,
		scenarios.NoBackoff:       in.hammering,
		scenarios.ResentNonce:     in.resent,
		scenarios.BatchTooLong:    in.tooLong,
	}[h]()
	for i := range found {
		found[i].Minor = found[i].Minor && !forbidden
	}
	return found, false
}

// said is whether the scenario allows a habit, or forbids it by name.
func (in *Input) said(h scenarios.Hazard) (allowed, forbidden bool) {
	for i := range in.Expect {
		allowed = allowed || slices.Contains(in.Expect[i].Allow, h)
		forbidden = forbidden || slices.Contains(in.Expect[i].Never, h)
	}
	return allowed, forbidden
}

// paid is what was paid for one number at one provider.
type paid struct {
	seqs     []uint64
	excuse   string // what became of an answer before the last one; empty is nothing
	needless bool   // one was there to read, and it was paid for again all the same
	last     string // what became of the last one
	cost     numsim.Money
}

// paidTwice finds numbers that were paid for again. Where the answer before was
// lost or damaged there was a reason, which is said and does not count.
func (in *Input) paidTwice() (found []Finding) {
	bills := map[[2]string]*paid{}
	var order [][2]string
	for i := range in.Entries {
		c := &in.Entries[i]
		for _, l := range c.Lines {
			if !l.Billed {
				continue
			}
			at := [2]string{c.Provider, string(l.Number)}
			b := bills[at]
			if b == nil {
				b = &paid{}
				bills[at], order = b, append(order, at)
			}
			if len(b.seqs) > 0 {
				b.cost += l.Charged
				b.excuse, b.needless = cmp.Or(b.excuse, b.last), b.needless || b.last == ""
			}
			b.seqs, b.last = append(b.seqs, c.Seq), in.harm(c)
		}
	}
	for _, at := range order {
		b := bills[at]
		if len(b.seqs) < 2 {
			continue
		}
		what := fmt.Sprintf("%s was paid for %d times at %s", numsim.Number(at[1]).Masked(), len(b.seqs), at[0])
		if b.cost > 0 { // ywjisu sells answers, and nothing is charged for one
			what += fmt.Sprintf(", %s yuan too much", b.cost)
		}
		if b.excuse != "" {
			what += "; an answer was " + b.excuse + " before"
		}
		found = append(found, Finding{What: what, Calls: slices.Compact(b.seqs), Minor: !b.needless})
	}
	return found
}

// harm is what became of an answer on its way, so that the client could not read
// it; empty is nothing.
func (in *Input) harm(c *journal.Entry) string {
	if !c.Delivered {
		return "lost"
	}
	for i := range in.Rules {
		if r := &in.Rules[i]; acted(c, r) && spoils(r) {
			return "damaged"
		}
	}
	return ""
}

// spoils reports whether a rule makes an answer one that tells nothing.
func spoils(r *scenarios.Rule) bool {
	bad := func(t *scenarios.Then) bool {
		if t.Answer == nil {
			return false
		}
		d := &t.Answer.Body
		return d.Garble || d.Truncate > 0 || d.Replace != "" || slices.ContainsFunc(d.Set, func(m scenarios.Member) bool { return m.Value == "null" })
	}
	return bad(&r.Then) || slices.ContainsFunc(r.Steps, func(s scenarios.Step) bool { return bad(&s.Then) })
}

// final reports whether a refusal of that kind comes back on every retry until
// somebody changes something.
func final(k numsim.Kind) bool {
	switch k {
	case numsim.BadNumber, numsim.BadRequest, numsim.Balance, numsim.Withdrawn, numsim.Auth:
		return true
	}
	return false
}

// finalRetries finds the same question after a refusal that is final, with the
// same refusal again.
func (in *Input) finalRetries() (found []Finding) {
	last := map[string]*journal.Entry{}
	for i := range in.Entries {
		c := &in.Entries[i]
		if len(c.Lines) == 0 {
			continue
		}
		before := last[question(c)]
		last[question(c)] = c
		if before != nil && c.Row != "" && before.Row == c.Row && final(in.Kind(c.Provider, c.Row)) && c.At.Sub(before.At) < time.Hour {
			found = append(found, Finding{
				What:  fmt.Sprintf("%s at %s comes back on every retry, and the same was asked again", c.Row, c.Provider),
				Calls: []uint64{before.Seq, c.Seq},
			})
		}
	}
	return found
}

// question is what a call asks, of whom and for whom.
func question(c *journal.Entry) string {
	var b strings.Builder
	b.WriteString(c.Provider + " " + c.Operation + " " + cmp.Or(c.Account, c.Credential))
	for _, l := range c.Lines {
		b.WriteString(" " + string(l.Number))
	}
	return b.String()
}

func (in *Input) resent() (found []Finding) {
	for i := range in.Entries {
		if c := &in.Entries[i]; c.Row != "" && in.Kind(c.Provider, c.Row) == numsim.Replay && !commanded(c) {
			found = append(found, Finding{What: "a request was sent again as it was; sign each attempt anew", Calls: []uint64{c.Seq}})
		}
	}
	return found
}

func (in *Input) tooLong() (found []Finding) {
	for i := range in.Entries {
		if c := &in.Entries[i]; c.Row != "" && strings.HasPrefix(c.Why, numsim.TooManyNumbers) {
			found = append(found, Finding{What: c.Why + ", at " + c.Provider, Calls: []uint64{c.Seq}})
		}
	}
	return found
}
