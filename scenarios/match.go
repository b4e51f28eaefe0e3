package scenarios

import (
	"slices"
	"strconv"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

// rule is a Rule made ready to be asked.
type rule struct {
	Rule
	at       int    // its place
	id       int    // by which its calls are counted
	salt     uint64 // of everything drawn for it
	byNumber bool   // it looks at the number, so each number of a call is tried
	random   bool   // what it does to an answer is drawn for each call
	kinds    kinds  // of what it can do
	states   uint   // a bit for each state it holds in; 0 is all
	steps    steps
}

func newRule(r *Rule, at int, d *Draft) rule {
	id, name := at+1, r.Name
	if r.id > 0 {
		id = r.id
	}
	if name == "" {
		name = "rule " + strconv.Itoa(id)
	}
	w := &r.When
	made := rule{
		Rule: *r, at: at, id: id - 1, salt: numbering.Hash(name, d.Seed), states: stateBits(w.States, d.States), steps: newSteps(r),
		byNumber: len(w.Numbers) > 0 || len(w.Carriers) > 0 || len(w.Statuses) > 0 || len(w.States) > 0 && d.StatesOf == PerNumber,
	}
	for _, t := range r.thens() {
		made.kinds |= kindsOf(t)
		made.random = made.random || t.Answer.random()
	}
	return made
}

// random reports whether something of it is left to chance.
func (a *Answer) random() bool {
	return a != nil && (a.Delay.Min != a.Delay.Max || a.Delay.P50 > 0 || a.Body.Garble)
}

// holds reports whether the i-th number of the call meets every condition but
// those that count and draw. A clock may be put back to before the scenario
// began, and what holds from the beginning holds there too.
func (r *rule) holds(q *Question, i int) bool {
	w, n := &r.When, &q.Numbers[i]
	return (w.From == 0 || q.Elapsed >= w.From) && (w.To == 0 || q.Elapsed < w.To) &&
		named(w.Providers, q.Provider) && named(w.Operations, q.Operation) && named(w.Accounts, q.Account) &&
		(len(w.Carriers) == 0 || slices.Contains(w.Carriers, n.Carrier)) &&
		(len(w.Statuses) == 0 || slices.Contains(w.Statuses, n.Status))
}

func named(list []string, name string) bool { return len(list) == 0 || slices.Contains(list, name) }

func (p Pattern) matches(n numsim.Number) bool {
	if p.Prefix {
		return strings.HasPrefix(string(n), string(p.Digits))
	}
	return n == p.Digits
}

// counts reports whether the rule wants the ordinal of the call.
func (r *rule) counts() bool {
	return r.random || len(r.Steps) > 0 || r.When.Calls != Calls{Per: r.When.Calls.Per} || r.When.Chance.Millionths > 0 && !r.When.Chance.Once
}

// key is what the rule's calls are counted for.
func (r *rule) key(q *Question, i int) uint64 { return r.When.Calls.Per.key(q, i) }

// key is 0 for the whole scenario.
func (p Per) key(q *Question, i int) uint64 {
	switch p {
	case PerNumber:
		return numberKey(q, i)
	case PerAccount:
		return numbering.Hash(q.Account, numbering.Hash(q.Provider, 2))
	}
	return 0
}

// numberKey is a number at a provider: each provider counts and draws by
// itself.
func numberKey(q *Question, i int) uint64 {
	return numbering.Hash(q.Numbers[i].Number, numbering.Hash(q.Provider, 1))
}

// picks applies what counts and draws.
func (r *rule) picks(q *Question, i int) bool {
	ordinal := 0
	if r.counts() {
		ordinal = q.ordinal(r, i)
	}
	if !r.When.Calls.include(ordinal) {
		return false
	}
	c := r.When.Chance
	switch {
	case c.Millionths == 0:
		return true
	case c.Once:
		return draw(r.salt, numberKey(q, i), 0)%million < uint64(c.Millionths)
	}
	return draw(r.salt, r.key(q, i), uint64(ordinal))%million < uint64(c.Millionths)
}

const million = 1_000_000

// include reports whether the ordinal-th call is picked.
func (c Calls) include(ordinal int) bool {
	switch first := max(c.First, 1); {
	case c == Calls{Per: c.Per}:
		return true
	case ordinal < first || c.Last > 0 && ordinal > c.Last:
		return false
	case c.Every > 1:
		return (ordinal-first)%c.Every == 0
	}
	return true
}

// draw is random to look at and the same for the same three.
func draw(salt, key, ordinal uint64) uint64 {
	h := salt ^ key*0x9E3779B97F4A7C15 ^ ordinal*0xD6E8FEB86659FD93
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	return h ^ h>>32
}
