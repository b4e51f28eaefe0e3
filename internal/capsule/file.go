package capsule

import (
	"encoding/json"
	"time"

	"github.com/numsim/numsim/ctl"
)

// Version is that of the form this program reads.
const Version = 1

// File is a capsule.
type File struct {
	Version      int             `json:"capsule"`
	Tenant       string          `json:"tenant"`
	Made         time.Time       `json:"made"`
	ClearNumbers bool            `json:"clear_numbers"`
	Begin        json.RawMessage `json:"begin"` // as the control port takes a state
	Steps        []Step          `json:"steps"`
	Verdict      ctl.Judgement   `json:"verdict"`
	LeftOut      []string        `json:"left_out"`
}

// Step is one thing that happened.
type Step struct {
	At      time.Time                  `json:"at"`
	Call    *Call                      `json:"call,omitempty"`
	Said    map[string]json.RawMessage `json:"said,omitempty"`
	Forgot  *string                    `json:"forgot,omitempty"`
	Rule    *Rule                      `json:"rule,omitempty"`
	Account *Change                    `json:"account,omitempty"`
}

// Rule is one that was added or taken away.
type Rule struct {
	Text   string `json:"text,omitempty"`
	First  bool   `json:"first,omitempty"`
	Remove string `json:"remove,omitempty"`
}

// Change is one of an account's money.
type Change struct {
	Provider string            `json:"provider"`
	Account  string            `json:"account"`
	Change   ctl.AccountChange `json:"change"`
}

// Call is a call as it was sent, but for what is somebody's.
type Call struct {
	Seq        uint64            `json:"seq"`
	Provider   string            `json:"provider"`
	Operation  string            `json:"operation"`
	Account    string            `json:"account"`
	Method     string            `json:"method"`
	Scheme     string            `json:"scheme"`
	Signature  string            `json:"signature"`
	Stamp      *time.Time        `json:"stamp,omitempty"`
	Nonce      string            `json:"nonce,omitempty"`
	Token      bool              `json:"token,omitempty"`
	Parameters []Parameter       `json:"parameters"`
	Headers    map[string]string `json:"headers,omitempty"`
	Unsendable string            `json:"unsendable,omitempty"`
	Answer     Answer            `json:"answer"`
}

// Parameter is one of a call.
type Parameter struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
	In    string `json:"in"`
}

// Answer is what a call met.
type Answer struct {
	HTTP      int      `json:"http"`
	Row       string   `json:"row,omitempty"`
	Why       string   `json:"why,omitempty"`
	Rules     []string `json:"rules,omitempty"`
	Charged   string   `json:"charged"`
	Delivered bool     `json:"delivered"`
	Body      string   `json:"body,omitempty"` // its outline
	Numbers   []Number `json:"numbers"`
}

// Number is one number of a call.
type Number struct {
	Number  string `json:"number"`
	Status  string `json:"status,omitempty"`
	Billed  bool   `json:"billed"`
	Charged string `json:"charged"`
}
