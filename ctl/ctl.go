package ctl

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Client asks one simulator, about one tenant.
type Client struct {
	base, token, tenant string
	http                *http.Client
}

// Options say whom a client asks; only Base is needed.
type Options struct {
	Base   string // of the control port, such as http://127.0.0.1:18080
	Token  string // where the control port asks for one
	Tenant string // whose clock, accounts, journal and scenario; empty is the default one's
}

// New returns a client of the control port at base, such as
// http://127.0.0.1:18080.
func New(base string) *Client { return NewClient(Options{Base: base}) }

// NewClient returns a client that goes to the control port itself, whatever
// proxy the environment names, and follows nobody elsewhere.
func NewClient(o Options) *Client {
	return &Client{strings.TrimSuffix(o.Base, "/"), o.Token, o.Tenant, &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true, ResponseHeaderTimeout: 10 * time.Second},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// For is a client like c that asks about another tenant.
func (c *Client) For(tenant string) *Client {
	own := *c
	own.tenant = tenant
	return &own
}

// Error is what the simulator would not do.
type Error struct {
	Status    int       // of HTTP
	What      string    // happened
	Where     string    // in the request
	Do        string    // next
	Findings  []Finding // in a document that was sent
	RequestID string
}

func (e *Error) Error() string {
	text := fmt.Sprintf("%s: %s; %s (HTTP %d", e.Where, e.What, e.Do, e.Status)
	if e.RequestID != "" {
		text += ", request " + e.RequestID
	}
	text += ")"
	for _, f := range e.Findings {
		text += "\n" + f.String()
	}
	return text
}

// problem is an Error on the wire.
type problem struct {
	Error struct {
		What  string `json:"what"`
		Where string `json:"where"`
		Do    string `json:"do"`
	} `json:"error"`
	Findings  []Finding
	RequestID string `json:"request_id"`
}

// mostRead is more than any answer has.
const mostRead = 64 << 20

// ask sends what is to be sent, nil for nothing, and reads the answer into into.
func (c *Client) ask(ctx context.Context, method, path string, send, into any) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	res, err := c.send(ctx, method, path, send)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(res.Body, mostRead))
	if err != nil {
		return fmt.Errorf("reading the answer to %s %s: %w", method, path, err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%s%s does not answer as a simulator's control port: %w", c.base, path, err)
	}
	return nil
}

// send returns an answer that is a success.
func (c *Client) send(ctx context.Context, method, path string, send any) (*http.Response, error) {
	var body io.Reader
	if send != nil {
		text, err := json.Marshal(send)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("no simulator answers: %w; start one with the command simulator, or give the address of its control port", err)
	}
	if res.StatusCode == http.StatusOK || res.StatusCode == http.StatusCreated {
		return res, nil
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(res.Body, mostRead))
	if err != nil {
		return nil, fmt.Errorf("reading the answer to %s %s: %w", method, path, err)
	}
	path, _, _ = strings.Cut(path, "?")
	return nil, refused(method+" "+path, res.StatusCode, text)
}

// about is a path with what stands behind the ?: the tenant, and what is not
// empty of name, value, name, value.
func (c *Client) about(path string, more ...string) string {
	query := url.Values{}
	for i := 0; i < len(more); i += 2 {
		if more[i+1] != "" {
			query.Set(more[i], more[i+1])
		}
	}
	if c.tenant != "" {
		query.Set("tenant", c.tenant)
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// refused is the error in an answer. One that is not a simulator's is said so.
func refused(asked string, status int, text []byte) error {
	var p problem
	if json.Unmarshal(text, &p) != nil || p.Error.What == "" {
		return &Error{Status: status, Where: asked, What: "the answer is not one of a simulator's control port", Do: "check the address"}
	}
	return &Error{status, p.Error.What, p.Error.Where, p.Error.Do, p.Findings, p.RequestID}
}
