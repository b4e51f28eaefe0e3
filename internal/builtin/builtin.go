package builtin

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"testing/fstest"
	"time"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/serve"
)

// Noon is when every case begins: each run is the same.
func Noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// Target makes a simulator for each case. A tenant would do for most of them,
// but not for settings that count before it is known whose call it is.
type Target struct {
	Seed uint64
	Set  []string // on top of what a case asks for
	// Front is put before the simulator: it gets the URL of a provider and returns
	// another.
	Front func(base string) string
}

// Name implements conformance.Target.
func (Target) Name() string { return "the built-in simulator" }

// patience is how long a case's simulator waits for calls under way.
const patience = 5 * time.Second

// Arrange implements conformance.Target.
func (t Target) Arrange(_ context.Context, c *conformance.Case) (*conformance.Place, error) {
	config := serve.Config{FreePorts: true, Set: slices.Concat(c.Given.Set, t.Set), Seed: t.Seed, Now: Noon}
	if c.Given.Scenario != "" {
		draft, err := draft(c.Given.Scenario)
		if err != nil {
			return nil, err
		}
		config.Scenario = draft
	}
	s, err := serve.Start(config)
	if err != nil {
		return nil, err
	}
	return t.place(s)
}

func (t Target) place(s *serve.Simulator) (*conformance.Place, error) {
	tenant, err := s.Tenant("")
	if err != nil {
		return nil, err
	}
	frozen := true
	if err := tenant.Clock().Change(ledger.Change{Frozen: &frozen}); err != nil {
		return nil, err
	}
	urls := map[string]string{}
	for _, p := range s.Providers {
		urls[p.Traits.Name] = p.URL
		if t.Front != nil {
			urls[p.Traits.Name] = t.Front(p.URL)
		}
	}
	return &conformance.Place{
		URL:      func(provider string) string { return urls[provider] },
		Account:  func(provider, name string) (conformance.Credentials, error) { return account(s, provider, name) },
		Now:      tenant.Clock().Now,
		Advance:  func(d time.Duration) error { tenant.Clock().Advance(d); return nil },
		Answerer: contracts.Simulator, Public: true,
		Close: func() { _ = s.Drain(patience) }, // nobody is left to tell
	}, nil
}

func account(s *serve.Simulator, provider, name string) (conformance.Credentials, error) {
	for _, p := range s.Providers {
		for _, r := range p.Accounts {
			if p.Traits.Name == provider && r.Account.Name == name {
				c := r.Credential
				return conformance.Credentials{ID: c.ID, Secret: c.Secret, Password: c.Password, Token: c.Token}, nil
			}
		}
	}
	return conformance.Credentials{}, fmt.Errorf("%s has no ready-made account %q; see simulator accounts %s", provider, name, provider)
}

func draft(text string) (*scenarios.Draft, error) {
	var files fs.FS = fstest.MapFS{"case.yaml": {Data: []byte(text)}}
	d, found, err := serve.Scenario(files, "case.yaml")
	if err != nil {
		return nil, err
	}
	if wrong := found.Errors(); len(wrong) > 0 {
		return nil, wrong
	}
	return d, nil
}
