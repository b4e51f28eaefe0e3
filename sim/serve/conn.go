package serve

import (
	"errors"
	"net"
	"os"
	"sync"
	"time"
)

// conn is an accepted connection. It is counted until it closes, and it moves
// its timers seldom.
//
// net/http sets seven deadlines for every request, nearly always to replace one
// that was far from passing; each costs a turn of the runtime's timers, more
// than verifying the signature. Here a read deadline that is put off is only
// written down: should the old one pass first, Read looks up what is wanted and
// waits on. Deadlines that come nearer, as the one that interrupts a read,
// take effect at once.
type conn struct {
	net.Conn
	done func()

	mu         sync.Mutex
	wanted     time.Time // for reads; zero is never
	armed      time.Time // what the timer is set to
	armedWrite time.Time
}

// writeSlack is how much earlier than asked a write may time out.
const writeSlack = time.Second

// SetReadDeadline implements net.Conn.
func (c *conn) SetReadDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wanted = t
	if t.IsZero() || !c.armed.IsZero() && !t.Before(c.armed) {
		return nil
	}
	return c.arm(t)
}

// Read implements net.Conn.
func (c *conn) Read(b []byte) (int, error) {
	for {
		n, err := c.Conn.Read(b)
		if n > 0 || !errors.Is(err, os.ErrDeadlineExceeded) || !c.waitOn() {
			return n, err
		}
	}
}

// waitOn arms the deadline that is wanted; false if that has passed too.
func (c *conn) waitOn() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.wanted.IsZero() && !time.Now().Before(c.wanted) {
		return false
	}
	return c.arm(c.wanted) == nil
}

func (c *conn) arm(t time.Time) error {
	c.armed = t
	return c.Conn.SetReadDeadline(t)
}

// SetWriteDeadline implements net.Conn.
func (c *conn) SetWriteDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if sooner := t.Sub(c.armedWrite); !t.IsZero() && sooner >= 0 && sooner < writeSlack {
		return nil
	}
	c.armedWrite = t
	return c.Conn.SetWriteDeadline(t)
}

// SetDeadline implements net.Conn.
func (c *conn) SetDeadline(t time.Time) error {
	return errors.Join(c.SetReadDeadline(t), c.SetWriteDeadline(t))
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
