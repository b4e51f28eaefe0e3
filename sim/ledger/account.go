package ledger

import (
	"net/netip"
	"time"

	"github.com/numsim/numsim"
)

// Standing is what a provider thinks of an account before it looks at a call's
// business.
type Standing uint8

// The standings. Which of them exist at a provider is the provider's to say.
const (
	Good          Standing = iota
	Unsubscribed           // the product was never opened
	OutOfService           // the account's business is suspended
	NotAuthorized          // the account may not call the operation
	RAMDenied              // the key's user lacks the permission
	ForbiddenRAM           // the gateway's resource policy says no
	NoPermission           // likewise, in its other words
	Disabled               // the provider shut the account
	NotActivated           // the account was never activated
	Blacklisted            // the provider deals with it no longer
)

var standingNames = [...]string{
	"good", "unsubscribed", "out-of-service", "not-authorized", "ram-denied", "forbidden-ram", "no-permission",
	"disabled", "not-activated", "blacklisted",
}

// String is the standing's name in settings.
func (s Standing) String() string { return standingNames[s] }

// Standings lists every standing in order.
func Standings() []Standing {
	all := make([]Standing, len(standingNames))
	for i := range all {
		all[i] = Standing(i)
	}
	return all
}

// Account is what an account is at one provider. It is a value: providers read
// it, only the ledger changes what it stands for.
type Account struct {
	Name     string
	UID      string            // the owner's id at the provider
	Profile  string            // which generation of the provider's documents
	Switches map[string]string // readings that differ from the profile's
	Reading  any               // the provider's own form of Profile and Switches

	Balance     numsim.Money // opening balance; numsim.MaxMoney is never used up
	Price       numsim.Money // of one answer that is charged
	Postpaid    bool         // the balance may go below zero: no call is refused for money
	Quota       int          // answers it may still get; 0 is no limit, below 0 is none
	QPS         int          // calls admitted in a second; 0 is no limit, below 0 is none
	Limit       Limit        // how those are counted
	Window      time.Duration
	CarrierQPS  int            // calls each carrier admits in a second; 0 is no limit
	NumberEvery time.Duration  // the same number is admitted once in that long; 0 is always
	NonceCap    int            // live nonces a credential may hold; 0 is 300,000
	Skew        time.Duration  // how far the provider's clock is ahead of the tenant's
	Lag         time.Duration  // how old at least what it is told is, where answers are not in real time
	Peers       []netip.Prefix // addresses its calls may come from; none is any
	Standing    Standing
	Answers     string // the row every well-signed call meets; empty for none

	KeyDisabled  bool // its keys are disabled
	TokenExpired bool // its temporary keys' tokens have expired
}

// Credential is what a client signs with. It never changes once it is opened:
// verifiers keep keyed hashes by its address.
type Credential struct {
	ID       string
	Secret   string
	Password string    // where a provider has both
	Token    string    // a temporary credential's security token
	Expires  time.Time // of the token; zero is never
	Disabled bool
}

// Tenant is an isolated world. The credential a client already sends picks it.
type Tenant struct {
	Name  string
	Clock *Clock
}
