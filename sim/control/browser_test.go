package control_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim/control"
)

// What a page can make a browser send.
func TestCrossSiteRequests(t *testing.T) {
	addr := start(t, control.Options{})
	for _, row := range []struct {
		name    string
		headers []string
		status  int
	}{
		{"from another site", []string{"Sec-Fetch-Site: cross-site"}, 403},
		{"from a sibling of ours", []string{"Sec-Fetch-Site: same-site"}, 403},
		{"an old browser, another origin", []string{"Origin: https://evil.example"}, 403},
		{"a sandboxed frame", []string{"Origin: null"}, 403},
		{"another port of this machine", []string{"Origin: http://127.0.0.1:1"}, 403},
		{"a form", []string{"Sec-Fetch-Site: cross-site", "Content-Type: application/x-www-form-urlencoded"}, 403},
		{"text that is JSON", []string{"Origin: https://evil.example", "Content-Type: text/plain"}, 403},
		{"a method in a header", []string{"Sec-Fetch-Site: cross-site", "X-HTTP-Method-Override: GET"}, 403},
		{"no browser, a method in a header", []string{"X-HTTP-Method-Override: GET"}, 405},
		{"no browser", nil, 405},
	} {
		t.Run(row.name, func(t *testing.T) {
			for _, method := range []string{"POST", "PUT", "PATCH", "DELETE"} {
				a := ask(t, addr, method+" /healthz HTTP/1.1", append([]string{"Host: " + addr, "Content-Length: 0"}, row.headers...)...)
				assert.Equal(t, row.status, a.status, method)
				hardened(t, a)
			}
		})
	}
}

// hardened: a browser may make nothing of any answer.
func hardened(t *testing.T, a answer) {
	t.Helper()
	assert.Contains(t, []string{"text/plain; charset=utf-8", "text/plain; version=0.0.4; charset=utf-8", "application/json", "text/event-stream"}, a.header.Get("Content-Type"))
	assert.Equal(t, "nosniff", a.header.Get("X-Content-Type-Options"))
	assert.Equal(t, "no-referrer", a.header.Get("Referrer-Policy"))
	assert.Equal(t, "same-origin", a.header.Get("Cross-Origin-Resource-Policy"))
	assert.Equal(t, "default-src 'none'; frame-ancestors 'none'", a.header.Get("Content-Security-Policy"))
	for name := range a.header {
		assert.NotContains(t, name, "Access-Control-", "no other origin reads an answer")
	}
	assert.Empty(t, a.header.Get("Location"))
	assert.Empty(t, a.header.Get("Set-Cookie"))
}

func TestEveryAnswerIsHardened(t *testing.T) {
	addr := start(t, control.Options{})
	for _, line := range []string{
		"GET /healthz HTTP/1.1", "GET /readyz HTTP/1.1", "GET / HTTP/1.1", "GET /nothing HTTP/1.1", "POST /readyz HTTP/1.1",
		"OPTIONS /healthz HTTP/1.1", "OPTIONS * HTTP/1.1", "GET http://evil.example/ HTTP/1.1", "HEAD /healthz HTTP/1.1",
	} {
		for _, accept := range []string{"*/*", "text/html", "application/json"} {
			hardened(t, ask(t, addr, line, "Host: "+addr, "Origin: https://evil.example", "Accept: "+accept))
		}
	}
}
