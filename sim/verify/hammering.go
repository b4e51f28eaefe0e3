package verify

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/journal"
)

// How hammering is told from bad luck: so many calls in a row met the limit, each
// so soon after the one before had met it. At once to ask a provider that is
// down may help, so that takes more, and is said only.
const (
	hammered = 3
	stormed  = 10
	atOnce   = 200 * time.Millisecond
)

// hammering finds accounts that call on when a limit was met, or all is down.
func (in *Input) hammering() []Finding {
	next := in.followers()
	found := in.hasty(next, numsim.Throttled, hammered, "met a limit")
	for _, f := range in.hasty(next, numsim.Outage, stormed, "met an outage") {
		f.Minor = true
		found = append(found, f)
	}
	return found
}

// followers has for each call of an account the place of the one that whoever
// made it made next, as far as can be told: with the same question or, only where
// nobody asks that again, the account's next; 0 is none. What another worker asks
// meanwhile is no haste.
func (in *Input) followers() []int {
	next := make([]int, len(in.Entries))
	asked, called := map[string]int{}, map[[2]string]int{}
	for i := len(in.Entries) - 1; i >= 0; i-- {
		c := &in.Entries[i]
		if c.Account == "" {
			continue
		}
		at, q := [2]string{c.Provider, c.Account}, question(c)
		next[i] = cmp.Or(asked[q], called[at])
		asked[q], called[at] = i, i
	}
	return next
}

// hasty finds accounts with that many short waits in a row between calls that met
// the same trouble. One short wait is what chance makes of a back-off with
// jitter; several are none.
func (in *Input) hasty(next []int, k numsim.Kind, most int, met string) (found []Finding) {
	links := make([]int, len(next)) // how many short waits in a row begin with a call
	for i := len(next) - 1; i >= 0; i-- {
		if next[i] > 0 && in.insists(&in.Entries[i], &in.Entries[next[i]], k) {
			links[i] = 1 + links[next[i]]
		}
	}
	accounts := map[[2]string]map[uint64]bool{}
	for i := range links {
		if links[i] < most {
			continue
		}
		at := [2]string{in.Entries[i].Provider, in.Entries[i].Account}
		if accounts[at] == nil {
			accounts[at] = map[uint64]bool{}
		}
		for n := i; links[n] > 0 && !accounts[at][in.Entries[next[n]].Seq]; n = next[n] {
			accounts[at][in.Entries[next[n]].Seq] = true
		}
	}
	for at, calls := range accounts {
		seqs := slices.Sorted(maps.Keys(calls))
		found = append(found, Finding{
			What:  fmt.Sprintf("%s at %s %s and called again within %s, %d times", at[1], at[0], met, atOnce, len(seqs)),
			Calls: seqs,
		})
	}
	slices.SortFunc(found, func(a, b Finding) int { return cmp.Compare(a.Calls[0], b.Calls[0]) })
	return found
}

func (in *Input) met(c *journal.Entry, k numsim.Kind) bool {
	return c.Row != "" && in.Kind(c.Provider, c.Row) == k
}

// insists reports whether two calls met that trouble, one at once after the other.
// A clock that stands still says nothing of how soon. A limit is the account's, an
// outage may be one number's carrier's.
func (in *Input) insists(before, after *journal.Entry, k numsim.Kind) bool {
	gap := after.At.Sub(before.At)
	return in.met(before, k) && in.met(after, k) && gap > 0 && gap < atOnce && (k == numsim.Throttled || same(before, after))
}
