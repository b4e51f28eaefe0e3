package serve

import (
	"time"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

// world is what a scenario makes of a tenant: its accounts at every provider,
// what is true and what happens.
type world struct {
	draft    *scenarios.Draft // as it was loaded
	amended  *scenarios.Draft // with what was said since, and its seed
	said     said
	first    uint64 // its first entry's place in the journal
	era      uint64 // of its entries there; 0 is not yet begun
	keeps    bool   // its entries have what may be kept of requests
	told     *chronicle
	origin   *control.State // the file it was made of, which has no journal; nil is none
	ledger   *ledger.Ledger
	counters *ledger.Counters
	scenario *scenarios.Scenario
	casts    []cast // of each provider
	known    []explain.Secret
	began    time.Time
}

// newWorld begins a scenario now; nil is the one with defaults only.
func (s *Simulator) newWorld(t *Tenant, fields []Field, d *scenarios.Draft) (*world, error) {
	if d == nil {
		d = &scenarios.Draft{}
	}
	seeded := *d
	if !d.HasSeed {
		seeded.Seed = t.seed
	}
	w := &world{
		draft: d, amended: &seeded, ledger: ledger.New(), counters: &ledger.Counters{}, scenario: scenarios.New(&seeded), began: t.Clock().Now(),
		keeps: t.keeps, told: &chronicle{},
	}
	var all []ledger.Opening
	for _, p := range s.providers {
		accounts, err := newCast(p, d.Settings, fields)
		if err != nil {
			return nil, err
		}
		name := p.Traits().Name
		for i := range accounts.ready {
			r := &accounts.ready[i]
			r.Credential = t.credential(name, r.Credential)
			all = append(all, ledger.Opening{Provider: name, Tenant: &t.ledger, Versions: accounts.versions[r.Account.Name], Credentials: []ledger.Credential{r.Credential}})
		}
		accounts.versions = nil // the ledger has them
		w.casts = append(w.casts, accounts)
	}
	w.known = s.known(t)
	return w, w.ledger.OpenAll(all...)
}

// of is the world as the i-th provider's engine sees it.
func (w *world) of(i int, ring *journal.Ring) *sim.World {
	unclaimed := w.casts[i].unclaimed
	return &sim.World{
		Ledger: w.ledger, Scenario: w.scenario, Counters: w.counters, Journal: ring, Known: w.known, Era: w.era, Keeps: w.keeps,
		Unclaimed: &unclaimed[0].Account, Later: unclaimed[1:], Began: w.began,
	}
}

// Load is LoadInto for the default tenant.
func (s *Simulator) Load(d *scenarios.Draft) error { return s.LoadInto(s.first, d) }

// Playing is the scenario of the default tenant.
func (s *Simulator) Playing() *scenarios.Scenario { return s.first.Scenario() }
