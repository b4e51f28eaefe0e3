package journal

import (
	"time"

	"github.com/numsim/numsim"
)

// How the reason of a refusal begins that was made on purpose: by a rule, whose
// name follows, by the account or by the number. Verdicts go by it.
const (
	ByScenario = "the scenario's "
	ByAccount  = "the account "
	ByEnding   = "the number's magic ending"
)

// Entry is one exchange.
type Entry struct {
	Seq        uint64    // 1 for the ring's first entry, without gaps
	At         time.Time // on the clock of the account's provider
	RequestID  [16]byte
	Provider   string
	Operation  string
	Account    string // empty: no account claimed the call
	Credential string // the id the caller sent, cut at 64 bytes
	HTTP       int
	Row        string // the refusal's catalogue row; empty for an answer
	Why        string // the reason in words, for a refusal
	// Rules are the scenario's that changed what is true of a number, or delayed,
	// damaged or lost the answer. One that refused the call is in Why.
	Rules     []string
	Charged   numsim.Money
	Lines     []Line
	Delivered bool          // the answer was handed to the HTTP server; a peer gone by then is not noticed
	Era       uint64        // of the world the exchange took place in; see Ring.Begin
	Skew      time.Duration // by which At is ahead of the tenant's clock
	// Sent is what may be kept of the request, as package sim writes it; nil is
	// nothing.
	Sent []byte
	// Got is the outline of the answer before a rule damages it, as package sim
	// writes and reads it; nil is nothing.
	Got []byte
}

// Line is one number of the call and what it was answered with; a refused call
// has the numbers alone.
type Line struct {
	Number  numsim.Number
	Status  numsim.Status
	Billed  bool // counted against the account, at whatever price
	Charged numsim.Money
}
