package conformance

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/contracts"
)

// Case is one rule.
type Case struct {
	ID     string             // provider.operation.area.slug, never given to another rule
	Rule   string             // in words
	Source contracts.Evidence // where the rule is written, or how it is inferred
	Given  Given
	Live   Live
	Steps  []Step
	// Meets names what of the contract the case meets beside the rows its checks
	// name: "value:Status=NORMAL", "limit:batch", "reading:ssl=required". A run
	// proves the values.
	Meets []string
	// Violates are the contract's rules that an answer breaks on purpose; not to
	// break them is a failure too.
	Violates []string
	Forced   string // why no request provokes it, so that the target has to be told
}

// Provider is the first part of the name.
func (c *Case) Provider() string {
	provider, _, _ := strings.Cut(c.ID, ".")
	return provider
}

// Given is what a target must arrange before the first step.
type Given struct {
	// Account is a ready-made account of the provider's; empty is numsim. Those
	// named after a profile have it.
	Account  string
	Set      []string // fields and switches of all accounts: "aliyun.balance=0.10"
	Scenario string   // the text of a document
	Early    bool     // what Set says counts before it is known whose call it is
	Clock    bool     // it can be put forward, and else stands still
	// Statuses are what the target must have a number for. A simulator has one of
	// each.
	Statuses []numsim.Status
	Abroad   bool // those numbers are of another place than the mainland
}

// Live says whether the real service may be asked.
type Live uint8

const (
	LiveNever Live = iota
	LiveFree       // what is refused costs nothing
	LiveCosts
)

// String is the name in lists.
func (l Live) String() string { return [...]string{"never", "free", "costs"}[l] }

// Wire makes one request, every byte of which is the case's own.
type Wire func(*Stage) (*http.Request, error)

// Ask makes a call by one of the production clients.
type Ask func(context.Context, *Stage) (any, error)

// Step is one call, with what must come of it. One of Send, Bytes and Ask is
// there.
type Step struct {
	After  time.Duration // the clock is put forward first
	Send   Wire
	Bytes  func(*Stage) []byte // for what net/http will not send
	Ask    Ask
	Wrong  bool // the request breaks the contract on purpose, and is not judged
	Checks []Check
}

// Check is one thing to look at.
type Check struct {
	Expected string
	Look     func(*Seen) (actual string, ok bool)
	row      string // of the error table, where it is about one
}

// Meets lists all that a case says it meets.
func (c *Case) meets() []string {
	list := append([]string(nil), c.Meets...)
	for _, s := range c.Steps {
		for _, k := range s.Checks {
			if k.row != "" {
				list = append(list, "error:"+k.row)
			}
		}
	}
	return list
}

// Refusals are the codes that a check of the case asks for: answers with them are
// what the case is about.
func (c *Case) Refusals() (codes []string) {
	for _, s := range c.Steps {
		for _, k := range s.Checks {
			if code, _, _ := strings.Cut(k.row, "/"); code != "" {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

// Needs are what a target must arrange, in words.
func (c *Case) Needs() (list []string) {
	if c.Given.Account != "" {
		list = append(list, "account "+c.Given.Account)
	}
	list = append(list, c.Given.Set...)
	if c.Given.Scenario != "" {
		list = append(list, "a scenario")
	}
	if c.Given.Clock {
		list = append(list, "a clock to put forward")
	}
	return list
}
