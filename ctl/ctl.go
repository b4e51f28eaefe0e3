package ctl

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Client asks one simulator.
type Client struct {
	base string
	http *http.Client
}

// New returns a client of the control port at base, such as
// http://127.0.0.1:18080. It goes there itself, whatever proxy the environment
// names, and follows nobody elsewhere.
func New(base string) *Client {
	return &Client{strings.TrimSuffix(base, "/"), &http.Client{
		Timeout:       10 * time.Second,
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Error is what the simulator would not do.
type Error struct {
	Status    int    // of HTTP
	What      string // happened
	Where     string // in the request
	Do        string // next
	RequestID string
}

func (e *Error) Error() string {
	text := fmt.Sprintf("%s: %s; %s (HTTP %d", e.Where, e.What, e.Do, e.Status)
	if e.RequestID != "" {
		text += ", request " + e.RequestID
	}
	return text + ")"
}

// problem is an Error on the wire.
type problem struct {
	Error struct {
		What  string `json:"what"`
		Where string `json:"where"`
		Do    string `json:"do"`
	} `json:"error"`
	RequestID string `json:"request_id"`
}

// mostRead is more than any answer has.
const mostRead = 1 << 20

// ask sends what is to be sent, nil for nothing, and reads the answer into into.
func (c *Client) ask(ctx context.Context, method, path string, send, into any) error {
	var body io.Reader
	if send != nil {
		text, err := json.Marshal(send)
		if err != nil {
			return err
		}
		body = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("no simulator answers: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(res.Body, mostRead))
	if err != nil {
		return fmt.Errorf("reading the answer to %s %s: %w", method, path, err)
	}
	if res.StatusCode != http.StatusOK {
		return refused(method+" "+path, res.StatusCode, text)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%s%s does not answer as a simulator's control port: %w", c.base, path, err)
	}
	return nil
}

// refused is the error in an answer. One that is not a simulator's is said so.
func refused(asked string, status int, text []byte) error {
	var p problem
	if json.Unmarshal(text, &p) != nil || p.Error.What == "" {
		return &Error{Status: status, Where: asked, What: "the answer is not one of a simulator's control port", Do: "check the address"}
	}
	return &Error{status, p.Error.What, p.Error.Where, p.Error.Do, p.RequestID}
}
