package ywjisu_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The list is compared with the peer of the connection, however its address
// and the list are written.
func TestAllowedAddresses(t *testing.T) {
	for _, tt := range []struct {
		list, remote string
		allowed      bool
		why          string
	}{
		{"any", "192.0.2.1:1234", true, "no list"},
		{"any", "@", true, "no list, and no address either"},
		{"192.0.2.1", "192.0.2.1:1234", true, "the one address"},
		{"192.0.2.1", "192.0.2.2:1234", false, "its neighbour"},
		{"192.0.2.0/24", "192.0.2.255:1", true, "in the network"},
		{"192.0.2.0/24", "192.0.3.0:1", false, "just outside"},
		{"10.0.0.0/8,192.0.2.1", "192.0.2.1:1", true, "the second of the list"},
		{"192.0.2.1", "[::ffff:192.0.2.1]:1", true, "IPv4 over an IPv6 socket"},
		{"::ffff:192.0.2.1", "192.0.2.1:1", true, "the list in IPv6's spelling"},
		{"::ffff:192.0.2.0/120", "192.0.2.77:1", true, "a network in IPv6's spelling"},
		{"::ffff:192.0.2.0/120", "[::ffff:192.0.2.77]:1", true, "both in IPv6's spelling"},
		{"::ffff:192.0.2.0/120", "192.0.3.77:1", false, "outside it"},
		{"::/0", "192.0.2.1:1", false, "all of IPv6 is none of IPv4"},
		{"0.0.0.0/0", "[2001:db8::1]:1", false, "nor the other way round"},
		{"0.0.0.0/0", "[::ffff:192.0.2.1]:1", true, "all of IPv4"},
		{"::1", "[::1]:1", true, "loopback"},
		{"::1", "127.0.0.1:1", false, "the other loopback"},
		{"fe80::/10", "[fe80::1%eth0]:1", true, "an address with a zone"},
		{"192.0.2.1", "@", false, "a peer without an address"},
		{"192.0.2.1", "192.0.2.1", false, "an address without a port is none"},
	} {
		r := newRig(t, "allow-ips="+tt.list)
		req := post(signed("numsim", good, noon).Encode())
		req.RemoteAddr = tt.remote
		r.do(req)
		assert.Equal(t, map[bool]string{true: "", false: "400102"}[tt.allowed], r.last().Row, "%s in %s: %s", tt.remote, tt.list, tt.why)
	}
}

// What a header says of the caller counts for nothing: anybody can write it.
func TestHeadersDoNotMakeAnAddress(t *testing.T) {
	for _, name := range []string{"X-Forwarded-For", "X-Real-Ip", "Client-Ip", "Forwarded"} {
		r := newRig(t, "allow-ips=10.0.0.1")
		req := post(signed("numsim", good, noon).Encode())
		req.RemoteAddr = "192.0.2.1:1"
		req.Header[name] = []string{"10.0.0.1"}
		r.do(req)
		assert.Equal(t, "400102", r.last().Row, name)

		req = post(signed("numsim", good, noon).Encode())
		req.RemoteAddr = "10.0.0.1:1"
		req.Header = http.Header{"Content-Type": {formType}, name: {"192.0.2.1"}}
		r.do(req)
		assert.Empty(t, r.last().Row, name)
	}
}
