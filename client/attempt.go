package client

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/numsim/numsim"
)

// attempt sends a call once, reads the answer, and says in a what came of it.
func (c *caller) attempt(ctx context.Context, what call, a *Attempt) {
	skew := time.Duration(c.skew.Load())
	req, err := what.sign(func() time.Time { return c.opts.Now().Add(skew) })
	if err != nil {
		text := strings.TrimPrefix(err.Error(), c.provider+": ")
		a.Err = c.fail(what, &Error{Kind: numsim.BadRequest, Message: text, Err: err})
		return
	}
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	got, failed := c.send(ctx, req, what)
	if failed == nil {
		a.HTTP = got.Status
		if a.Charged, failed = c.read(got, what); failed == nil {
			return
		}
		failed.HTTP, failed.After = got.Status, max(failed.After, wish(got.Header, c.now()))
		c.learn(failed, got.Header, skew)
	}
	(&veil{req: req}).cover(failed)
	a.Err = c.fail(what, failed)
	a.HTTP, a.Charged = failed.HTTP, failed.Charged
}

// read takes an answer apart, unless it sends us elsewhere.
func (c *caller) read(got *answer, what call) (Charged, *Error) {
	if got.Status >= 300 && got.Status < 400 {
		return PerhapsCharged, unreadable(got, "it is a redirect, and none is followed")
	}
	return what.read(got)
}

// send tells a request that was never written, and so surely cost nothing,
// from one that may have been answered.
func (c *caller) send(ctx context.Context, req *http.Request, what call) (*answer, *Error) {
	way := c.way()
	req = req.WithContext(httptrace.WithClientTrace(ctx, way.trace()))
	req.Header.Set("User-Agent", c.opts.UserAgent)
	res, err := c.http.Do(req)
	switch {
	case err != nil && way.unsent():
		return nil, c.unsent(what, "the request was not sent", err)
	case err != nil:
		return nil, c.lost(what, 0, "no answer came", err)
	}
	defer res.Body.Close()
	body, err := c.opts.body(res)
	switch {
	case err != nil:
		return nil, c.lost(what, res.StatusCode, "the answer broke off", err)
	case int64(len(body)) > c.opts.MaxAnswer:
		return nil, c.lost(what, res.StatusCode, fmt.Sprintf("the answer is longer than %d bytes", c.opts.MaxAnswer), nil)
	}
	return &answer{res.StatusCode, res.Header, body, &veil{req: req}}, nil
}

// way is how far a request came. Once it is handed to a connection it may be on
// its way while the wait for its answer ends, so that counts as written.
type way struct {
	tells         bool // the transport is net/http's, which says so
	asked, handed atomic.Bool
}

func (c *caller) way() *way {
	_, standard := c.http.Transport.(*http.Transport)
	return &way{tells: standard}
}

func (w *way) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn: func(string) { w.asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { w.handed.Store(true) },
	}
}

// unsent is certain only of a transport that tells.
func (w *way) unsent() bool { return !w.handed.Load() && (w.tells || w.asked.Load()) }

// body reads an answer to its end, or to a byte more than there may be.
func (o *Options) body(res *http.Response) ([]byte, error) {
	var from io.Reader = res.Body
	if strings.EqualFold(res.Header.Get("Content-Encoding"), "gzip") { // the transport left it
		unpacked, err := gzip.NewReader(res.Body)
		if err != nil {
			return nil, err
		}
		from = unpacked
	}
	return io.ReadAll(io.LimitReader(from, o.MaxAnswer+1))
}

// unsent is for a request that nobody has seen.
func (c *caller) unsent(what call, text string, err error) *Error {
	return c.fail(what, &Error{Kind: numsim.Transport, Message: said(text, err), Retry: !ended(err), Err: bare(err)})
}

// lost is for a request that was written, whatever became of it.
func (c *caller) lost(what call, status int, text string, err error) *Error {
	return c.fail(what, &Error{Kind: numsim.Transport, HTTP: status, Message: said(text, err), Charged: PerhapsCharged, Retry: !ended(err), Err: bare(err)})
}

// ended reports whether the caller, not the network, ended it. A deadline of
// one attempt is the network's.
func ended(err error) bool { return errors.Is(err, context.Canceled) }

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
		Message: fmt.Sprintf("the answer is not the provider's: %s; %d bytes, declared as %s, beginning with %s", why, len(a.Body), kind, a.opening()),
	}
}

// opening is the beginning of the body without digits, which may be somebody's
// number, and without what was sent.
func (a *answer) opening() string {
	text := strings.ToValidUTF8(string(a.Body[:min(len(a.Body), 4096)]), "?")
	if a.veil != nil {
		text = a.veil.hide(text)
	}
	text = strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '#'
		}
		return r
	}, text)
	return strconv.Quote(shortened(text, 64))
}

// wish reads Retry-After, in seconds or as a date.
func wish(h http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.Duration(min(max(seconds, 0), 1_000_000)) * time.Second
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	return max(at.Sub(now), 0)
}

// learn sets the clock by the Date of a refusal that is about time, after which
// the same question may be answered; not if it was signed by that clock.
func (c *caller) learn(e *Error, h http.Header, signed time.Duration) {
	if !c.opts.CorrectClock || e.Kind != numsim.Clock {
		return
	}
	at, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return
	}
	off := at.Sub(c.opts.Now())
	e.Retry = (off - signed).Abs() > time.Second // else it is not the clock
	c.skew.Store(int64(off))
}
