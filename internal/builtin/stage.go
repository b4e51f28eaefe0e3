package builtin

import (
	"cmp"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/verdict"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/serve"
)

// StageOptions are a simulator for a whole command.
type StageOptions struct {
	Scenario string        // a file, a folder with a scenario.yaml, or the name of a built-in one; empty is none
	Set      []string      // fields and switches of accounts
	Seed     *uint64       // instead of the scenario's; nil is the scenario's
	From     time.Duration // how far into the scenario's time it begins
	Keep     int           // bytes of exchanges that are kept; 0 is 64 MiB
}

// Stage is a simulator on free ports that somebody else's command calls, and
// everything that came to it.
type Stage struct {
	sim    *serve.Simulator
	draft  *scenarios.Draft
	world  *scenarios.Scenario
	began  time.Time
	folder string
	ports  map[string]*port

	mu   sync.Mutex
	seen []sim.Witnessed
	room int
	lost uint64
}

const keep = 64 << 20

// NewStage starts it: the scenario's time begins now. A mistake in the options, or
// in the scenario, is a *MistakeError.
func NewStage(o StageOptions) (*Stage, error) {
	s, err := o.prepare()
	if err != nil {
		return nil, err
	}
	return s, s.sim.Listen()
}

// Check finds mistakes without starting anything, and returns the scenario's name.
func (o StageOptions) Check() (string, error) {
	s, err := o.prepare()
	if err != nil {
		return "", err
	}
	return s.draft.Name, nil
}

func (o StageOptions) prepare() (*Stage, error) {
	s := &Stage{room: cmp.Or(o.Keep, keep), ports: map[string]*port{}, draft: &scenarios.Draft{Name: "default"}}
	if o.Scenario != "" {
		var err error
		if s.draft, s.folder, err = find(o.Scenario); err != nil {
			return nil, &MistakeError{err}
		}
	}
	if o.Seed != nil {
		s.draft.Seed, s.draft.HasSeed = *o.Seed, true
	}
	var begun atomic.Bool // it begins in the past, and then it is now
	now := func() time.Time {
		if begun.Load() {
			return time.Now()
		}
		return time.Now().Add(-o.From)
	}
	made, err := serve.New(serve.Config{FreePorts: true, Set: o.Set, Scenario: s.draft, Now: now, Witness: s.witness, Listener: s.listener})
	if err != nil {
		return nil, &MistakeError{err}
	}
	begun.Store(true)
	for _, p := range made.Providers {
		s.ports[p.Traits.Name] = &port{}
	}
	tenant, err := made.Tenant("")
	if err != nil {
		return nil, err
	}
	s.sim, s.world, s.began = made, tenant.Scenario(), tenant.Began()
	return s, nil
}

// MistakeError is in what somebody wrote: an option, or a scenario.
type MistakeError struct{ error }

// Unwrap is for errors.Is.
func (e *MistakeError) Unwrap() error { return e.error }

// Name is the scenario's.
func (s *Stage) Name() string { return s.draft.Name }

// Control is the control port's URL.
func (s *Stage) Control() string { return s.sim.Control }

// Seed is what everything was derived from.
func (s *Stage) Seed() uint64 { return s.world.Seed }

// Where is a provider's URL, and the keys of its account "numsim".
type Where struct {
	Provider, URL string
	Key           conformance.Credentials
}

// Providers are where each of them answers.
func (s *Stage) Providers() (list []Where, err error) {
	for _, p := range s.sim.Providers {
		key, err := account(s.sim, p.Traits.Name, "numsim")
		if err != nil {
			return nil, err
		}
		list = append(list, Where{p.Traits.Name, p.URL, key})
	}
	return list, nil
}

// Close frees the ports and waits for calls under way, whose callers are gone.
func (s *Stage) Close() error {
	if err := s.sim.Drain(patience); err != nil {
		return fmt.Errorf("the simulator was still answering: %w", err)
	}
	return nil
}

// witness keeps an exchange, as long as there is room.
func (s *Stage) witness(w sim.Witnessed) {
	const fixed = 2 << 10 // of headers, and of what holds it
	size := fixed + len(w.Request.Body) + len(w.Request.RawQuery) + len(w.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.room -= size; s.room < 0 {
		s.lost++
		return
	}
	s.seen = append(s.seen, w)
}

// Seen is what came to it so far, for a verdict.
func (s *Stage) Seen() verdict.Input {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := verdict.Input{
		Scenario: slug(s.draft.Name), Folder: s.folder, Expect: s.draft.Expect, Rules: s.draft.Rules, Settings: s.draft.Settings,
		Lost: s.lost, Kind: s.kind,
	}
	calls := s.calls(&in)
	in.Explain = func(each func(int, []scenarios.Verdict)) { s.explain(calls, each) }
	for _, p := range s.sim.Providers {
		in.Ports = append(in.Ports, s.ports[p.Traits.Name].seen(p.Traits.Name))
	}
	return in
}
