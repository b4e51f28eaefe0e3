package sim

import (
	"math"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/ledger"
)

// Provider is one vendor's wire. Open, Verify, Decode, Bill and Encode are
// called in that order, at most once each for an exchange; a refusal skips to
// Encode. All methods only read the account. A nil *Refusal lets the call pass.
type Provider interface {
	// Traits says who the provider is and what the engine must know of it.
	Traits() Traits
	// Read checks a profile and the switches set on it and returns the
	// provider's own form of them, which travels in ledger.Account.Reading.
	Read(profile string, switches map[string]string) (any, error)

	// Open finds out who calls which operation and gathers the parts of the
	// signature: form only, no account is known yet. It sets Operation,
	// Credential and Nonce; no Nonce means the provider has none.
	Open(*Call) *Refusal
	// Verify judges signature, security token, freshness and the credential's
	// state, on c.Now. It sets FreshUntil. It changes nothing.
	Verify(*Call, *ledger.Credential) *Refusal
	// Decode reads numbers and options and checks their syntax. It sets Numbers.
	Decode(*Call) *Refusal
	// Assigned reports whether the provider's own plan has n's prefix.
	Assigned(c *Call, n numsim.Number) (numsim.Carrier, bool)
	// Bill marks the answers that are charged and returns how many the account
	// must be able to pay for.
	Bill(c *Call, answers []Answer) (needed int)
	// Refuse gives the provider's words for a cause the engine met. It may have
	// none (nil) for a standing or for what only one number of the call meets:
	// then that cause does not exist there.
	Refuse(*Call, Cause) *Refusal
	// Answer is the refusal an account answers every well-signed call with.
	Answer(*Call, *numsim.Row) *Refusal
	// Encode writes the outcome into the reply. It cannot fail.
	Encode(*Call, *Outcome, *Reply)
	// Hint says which mistake is behind a refusal that doubts the signature, if
	// that shows without signing again; nil if it does not. The credential is
	// nil if no account claims the call.
	Hint(*Call, *Refusal, *ledger.Credential) *explain.Finding
	// Explain lays out a call that Open let pass, to be signed with every
	// mistake. Neither is asked about a call that is served.
	Explain(*Call, explain.Key, []explain.Secret) explain.Asker
}

// Traits is what a provider is, apart from its wire.
type Traits struct {
	Name      string // as in flags, settings and the journal
	Vendor    string // as people say it
	Port      int    // default, on loopback
	Catalogue *numsim.Catalogue
	Profiles  []string // generations of its documents; the default first
	// Operations are what can be called, in any profile; Batch is whether one of
	// them takes several numbers.
	Operations []string
	Batch      bool
	Delayed    []string // the operations that are not in real time: they see what was true a lag ago
	Abroad     []string // the operations whose numbers are of no mainland plan
	Switches   []Switch
	Account    ledger.Account // the documented tariff; QPS may be DocumentedQPS
	QPS        map[string]int // the documented limit of each profile
	Temporary  bool           // it hands out temporary credentials with a token
	// Ready has the secrets of the ready-made credentials, and Secrets is how
	// people are told them: "key numsim, secret numsim-secret".
	Ready   ledger.Credential
	Secrets string
	// AppendID writes a request id as the provider's answers have it; nil where
	// they have none.
	AppendID func(dst []byte, id [16]byte) []byte
	// Unthrottled providers document no limit on calls, and have none here.
	Unthrottled bool
	// Unused names the settings that mean nothing at the provider; setting one
	// is a mistake and said so. Qps need not be named.
	Unused []string
	// LateAfter is when an answer that comes late is there to be asked for;
	// 0: none comes late.
	LateAfter time.Duration
	// Path is the only one; empty is /.
	Path string
	// Parameters and Headers are those of which the journal keeps something: what
	// is not among them is left out.
	Parameters, Headers []Parameter
	// Telling are the members of answers whose values say what was answered, and
	// nothing of anybody's: the journal keeps them.
	Telling []string
	// Rejected are the rows that a signature which does not hold is met with, and
	// RejectedToken those for a security token that is not the key's.
	Rejected, RejectedToken []string
	// ThrottleFirst takes the throttle's slot before Decode instead of after.
	ThrottleFirst bool
}

// DocumentedQPS stands for whatever limit an account's profile documents.
const DocumentedQPS = math.MinInt

// Switch is one named reading inside a profile: a place where the documents
// contradict themselves or are silent.
type Switch struct {
	Name   string
	Values []string // the default first
	About  string
	Grade  numsim.Grade // of the default
	Early  bool         // looked at only before it is known whose call it is
}

// Cause is why the engine, rather than the provider, refuses a call.
type Cause uint8

// The causes.
const (
	UnknownCredential Cause = iota
	NonceUsed
	NoncesFull
	Throttled
	BadStanding     // the account's Standing says which
	NetworkUnserved // of the number, by Call.Network
	NumberRefused
	NumberTooOften
	CarrierLimited
	FundsShort
	QuotaShort
)
