package ledger

import (
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/numsim/numsim"
)

// Ledger holds every account of every tenant at every provider.
type Ledger struct {
	writing sync.Mutex
	claims  atomic.Pointer[map[key]*Claim]
}

type key struct{ provider, credential string }

// New returns an empty ledger.
func New() *Ledger {
	l := &Ledger{}
	l.claims.Store(&map[key]*Claim{})
	return l
}

// Claim is a credential that was found: whose it is, and in which world.
type Claim struct {
	Credential Credential
	Account    *Account
	Tenant     *Tenant
	state      *state
	nonces     *nonces
	until      time.Duration // since the scenario began; 0 is for ever
	next       *Claim        // what it is from then on
}

// At is what the claim is so long after the scenario began: accounts may
// change, their money and nonces stay theirs.
func (c *Claim) At(elapsed time.Duration) *Claim {
	for c.until > 0 && elapsed >= c.until {
		c = c.next
	}
	return c
}

// Version is an account from some time on.
type Version struct {
	From    time.Duration // since the scenario began; the first version's is 0
	Account Account
}

// state is the part of an account that calls change.
type state struct {
	mu      sync.Mutex
	balance numsim.Money
	calls   throttle
	carrier map[numsim.Carrier]*window
	asked   *recent
	quota   int
	awaited awaited

	opening   numsim.Money
	entries   []Entry // changes that no call made
	forgotten int     // entries older than those
}

// Open adds an account of tenant at provider with its credentials. A
// credential id already taken at that provider is an error: it could not pick
// a tenant any more.
func (l *Ledger) Open(provider string, t *Tenant, a Account, credentials ...Credential) error {
	return l.OpenVersions(provider, t, []Version{{Account: a}}, credentials...)
}

// OpenVersions is Open for an account that changes with time. Money, quota and
// the width of the nonces' window are the first version's.
func (l *Ledger) OpenVersions(provider string, t *Tenant, versions []Version, credentials ...Credential) error {
	return l.OpenAll(Opening{provider, t, versions, credentials})
}

// Opening is an account that is to be opened. Its versions are the ledger's from
// then on.
type Opening struct {
	Provider    string
	Tenant      *Tenant
	Versions    []Version
	Credentials []Credential
}

// OpenAll opens many accounts in one step, or none.
func (l *Ledger) OpenAll(list ...Opening) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	next := maps.Clone(*l.claims.Load())
	for i := range list {
		if err := list[i].into(next); err != nil {
			return err
		}
	}
	l.claims.Store(&next)
	return nil
}

func (o *Opening) into(claimed map[key]*Claim) error {
	a := &o.Versions[0].Account
	st := &state{balance: a.Balance, opening: a.Balance, quota: max(a.Quota, 0)}
	for _, c := range o.Credentials {
		k := key{o.Provider, c.ID}
		if claimed[k] != nil {
			return fmt.Errorf("the credential %q at %s is taken by account %q; give this one another id", c.ID, o.Provider, claimed[k].Account.Name)
		}
		claimed[k] = claims(Claim{Credential: c, Tenant: o.Tenant, state: st, nonces: newNonces(a.Window, a.NonceCap)}, o.Versions)
	}
	return nil
}

// claims makes one claim of each version, each leading to the next.
func claims(base Claim, versions []Version) (first *Claim) {
	for i := len(versions) - 1; i >= 0; i-- {
		c, a := base, &versions[i].Account
		c.Account = a
		c.Credential.Disabled = c.Credential.Disabled || a.KeyDisabled
		if a.TokenExpired && c.Credential.Token != "" {
			c.Credential.Expires = longAgo
		}
		if first != nil {
			c.until, c.next = versions[i+1].From, first
		}
		first = &c
	}
	return first
}

// longAgo is before any clock a tenant is set to.
var longAgo = time.Unix(1, 0)

// Find resolves a credential id, or returns nil. It takes no lock.
func (l *Ledger) Find(provider string, credential []byte) *Claim {
	return (*l.claims.Load())[key{provider, string(credential)}]
}

// Admit spends a nonce: nil once for each nonce for as long as its request
// could be accepted, then ErrNonceUsed; ErrNoncesFull at the credential's cap.
// It is asked only after the signature held, or anybody could burn somebody's
// nonces.
func (l *Ledger) Admit(c *Claim, nonce []byte, now, expires time.Time) error {
	return c.nonces.spend(nonce, now, expires)
}

// Slot takes one of the account's calls of this second; false is throttled.
func (l *Ledger) Slot(c *Claim, now time.Time) bool {
	if c.Account.QPS == 0 {
		return true
	}
	s := c.state
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls.admit(c.Account.Limit, c.Account.QPS, now)
}

// CarrierSlot takes one of the calls a carrier admits of the account in this
// second; false is limited by the carrier.
func (l *Ledger) CarrierSlot(c *Claim, carrier numsim.Carrier, now time.Time) bool {
	if c.Account.CarrierQPS == 0 {
		return true
	}
	s := c.state
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.carrier == nil {
		s.carrier = map[numsim.Carrier]*window{}
	}
	if s.carrier[carrier] == nil {
		s.carrier[carrier] = &window{}
	}
	return s.carrier[carrier].admit(now.Unix(), c.Account.CarrierQPS)
}

// Ask notes that the account asks about n; false is too soon after the last
// time.
func (l *Ledger) Ask(c *Claim, n numsim.Number, now time.Time) bool {
	if c.Account.NumberEvery == 0 {
		return true
	}
	s := c.state
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked == nil {
		s.asked = newRecent(c.Account.NumberEvery)
	}
	return s.asked.admit(n, now)
}
