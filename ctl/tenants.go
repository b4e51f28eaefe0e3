package ctl

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// NewTenant is what a tenant is to begin with; the zero value is made like the
// default tenant.
type NewTenant struct {
	Name         string            `json:"name,omitempty"` // small letters, digits and -; empty is made up
	Scenario     string            `json:"scenario,omitempty"`
	Files        map[string]string `json:"files,omitempty"`         // that the scenario's document names
	ScenarioName string            `json:"scenario_name,omitempty"` // of the library, in the place of a text
	Seed         *uint64           `json:"seed,omitempty"`
	Now          *time.Time        `json:"now,omitempty"`
	Frozen       bool              `json:"frozen,omitempty"`
	Set          []string          `json:"set,omitempty"`     // such as aliyun.balance=0.30
	Profile      map[string]string `json:"profile,omitempty"` // by provider
	ClearNumbers bool              `json:"clear_numbers,omitempty"`
}

// Tenant is a world of its own.
type Tenant struct {
	Name         string     `json:"name"`
	Created      time.Time  `json:"created"`
	Used         time.Time  `json:"used"`
	Scenario     string     `json:"scenario"`
	Seed         uint64     `json:"seed"`
	ClearNumbers bool       `json:"clear_numbers"`
	Entries      uint64     `json:"entries"`
	Dropped      uint64     `json:"dropped"`
	Providers    []Provider `json:"providers"`
}

// Provider is where one answers.
type Provider struct {
	Name    string `json:"name"`
	BaseURL string `json:"base_url"`
}

// Keys are what the clients of a new tenant need.
type Keys struct {
	Name      string              `json:"name"`
	Providers map[string]Endpoint `json:"providers"`
	Accounts  []Key               `json:"accounts"`
}

// Endpoint is where and as whom to ask a provider; what it does not have is
// empty.
type Endpoint struct {
	BaseURL         string `json:"base_url"`
	AccessKeyID     string `json:"access_key_id,omitempty"`
	AccessKeySecret string `json:"access_key_secret,omitempty"`
	Code            string `json:"code,omitempty"`
	Password        string `json:"pwd,omitempty"`
	PrivateKey      string `json:"private_key,omitempty"`
}

// Key is one ready-made account. Its secrets are the provider's in Providers.
type Key struct {
	Provider string `json:"provider"`
	Account  string `json:"account"`
	ID       string `json:"id"`
	Token    string `json:"security_token,omitempty"`
	About    string `json:"about"`
}

const tenantsPath = "/v1/tenants"

// NewTenant makes a tenant.
func (c *Client) NewTenant(ctx context.Context, t NewTenant) (k Keys, err error) {
	err = c.ask(ctx, http.MethodPost, tenantsPath, t, &k)
	return k, err
}

// Tenants are all there are.
func (c *Client) Tenants(ctx context.Context) ([]Tenant, error) {
	var list struct {
		Tenants []Tenant `json:"tenants"`
	}
	err := c.ask(ctx, http.MethodGet, tenantsPath, nil, &list)
	return list.Tenants, err
}

// Tenant is one.
func (c *Client) Tenant(ctx context.Context, name string) (t Tenant, err error) {
	err = c.ask(ctx, http.MethodGet, tenantPath(name), nil, &t)
	return t, err
}

// DeleteTenant forgets one.
func (c *Client) DeleteTenant(ctx context.Context, name string) error {
	return c.ask(ctx, http.MethodDelete, tenantPath(name), nil, &removed{})
}

// ResetTenant begins its scenario anew.
func (c *Client) ResetTenant(ctx context.Context, name string) (t Tenant, err error) {
	err = c.ask(ctx, http.MethodPost, tenantPath(name)+"/reset", struct{}{}, &t)
	return t, err
}

func tenantPath(name string) string { return tenantsPath + "/" + url.PathEscape(name) }

// removed is how many things are gone.
type removed struct {
	Removed int `json:"removed"`
}
