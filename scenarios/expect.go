package scenarios

import (
	"strconv"
	"time"

	"github.com/numsim/numsim"
)

// Expectation is what a consumer must show by the end. Its first members say
// which calls it is about, the others what must be true of them.
type Expectation struct {
	Name  string
	Where string // file:line

	Providers  []string
	Operations []string
	Accounts   []string
	Numbers    []Pattern
	Row        string // calls refused with it
	After      string // what follows a call refused with it

	Calls    Bound // how many
	Answered Bound // how many numbers were answered
	Spent    Bound // money
	Retried  Bound // how often, after After, the same was asked again
	Backoff  Bound // how long after that, at the soonest, in nanoseconds

	Never []Hazard // must not be found
	Allow []Hazard // may be found; without it, it may not
}

// Hazard is a habit that costs money or patience. Each is looked for whether or
// not a scenario says so.
type Hazard uint8

// The hazards.
const (
	DuplicateCharge Hazard = iota // a number was paid for again
	FinalRetry                    // what never changes on a retry was asked again
	NoBackoff                     // a limit was met and the next call came at once
	ResentNonce                   // a request was sent again as it was
	BatchTooLong                  // more numbers than a call takes
)

// Hazards lists them all.
func Hazards() []Hazard {
	return []Hazard{DuplicateCharge, FinalRetry, NoBackoff, ResentNonce, BatchTooLong}
}

// String is the hazard's word in documents.
func (h Hazard) String() string {
	return [...]string{"duplicate-charge", "final-retry", "no-backoff", "resent-nonce", "batch-too-long"}[h]
}

// Bound is what a figure must be. The zero value is any.
type Bound struct {
	Op    string // one of < <= = >= >
	Value int64
}

// Set reports whether anything is said.
func (b Bound) Set() bool { return b.Op != "" }

// Holds reports whether a figure is as it must be.
func (b Bound) Holds(figure int64) bool {
	switch b.Op {
	case "<":
		return figure < b.Value
	case "<=":
		return figure <= b.Value
	case "=":
		return figure == b.Value
	case ">=":
		return figure >= b.Value
	case ">":
		return figure > b.Value
	}
	return true
}

// Count is the bound of a number of things.
func (b Bound) Count() string { return b.Op + " " + strconv.FormatInt(b.Value, 10) }

// Money is the bound of an amount.
func (b Bound) Money() string { return b.Op + " " + numsim.Money(b.Value).String() }

// Span is the bound of a duration.
func (b Bound) Span() string { return b.Op + " " + time.Duration(b.Value).String() }
