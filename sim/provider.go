package sim

import (
	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/ledger"
)

// Provider is one vendor's wire. Its methods are called in the order they are
// declared, at most once each for an exchange; all of them only read the
// account. A nil *Refusal lets the call pass.
type Provider interface {
	// Traits says who the provider is and what the engine must know of it.
	Traits() Traits
	// Read checks a profile and the switches set on it and returns the
	// provider's own form of them, which travels in ledger.Account.Reading.
	Read(profile string, switches map[string]string) (any, error)

	// Open finds out who calls which operation and gathers the parts of the
	// signature: form only, no account is known yet. It sets Operation,
	// Credential and Nonce.
	Open(*Call) *Refusal
	// Verify judges signature, security token, freshness and the credential's
	// state, on c.Now. It sets FreshUntil. It changes nothing.
	Verify(*Call, *ledger.Credential) *Refusal
	// Decode reads numbers and options and checks their syntax. It sets Numbers.
	Decode(*Call) *Refusal
	// Assigned reports whether the provider's own plan has n's prefix.
	Assigned(c *Call, n numsim.Number) (numsim.Carrier, bool)
	// Bill prices the answers: what the account must be able to pay, and one
	// line for each answer, 0 where it is free.
	Bill(c *Call, answers []Answer, lines []numsim.Money) (needed numsim.Money, _ []numsim.Money)
	// Refuse gives the provider's words for a cause the engine met; nil where
	// the provider has none, and then the cause does not exist there.
	Refuse(*Call, Cause) *Refusal
	// Answer is the refusal an account answers every well-signed call with.
	Answer(*Call, *numsim.Row) *Refusal
	// Encode writes the outcome into the reply. It cannot fail.
	Encode(*Call, *Outcome, *Reply)
}

// Traits is what a provider is, apart from its wire.
type Traits struct {
	Name      string // as in flags, settings and the journal
	Vendor    string // as people say it
	Port      int    // default, on loopback
	Catalogue *numsim.Catalogue
	Profiles  []string // generations of its documents; the default first
	Switches  []Switch
	Account   ledger.Account // the documented limits and tariff
	Temporary bool           // it hands out temporary credentials with a token
	// ThrottleFirst takes the throttle's slot before Decode instead of after.
	ThrottleFirst bool
}

// Switch is one named reading inside a profile: a place where the documents
// contradict themselves or are silent.
type Switch struct {
	Name   string
	Values []string // the default first
	About  string
	Grade  numsim.Grade // of the default
}

// Cause is why the engine, rather than the provider, refuses a call.
type Cause uint8

// The causes.
const (
	UnknownCredential Cause = iota
	NonceUsed
	NoncesFull
	Throttled
	Unsubscribed
	OutOfService
	NotAuthorized
	RAMDenied
	ForbiddenRAM
	NoPermission
	NumberRefused
	FundsShort
)

// standing maps what the ledger knows of an account to the cause it is for
// refusing. Good has none.
var standing = map[ledger.Standing]Cause{
	ledger.Unsubscribed:  Unsubscribed,
	ledger.OutOfService:  OutOfService,
	ledger.NotAuthorized: NotAuthorized,
	ledger.RAMDenied:     RAMDenied,
	ledger.ForbiddenRAM:  ForbiddenRAM,
	ledger.NoPermission:  NoPermission,
}
