package probe

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"sync"
	"time"
)

// Front is a listener that passes every byte on to a provider's listener and
// back, and keeps what went by. It changes nothing: not the Host that is signed,
// not the case of a header, not the moment at which a connection breaks.
type Front struct {
	URL      string
	upstream string
	now      func() time.Time
	listener net.Listener
	roll     *roll

	mu    sync.Mutex
	conns int
	open  map[net.Conn]bool
	done  sync.WaitGroup
}

// NewFront listens at address for a provider that answers at base.
func NewFront(address, base string, now func() time.Time) (*Front, error) {
	u, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	if err := reachable(u.Host); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	f := &Front{URL: "http://" + l.Addr().String(), upstream: u.Host, now: now, listener: l, roll: newRoll(), open: map[net.Conn]bool{}}
	f.done.Go(f.accept)
	return f, nil
}

// Close ends the listener and every connection.
func (f *Front) Close() {
	_ = f.listener.Close()
	f.mu.Lock()
	for c := range f.open {
		_ = c.Close()
	}
	f.mu.Unlock()
	f.done.Wait()
}

func (f *Front) accept() {
	for {
		c, err := f.listener.Accept()
		if err != nil {
			return
		}
		f.done.Go(func() { f.pass(c) })
	}
}

// keep has Close end a connection; the number is the connection's.
func (f *Front) keep(client, provider net.Conn) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.conns++
	f.open[client], f.open[provider] = true, true
	return f.conns
}

func (f *Front) forget(conns ...net.Conn) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range conns {
		delete(f.open, c)
		_ = c.Close()
	}
}

// patience is how long a provider's listener may take to accept.
const patience = 10 * time.Second

func dial(address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return (&net.Dialer{}).DialContext(ctx, "tcp", address)
}

// reachable says at once what every call would meet.
func reachable(address string) error {
	c, err := dial(address)
	if err != nil {
		return fmt.Errorf("the simulator says that its provider answers at %s, and nobody does: %w", address, err)
	}
	return c.Close()
}

func (f *Front) pass(client net.Conn) {
	provider, err := dial(f.upstream)
	if err != nil {
		_ = client.Close()
		return
	}
	w := &wire{front: f, conn: f.keep(client, provider), client: client, provider: provider, asked: make(chan *Exchange, 1024)}
	defer f.forget(client, provider)
	var both sync.WaitGroup
	both.Go(w.requests)
	both.Go(w.answers)
	both.Wait()
}

// end passes on how one side ended: a reset as a reset.
func end(to net.Conn, err error) {
	if tcp, ok := to.(*net.TCPConn); ok && err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		_ = tcp.SetLinger(0)
	}
	_ = to.Close()
}
