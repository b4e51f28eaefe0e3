package serve

import (
	"net"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A connection that was taken from net/http can be reset, and leaves the count.
func TestAConnectionCanBeReset(t *testing.T) {
	under, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	l := newLimited(under)
	defer func() { _ = l.Close() }()
	client, err := net.Dial("tcp", under.Addr().String())
	require.NoError(t, err)
	defer func() { _ = client.Close() }()
	require.NoError(t, client.SetDeadline(time.Now().Add(10*time.Second)))
	c, err := l.Accept()
	require.NoError(t, err)
	require.NoError(t, c.(*conn).SetLinger(0))
	require.NoError(t, c.Close())
	_, err = client.Read(make([]byte, 1))
	assert.ErrorIs(t, err, syscall.ECONNRESET)
	assert.Empty(t, l.open)
}

func TestAConnectionThatCannotLingerDoesNot(t *testing.T) {
	near, far := net.Pipe()
	defer func() { _, _ = near.Close(), far.Close() }()
	assert.NoError(t, (&conn{Conn: near}).SetLinger(0))
}
