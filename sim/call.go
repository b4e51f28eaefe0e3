package sim

import (
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/ledger"
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
	Wire       any // the provider's own working space, kept from call to call

	answers []Answer
	lines   []numsim.Money
	reply   Reply
}

// Answer is what is said of one number.
type Answer struct {
	Number  numsim.Number
	Status  numsim.Status
	Carrier numsim.Carrier
	Sample  bool // a number the documents print, answering as they print it
}

// Refusal is why a call gets no answer.
type Refusal struct {
	Row     *numsim.Row
	Message string // the row's message with its braces filled; empty: as it stands
	Why     string // for the person who reads the journal
}

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
	lines   []numsim.Money
}

func refused(r *Refusal) Outcome { return Outcome{Refusal: r} }

// Reply is what goes back, byte for byte.
type Reply struct {
	Status int
	Header []Field
	Body   []byte
}

// Field is one header with its values; the key is written as spelled.
type Field struct {
	Key    string
	Values []string
}

// Set adds a header.
func (r *Reply) Set(key string, values ...string) {
	r.Header = append(r.Header, Field{key, values})
}

// reset readies c for another exchange and keeps its memory.
func (c *Call) reset() {
	c.Request.reset()
	c.Account, c.Operation, c.Credential, c.Nonce = nil, "", nil, nil
	c.FreshUntil = time.Time{}
	c.Numbers, c.answers, c.lines = c.Numbers[:0], c.answers[:0], c.lines[:0]
	clear(c.reply.Header)
	c.reply = Reply{Header: c.reply.Header[:0], Body: c.reply.Body[:0]}
}
