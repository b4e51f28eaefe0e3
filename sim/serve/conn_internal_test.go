package serve

import (
	"net"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// timers is a connection that writes down what its timers are set to and
// fails as many reads as it is told.
type timers struct {
	net.Conn
	reads, writes []time.Time
	fired         int
}

func (t *timers) SetReadDeadline(at time.Time) error  { t.reads = append(t.reads, at); return nil }
func (t *timers) SetWriteDeadline(at time.Time) error { t.writes = append(t.writes, at); return nil }

func (t *timers) Read(b []byte) (int, error) {
	if t.fired > 0 {
		t.fired--
		return 0, os.ErrDeadlineExceeded
	}
	return copy(b, "x"), nil
}

func in(d time.Duration) time.Time { return time.Now().Add(d) }

func TestADeadlineThatIsPutOffIsOnlyWrittenDown(t *testing.T) {
	under := &timers{}
	c := &conn{Conn: under}
	soon, late := in(5*time.Second), in(30*time.Second)
	require.NoError(t, c.SetReadDeadline(soon))
	require.NoError(t, c.SetReadDeadline(late))
	require.NoError(t, c.SetReadDeadline(time.Time{}))
	require.NoError(t, c.SetReadDeadline(late))
	assert.Equal(t, []time.Time{soon}, under.reads)

	under.fired = 1
	n, err := c.Read(make([]byte, 1))
	require.NoError(t, err, "the old deadline passed, the wanted one did not")
	assert.Equal(t, 1, n)
	assert.Equal(t, []time.Time{soon, late}, under.reads, "and was armed")
}

func TestADeadlineThatPassesEndsTheRead(t *testing.T) {
	under := &timers{fired: 1}
	c := &conn{Conn: under}
	require.NoError(t, c.SetReadDeadline(in(-time.Second)))
	_, err := c.Read(make([]byte, 1))
	assert.ErrorIs(t, err, os.ErrDeadlineExceeded)
	assert.Len(t, under.reads, 1)
}

// net/http interrupts a read by a deadline long ago, then lifts it.
func TestAnInterruptTakesEffectAtOnceAndIsLifted(t *testing.T) {
	under := &timers{}
	c := &conn{Conn: under}
	long := time.Unix(1, 0)
	require.NoError(t, c.SetReadDeadline(in(time.Minute)))
	require.NoError(t, c.SetReadDeadline(long))
	assert.Equal(t, long, under.reads[1])
	require.NoError(t, c.SetReadDeadline(time.Time{}))
	under.fired = 1
	_, err := c.Read(make([]byte, 1))
	require.NoError(t, err)
	assert.True(t, under.reads[2].IsZero(), "no deadline is wanted any more")
}

func TestAWriteDeadlineMovesOnceASecond(t *testing.T) {
	under := &timers{}
	c := &conn{Conn: under}
	first := in(30 * time.Second)
	for _, at := range []time.Time{first, first.Add(999 * time.Millisecond), first.Add(time.Second), first, {}} {
		require.NoError(t, c.SetWriteDeadline(at))
	}
	assert.Equal(t, []time.Time{first, first.Add(time.Second), first, {}}, under.writes, "later by a second, sooner, or none")
}

// The real thing, over a socket: a deadline armed early does not end a read
// that may go on, and one that is over does.
func TestDeadlinesOverASocket(t *testing.T) {
	near, far := net.Pipe()
	c := &conn{Conn: near}
	t.Cleanup(func() { _, _ = near.Close(), far.Close() })
	require.NoError(t, c.SetReadDeadline(in(time.Millisecond)))
	later := in(20 * time.Millisecond)
	require.NoError(t, c.SetReadDeadline(later))
	_, err := c.Read(make([]byte, 1))
	assert.ErrorIs(t, err, os.ErrDeadlineExceeded)
	assert.Equal(t, later, c.armed, "the first deadline passed and the later one was waited for")
}
