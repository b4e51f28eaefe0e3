package control_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim/control"
)

func TestHealthAndReadiness(t *testing.T) {
	var draining atomic.Bool
	addr := start(t, control.Options{Ready: func() bool { return !draining.Load() }})
	for _, row := range []struct {
		draining   bool
		path, body string
		status     int
	}{
		{false, "/healthz", "ok\n", 200},
		{false, "/readyz", "ready\n", 200},
		{true, "/healthz", "ok\n", 200},
		{true, "/readyz", "draining\n", 503},
		{false, "/readyz", "ready\n", 200},
	} {
		draining.Store(row.draining)
		a := get(t, addr, row.path)
		assert.Equal(t, row.status, a.status, row.path)
		assert.Equal(t, row.body, a.body, row.path)
		h := ask(t, addr, "HEAD "+row.path+" HTTP/1.1", "Host: "+addr)
		assert.Equal(t, row.status, h.status, "HEAD %s", row.path)
		assert.Empty(t, h.body)
	}
	assert.Equal(t, 200, get(t, start(t, control.Options{}), "/readyz").status, "who is never told is always ready")
}

// No path is cleaned, decoded or completed: a redirect is the first half of
// many attacks, and a route has one spelling.
func TestPathsAreTakenAsTheyAre(t *testing.T) {
	addr := start(t, control.Options{})
	for _, target := range []string{
		"/", "//", "/..", "/.", "/nothing", "/admin", "/ADMIN", "//admin", "/admin/", "/admin%2f", "/admin/..;/", "/v1/tenants",
		"//evil.example/%2f..", "//evil.example/..", `/\evil.example`, "/%5cevil.example", "/%2f%2fevil.example", "///evil.example",
		"//healthz", "/healthz/", "/healthz/.", "/./healthz", "/x/../healthz", "/x/..;/healthz", "/%2e/healthz", "/%68ealthz", "/HEALTHZ",
		"/healthz%2f", "/healthz%00", "/healthz;x=1", "/healthz\xff", "/metrics", "/debug/pprof/", "/debug/vars",
		"http://localhost//evil.example", "http://localhost/..", "javascript://localhost//healthz", "http://user@localhost//x", "*",
	} {
		for _, method := range []string{"GET", "POST", "HEAD"} {
			if target == "*" {
				method = "OPTIONS" // the only method that may be asked of nothing
			}
			a := ask(t, addr, method+" "+target+" HTTP/1.1", "Host: "+addr)
			assert.Equal(t, 404, a.status, "%s %q", method, target)
			hardened(t, a)
			if method == "GET" {
				assert.Contains(t, a.body, "nothing here", "%q", target)
				assert.Contains(t, a.body, "GET /healthz and GET /readyz are. Providers answer on their own ports", "it says what is")
			}
		}
	}
	for _, host := range []string{"localhost:80", addr} {
		a := ask(t, addr, "CONNECT "+host+" HTTP/1.1", "Host: localhost")
		assert.Equal(t, 404, a.status)
		hardened(t, a)
	}
}

func TestQueriesDecideNothing(t *testing.T) {
	addr := start(t, control.Options{})
	for _, query := range []string{"?", "?x", "?next=//evil.example", "?a=%zz", "?;", "??", "?" + strings.Repeat("a=&", 5000)} {
		a := get(t, addr, "/healthz"+query)
		assert.Equal(t, 200, a.status, query)
		assert.Equal(t, "ok\n", a.body)
	}
}

// A route that exists and is asked otherwise says how it may be asked.
func TestMethods(t *testing.T) {
	addr := start(t, control.Options{})
	for _, path := range []string{"/healthz", "/readyz"} {
		for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "BREW"} {
			a := ask(t, addr, method+" "+path+" HTTP/1.1", "Host: "+addr)
			assert.Equal(t, 405, a.status, "%s %s", method, path)
			assert.Equal(t, "GET, HEAD", a.header.Get("Allow"))
			assert.NotEmpty(t, a.body)
			hardened(t, a)
		}
	}
}
