package serve

import (
	"fmt"
	"slices"
	"time"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// Accounts returns the ready-made accounts of p after set, and the readings
// that calls without an account are answered in.
func Accounts(p sim.Provider, set []Field) (list []setup.Ready, unclaimed *ledger.Account, err error) {
	return accountsAt(p, nil, set, 0)
}

// accountsAt is Accounts at one moment of a scenario: its settings so far come
// first, and what the command line sets wins.
func accountsAt(p sim.Provider, settings []scenarios.Setting, set []Field, at time.Duration) (list []setup.Ready, unclaimed *ledger.Account, err error) {
	t := p.Traits()
	base := t.Account
	for _, s := range settings {
		if s.Provider != t.Name || s.Account != "" || s.From > at {
			continue
		}
		if err := apply(p, &base, s.Field, s.Value); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", s.Where, err)
		}
	}
	for _, f := range set {
		if f.Provider != t.Name {
			continue
		}
		if err := apply(p, &base, f.Name, f.Value); err != nil {
			return nil, nil, &SettingError{t.Name + "." + f.Name + "=" + f.Value, err}
		}
	}
	list = setup.ReadyMade(p, base)
	nobody := list[0].Account // before what is said of one account by name
	nobody.Name = ""
	if err := setup.Finish(p, &nobody); err != nil {
		return nil, nil, err
	}
	for i := range list {
		if err := single(p, &list[i].Account, settings, at); err != nil {
			return nil, nil, err
		}
		if err := setup.Finish(p, &list[i].Account); err != nil {
			return nil, nil, err
		}
	}
	return list, &nobody, nil
}

// apply sets one field and finds out whether it can be, while the setting to
// blame is known.
func apply(p sim.Provider, a *ledger.Account, name, value string) error {
	err := setup.Set(p.Traits(), a, name, value)
	if probe := *a; err == nil {
		err = setup.Finish(p, &probe)
	}
	return err
}

// single applies what a scenario sets on one account by name.
func single(p sim.Provider, a *ledger.Account, settings []scenarios.Setting, at time.Duration) error {
	for _, s := range settings {
		if s.Provider != p.Traits().Name || s.Account != a.Name || s.From > at {
			continue
		}
		if err := apply(p, a, s.Field, s.Value); err != nil {
			return fmt.Errorf("%s: %w", s.Where, err)
		}
	}
	return nil
}

// cast is a provider's accounts over the time of a scenario.
type cast struct {
	ready     []setup.Ready               // as they begin
	unclaimed []ledger.Version            // what the whole provider has
	versions  map[string][]ledger.Version // by account
}

func newCast(p sim.Provider, settings []scenarios.Setting, set []Field) (c cast, err error) {
	p = remember(p)
	c.versions = map[string][]ledger.Version{}
	for _, at := range moments(p.Traits().Name, settings) {
		list, unclaimed, err := accountsAt(p, settings, set, at)
		if err != nil {
			return c, err
		}
		if at == 0 {
			c.ready = list
		}
		c.unclaimed = append(c.unclaimed, ledger.Version{From: at, Account: *unclaimed})
		for _, r := range list {
			c.versions[r.Account.Name] = append(c.versions[r.Account.Name], ledger.Version{From: at, Account: r.Account})
		}
	}
	return c, nil
}

// moments are when a provider's accounts change, the beginning first.
func moments(provider string, settings []scenarios.Setting) []time.Duration {
	all := []time.Duration{0}
	for _, s := range settings {
		if s.Provider == provider {
			all = append(all, s.From)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
