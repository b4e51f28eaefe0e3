package serve

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// DefaultTenant is the name of the tenant whose credentials are printed.
const DefaultTenant = "default"

// Tenant is an isolated world: accounts with credentials of their own, a
// scenario, a clock and a journal.
type Tenant struct {
	Name    string
	Journal *journal.Ring
	Created time.Time // on the simulator's clock

	ledger  ledger.Tenant
	fields  []Field // set on its accounts
	seed    uint64  // where the scenario has none
	secrets map[string]ledger.Credential
	playing atomic.Pointer[world]

	keeps bool          // its journal has what may be kept of requests
	clear atomic.Bool   // whole phone numbers are shown
	gone  chan struct{} // closed when the tenant is
	tails atomic.Int64  // listeners to its journal
	use   use
}

// TenantOptions say what a tenant begins with; the zero value is made like the
// default tenant, with fresh credentials.
type TenantOptions struct {
	Name     string           // small letters, digits and -; empty is made up
	Scenario *scenarios.Draft // nil is the one with defaults only
	Set      []string         // provider.field=value
	Seed     uint64           // 0 is the simulator's
	Now      time.Time        // its clock's; zero is the simulator's
	Frozen   bool             // its clock stands still

	ClearNumbers bool // journal and exports show whole phone numbers
}

// Why there is no such tenant.
var (
	ErrTenantTaken   = errors.New("there is a tenant of that name")
	ErrTenantUnknown = errors.New("there is no tenant of that name")
	ErrTenantName    = errors.New("a tenant's name has 1 to 32 small letters, digits and -")
	ErrTenantsFull   = errors.New("there are as many tenants as the simulator takes")
	ErrTenantDefault = errors.New("the default tenant stays")
)

// maxTenants bounds memory: a tenant's accounts take some hundred kilobytes.
const maxTenants = 1000

// Clock is the tenant's.
func (t *Tenant) Clock() *ledger.Clock { return t.ledger.Clock }

// Began is when its scenario began.
func (t *Tenant) Began() time.Time { return t.playing.Load().began }

// Scenario is what new exchanges take place in.
func (t *Tenant) Scenario() *scenarios.Scenario { return t.playing.Load().scenario }

// Ready are its ready-made accounts at the i-th provider, with credentials.
func (t *Tenant) Ready(i int) []setup.Ready { return t.playing.Load().casts[i].ready }

// NewTenant opens a tenant. It is there when NewTenant returns.
func (s *Simulator) NewTenant(o TenantOptions) (*Tenant, error) {
	fields, err := Config{Set: o.Set}.fields(s.providers)
	if err != nil {
		return nil, err
	}
	if o.Name == "" {
		o.Name = "t" + secret(4)
	}
	if !named(o.Name) {
		return nil, fmt.Errorf("%q: %w", o.Name, ErrTenantName)
	}
	t := s.tenantOf(o.Name, fields, o.Seed)
	t.keeps = true
	t.clear.Store(o.ClearNumbers)
	if !o.Now.IsZero() || o.Frozen {
		if err := t.Clock().Change(ledger.Change{Now: given(o.Now), Frozen: &o.Frozen}); err != nil {
			return nil, err
		}
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	switch {
	case s.tenants[o.Name] != nil:
		return nil, fmt.Errorf("%q: %w", o.Name, ErrTenantTaken)
	case len(s.tenants) == maxTenants:
		return nil, fmt.Errorf("%w: %d", ErrTenantsFull, maxTenants)
	}
	w, err := s.newWorld(t, t.fields, o.Scenario)
	if err != nil {
		return nil, err
	}
	t.Journal = s.shares.Ring()
	s.touch(t)
	s.tenants[t.Name] = t
	s.enter(t, w)
	return t, nil
}

// tenantOf is a tenant that nobody can reach yet, with fresh secrets.
func (s *Simulator) tenantOf(name string, fields []Field, seed uint64) *Tenant {
	t := &Tenant{
		Name: name, Created: s.base().Now(), fields: append(slices.Clone(s.fields), fields...), seed: seed, secrets: map[string]ledger.Credential{},
		gone: make(chan struct{}), ledger: ledger.Tenant{Name: name, Clock: ledger.NewClock(s.now)},
	}
	if seed == 0 {
		t.seed = s.seed
	}
	for _, p := range s.providers {
		t.secrets[p.Traits().Name] = fresh(p.Traits().Ready)
	}
	return t
}

// base is the default tenant's clock.
func (s *Simulator) base() *ledger.Clock { return s.first.Clock() }

func given(now time.Time) *time.Time {
	if now.IsZero() {
		return nil
	}
	return &now
}

func named(name string) bool {
	return len(name) <= 32 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && strings.Trim(name, "-") == name
}

// fresh is a credential of the same form with other secrets.
func fresh(like ledger.Credential) ledger.Credential {
	for _, s := range [...]*string{&like.Secret, &like.Password} {
		if *s != "" {
			*s = secret(16)
		}
	}
	return like
}

// secret is so many random bytes as hex.
func secret(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // never fails: the program ends before it returns an error
	return hex.EncodeToString(b)
}

// credential is a ready-made one as this tenant has it. The default tenant's
// are the ones that are printed.
func (t *Tenant) credential(provider string, c ledger.Credential) ledger.Credential {
	own, ok := t.secrets[provider]
	if !ok {
		return c
	}
	c.ID, c.Secret, c.Password = t.Name+"."+c.ID, own.Secret, own.Password
	if c.Token != "" {
		c.Token = t.Name + "." + c.Token
	}
	return c
}

// enter has a tenant's exchanges take place in w from now on. A world that was
// not entered before begins its part of the journal.
func (s *Simulator) enter(t *Tenant, w *world) {
	if w.era == 0 {
		w.first, w.era = t.Journal.Next(), t.Journal.Begin()
	}
	for i, e := range s.engines {
		if at := w.of(i, t.Journal); t.Name == DefaultTenant {
			e.Enter(at)
		} else {
			e.Host(t.Name, at)
		}
	}
	t.playing.Store(w)
}

// Tenants lists every tenant by name.
func (s *Simulator) Tenants() []*Tenant {
	s.changing.Lock()
	defer s.changing.Unlock()
	return slices.SortedFunc(maps.Values(s.tenants), func(a, b *Tenant) int { return strings.Compare(a.Name, b.Name) })
}

// Tenant finds a tenant; an empty name is the default's.
func (s *Simulator) Tenant(name string) (*Tenant, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	return s.tenant(name)
}

func (s *Simulator) tenant(name string) (*Tenant, error) {
	if name == "" {
		name = DefaultTenant
	}
	if t := s.tenants[name]; t != nil {
		return t, nil
	}
	return nil, fmt.Errorf("%q: %w", name, ErrTenantUnknown)
}

// CloseTenant forgets a tenant. Exchanges under way finish in its world.
func (s *Simulator) CloseTenant(name string) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	t, err := s.tenant(name)
	switch {
	case err != nil:
		return err
	case t.Name == DefaultTenant:
		return ErrTenantDefault
	}
	s.forget(t)
	return nil
}

// forget has nobody find a tenant any more.
func (s *Simulator) forget(t *Tenant) {
	for _, e := range s.engines {
		e.Host(t.Name, nil)
	}
	delete(s.tenants, t.Name)
	s.shares.Release(t.Journal)
	close(t.gone)
}

// LoadInto puts another scenario in the place of a tenant's present one, from
// its beginning; nil begins the one with defaults only. Exchanges under way
// finish in the world they began in; an error leaves everything as it is.
func (s *Simulator) LoadInto(t *Tenant, d *scenarios.Draft) error { return s.begin(t, d, false) }

// begin enters a world of d, with a journal of its own if renew. Then what was
// under way finishes in the world before, and no journal has it: in the new one
// it would be a call that nobody made.
func (s *Simulator) begin(t *Tenant, d *scenarios.Draft, renew bool) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	if err := s.lives(t); err != nil {
		return err
	}
	w, err := s.newWorld(t, t.fields, d)
	if err != nil {
		return err
	}
	if renew {
		w.renew(t.Journal)
	}
	s.enter(t, w)
	return nil
}

// renew gives the world a journal that has nothing else.
func (w *world) renew(r *journal.Ring) {
	w.era = r.Renew()
	w.first = r.Next()
}

// lives refuses a tenant that was forgotten since it was found: to enter it
// would host it again, in the place of a new one of its name.
func (s *Simulator) lives(t *Tenant) error {
	if s.tenants[t.Name] != t {
		return fmt.Errorf("%q: %w", t.Name, ErrTenantUnknown)
	}
	return nil
}

// Reset begins the tenant's scenario anew: accounts, money, counters, nonces
// and the journal.
func (s *Simulator) Reset(t *Tenant) error {
	return s.begin(t, t.playing.Load().draft, true)
}
