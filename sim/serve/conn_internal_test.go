package serve

import (
	"net"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// timers is a connection that writes down what its timers are set to.
type timers struct {
	net.Conn
	reads, writes []time.Time
}

func (t *timers) SetReadDeadline(at time.Time) error  { t.reads = append(t.reads, at); return nil }
func (t *timers) SetWriteDeadline(at time.Time) error { t.writes = append(t.writes, at); return nil }

func TestDeadlinesAreOnlyWrittenDown(t *testing.T) {
	under := &timers{}
	c, now := &conn{Conn: under}, time.Unix(1_800_000_000, 0)
	require.NoError(t, c.SetDeadline(now.Add(5*time.Second)))
	require.NoError(t, c.SetReadDeadline(now.Add(30*time.Second)))
	c.expire(now.Add(4 * time.Second))
	assert.Empty(t, under.reads)
	assert.Empty(t, under.writes)

	late := now.Add(6 * time.Second)
	c.expire(late)
	assert.Empty(t, under.reads, "the read was put off")
	assert.Equal(t, []time.Time{late}, under.writes, "the write is overdue and fails from now on")

	late = now.Add(31 * time.Second)
	c.expire(late)
	assert.Equal(t, []time.Time{late}, under.reads)
}

func TestNoDeadlineIsNeverOverdue(t *testing.T) {
	under := &timers{}
	c, now := &conn{Conn: under}, time.Unix(1_800_000_000, 0)
	require.NoError(t, c.SetDeadline(now))
	require.NoError(t, c.SetDeadline(time.Time{}))
	c.expire(now.Add(time.Hour))
	assert.Empty(t, under.reads)
	assert.Empty(t, under.writes)
}

// net/http interrupts a read by a deadline in 1970, then sets another; what an
// overdue deadline cut off is taken back the same way.
func TestAnInterruptTakesEffectAtOnceAndIsTakenBack(t *testing.T) {
	under := &timers{}
	c, now := &conn{Conn: under}, time.Unix(1_800_000_000, 0)
	interrupt := time.Unix(1, 0)
	require.NoError(t, c.SetReadDeadline(interrupt))
	require.NoError(t, c.SetReadDeadline(time.Time{}))
	require.NoError(t, c.SetReadDeadline(now))
	assert.Equal(t, []time.Time{interrupt, {}}, under.reads, "taken back once")
	c.expire(now)
	require.NoError(t, c.SetReadDeadline(now.Add(time.Second)))
	assert.Equal(t, []time.Time{interrupt, {}, now, {}}, under.reads)
}

// A connection may idle longer than a write may take: the deadline of the last
// answer passes, and must not be the end of the next.
func TestAnOverdueWriteIsLiftedByTheNextDeadline(t *testing.T) {
	under := &timers{}
	c, now := &conn{Conn: under}, time.Unix(1_800_000_000, 0)
	require.NoError(t, c.SetWriteDeadline(now))
	c.expire(now)
	require.NoError(t, c.SetWriteDeadline(now.Add(30*time.Second)))
	assert.Equal(t, []time.Time{now, {}}, under.writes)
	c.expire(now.Add(time.Second))
	assert.Len(t, under.writes, 2)
}

// Over a real connection: what is overdue ends a read that waits.
func TestAnOverdueReadEnds(t *testing.T) {
	near, far := net.Pipe()
	t.Cleanup(func() { _, _ = near.Close(), far.Close() })
	l := newLimited(nil)
	c := l.admit(near)
	require.NotNil(t, c)
	failed := make(chan error, 1)
	go func() { _, err := c.Read(make([]byte, 1)); failed <- err }()
	require.NoError(t, c.SetReadDeadline(time.Unix(1_700_000_000, 0)))
	l.expire(time.Now())
	assert.ErrorIs(t, <-failed, os.ErrDeadlineExceeded)
	require.NoError(t, c.Close())
	assert.Empty(t, l.open)
}
