package ctl

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Account is one at this moment. Amounts are yuan, or "unlimited".
type Account struct {
	Provider string            `json:"provider"`
	Name     string            `json:"account"`
	ID       string            `json:"id"`
	About    string            `json:"about"`
	Profile  string            `json:"profile"`
	Switches map[string]string `json:"switches,omitempty"`
	Balance  string            `json:"balance"`
	Quota    string            `json:"quota"`
	Price    string            `json:"price"`
	Postpaid bool              `json:"postpaid"`
	QPS      int               `json:"qps"`
	Standing string            `json:"standing"`
	Answers  string            `json:"answers,omitempty"`
}

// AccountChange is one of TopUp, Balance and Quota.
type AccountChange struct {
	TopUp   string `json:"top_up,omitempty"`  // yuan to add; with a minus to take
	Balance string `json:"balance,omitempty"` // yuan, or "unlimited"
	Quota   string `json:"quota,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Statement is where an account's money went since its scenario began.
type Statement struct {
	Provider string   `json:"provider"`
	Name     string   `json:"account"`
	Opening  string   `json:"opening"`
	Charged  string   `json:"charged"`
	Changed  string   `json:"changed"`
	Balance  string   `json:"balance"`
	Quota    string   `json:"quota"`
	Count    int      `json:"count"` // of charges, listed or not
	Charges  []Charge `json:"charges"`
	Changes  []Change `json:"changes"`
	Complete bool     `json:"complete"`
	Why      string   `json:"why,omitempty"` // it is not
}

// Charge is one exchange that cost something.
type Charge struct {
	Seq       uint64    `json:"seq"`
	At        time.Time `json:"at"`
	RequestID string    `json:"request_id"`
	Operation string    `json:"operation"`
	Numbers   int       `json:"numbers"`
	Charged   string    `json:"charged"`
	Delivered bool      `json:"delivered"`
}

// Change is one change by hand.
type Change struct {
	At      time.Time `json:"at"`
	Kind    string    `json:"kind"`
	Amount  string    `json:"amount"`
	Answers int       `json:"answers"`
	Balance string    `json:"balance"`
	Note    string    `json:"note,omitempty"`
}

const accountsPath = "/v1/accounts"

// Accounts are the tenant's at a provider; empty is at every one.
func (c *Client) Accounts(ctx context.Context, provider string) ([]Account, error) {
	var list struct {
		Accounts []Account `json:"accounts"`
	}
	err := c.ask(ctx, http.MethodGet, c.about(accountsPath, "provider", provider), nil, &list)
	return list.Accounts, err
}

// Account is one.
func (c *Client) Account(ctx context.Context, provider, name string) (a Account, err error) {
	err = c.ask(ctx, http.MethodGet, c.about(accountPath(provider, name)), nil, &a)
	return a, err
}

// ChangeAccount changes its money or quota; the statement says so.
func (c *Client) ChangeAccount(ctx context.Context, provider, name string, to AccountChange) (a Account, err error) {
	err = c.ask(ctx, http.MethodPost, c.about(accountPath(provider, name)), to, &a)
	return a, err
}

// Statement is where its money went, with the newest thousand charges.
func (c *Client) Statement(ctx context.Context, provider, name string) (s Statement, err error) {
	err = c.ask(ctx, http.MethodGet, c.about(accountPath(provider, name)+"/statement", "limit", "1000"), nil, &s)
	return s, err
}

func accountPath(provider, name string) string {
	return accountsPath + "/" + url.PathEscape(provider) + "/" + url.PathEscape(name)
}
