package scenarios

import (
	"time"

	"github.com/numsim/numsim"
)

// Question is a call that rules are asked about. It may be used again.
type Question struct {
	Provider, Operation, Account string
	Elapsed                      time.Duration // since the scenario began
	Numbers                      []Asked
	Counter                      Counter

	counted []counted
}

// Counter counts the calls that met a rule's other conditions.
type Counter interface {
	// Next is the ordinal, 1 for the first, of a call among those with the same
	// key. It is asked at most once for a rule and a key in a call.
	Next(rule int, key uint64) int
}

// Asked is one number of the call.
type Asked struct {
	Number  numsim.Number
	Carrier numsim.Carrier
	Status  numsim.Status // what is true of it, but for rules
}

type counted struct {
	rule    int
	key     uint64
	ordinal int
}

// ordinal asks the counter once for a rule and key.
func (q *Question) ordinal(r *rule, i int) int {
	key := r.key(q, i)
	for _, c := range q.counted {
		if c.rule == r.at && c.key == key {
			return c.ordinal
		}
	}
	c := counted{r.at, key, q.Counter.Next(r.at, key)}
	q.counted = append(q.counted, c)
	return c.ordinal
}

// Decision is what the rules make of a call: of each kind the first that held.
type Decision struct {
	Refusal *Rule // the call is refused with its row
	Answer  *Rule // what happens to the answer on its way
	Truths  []Changed
	Draw    uint64 // what is left to chance in Answer
}

// Changed is what becomes of one number.
type Changed struct {
	At   int // in the question's numbers
	Rule *Rule
}

// Decide goes over the rules. A rule that looks at a number is tried for each
// number in request order, any other for the call; what it says of the truth
// is about each number either way.
func (s *Scenario) Decide(q *Question) (d Decision) {
	ix := s.index[q.Provider]
	if ix == nil {
		ix = s.index[""]
	}
	q.counted = q.counted[:0]
	for i := range q.Numbers {
		s.decideNumber(ix, q, i, &d)
	}
	return d
}

func (s *Scenario) decideNumber(ix *index, q *Question, i int, d *Decision) {
	told := false // what is true of this number was said
	candidates := ix.candidates(&q.Numbers[i])
	for at, more := candidates.next(); more; at, more = candidates.next() {
		r := &s.rules[at]
		call := i == 0 || r.byNumber
		truth := r.Then.Truth != nil && !told
		refusal := r.Then.Refusal != "" && d.Refusal == nil && call
		answer := r.Then.Answer != nil && d.Answer == nil && call
		if !truth && !refusal && !answer || !r.holds(q, i) || !r.picks(q, i) {
			continue
		}
		if truth {
			d.Truths, told = append(d.Truths, Changed{i, &r.Rule}), true
		}
		if refusal {
			d.Refusal = &r.Rule
		}
		if answer {
			d.Answer, d.Draw = &r.Rule, draw(r.salt, r.key(q, i), uint64(q.lastOrdinal(r, i))+1)
		}
	}
}

// lastOrdinal is the ordinal that was asked for, 0 if none was.
func (q *Question) lastOrdinal(r *rule, i int) int {
	if !r.counts() {
		return 0
	}
	return q.ordinal(r, i)
}
