package serve

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/all"
	"github.com/numsim/numsim/sim/setup"
)

// Scenario reads a document and checks it against every provider. It is usable
// if no finding is an error.
func Scenario(fsys fs.FS, name string) (*scenarios.Draft, scenarios.Findings, error) {
	vendors, err := Vendors()
	if err != nil {
		return nil, nil, err
	}
	d, findings := scenarios.Load(fsys, name, vendors)
	return d, findings, nil
}

// Vendors is what scenarios are checked against.
func Vendors() (list []scenarios.Vendor, err error) {
	providers, err := all.Providers()
	if err != nil {
		return nil, err
	}
	return vendorsOf(providers), nil
}

func vendorsOf(providers []sim.Provider) (list []scenarios.Vendor) {
	for _, p := range providers {
		t := p.Traits()
		v := scenarios.Vendor{
			Name: t.Name, Operations: t.Operations, Profiles: t.Profiles, Catalogue: t.Catalogue,
			Late: t.LateAfter > 0, Batch: t.Batch, Try: func(settings []scenarios.Setting) error { return try(p, settings) },
		}
		for _, r := range setup.ReadyMade(p, t.Account) {
			v.Accounts = append(v.Accounts, r.Account.Name)
		}
		list = append(list, v)
	}
	return list
}

// atOnce are the fields whose value is taken when a scenario begins and lives
// on by itself.
var atOnce = []string{"balance", "quota", "nonce-cap"}

// early reports whether a field is a switch that no account can have for
// itself.
func early(t sim.Traits, field string) bool {
	return slices.ContainsFunc(t.Switches, func(s sim.Switch) bool { return s.Early && s.Name == field })
}

// try applies the settings one after the other and says what is wrong with the
// last.
func try(p sim.Provider, settings []scenarios.Setting) error {
	last := settings[len(settings)-1]
	if last.From > 0 && slices.Contains(atOnce, last.Field) {
		return fmt.Errorf("%s is taken when the scenario begins; it cannot be set at a later time", last.Field)
	}
	a := p.Traits().Account
	if last.Account != "" {
		if early(p.Traits(), last.Field) {
			return fmt.Errorf("%s is looked at before it is known whose call it is, so it does nothing for one account; set it for all of %s", last.Field, last.Provider)
		}
		for _, r := range setup.ReadyMade(p, a) {
			if r.Account.Name == last.Account {
				a = r.Account
			}
		}
	}
	for _, s := range settings[:len(settings)-1] {
		_ = apply(p, &a, s.Field, s.Value) // said when it was the last
	}
	return apply(p, &a, last.Field, last.Value)
}
