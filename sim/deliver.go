package sim

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/numsim/numsim/scenarios"
)

// A body that drips takes less than a minute: where it has more bytes than
// there are drops, a drop is several.
const (
	dripPause = 20 * time.Millisecond
	mostDrops = 2500
)

// writeTime is what writing an answer that was held back may take.
const writeTime = 30 * time.Second

// Why an answer was not delivered.
var (
	errReset = errors.New("the connection was reset, as the scenario has it")
	errCut   = errors.New("the connection was closed before the end of the answer, as the scenario has it")
)

// sleeper waits for a while, or until the context ends and then is its error.
type sleeper func(context.Context, time.Duration) error

// deliver writes the reply as a scenario's rule has it: held back, damaged, or
// not at all. draw is random and decides what is left to chance; the same draw
// gives the same bytes. An error means that the client did not get all of it.
func (r *Reply) deliver(w http.ResponseWriter, from *http.Request, req *Request, date string, a *scenarios.Answer, draw uint64, sleep sleeper) error {
	if a == nil {
		return r.write(w, req, date)
	}
	if wait := holding(a, draw); wait > 0 {
		if err := sleep(from.Context(), wait); err != nil {
			return errors.Join(fmt.Errorf("while the answer was held back: %w", err), reset(w))
		}
		allowWrite(w, writeTime)
	}
	switch a.Fault {
	case scenarios.ResetBeforeCharge, scenarios.ResetAfterCharge, scenarios.Hang:
		return reset(w)
	case scenarios.Drip:
		ctx, cancel := context.WithTimeout(from.Context(), longestWait)
		defer cancel()
		allowWrite(w, longestWait)
		w = &dripping{w, func() error { return sleep(ctx, dripPause) }}
	}
	length, cutting := r.damage(a, draw)
	if a.Fault == scenarios.Drip || cutting {
		w = &announcing{w, strconv.Itoa(length)}
	}
	if err := r.write(w, req, date); err != nil || !cutting {
		return err // where too little was written, net/http closes the connection
	}
	return cut(w)
}

// holding is how long an answer is held back. One that never comes waits for
// the client to give up.
func holding(a *scenarios.Answer, draw uint64) time.Duration {
	if a.Fault == scenarios.Hang {
		return longestWait
	}
	return delayOf(a.Delay, draw)
}

// damage does to the body what a says. The length that is to be announced is
// another one where the connection is to be closed before the end.
func (r *Reply) damage(a *scenarios.Answer, draw uint64) (length int, cutting bool) {
	if a.Body.Replace != "" {
		r.retype("text/html")
		if a.Body.Status != 0 {
			r.Status = a.Body.Status
		}
	}
	r.Body, length = damaged(r.Body, &a.Body, draw)
	if a.Fault == scenarios.CloseAfterHeaders {
		r.Body = nil
		return length, true
	}
	return length, length > len(r.Body)
}

// allowWrite gives what is written next a time of its own. The server's write
// timeout runs from the request's arrival, and so during any wait.
func allowWrite(w http.ResponseWriter, limit time.Duration) {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(limit))
}

func (r *Reply) retype(kind string) {
	i := slices.IndexFunc(r.keys, func(key string) bool { return strings.EqualFold(key, "Content-Type") })
	if i < 0 {
		r.Set("Content-Type", kind)
		return
	}
	r.values[i] = kind
}

// announcing has a Content-Length of its own.
type announcing struct {
	http.ResponseWriter
	length string
}

// Unwrap is for http.ResponseController.
func (a *announcing) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (a *announcing) WriteHeader(status int) {
	a.Header()["Content-Length"] = []string{a.length}
	a.ResponseWriter.WriteHeader(status)
}

// dripping writes in drops, with a pause before each.
type dripping struct {
	http.ResponseWriter
	pause func() error
}

// Unwrap is for http.ResponseController.
func (d *dripping) Unwrap() http.ResponseWriter { return d.ResponseWriter }

// Write implements http.ResponseWriter.
func (d *dripping) Write(body []byte) (n int, err error) {
	c := http.NewResponseController(d.ResponseWriter)
	if err := c.Flush(); err != nil {
		return 0, err
	}
	for drop := range slices.Chunk(body, max(1, (len(body)+mostDrops-1)/mostDrops)) {
		if err := d.pause(); err != nil {
			return n, fmt.Errorf("while the answer dripped: %w", err)
		}
		m, err := d.ResponseWriter.Write(drop)
		if n += m; err != nil {
			return n, err
		}
		if err := c.Flush(); err != nil {
			return n, err
		}
	}
	return n, nil
}

// cut sends what was written and closes the connection.
func cut(w http.ResponseWriter) error {
	err := http.NewResponseController(w).Flush()
	return errors.Join(errCut, err, hijacked(w).Close())
}

// reset ends the connection so that the client meets a reset by its peer, and
// what was not sent is not.
func reset(w http.ResponseWriter) error {
	conn := hijacked(w)
	if secure, ok := conn.(interface{ NetConn() net.Conn }); ok {
		conn = secure.NetConn() // the other would say goodbye
	}
	if tcp, ok := conn.(interface{ SetLinger(sec int) error }); ok {
		_ = tcp.SetLinger(0)
	}
	return errors.Join(errReset, conn.Close())
}

// hijacked takes the connection from net/http. Where that cannot be, net/http
// is asked to end it.
func hijacked(w http.ResponseWriter) net.Conn {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	return conn
}
