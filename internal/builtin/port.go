package builtin

import (
	"net"
	"sync"
	"sync/atomic"

	"github.com/numsim/numsim/internal/verdict"
)

// port counts what came to a provider's port, whether or not it became a call.
type port struct{ connections, handshakes atomic.Int64 }

func (p *port) seen(provider string) verdict.Port {
	return verdict.Port{Provider: provider, Connections: int(p.connections.Load()), TLS: int(p.handshakes.Load())}
}

func (s *Stage) listener(provider string, l net.Listener) net.Listener {
	return &counting{l, s.ports[provider]}
}

type counting struct {
	net.Listener
	port *port
}

// Accept implements net.Listener.
func (c *counting) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c.port.connections.Add(1)
	if tcp, ok := conn.(*net.TCPConn); ok {
		return &sniffed{TCPConn: tcp, port: c.port}, nil
	}
	return conn, nil
}

// sniffed looks at the first byte that comes: a TLS record of a handshake begins
// with 22 (RFC 8446, 5.1), and no request does.
type sniffed struct {
	*net.TCPConn
	port *port
	once sync.Once
}

// Read implements net.Conn.
func (s *sniffed) Read(b []byte) (int, error) {
	n, err := s.TCPConn.Read(b)
	if n > 0 {
		s.once.Do(func() {
			if b[0] == 22 {
				s.port.handshakes.Add(1)
			}
		})
	}
	return n, err
}
