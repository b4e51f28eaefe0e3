package control

import (
	"encoding/json"
	"net/http"
)

// Capsuler makes a run into one file that replays it elsewhere.
type Capsuler interface {
	Capsule(tenant string) (Capsule, error)
}

// CapsuleVersion is raised where an older simulator would misread a file.
const CapsuleVersion = 1

// Capsule is a tenant's run as one file: what it began with, and what was said
// and called since. It has no secrets, and numbers as the tenant shows them.
type Capsule struct {
	Version      int           `json:"capsule" about:"the version of this form; 1"`
	Tenant       string        `json:"tenant" about:"whose run it is"`
	Made         moment        `json:"made" about:"when the file was made, on the tenant's clock"`
	ClearNumbers bool          `json:"clear_numbers" about:"its numbers are those that were called; otherwise stand-ins that decide the same"`
	Begin        State         `json:"begin" about:"what the run began with, as a file of the tenant's state"`
	Steps        []CapsuleStep `json:"steps" about:"what was said and called since, in order; a call when it was answered"`
	Verdict      Judgement     `json:"verdict" about:"what came of it"`
	LeftOut      []string      `json:"left_out" about:"what a replay does not have, or has otherwise"`
}

// CapsuleStep is one thing that happened: a call, or something said at run time.
type CapsuleStep struct {
	At      moment                     `json:"at" about:"when, on the tenant's clock"`
	Call    *CapsuleCall               `json:"call,omitempty" about:"a call with its answer"`
	Said    map[string]json.RawMessage `json:"said,omitempty" about:"what was said of numbers" kind:"any"`
	Forgot  *string                    `json:"forgot,omitempty" about:"the number of which nothing is said any more; empty is all"`
	Rule    *Amendment                 `json:"rule,omitempty" about:"a rule that was added or taken away"`
	Account *CapsuleChange             `json:"account,omitempty" about:"a change of an account's money"`
}

// CapsuleChange is a change of an account's money.
type CapsuleChange struct {
	Provider string        `json:"provider" about:"whose account it is"`
	Account  string        `json:"account" about:"its name"`
	Change   AccountChange `json:"change" about:"as it was asked for"`
}

// CapsuleCall is a call as it was sent, but for what is somebody's.
type CapsuleCall struct {
	Seq        uint64             `json:"seq" about:"of the journal's entry"`
	Provider   string             `json:"provider" about:"who was called"`
	Operation  string             `json:"operation" about:"what was called"`
	Account    string             `json:"account" about:"whose key it had"`
	Method     string             `json:"method" about:"of HTTP"`
	Scheme     string             `json:"scheme" about:"of the signature: v1, acs3, aws4, token or none"`
	Signature  string             `json:"signature" about:"valid, wrong or absent"`
	Stamp      *moment            `json:"stamp,omitempty" about:"when the request says it was made"`
	Nonce      string             `json:"nonce,omitempty" about:"the same for calls that had the same"`
	Token      bool               `json:"token,omitempty" about:"it had a security token"`
	Parameters []CapsuleParameter `json:"parameters" about:"in the order they were sent; what a signer says itself has no value"`
	Headers    map[string]string  `json:"headers,omitempty" about:"that say what is called, or how to answer"`
	Unsendable string             `json:"unsendable,omitempty" about:"why it cannot be sent again"`
	Answer     CapsuleAnswer      `json:"answer" about:"what it met"`
}

// CapsuleParameter is one parameter.
type CapsuleParameter struct {
	Name  string `json:"name" about:"as it was sent"`
	Value string `json:"value,omitempty" about:"as it was sent, numbers as the capsule has them; x is one that nobody knows"`
	In    string `json:"in" about:"query or form"`
}

// CapsuleAnswer is what a call met, as the journal has it.
type CapsuleAnswer struct {
	HTTP      int             `json:"http" about:"status"`
	Row       string          `json:"row,omitempty" about:"of the provider's error catalogue"`
	Why       string          `json:"why,omitempty" about:"the same in words"`
	Rules     []string        `json:"rules,omitempty" about:"that had a hand in it"`
	Charged   string          `json:"charged" about:"yuan"`
	Delivered bool            `json:"delivered" about:"it was handed to the network"`
	Body      string          `json:"body,omitempty" about:"its outline, before a rule damaged it: members in their order, the words that tell something, and … for what is another each time; of a list what looks alike is there once"`
	Numbers   []CapsuleNumber `json:"numbers" about:"in the order of the call"`
}

// CapsuleNumber is one number of a call.
type CapsuleNumber struct {
	Number  string `json:"number" about:"as the capsule has it"`
	Status  string `json:"status,omitempty" about:"what it was answered with"`
	Billed  bool   `json:"billed" about:"it counted against the account"`
	Charged string `json:"charged" about:"yuan"`
}

func capsule(p Capsuler) resource {
	return resource{"capsule", "/v1/capsule", map[string]operation{
		http.MethodGet: {
			about: "A tenant's run as one file that replays it elsewhere; simulator capsule replay does", query: []string{"tenant"},
			gives: Capsule{}, fails: []int{http.StatusConflict},
			run: func(a *asked) answer { return told(p.Capsule(a.tenant)) },
		},
	}}
}
