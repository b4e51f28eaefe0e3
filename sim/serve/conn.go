package serve

import (
	"errors"
	"net"
	"sync/atomic"
	"time"
)

// conn is an accepted connection. It is counted until it closes, and its
// deadlines are only written down: net/http sets seven for every request,
// nearly always to put off one that was far from passing, and arming a timer
// for each costs more than verifying the signature. The listener looks once a
// second for what is overdue, so a deadline is up to a second late.
type conn struct {
	net.Conn
	done        func()
	read, write atomic.Int64 // when they pass, in nanoseconds since 1970; 0 is never
	cut         atomic.Bool  // reads fail until the next deadline is set
}

// longAgo is before any deadline that is meant to be waited for: net/http
// interrupts a read by setting one in 1970.
var longAgo = time.Unix(1_000_000, 0)

// SetReadDeadline implements net.Conn.
func (c *conn) SetReadDeadline(t time.Time) error {
	if !t.IsZero() && t.Before(longAgo) {
		c.cut.Store(true)
		return c.Conn.SetReadDeadline(t)
	}
	note(&c.read, t)
	if c.cut.CompareAndSwap(true, false) {
		return c.Conn.SetReadDeadline(time.Time{})
	}
	return nil
}

// SetWriteDeadline implements net.Conn.
func (c *conn) SetWriteDeadline(t time.Time) error {
	note(&c.write, t)
	return nil
}

// SetDeadline implements net.Conn.
func (c *conn) SetDeadline(t time.Time) error {
	return errors.Join(c.SetReadDeadline(t), c.SetWriteDeadline(t))
}

func note(at *atomic.Int64, t time.Time) {
	if t.IsZero() {
		at.Store(0)
		return
	}
	at.Store(t.UnixNano())
}

// expire makes the reads and writes fail whose deadline has passed.
func (c *conn) expire(now time.Time) {
	if at := c.read.Load(); at != 0 && at <= now.UnixNano() {
		c.cut.Store(true)
		_ = c.Conn.SetReadDeadline(now)
	}
	if at := c.write.Load(); at != 0 && at <= now.UnixNano() {
		_ = c.Conn.SetWriteDeadline(now)
	}
}

// CloseWrite lets net/http half-close before it lingers; without it a peer
// whose request was cut short would meet a reset instead of the answer.
func (c *conn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// Close implements net.Conn.
func (c *conn) Close() error {
	c.done()
	return c.Conn.Close()
}
