package serve

import (
	"iter"
	"slices"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/verify"
)

// Unclaimed is the journal of exchanges that no account claims.
func (s *Simulator) Unclaimed() *journal.Ring { return s.unclaimed }

// Verify judges what a tenant's journal holds of its present scenario. Calls
// before that were another's.
func (s *Simulator) Verify(t *Tenant) *verify.Report {
	w := t.playing.Load()
	held := slices.Collect(w.entries(t.Journal))
	return verify.Verify(verify.Input{
		Expect: w.draft.Expect, Rules: w.draft.Rules, Settings: w.draft.Settings,
		Entries: held, Dropped: w.dropped(t.Journal), Kind: s.Kind,
	})
}

// entries are the world's, and no other's that was under way when it began.
func (w *world) entries(r *journal.Ring) iter.Seq[journal.Entry] {
	return func(yield func(journal.Entry) bool) {
		for e := range entries(r, w.first-1) {
			if e.Era == w.era && !yield(e) {
				return
			}
		}
	}
}

// dropped is how many of the world's entries the ring forgot by itself: what
// somebody cleared is not missing.
func (w *world) dropped(r *journal.Ring) uint64 {
	oldest, dropped := r.Oldest(), r.Dropped()
	return min(dropped, max(oldest, w.first)-w.first)
}

// Kind is that of a row, Other for what is in no catalogue.
func (s *Simulator) Kind(provider, row string) numsim.Kind {
	for i := range s.Providers {
		if t := &s.Providers[i].Traits; t.Name == provider {
			if r := t.Catalogue.Find(row); r != nil {
				return r.Kind
			}
		}
	}
	return numsim.Other
}
