package main

import (
	"bytes"
	"errors"
	"io"
	"net/http"

	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/replay"
	"github.com/numsim/numsim/internal/wire"
)

// marked has every request of a case carry its mark, and notes what becomes of
// it.
type marked struct {
	live *live
	call guard.Call
}

// RoundTrip implements http.RoundTripper.
func (m marked) RoundTrip(r *http.Request) (*http.Response, error) {
	var asked []byte
	if r.Body != nil {
		var err error
		if asked, err = io.ReadAll(io.LimitReader(r.Body, wire.MaxBody+1)); err != nil {
			return nil, err
		}
	}
	own := r.Clone(guard.With(r.Context(), m.call))
	own.Body, own.ContentLength, own.GetBody = io.NopCloser(bytes.NewReader(asked)), int64(len(asked)), nil
	m.live.signed(m.call, own, asked)
	before := m.live.plan.written()
	res, err := m.live.through.RoundTrip(own)
	if m.live.plan != nil && err != nil {
		return m.live.pretend(m.call, own, err, before), nil
	}
	if err != nil {
		m.live.note(err)
		return nil, err
	}
	return m.whole(res)
}

// whole reads the answer to its end: one that broke off is no answer to judge a
// provider by.
func (m marked) whole(res *http.Response) (*http.Response, error) {
	body, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil {
		m.live.note(err)
		return nil, err
	}
	if res.StatusCode >= http.StatusInternalServerError {
		m.live.mu.Lock()
		m.live.broken[m.call.Case] = true
		m.live.mu.Unlock()
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, nil
}

// signed notes a call that is meant well and whose signature does not compute.
func (l *live) signed(call guard.Call, r *http.Request, body []byte) {
	q, err := wire.Read(l.provider.Name, r, body)
	if call.Free == guard.Billable && (err != nil || q.Standing(l.keys) != wire.Valid) {
		l.mu.Lock()
		l.unsigned[call.Case] = true
		l.mu.Unlock()
	}
}

// note keeps an error that has an exit code to be counted in.
func (l *live) note(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.troubles = append(l.troubles, err)
	var leak *replay.Leak
	l.leaked = l.leaked || errors.As(err, &leak)
}

func (l *live) stopped() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.leaked
}

// pretend lets a plan go on to the next call of a case. What a guard refused
// before it came to the price is not in the plan yet.
func (l *live) pretend(call guard.Call, r *http.Request, err error, before int) *http.Response {
	if l.plan.written() == before {
		line(l.plan, "   -  %s: %v", call.Case, err)
	}
	return &http.Response{
		StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}, Body: http.NoBody, Request: r,
	}
}

func (c *counting) written() int {
	if c == nil {
		return 0
	}
	return c.n
}
