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
	stands  []stand
}

// Counter remembers what calls leave behind: how many met a rule's other
// conditions, and states.
type Counter interface {
	// Next is the ordinal, 1 for the first, of a call among those with the same
	// key. It is asked at most once for a rule and a key in a call.
	Next(rule int, key uint64) int
	// State is the state of a key, 0 to begin with, and when it was entered,
	// since the scenario began.
	State(key uint64) (state int, since time.Duration)
	// Move enters another state, unless the key is no longer in the one before.
	Move(key uint64, from, to int, at time.Duration)
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
		if c.rule == r.id && c.key == key {
			return c.ordinal
		}
	}
	c := counted{r.id, key, q.Counter.Next(r.id, key)}
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
	q.counted, q.stands = q.counted[:0], q.stands[:0]
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
		open := r.kinds & s.open(r, q, i, d, told)
		if open == 0 || !r.holds(q, i) || !s.inState(r, q, i) || !r.picks(q, i) {
			continue
		}
		act := r.act(q, i)
		if act == nil {
			continue
		}
		open &= kindsOf(&act.Then)
		if open&toTruth != 0 {
			d.Truths, told = append(d.Truths, Changed{i, act}), true
		}
		if open&toCall != 0 {
			d.Refusal = act
		}
		if open&toAnswer != 0 {
			d.Answer, d.Draw = act, draw(r.salt, r.key(q, i), uint64(q.lastOrdinal(r, i))+1)
		}
		if open&toState != 0 {
			s.move(act.Then.Goto, q, i)
		}
	}
}

// open are the kinds of things that no rule has done yet, of those that r can
// do at the i-th number.
func (s *Scenario) open(r *rule, q *Question, i int, d *Decision, told bool) (k kinds) {
	if !told {
		k |= toTruth
	}
	if i > 0 && !r.byNumber {
		return k
	}
	if d.Refusal == nil {
		k |= toCall
	}
	if d.Answer == nil {
		k |= toAnswer
	}
	if r.kinds&toState != 0 && !s.stateOf(q, i).moved {
		k |= toState
	}
	return k
}

// lastOrdinal is the ordinal that was asked for, 0 if none was.
func (q *Question) lastOrdinal(r *rule, i int) int {
	if !r.counts() {
		return 0
	}
	return q.ordinal(r, i)
}
