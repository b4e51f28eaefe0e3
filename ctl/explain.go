package ctl

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// Call is one that is only thought of.
type Call struct {
	Provider  string   `json:"provider"`
	Operation string   `json:"operation,omitempty"` // empty is the provider's first
	Account   string   `json:"account,omitempty"`   // empty is numsim
	Numbers   []string `json:"numbers"`
	At        string   `json:"at,omitempty"` // since the scenario began, such as 90s; empty is now
}

// Explanation is what the scenario makes of a call.
type Explanation struct {
	Provider  string       `json:"provider"`
	Operation string       `json:"operation"`
	Account   string       `json:"account"`
	Elapsed   string       `json:"elapsed"`
	Numbers   []Considered `json:"numbers"`
}

// Considered is one number of a call.
type Considered struct {
	Number    string    `json:"number"`
	Pseudonym string    `json:"pseudonym"`
	Status    string    `json:"status"` // before any rule
	Origin    string    `json:"origin"` // of the status
	Carrier   string    `json:"carrier"`
	Area      string    `json:"area,omitempty"`
	Rules     []Verdict `json:"rules"`
	Nearest   *Verdict  `json:"nearest,omitempty"` // to holding, and does not
}

// Verdict is what one rule makes of a call.
type Verdict struct {
	Rule   string   `json:"rule"`
	Where  string   `json:"where"`
	Does   string   `json:"does"`
	Holds  bool     `json:"holds"`
	Failed []string `json:"failed,omitempty"`
}

// Explain says what would come of a call; nothing is counted or charged.
func (c *Client) Explain(ctx context.Context, call Call) (e Explanation, err error) {
	err = c.ask(ctx, http.MethodPost, c.about("/v1/explain"), call, &e)
	return e, err
}

// Restored is what came of a saved tenant.
type Restored struct {
	Tenant Tenant `json:"tenant"`
	Keys   *Keys  `json:"keys,omitempty"` // of one that was made for it
}

const statePath = "/v1/state"

// SaveState is the tenant as one file.
func (c *Client) SaveState(ctx context.Context) (json.RawMessage, error) {
	var s json.RawMessage
	err := c.ask(ctx, http.MethodGet, c.about(statePath), nil, &s)
	return s, err
}

// RestoreState puts the tenant back as it was saved; if there is none of its
// name it is made.
func (c *Client) RestoreState(ctx context.Context, s json.RawMessage) (r Restored, err error) {
	if !json.Valid(s) {
		return r, fmt.Errorf("the file is not JSON; save it again")
	}
	err = c.ask(ctx, http.MethodPut, c.about(statePath), s, &r)
	return r, err
}

// Capsule is the tenant's run as one file that replays it elsewhere.
func (c *Client) Capsule(ctx context.Context) (json.RawMessage, error) {
	var s json.RawMessage
	err := c.ask(ctx, http.MethodGet, c.about("/v1/capsule"), nil, &s)
	return s, err
}
