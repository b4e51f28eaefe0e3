package scenarios

import (
	"slices"
	"time"
)

// maxStates is how many states a scenario can have.
const maxStates = 16

// stateBits is a bit for each of the states named; 0 for none.
func stateBits(named, all []string) (bits uint) {
	for _, name := range named {
		if at := slices.Index(all, name); at >= 0 {
			bits |= 1 << at
		}
	}
	return bits
}

// stand is the state of one key while a call is decided.
type stand struct {
	key   uint64
	state int
	since time.Duration // since the scenario began
	moved bool          // by this call
}

// stand asks for a key's state once in a call.
func (q *Question) stand(key uint64) *stand {
	for i := range q.stands {
		if q.stands[i].key == key {
			return &q.stands[i]
		}
	}
	s := stand{key: key}
	s.state, s.since = q.Counter.State(key)
	q.stands = append(q.stands, s)
	return &q.stands[len(q.stands)-1]
}

// stateOf is the state that matters for the i-th number of the call.
func (s *Scenario) stateOf(q *Question, i int) *stand { return q.stand(s.statesOf.key(q, i)) }

// inState reports whether a rule holds in the state there is. A clock may be
// put back to before it was entered.
func (s *Scenario) inState(r *rule, q *Question, i int) bool {
	if r.states == 0 {
		return true
	}
	now := s.stateOf(q, i)
	return r.states&(1<<now.state) != 0 && (r.When.For == 0 || q.Elapsed-now.since >= r.When.For)
}

// move goes to another state. Rules further down see it at once. Where another
// call has moved meanwhile, its move stays.
func (s *Scenario) move(name string, q *Question, i int) {
	now, to := s.stateOf(q, i), slices.Index(s.states, name)
	if to < 0 {
		return
	}
	q.Counter.Move(now.key, now.state, to, q.Elapsed)
	now.state, now.since, now.moved = to, q.Elapsed, true
}
