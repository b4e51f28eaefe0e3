package sim

import (
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/numbering"
)

// Call is one request on its way through the exchange. The engine reuses it
// for a later exchange, so nothing in it may be kept.
type Call struct {
	Request    Request
	ID         [16]byte        // the request id's bytes, random
	Account    *ledger.Account // the provider's default until a credential claims the call
	Now        time.Time       // the account's provider's time
	Operation  string
	Credential []byte
	Nonce      []byte
	FreshUntil time.Time // when the request's timestamp goes stale
	Numbers    []numsim.Number
	Network    string // abroad, whose network a number is in, where a scenario says so
	Wire       any    // the provider's own working space, kept from call to call

	world    *World
	elapsed  time.Duration // since the scenario began
	question scenarios.Question
	decision scenarios.Decision
	acted    []*scenarios.Rule // of those that changed what is true of a number
	key      string            // the id of the credential that claims the call
	claimed  *ledger.Credential
	tenant   string // whose that is
	answers  []Answer
	troubles []numbering.Trouble // of each number, by its ending
	outcome  Outcome
	lines    []journal.Line
	raw      *scenarios.Raw // what the answer is to be replaced by, once it is paid for
	reply    Reply
	sent     []byte // what the journal keeps of the request
	got      []byte // and of the answer
}

// Answer is what is said of one number.
type Answer struct {
	Number  numsim.Number
	Status  numsim.Status
	Carrier numsim.Carrier
	Area    string // empty is its segment's
	Late    bool   // not there yet; Status is what it will be
	Billed  bool
	Sample  bool // a number the documents print, answering as they print it
}

// Refusal is why a call gets no answer.
type Refusal struct {
	Row     *numsim.Row
	Message string // the row's message with its braces filled; empty: as it stands
	Why     string // for the person who reads the journal
	Doubt   Doubt  // whether it is about how the request was signed

	raw *scenarios.Raw // it is in the scenario's words, and Row in nobody's catalogue
}

// Doubt is what a refusal has against a signature.
type Doubt uint8

// The doubts.
const (
	NoDoubt Doubt = iota
	InParts       // in what is said of it: the key, the time, the lists
	InValue       // it does not hold
)

// Text is the message as it goes on the wire.
func (r *Refusal) Text() string {
	if r.Message != "" {
		return r.Message
	}
	return r.Row.Message
}

// Outcome is how an exchange ended: a refusal, or one answer for each number.
type Outcome struct {
	Refusal *Refusal
	Answers []Answer
	Charged numsim.Money
	Lost    bool // nobody gets an answer, and nothing was charged

	raw *scenarios.Raw // what goes back in the answers' place
}

func refused(r *Refusal) Outcome { return Outcome{Refusal: r} }

// Reply is what goes back, byte for byte.
type Reply struct {
	Status int
	Body   []byte
	keys   []string
	values []string
}

// Set adds a header with one value; the key is written as spelled.
func (r *Reply) Set(key, value string) {
	r.keys, r.values = append(r.keys, key), append(r.values, value)
}

// raw writes an answer in the scenario's own words.
func (r *Reply) raw(words *scenarios.Raw) {
	r.Status = words.Status
	for _, h := range words.Header {
		r.Set(h.Name, h.Value)
	}
	r.Body = append(r.Body, words.Body...)
}

// reset readies c for another exchange and keeps its memory.
func (c *Call) reset() {
	c.Request.reset()
	c.Account, c.Operation, c.Network, c.Credential, c.Nonce, c.key = nil, "", "", nil, nil, ""
	c.claimed, c.tenant = nil, ""
	c.FreshUntil, c.outcome, c.decision, c.raw = time.Time{}, Outcome{}, scenarios.Decision{}, nil
	c.question.Numbers = c.question.Numbers[:0]
	c.Numbers, c.answers, c.lines, c.troubles, c.acted = c.Numbers[:0], c.answers[:0], c.lines[:0], c.troubles[:0], c.acted[:0]
	c.reply = Reply{Body: c.reply.Body[:0], keys: c.reply.keys[:0], values: c.reply.values[:0]}
}
