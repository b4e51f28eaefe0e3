package control_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim/control"
)

// A page elsewhere can make its own name point to 127.0.0.1; the browser then
// calls us by that name, and by that it is known. Every route, GET too.
func TestHosts(t *testing.T) {
	addr := start(t, control.Options{Hosts: []string{"numsim.test"}})
	for _, row := range []struct {
		host   string
		status int
		why    string
	}{
		{"localhost", 200, "ours"},
		{"localhost:18080", 200, "ours, with a port"},
		{"127.0.0.1:18080", 200, "ours"},
		{"127.0.0.1", 200, "ours"},
		{"[::1]:18080", 200, "ours"},
		{"[::1]", 200, "ours, on port 80"},
		{"numsim.test:18080", 200, "named when it was started"},
		{"127.0.0.1:18080.evil.example", 421, "ours, and a port that is none"},
		{"localhost:", 200, "an empty port, as URLs may have it"},
		{"evil.example", 421, "a stranger"},
		{"evil.example:18080", 421, "with our port"},
		{"127.evil.example", 421, "begins like ours"},
		{"127.0.0.1.evil.example", 421, "begins with ours"},
		{"localhost.evil.example", 421, "begins with ours"},
		{"evil.localhost", 421, "ends with ours, and may be anybody's page"},
		{"evil.numsim.test", 421, "below a name we were given"},
		{"evillocalhost", 421, "ends like ours"},
		{"127.0.0.1.nip.io:18080", 421, "a service for this very trick"},
		{"localhost.", 421, "a trailing dot is another origin to a browser"},
		{"127.0.0.1.", 421, "the same"},
		{"127.1", 421, "resolves to us and is not how we are called"},
		{"2130706433", 421, "the same"},
		{"0x7f.0.0.1", 421, "the same"},
		{"0.0.0.0:18080", 421, "reaches us on Linux, from any page"},
		{"[::ffff:127.0.0.1]:18080", 421, "the same"},
		{"[::]:18080", 421, "the same"},
		{"127.0.0.2", 421, "loopback, and not ours"},
		{":18080", 421, "no name"},
		{"", 421, "nothing"},
		{"localhost,evil.example", 421, "two"},
	} {
		t.Run(row.host, func(t *testing.T) {
			for _, path := range []string{"/healthz", "/readyz"} {
				assert.Equal(t, row.status, ask(t, addr, "GET "+path+" HTTP/1.1", "Host: "+row.host).status, row.why)
			}
			if row.status == 421 {
				a := ask(t, addr, "GET /healthz HTTP/1.1", "Host: "+row.host)
				assert.Contains(t, a.body, "this name is not one of mine")
				assert.Equal(t, 421, ask(t, addr, "GET /nothing HTTP/1.1", "Host: "+row.host).status, "which routes exist is not told")
				assert.Equal(t, 421, ask(t, addr, "POST /healthz HTTP/1.1", "Host: "+row.host).status)
			}
		})
	}
}

// The other ways to name a host on the wire.
func TestHostsThatComeAnotherWay(t *testing.T) {
	addr := start(t, control.Options{})
	for _, row := range []struct {
		name, line string
		headers    []string
		status     int
	}{
		{"absolute form over a good Host", "GET http://evil.example/healthz HTTP/1.1", []string{"Host: localhost"}, 421},
		{"absolute form, ours, over a bad Host", "GET http://localhost/healthz HTTP/1.1", []string{"Host: evil.example"}, 200},
		{"a name before an @", "GET http://localhost@evil.example/healthz HTTP/1.1", []string{"Host: localhost"}, 421},
		{"no Host in HTTP/1.0", "GET /healthz HTTP/1.0", nil, 421},
		{"a good Host in HTTP/1.0", "GET /healthz HTTP/1.0", []string{"Host: localhost"}, 200},
		{"no Host in HTTP/1.1", "GET /healthz HTTP/1.1", nil, 400},
		{"two Hosts", "GET /healthz HTTP/1.1", []string{"Host: localhost", "Host: evil.example"}, 400},
		{"a forwarded one", "GET /healthz HTTP/1.1", []string{"Host: evil.example", "X-Forwarded-Host: localhost", "Forwarded: host=localhost"}, 421},
		{"a tunnel", "CONNECT evil.example:443 HTTP/1.1", []string{"Host: localhost"}, 421},
	} {
		t.Run(row.name, func(t *testing.T) {
			assert.Equal(t, row.status, ask(t, addr, row.line, row.headers...).status)
		})
	}
}
