package serve

import (
	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/verify"
)

// Verify judges what a tenant's journal holds.
func (s *Simulator) Verify(t *Tenant) *verify.Report {
	w := t.playing.Load()
	return verify.Verify(verify.Input{
		Expect: w.draft.Expect, Rules: w.draft.Rules, Settings: w.draft.Settings,
		Entries: t.Journal.Entries(), Dropped: t.Journal.Dropped(), Kind: s.kind,
	})
}

// kind is that of a row, Other for what is in no catalogue.
func (s *Simulator) kind(provider, row string) numsim.Kind {
	for i := range s.Providers {
		if t := &s.Providers[i].Traits; t.Name == provider {
			if r := t.Catalogue.Find(row); r != nil {
				return r.Kind
			}
		}
	}
	return numsim.Other
}
