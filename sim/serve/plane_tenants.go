package serve

import (
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// Tenants implements control.Tenants.
func (p plane) Tenants() []control.TenantInfo {
	list := []control.TenantInfo{}
	for _, t := range p.Simulator.Tenants() {
		list = append(list, p.info(t))
	}
	return list
}

// info reads what can change under the lock.
func (p plane) info(t *Tenant) control.TenantInfo {
	p.changing.Lock()
	defer p.changing.Unlock()
	s := t.Scenario()
	made := control.TenantInfo{
		Name: t.Name, Created: t.Created.UTC(), Used: t.use.at.UTC(), Scenario: s.Name, Seed: s.Seed, ClearNumbers: t.clear.Load(),
		Entries: t.Journal.Next() - t.Journal.Oldest(), Dropped: t.Journal.Dropped(),
	}
	for _, e := range p.Providers {
		made.Providers = append(made.Providers, control.Provider{Name: e.Traits.Name, BaseURL: e.URL})
	}
	return made
}

// NewTenant implements control.Tenants.
func (p plane) NewTenant(o control.NewTenant) (control.TenantKeys, error) {
	d, _, err := p.upload(control.LoadScenario{Scenario: o.Scenario, Files: o.Files, ScenarioName: o.ScenarioName, Seed: o.Seed})
	if err != nil {
		return control.TenantKeys{}, err
	}
	options := TenantOptions{Name: o.Name, Scenario: d, Set: o.Set, Frozen: o.Frozen, ClearNumbers: o.ClearNumbers}
	if o.Now != nil {
		if options.Now = *o.Now; options.Now.IsZero() { // which TenantOptions takes for none
			return control.TenantKeys{}, unclocked(ledger.ErrClockRange)
		}
	}
	for _, provider := range slices.Sorted(maps.Keys(o.Profile)) {
		options.Set = append(options.Set, provider+".profile="+o.Profile[provider])
	}
	t, err := p.Simulator.NewTenant(options)
	if err != nil {
		return control.TenantKeys{}, unsettled(unknown(unclocked(err)))
	}
	return p.keys(t), nil
}

// unclocked says that the time is what is wrong.
func unclocked(err error) error {
	if errors.Is(err, ledger.ErrClockRange) {
		return refused(http.StatusBadRequest, err.Error(), `field "now"`, "choose a time between those")
	}
	return err
}

// keys is what the clients of a tenant need.
func (p plane) keys(t *Tenant) control.TenantKeys {
	made := control.TenantKeys{Name: t.Name, Providers: map[string]control.Endpoint{}, Accounts: []control.Key{}}
	for i, e := range p.Providers {
		for _, r := range t.Ready(i) {
			if r.Account.Name == "numsim" {
				made.Providers[e.Traits.Name] = endpoint(e.URL, r.Credential)
			}
			made.Accounts = append(made.Accounts, key(e.Traits.Name, r))
		}
	}
	return made
}

func key(provider string, r setup.Ready) control.Key {
	return control.Key{Provider: provider, Account: r.Account.Name, ID: r.Credential.ID, Token: r.Credential.Token, About: r.About}
}

// endpoint has the names of the provider's own documents: where there is a
// password besides, those of ywjisu.
func endpoint(url string, c ledger.Credential) control.Endpoint {
	if c.Password != "" {
		return control.Endpoint{BaseURL: url, Code: c.ID, Password: c.Password, PrivateKey: c.Secret}
	}
	return control.Endpoint{BaseURL: url, AccessKeyID: c.ID, AccessKeySecret: c.Secret}
}

// Tenant implements control.Tenants.
func (p plane) Tenant(name string) (control.TenantInfo, error) {
	t, err := p.named(name)
	if err != nil {
		return control.TenantInfo{}, err
	}
	return p.info(t), nil
}

// CloseTenant implements control.Tenants.
func (p plane) CloseTenant(name string) error {
	return unknown(p.Simulator.CloseTenant(name))
}

// ResetTenant implements control.Tenants.
func (p plane) ResetTenant(name string) (control.TenantInfo, error) {
	t, err := p.named(name)
	if err != nil {
		return control.TenantInfo{}, err
	}
	if err := p.Reset(t); err != nil {
		return control.TenantInfo{}, unknown(err)
	}
	return p.info(t), nil
}
