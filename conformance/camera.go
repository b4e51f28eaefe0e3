package conformance

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"

	"github.com/numsim/numsim/contracts"
)

// camera sends requests and keeps both sides of each exchange.
type camera struct {
	through  http.RoundTripper
	answerer contracts.Side
	id       string // of the case

	mu   sync.Mutex
	film []*contracts.Exchange
}

// most is more than any answer has.
const most = 4 << 20

// RoundTrip implements http.RoundTripper. An answer that breaks off is kept as
// far as it came.
func (c *camera) RoundTrip(req *http.Request) (*http.Response, error) {
	x := &contracts.Exchange{Case: c.id, Method: req.Method, URL: req.URL, Header: req.Header.Clone(), Answerer: c.answerer}
	if req.Body != nil {
		body, err := io.ReadAll(req.Body)
		_ = req.Body.Close()
		if err != nil {
			return nil, err
		}
		x.Body = body
		req = req.Clone(req.Context())
		req.Body = io.NopCloser(bytes.NewReader(body))
	}
	res, err := c.through.RoundTrip(req)
	if err != nil {
		c.keep(x)
		return nil, err
	}
	body, broke := io.ReadAll(io.LimitReader(res.Body, most))
	_ = res.Body.Close()
	x.Status, x.AnswerHeader, x.AnswerBody = res.StatusCode, res.Header.Clone(), body
	c.keep(x)
	res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), failing{broke}))
	return res, nil
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}

func (c *camera) keep(x *contracts.Exchange) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.film = append(c.film, x)
}

// take is what was kept since it was last asked.
func (c *camera) take() []*contracts.Exchange {
	c.mu.Lock()
	defer c.mu.Unlock()
	film := c.film
	c.film = nil
	return film
}

// raw sends bytes as they are and keeps the exchange as far as it can be read.
func (c *camera) raw(ctx context.Context, base string, text []byte) error {
	u, err := url.Parse(base)
	if err != nil {
		return err
	}
	conn, err := dial(ctx, u)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if deadline, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(deadline)
	}
	if _, err := conn.Write(text); err != nil {
		return err
	}
	x := &contracts.Exchange{Case: c.id, URL: u, Header: http.Header{}, Answerer: c.answerer}
	if req, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(text))); err == nil {
		x.Method, x.Header, x.URL = req.Method, req.Header, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: req.URL.Path, RawQuery: req.URL.RawQuery}
		x.Body, _ = io.ReadAll(req.Body)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return fmt.Errorf("the answer is no HTTP: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	x.Status, x.AnswerHeader = res.StatusCode, res.Header
	x.AnswerBody, err = io.ReadAll(io.LimitReader(res.Body, most))
	c.keep(x)
	return err
}

func dial(ctx context.Context, u *url.URL) (net.Conn, error) {
	switch u.Scheme {
	case "http":
		return (&net.Dialer{}).DialContext(ctx, "tcp", withPort(u, "80"))
	case "https":
		return (&tls.Dialer{}).DialContext(ctx, "tcp", withPort(u, "443"))
	}
	return nil, errors.New(u.Scheme + " is no scheme to send bytes by")
}

func withPort(u *url.URL, port string) string {
	if u.Port() == "" {
		return net.JoinHostPort(u.Hostname(), port)
	}
	return u.Host
}
