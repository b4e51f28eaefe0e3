package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/numsim/numsim"
)

// attempt sends a call once, reads the answer, and says in a what came of it.
func (c *caller) attempt(ctx context.Context, what call, a *Attempt) {
	req, err := what.sign(c.now)
	if err != nil {
		a.Err = c.fail(what, &Error{Kind: numsim.BadRequest, Message: err.Error(), Err: err})
		return
	}
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	got, failed := c.send(ctx, req, what)
	if failed == nil {
		if a.Charged, failed = what.read(got); failed == nil {
			a.HTTP = got.Status
			return
		}
		failed.HTTP, failed.After = got.Status, wish(got.Header)
		c.learn(failed, got.Header)
	}
	a.Err = c.fail(what, failed)
	a.HTTP, a.Charged = failed.HTTP, failed.Charged
}

// send tells a request that was never written, and so surely cost nothing,
// from one that may have been answered.
func (c *caller) send(ctx context.Context, req *http.Request, what call) (*answer, *Error) {
	var written atomic.Bool
	trace := &httptrace.ClientTrace{WroteHeaders: func() { written.Store(true) }}
	req = req.WithContext(httptrace.WithClientTrace(ctx, trace))
	req.Header.Set("User-Agent", c.opts.UserAgent)
	res, err := c.http.Do(req)
	if err != nil && !written.Load() {
		return nil, c.unsent(what, "the request was not sent", err)
	}
	if err != nil {
		return nil, c.lost(what, 0, "no answer came", err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, c.opts.MaxAnswer+1))
	switch {
	case err != nil:
		return nil, c.lost(what, res.StatusCode, "the answer broke off", err)
	case int64(len(body)) > c.opts.MaxAnswer:
		return nil, c.lost(what, res.StatusCode, fmt.Sprintf("the answer is longer than %d bytes", c.opts.MaxAnswer), nil)
	}
	return &answer{res.StatusCode, res.Header, body}, nil
}

// unsent is for a request that nobody has seen.
func (c *caller) unsent(what call, text string, err error) *Error {
	return c.fail(what, &Error{Kind: numsim.Transport, Message: said(text, err), Retry: !ended(err), Err: bare(err)})
}

// lost is for a request that was written, whatever became of it.
func (c *caller) lost(what call, status int, text string, err error) *Error {
	return c.fail(what, &Error{Kind: numsim.Transport, HTTP: status, Message: said(text, err), Charged: PerhapsCharged, Retry: true, Err: bare(err)})
}

// ended reports whether the caller, not the network, ended it. A deadline of
// one attempt is the network's.
func ended(err error) bool { return errors.Is(err, context.Canceled) }

// bare takes off the URL, which holds the number and the key.
func bare(err error) error {
	var at *url.Error
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

func said(text string, err error) string {
	if err == nil {
		return text
	}
	return text + ": " + bare(err).Error()
}

func (c *caller) fail(what call, e *Error) *Error {
	e.Provider, e.Operation = c.provider, what.operation
	return e
}

// unreadable is an answer that is not the provider's: a proxy's page, or a body
// that was damaged. Whether the provider charged, nobody can say.
func unreadable(a *answer, why string) *Error {
	kind := a.Header.Get("Content-Type")
	if kind == "" {
		kind = "nothing"
	}
	return &Error{
		Kind: numsim.Malformed, Charged: PerhapsCharged, Retry: true,
		Message: fmt.Sprintf("the answer is not the provider's: %s; %d bytes, declared as %s, beginning with %s", why, len(a.Body), kind, opening(a.Body)),
	}
}

// opening is the beginning of a body without digits, which may be somebody's
// number.
func opening(body []byte) string {
	text := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '#'
		}
		return r
	}, strings.ToValidUTF8(string(body[:min(len(body), 64)]), "?"))
	return strconv.Quote(text)
}

// wish reads Retry-After in seconds.
func wish(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(strings.TrimSpace(h.Get("Retry-After")))
	if err != nil || seconds < 0 || seconds > 24*60*60 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// learn sets the clock by the Date of a refusal that is about time, after which
// the same question may be answered.
func (c *caller) learn(e *Error, h http.Header) {
	if !c.opts.CorrectClock || e.Kind != numsim.Clock {
		return
	}
	at, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return
	}
	off := at.Sub(c.opts.Now())
	e.Retry = (off - time.Duration(c.skew.Load())).Abs() > time.Second // else it is not the clock
	c.skew.Store(int64(off))
}
