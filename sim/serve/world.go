package serve

import (
	"time"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
)

// world is what a scenario makes of the default tenant: its accounts at every
// provider, what is true and what happens.
type world struct {
	ledger   *ledger.Ledger
	counters *ledger.Counters
	scenario *scenarios.Scenario
	casts    []cast // of each provider
	began    time.Time
}

// newWorld begins a scenario now; nil is the one with defaults only.
func (s *Simulator) newWorld(d *scenarios.Draft) (*world, error) {
	if d == nil {
		d = &scenarios.Draft{}
	}
	seeded := *d
	if !d.HasSeed {
		seeded.Seed = s.seed
	}
	w := &world{
		ledger: ledger.New(), counters: &ledger.Counters{}, scenario: scenarios.New(&seeded), began: s.tenant.Clock.Now(),
	}
	for _, p := range s.providers {
		accounts, err := newCast(p, d.Settings, s.fields)
		if err != nil {
			return nil, err
		}
		for _, r := range accounts.ready {
			if err := w.ledger.OpenVersions(p.Traits().Name, s.tenant, accounts.versions[r.Account.Name], r.Credential); err != nil {
				return nil, err
			}
		}
		w.casts = append(w.casts, accounts)
	}
	return w, nil
}

// of is the world as the i-th provider's engine sees it.
func (w *world) of(i int) *sim.World {
	unclaimed := w.casts[i].unclaimed
	return &sim.World{
		Ledger: w.ledger, Scenario: w.scenario, Counters: w.counters,
		Unclaimed: &unclaimed[0].Account, Later: unclaimed[1:], Began: w.began,
	}
}

// Load puts another scenario in the place of the present one, from its
// beginning: accounts, money and counters start anew. Exchanges under way
// finish in the world they began in; an error leaves everything as it is.
func (s *Simulator) Load(d *scenarios.Draft) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	w, err := s.newWorld(d)
	if err != nil {
		return err
	}
	for i, e := range s.engines {
		e.Enter(w.of(i))
	}
	s.playing.Store(w)
	return nil
}

// Playing is the scenario that new exchanges take place in.
func (s *Simulator) Playing() *scenarios.Scenario { return s.playing.Load().scenario }
