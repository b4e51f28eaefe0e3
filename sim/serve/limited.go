package serve

import (
	"net"
	"sync"
	"time"
)

// limited closes connections beyond the limits as soon as they are accepted,
// and keeps watch over the deadlines of the rest. Loopback has no limit for
// each peer: every test of a machine comes from it.
type limited struct {
	net.Listener
	mu     sync.Mutex
	open   map[*conn]struct{}
	peers  map[string]int
	closed chan struct{}
	close  func()
}

func newLimited(l net.Listener) *limited {
	closed := make(chan struct{})
	return &limited{
		Listener: l, open: map[*conn]struct{}{}, peers: map[string]int{},
		closed: closed, close: sync.OnceFunc(func() { close(closed) }),
	}
}

// Accept implements net.Listener.
func (l *limited) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if admitted := l.admit(c); admitted != nil {
			return admitted, nil
		}
		_ = c.Close()
	}
}

// Close implements net.Listener. Whoever drains the connections that are left
// bounds that by a limit of its own.
func (l *limited) Close() error {
	l.close()
	return l.Listener.Close()
}

// watch ends what is overdue, once a second, until the listener closes.
func (l *limited) watch() {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case now := <-tick.C:
			l.expire(now)
		case <-l.closed:
			return
		}
	}
}

func (l *limited) expire(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.open {
		c.expire(now)
	}
}

// admit counts a connection in, or is nil where there is no room for it.
func (l *limited) admit(raw net.Conn) *conn {
	peer := peerOf(raw)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.open) >= maxConnections || peer != "" && l.peers[peer] >= maxPerPeer {
		return nil
	}
	c := &conn{Conn: raw}
	c.done = sync.OnceFunc(func() { l.leave(c, peer) })
	l.open[c] = struct{}{}
	l.peers[peer]++
	return c
}

func (l *limited) leave(c *conn, peer string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, c)
	if l.peers[peer]--; l.peers[peer] == 0 {
		delete(l.peers, peer)
	}
}

// peerOf is the address that is counted; loopback is none.
func peerOf(c net.Conn) string {
	tcp, ok := c.RemoteAddr().(*net.TCPAddr)
	if !ok || tcp.IP.IsLoopback() {
		return ""
	}
	return tcp.IP.String()
}
