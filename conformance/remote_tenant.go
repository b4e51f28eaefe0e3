package conformance

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// errNoTenants is a control port that makes none.
var errNoTenants = errors.New("the control port makes no tenants")

// newTenant and tenantKeys are a tenant on the wire.
type newTenant struct {
	Scenario string    `json:"scenario,omitempty"`
	Now      time.Time `json:"now"`
	Frozen   bool      `json:"frozen"`
	Set      []string  `json:"set,omitempty"`
}

type tenantKeys struct {
	Name      string `json:"name"`
	Providers map[string]struct {
		BaseURL    string `json:"base_url"`
		Secret     string `json:"access_key_secret"`
		Password   string `json:"pwd"`
		PrivateKey string `json:"private_key"`
	} `json:"providers"`
	Accounts []struct {
		Provider string `json:"provider"`
		Account  string `json:"account"`
		ID       string `json:"id"`
		Token    string `json:"security_token"`
	} `json:"accounts"`
}

// tenant makes a world of the case's own, whose clock stands still.
func (r *Remote) tenant(ctx context.Context, c *Case, p *Place) error {
	now := time.Now().UTC().Truncate(time.Second)
	var keys tenantKeys
	if err := r.ask(ctx, http.MethodPost, "/v1/tenants", newTenant{c.Given.Scenario, now, true, c.Given.Set}, &keys); err != nil {
		return err
	}
	name := "/v1/tenants/" + url.PathEscape(keys.Name)
	p.Account = keys.account
	p.Close = func() { _ = r.ask(context.WithoutCancel(ctx), http.MethodDelete, name, nil, nil) } // it ends by itself too
	var mu sync.Mutex
	p.Now = func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		return now
	}
	p.Advance = func(d time.Duration) error {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(d)
		return r.ask(ctx, http.MethodPut, "/v1/clock?tenant="+url.QueryEscape(keys.Name), map[string]string{"advance": d.String()}, nil)
	}
	return nil
}

func (k *tenantKeys) account(provider, name string) (Credentials, error) {
	for _, a := range k.Accounts {
		if a.Provider == provider && a.Account == name {
			p := k.Providers[provider]
			return Credentials{ID: a.ID, Secret: p.Secret + p.PrivateKey, Password: p.Password, Token: a.Token}, nil
		}
	}
	return Credentials{}, fmt.Errorf("the target has no account %s at %s", name, provider)
}

// ask calls the control port. What a tenant cannot have is a reason to skip.
func (r *Remote) ask(ctx context.Context, method, path string, send, into any) error {
	text, err := json.Marshal(send)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, r.Control+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := (&http.Client{Transport: direct(), Timeout: patience}).Do(req)
	if err != nil {
		return fmt.Errorf("the control port: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(res.Body, most))
	switch {
	case err != nil:
		return fmt.Errorf("the control port: %w", err)
	case res.StatusCode == http.StatusNotFound || res.StatusCode == http.StatusMethodNotAllowed:
		return errNoTenants
	case res.StatusCode == http.StatusUnprocessableEntity || res.StatusCode == http.StatusBadRequest:
		return Cannotf("the target will not arrange it: %s", answer)
	case res.StatusCode/100 != 2:
		return fmt.Errorf("the control port answers %s %s with HTTP %d: %s", method, path, res.StatusCode, answer)
	case into == nil:
		return nil
	}
	return json.Unmarshal(answer, into)
}
