package probe

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/ctl"
)

// Session is a guided run.
type Session struct {
	Modules []Module // of one provider
	Control *ctl.Client
	Listen  string // where the client is to call; empty is a free port of 127.0.0.1
	Person  Person
	Now     func() time.Time
	After   func(time.Duration) <-chan time.Time

	Window     time.Duration // how long a module waits at most; 0 is for ever
	Quiet      time.Duration // how long nothing more may come once enough was seen; 0 is 3 s
	RequireAll bool          // a module without a call fails
	// ByHand has the person alone, and the window, end a module: who presses a key
	// for one that has ended already would end the next.
	ByHand bool

	// Host stands for the loopback address under which a simulator elsewhere says
	// that its providers answer; empty leaves it.
	Host string

	front *Front
	run   string
}

// Run does one module after the other and hands each result to add. It ends
// early if ctx does, or if the person wants to: then quit is true.
func (s *Session) Run(ctx context.Context, add func(conformance.Result)) (quit bool, err error) {
	s.run = "p" + strings.ToLower(rand.Text()[:5])
	defer func() {
		if s.front != nil {
			s.front.Close()
		}
	}()
	for i := range s.Modules {
		result, word, err := s.module(ctx, i)
		if err != nil || word == Quit {
			return word == Quit, err
		}
		add(result)
	}
	return false, nil
}

// module is one of them, from its tenant to its result.
func (s *Session) module(ctx context.Context, i int) (r conformance.Result, word Word, err error) {
	m := &s.Modules[i]
	began := s.Now()
	name := s.run + "-" + m.Name
	keys, err := s.Control.NewTenant(ctx, ctl.NewTenant{Name: name, Scenario: m.Given.Scenario, Set: m.Given.Set, ClearNumbers: true})
	if err != nil {
		return r, Done, fmt.Errorf("the tenant of %s: %w", m.ID(), err)
	}
	defer func() { _ = s.Control.DeleteTenant(context.WithoutCancel(ctx), name) }()
	own := keys.Providers[m.Provider]
	if err := s.open(own.BaseURL); err != nil {
		return r, Done, err
	}
	task := Task{Module: m, Nth: i + 1, Of: len(s.Modules), URL: s.front.URL, Keys: given(own, m.Given.WrongSecret)}
	s.front.roll.begin()
	if word, err = s.watch(ctx, task); err != nil || word == Quit {
		return r, word, err
	}
	seen, err := s.gather(ctx, task, name)
	if err != nil {
		return r, word, err
	}
	r, err = s.judge(ctx, m, seen, word)
	r.Target, r.Took = s.front.URL, s.Now().Sub(began)
	return r, word, err
}

// open makes the front when it is known where the provider answers.
func (s *Session) open(base string) (err error) {
	if s.front != nil {
		return nil
	}
	at := s.Listen
	if at == "" {
		at = "127.0.0.1:0"
	}
	if s.front, err = NewFront(at, s.reached(base), s.Now); err != nil {
		return fmt.Errorf("%w; choose where the client is to call with --listen, and the simulator with --control", err)
	}
	return nil
}

// reached is a provider's base URL as it is reached from here.
func (s *Session) reached(base string) string {
	u, err := url.Parse(base)
	if err != nil || s.Host == "" || !net.ParseIP(u.Hostname()).IsLoopback() {
		return base
	}
	u.Host = net.JoinHostPort(s.Host, u.Port())
	return u.String()
}

// given is what the person gets; a wrong secret differs in its last character.
func given(own ctl.Endpoint, wrong bool) ctl.Endpoint {
	if wrong {
		for _, secret := range []*string{&own.AccessKeySecret, &own.PrivateKey} {
			if *secret != "" {
				*secret += "x"
			}
		}
	}
	return own
}

func keyOf(k ctl.Endpoint) (id, secret string) {
	if k.Code != "" {
		return k.Code, k.PrivateKey
	}
	return k.AccessKeyID, k.AccessKeySecret
}

// gather asks the simulator what it made of the calls.
func (s *Session) gather(ctx context.Context, t Task, tenant string) (*Seen, error) {
	seen := s.seen(t)
	page, err := s.Control.For(tenant).Journal(ctx, ctl.Filter{Provider: t.Module.Provider, Limit: 1000})
	if err != nil {
		return nil, err
	}
	if !page.Complete {
		return nil, fmt.Errorf("the journal of %s has forgotten %d calls, so nothing is proved: make fewer", t.Module.ID(), page.Dropped)
	}
	seen.Journal = page.Entries
	for _, e := range page.Entries {
		if e.Row == "" {
			continue
		}
		if why, err := s.Control.Signature(ctx, e.RequestID); err == nil && !why.Holds { // most refusals have none
			seen.Mistakes[e.RequestID], seen.Signed[e.RequestID] = mistakes(why), both(why)
		}
	}
	return seen, nil
}

func (s *Session) seen(t Task) *Seen {
	list, _ := s.front.roll.all()
	id, secret := keyOf(t.Keys)
	seen := see(t.Module.Provider, id, list)
	seen.Secret, seen.run, seen.missed = secret, s.run, s.front.roll.lost()
	return seen
}

// both are what the provider and the client signed, or their canonical requests
// where these differ.
func both(why ctl.Signature) *conformance.Signed {
	if why.Canonical != "" && why.Canonical != why.Requested {
		return &conformance.Signed{Client: why.Requested, Provider: why.Canonical}
	}
	return &conformance.Signed{Client: why.Signed, Provider: why.ToSign}
}

func mistakes(why ctl.Signature) string {
	if len(why.Mistakes) == 0 {
		return why.Said.EN
	}
	var words []string
	for _, m := range why.Mistakes {
		words = append(words, m.EN)
	}
	return strings.Join(slices.Compact(words), "; ")
}
