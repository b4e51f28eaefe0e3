package ctl

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Judgement is what the scenario expects of the consumer against what the
// journal holds.
type Judgement struct {
	OK         bool     `json:"ok"`
	Complete   bool     `json:"complete"` // a verdict over less than everything is never ok
	Dropped    uint64   `json:"dropped"`
	Calls      int      `json:"calls"`
	Unmet      []Judged `json:"unmet"`
	Unexpected []Judged `json:"unexpected"`
	Hazards    []Judged `json:"hazards"`
	Unused     []Judged `json:"unused"` // rules; they do not count
}

// Judged is one line of it.
type Judged struct {
	What  string   `json:"what"`
	Where string   `json:"where,omitempty"`
	Calls []uint64 `json:"calls,omitempty"` // entries of the journal, by number
	Minor bool     `json:"minor,omitempty"` // it is said and does not count
}

// Verify judges what the tenant's journal holds.
func (c *Client) Verify(ctx context.Context) (j Judgement, err error) {
	err = c.ask(ctx, http.MethodGet, c.about("/v1/verify"), nil, &j)
	return j, err
}

// Sentence is in two languages.
type Sentence struct {
	EN string `json:"en"`
	ZH string `json:"zh"`
}

// SignatureMistake is one thing that was done otherwise than the scheme wants.
type SignatureMistake struct {
	ID string `json:"id"`
	EN string `json:"en"`
	ZH string `json:"zh"`
}

// Signature is why one does not hold.
type Signature struct {
	Holds      bool               `json:"holds"`
	Said       Sentence           `json:"said"`
	Mistakes   []SignatureMistake `json:"mistakes"`
	Compare    []Sentence         `json:"compare"`
	Difference []string           `json:"difference,omitempty"`
	ToSign     string             `json:"string_to_sign"`
	Canonical  string             `json:"canonical_request,omitempty"`
	Signed     string             `json:"string_signed,omitempty"`    // by the caller instead, where a known mistake tells
	Requested  string             `json:"canonical_signed,omitempty"` // likewise
	Cut        bool               `json:"not_all_tried,omitempty"`
	At         *time.Time         `json:"at,omitempty"`
	Provider   string             `json:"provider"`
	Tenant     string             `json:"tenant,omitempty"`
	Account    string             `json:"account,omitempty"`
	Row        string             `json:"row,omitempty"`
	Why        string             `json:"why,omitempty"`
}

// Signature is why that of a refused request does not hold.
func (c *Client) Signature(ctx context.Context, requestID string) (s Signature, err error) {
	err = c.ask(ctx, http.MethodGet, "/v1/signatures/"+url.PathEscape(requestID), nil, &s)
	return s, err
}
