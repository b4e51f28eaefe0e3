package serve

import (
	"errors"
	"net"
	"sync"
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
	read, write deadline
}

// deadline is one that is written down.
type deadline struct {
	mu  sync.Mutex
	at  time.Time // when it passes; zero is never
	cut bool      // the connection's own deadline has passed and is to be lifted
}

// longAgo is before any deadline that is meant to be waited for: net/http
// interrupts a read by setting one in 1970.
var longAgo = time.Unix(1_000_000, 0)

// set notes t. One of long ago takes effect at once, and what was cut off
// before is lifted.
func (d *deadline) set(t time.Time, arm func(time.Time) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !t.IsZero() && t.Before(longAgo) {
		d.cut = true
		return arm(t)
	}
	d.at = t
	if d.cut {
		d.cut = false
		return arm(time.Time{})
	}
	return nil
}

// expire cuts off what is overdue.
func (d *deadline) expire(now time.Time, arm func(time.Time) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.at.IsZero() && !d.at.After(now) {
		d.cut = true
		_ = arm(now)
	}
}

// SetReadDeadline implements net.Conn.
func (c *conn) SetReadDeadline(t time.Time) error { return c.read.set(t, c.Conn.SetReadDeadline) }

// SetWriteDeadline implements net.Conn.
func (c *conn) SetWriteDeadline(t time.Time) error { return c.write.set(t, c.Conn.SetWriteDeadline) }

// SetDeadline implements net.Conn.
func (c *conn) SetDeadline(t time.Time) error {
	return errors.Join(c.SetReadDeadline(t), c.SetWriteDeadline(t))
}

func (c *conn) expire(now time.Time) {
	c.read.expire(now, c.Conn.SetReadDeadline)
	c.write.expire(now, c.Conn.SetWriteDeadline)
}

// CloseWrite lets net/http half-close before it lingers; without it a peer
// whose request was cut short would meet a reset instead of the answer.
func (c *conn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// SetLinger lets a hijacked connection be reset: after 0, Close ends it at once
// and the peer meets a reset.
func (c *conn) SetLinger(sec int) error {
	if tcp, ok := c.Conn.(interface{ SetLinger(sec int) error }); ok {
		return tcp.SetLinger(sec)
	}
	return nil
}

// Close implements net.Conn.
func (c *conn) Close() error {
	c.done()
	return c.Conn.Close()
}
