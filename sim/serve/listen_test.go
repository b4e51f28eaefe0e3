package serve

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What stops a slow peer is a timeout of net/http's; nobody waits for one in a
// test, so it is their values that are looked at, on the servers that run.
func TestEveryServerHasItsLimits(t *testing.T) {
	s, err := Start(Config{FreePorts: true})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Drain(time.Second)) }()
	require.Len(t, s.servers, 4)
	for _, srv := range s.servers {
		h := srv.http
		assert.Equal(t, 5*time.Second, h.ReadHeaderTimeout)
		assert.Equal(t, 30*time.Second, h.ReadTimeout)
		assert.Equal(t, 30*time.Second, h.WriteTimeout)
		assert.Equal(t, time.Minute, h.IdleTimeout)
		assert.Equal(t, 32<<10, h.MaxHeaderBytes)
		assert.True(t, h.DisableGeneralOptionsHandler, "or net/http answers OPTIONS * in its own words")
		assert.True(t, h.Protocols.HTTP1())
		assert.False(t, h.Protocols.UnencryptedHTTP2())
		assert.IsType(t, &limited{}, srv.listener)
		assert.Equal(t, "127.0.0.1", srv.listener.Addr().(*net.TCPAddr).IP.String())
	}
}

// peers is a listener whose connections come from where it is told.
type peers struct {
	net.Listener
	from chan net.IP
}

func (p *peers) Accept() (net.Conn, error) {
	ip, open := <-p.from
	if !open {
		return nil, net.ErrClosed
	}
	return &peer{ip: ip}, nil
}

type peer struct {
	net.Conn
	ip     net.IP
	closed int
}

func (p *peer) RemoteAddr() net.Addr { return &net.TCPAddr{IP: p.ip, Port: 1} }
func (p *peer) Close() error         { p.closed++; return nil }

// accepted lets n connections arrive from ip and returns those let in: the
// last of them comes from elsewhere, so that Accept returns after the refused.
func accepted(t *testing.T, l *limited, n int, ip net.IP) (in []net.Conn) {
	t.Helper()
	from := l.Listener.(*peers).from
	go func() {
		for range n {
			from <- ip
		}
		from <- net.IPv6loopback
	}()
	for {
		c, err := l.Accept()
		require.NoError(t, err)
		if peerOf(c) == "" && !ip.IsLoopback() {
			require.NoError(t, c.Close())
			return in
		}
		if in = append(in, c); ip.IsLoopback() && len(in) == n+1 {
			return in
		}
	}
}

func newPeers() *limited { return newLimited(&peers{from: make(chan net.IP)}) }

func TestOneAddressCannotTakeAllConnections(t *testing.T) {
	l, ip := newPeers(), net.IPv4(203, 0, 113, 1)
	in := accepted(t, l, 300, ip)
	require.Len(t, in, maxPerPeer, "the rest is closed as soon as it is accepted")
	assert.Len(t, accepted(t, l, 10, net.IPv4(203, 0, 113, 2)), 10, "another address has a share of its own")
	assert.Empty(t, accepted(t, l, 10, ip))

	require.NoError(t, in[0].Close())
	require.NoError(t, in[0].Close())
	assert.Len(t, accepted(t, l, 10, ip), 1, "one that is closed twice gives one place back")
}

func TestLoopbackIsLimitedInTotalOnly(t *testing.T) {
	l := newPeers()
	assert.Len(t, accepted(t, l, 1000, net.IPv4(127, 0, 0, 1)), 1001, "every test of a machine comes from one address")
	for len(l.open) < maxConnections {
		l.open[&conn{}] = struct{}{}
	}
	local := &peer{ip: net.IPv4(127, 0, 0, 1)}
	assert.Nil(t, l.admit(local), "the listener is full")
	for c := range l.open {
		delete(l.open, c)
		break
	}
	assert.NotNil(t, l.admit(local))
}

func TestCountsReturnToNothing(t *testing.T) {
	l := newPeers()
	var all sync.WaitGroup
	for _, c := range accepted(t, l, 200, net.IPv4(203, 0, 113, 1)) {
		all.Go(func() { _ = c.Close() })
	}
	all.Wait()
	assert.Empty(t, l.open)
	assert.Empty(t, l.peers, "addresses that are gone leave nothing behind")
}

func TestAConnectionCanBeHalfClosed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = l.Close() }()
	near, err := net.Dial("tcp", l.Addr().String())
	require.NoError(t, err)
	defer func() { _ = near.Close() }()
	far, err := newLimited(l).Accept()
	require.NoError(t, err)
	defer func() { _ = far.Close() }()
	half, ok := far.(interface{ CloseWrite() error })
	require.True(t, ok, "net/http half-closes before it lingers, if it can")
	require.NoError(t, half.CloseWrite())
	require.NoError(t, near.SetReadDeadline(time.Now().Add(10*time.Second)))
	_, err = near.Read(make([]byte, 1))
	assert.EqualError(t, err, "EOF")
}

// A listener that fails ends Wait, with the reason.
func TestWaitReportsAListenerThatFailed(t *testing.T) {
	s, err := Start(Config{FreePorts: true})
	require.NoError(t, err)
	require.NoError(t, s.servers[0].listener.Close())
	err = s.Wait(context.Background(), time.Second)
	assert.ErrorIs(t, err, net.ErrClosed)
	assert.False(t, errors.Is(err, http.ErrServerClosed))
}
