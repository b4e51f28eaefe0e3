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
}

// state is the part of an account that calls change.
type state struct {
	mu      sync.Mutex
	balance numsim.Money
	window  window
	carrier map[numsim.Carrier]*window
	asked   *recent
	quota   int
	awaited awaited
}

// Open adds an account of tenant at provider with its credentials. A
// credential id already taken at that provider is an error: it could not pick
// a tenant any more.
func (l *Ledger) Open(provider string, t *Tenant, a Account, credentials ...Credential) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	next := maps.Clone(*l.claims.Load())
	st := &state{
		balance: a.Balance, quota: max(a.Quota, 0), asked: newRecent(a.NumberEvery),
		carrier: map[numsim.Carrier]*window{},
	}
	for _, c := range credentials {
		k := key{provider, c.ID}
		if next[k] != nil {
			return fmt.Errorf("the credential %q at %s is taken by account %q; give this one another id", c.ID, provider, next[k].Account.Name)
		}
		next[k] = &Claim{Credential: c, Account: &a, Tenant: t, state: st, nonces: newNonces(a.Window, a.NonceCap)}
	}
	l.claims.Store(&next)
	return nil
}

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
	return s.window.admit(now.Unix(), c.Account.QPS)
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
	return s.asked.admit(n, now)
}
