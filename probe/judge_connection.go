package probe

import (
	"fmt"
	"slices"
)

// connected judges how a client uses HTTP.
func connected(s *Seen, v *Verdict) {
	conns := map[int]bool{}
	for i, c := range s.Calls {
		conns[c.Conn] = true
		if c.Proto != "HTTP/1.1" {
			v.fail("HTTP/1.1, with a Host and a connection that stays open", fmt.Sprintf("call %d speaks %s", i+1, c.Proto))
			break
		}
	}
	if n := len(s.Calls); n > 2 && len(conns) == n && !overlapping(s.Calls) {
		v.fail("calls one after the other over a connection that is kept", fmt.Sprintf("%d calls came over %d connections: a TLS handshake each; keep one HTTP client, and read every answer to its end", n, n))
	}
	if !slices.ContainsFunc(s.Calls, func(c *Call) bool { return c.Header.Get("Accept") != "" }) {
		v.remark("no call has an Accept header: the provider chooses the format")
	}
	if !slices.ContainsFunc(s.Calls, func(c *Call) bool { return c.Header.Get("User-Agent") != "" }) {
		v.remark("no call has a User-Agent: the provider's support cannot tell your client from another")
	}
}

// overlapping reports calls that were under way at the same time, which need a
// connection each.
func overlapping(calls []*Call) bool {
	for i := 1; i < len(calls); i++ {
		if calls[i].At.Before(calls[i-1].AnsweredAt) {
			return true
		}
	}
	return false
}
