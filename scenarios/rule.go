package scenarios

import (
	"time"

	"github.com/numsim/numsim"
)

// Rule is one entry of a scenario's rules: when it holds, and what happens
// then.
type Rule struct {
	Name  string
	Where string // file:line of the document
	When  When
	Then  Then
	// Steps are what happens one after the other, call by call, in the place of
	// Then. With Repeat the first follows the last.
	Steps  []Step
	Repeat bool

	id    int  // by which its calls are counted, from 1; 0 is its place
	added bool // after the document was read
}

// Added reports a rule that is of no document.
func (r *Rule) Added() bool { return r.added }

// Spoken names a rule as its writer knows it. The journal has rules by it.
func (r *Rule) Spoken() string {
	if r.Name == "" {
		return "rule at " + r.Where
	}
	return "rule \"" + r.Name + "\" at " + r.Where
}

// Step is one of a rule's steps.
type Step struct {
	Times int // how many calls it is for; 0 is all that follow
	Then  Then
}

// thens are what the rule can do.
func (r *Rule) thens() []*Then {
	if len(r.Steps) == 0 {
		return []*Then{&r.Then}
	}
	all := make([]*Then, len(r.Steps))
	for i := range r.Steps {
		all[i] = &r.Steps[i].Then
	}
	return all
}

// When is what a rule asks of a call. Everything named must hold; of a list,
// one. The zero When holds always.
type When struct {
	Providers  []string
	Operations []string
	Accounts   []string
	Numbers    []Pattern
	Carriers   []numsim.Carrier
	Statuses   []numsim.Status // what is true of the number
	From, To   time.Duration   // since the scenario began; To 0 is for ever
	States     []string        // the scenario is in, for whatever it keeps states of
	For        time.Duration   // it has been in that state for so long
	Calls      Calls
	Chance     Chance
}

// Pattern is a number, or with Prefix all that begin with its digits.
type Pattern struct {
	Digits numsim.Number
	Prefix bool
}

// Calls picks calls by their ordinal among those that meet the rule's other
// conditions. The zero Calls picks all.
type Calls struct {
	First, Last int // the first is 1; Last 0 is for ever
	Every       int // of those, each so many-th beginning with First; 0 is each
	Per         Per
}

// Per is what calls are counted, and chance drawn, for.
type Per uint8

// The keys.
const (
	PerNumber Per = iota
	PerAccount
	PerWhole // the scenario as a whole
)

// Chance is a share of calls or numbers in millionths; 0 is all of them.
type Chance struct {
	Millionths int
	// Once draws once for a number and keeps to it; otherwise each call draws
	// anew.
	Once bool
}

// Then is what a rule does, by kind: to what is true of a number, to the call
// as a refusal, to the answer on its way, and to the state.
type Then struct {
	Truth   *Truth
	Refusal string // the row's name
	Raw     *Raw   // a refusal too, in the scenario's own words
	Answer  *Answer
	Goto    string // the state from now on
}

// Raw is a whole answer that no document has. It is for one provider.
type Raw struct {
	Status  int // of HTTP
	Header  []Header
	Body    string
	Charged bool // as the answer in its place would have been
}

// Header is one header of an answer.
type Header struct{ Name, Value string }

// Truth is what becomes of one number.
type Truth struct {
	Status    numsim.Status
	SetStatus bool
	Late      time.Duration // left out until so long after it was first asked for
	Drop      bool          // left out, and free
	Duplicate bool          // twice in the answer
}

// Answer is what happens to an answer after it was decided.
type Answer struct {
	Delay   Delay
	Body    Damage
	Fault   Fault
	Reorder bool // the numbers of a batch in reverse order
}

// Delay is how long an answer is held back, on wall time: between Min and Max,
// or, with P50 and P99, as such a log-normal distribution has it, never longer
// than a minute.
type Delay struct{ Min, Max, P50, P99 time.Duration }

// Damage changes the answer's body. Add and Set keep it legal JSON, or XML.
type Damage struct {
	Add      []Member // at the top of the object
	Set      []Member // by path, such as PhoneStatus.Status or Data.0.CheckStatus
	Truncate int      // per cent of the body that is sent, 1 to 99; 0 is all. The length announced is that of the part
	Short    bool     // with Truncate: the length announced is the whole's
	Garble   bool     // some bytes are others
	Replace  string   // this text instead, as text/html
	Status   int      // with Replace: its HTTP status; 0 is that of the answer
}

// Member is one member of an object, with its value as JSON.
type Member struct{ Path, Value string }

// Fault is damage on the network.
type Fault uint8

// The faults.
const (
	NoFault           Fault = iota
	ResetBeforeCharge       // reset by the peer; nothing was charged
	ResetAfterCharge        // reset by the peer, and paid for
	CloseAfterHeaders       // the connection ends after the header
	Hang                    // no answer until the client gives up, a minute at most
	Drip                    // a byte at a time
)
