package control_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
)

// walk starts a handler that has every route, and goes to each with each of its
// methods.
func walk(t *testing.T, visit func(c *settable, addr, method string, r control.Route)) {
	t.Helper()
	c := &settable{}
	o := control.Options{Clock: c}
	addr := start(t, o)
	paths := map[string]bool{}
	for _, r := range control.Routes(o) {
		assert.NotEmpty(t, r.Name)
		require.NotEmpty(t, r.Methods, r.Name)
		paths[r.Path] = true
		for _, method := range r.Methods {
			visit(c, addr, method, r)
		}
	}
	assert.Equal(t, map[string]bool{"/healthz": true, "/readyz": true, "/v1/clock": true}, paths)
}

// call sends a body that the clock takes.
func call(t *testing.T, addr, method, path string, headers ...string) answer {
	t.Helper()
	const body = `{"frozen":true}`
	headers = append(headers, "Content-Length: "+strconv.Itoa(len(body)), "", body)
	return ask(t, addr, method+" "+path+" HTTP/1.1", headers...)
}

// Every route there is refuses a foreign name and a foreign page, whatever it
// does and whatever is asked; and a state stays as it was.
func TestEveryRouteIsGuarded(t *testing.T) {
	const isJSON = "Content-Type: application/json"
	walk(t, func(c *settable, addr, method string, r control.Route) {
		for _, host := range []string{"evil.example", "127.0.0.1.evil.example", "localhost.", "0.0.0.0:18080", "[::ffff:127.0.0.1]", "127.0.0.1.nip.io:18080"} {
			a := call(t, addr, method, r.Path, "Host: "+host, isJSON)
			assert.Equal(t, 421, a.status, "%s %s at %s", method, r.Name, host)
			dressed(t, r, method, a)
		}
		for _, headers := range [][]string{
			{"Origin: https://evil.example"}, {"Origin: null"}, {"Origin: http://localhost.evil.example"},
			{"Sec-Fetch-Site: cross-site"}, {"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors"},
			{"Sec-Fetch-Site: cross-site", "X-HTTP-Method-Override: GET"},
		} {
			a := call(t, addr, method, r.Path, append([]string{"Host: " + addr, isJSON}, headers...)...)
			assert.Equal(t, 403, a.status, "%s %s from %s", method, r.Name, headers)
			dressed(t, r, method, a)
		}
		assert.Zero(t, c.changes)
		a := call(t, addr, method, r.Path, "Host: "+addr, isJSON)
		assert.Equal(t, 200, a.status, "%s %s, as it should be", method, r.Name)
		dressed(t, r, method, a)
		c.changes = 0
	})
}

// A link on another site, and another port of this machine, may read but not
// change.
func TestForeignNavigationChangesNothing(t *testing.T) {
	walk(t, func(c *settable, addr, method string, r control.Route) {
		for _, headers := range [][]string{
			{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, {"Origin: http://127.0.0.1:1"}, {"Origin: http://localhost:1"},
		} {
			a := call(t, addr, method, r.Path, append([]string{"Host: " + addr, "Content-Type: application/json"}, headers...)...)
			want := 403
			if method == "GET" || method == "HEAD" {
				want = 200
			}
			assert.Equal(t, want, a.status, "%s %s with %s", method, r.Name, headers)
			dressed(t, r, method, a)
		}
		assert.Zero(t, c.changes)
	})
}

// What changes something takes JSON that says it is JSON.
func TestEveryChangeIsJSON(t *testing.T) {
	walk(t, func(c *settable, addr, method string, r control.Route) {
		if method == "GET" || method == "HEAD" {
			return
		}
		for _, kind := range []string{
			"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", "application/jsonp", "application/json, text/plain",
			"application/json; charset=gbk", "application/json; charset", "*/*", "",
		} {
			a := call(t, addr, method, r.Path, "Host: "+addr, "Content-Type: "+kind)
			assert.Equal(t, 415, a.status, "%s %s with %q", method, r.Name, kind)
			dressed(t, r, method, a)
		}
		assert.Equal(t, 415, call(t, addr, method, r.Path, "Host: "+addr).status, "no type is none")
		assert.Zero(t, c.changes)
		for i, kind := range []string{"application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"} {
			assert.Equal(t, 200, call(t, addr, method, r.Path, "Host: "+addr, "Content-Type: "+kind).status, kind)
			assert.Equal(t, i+1, c.changes)
		}
	})
}

// The methods a route does not have change nothing, and are told of the others.
func TestEveryRouteSaysItsMethods(t *testing.T) {
	walk(t, func(c *settable, addr, _ string, r control.Route) {
		for _, method := range []string{"POST", "PATCH", "DELETE", "OPTIONS", "TRACE", "put", "BREW"} {
			a := call(t, addr, method, r.Path, "Host: "+addr, "Content-Type: application/json", "X-HTTP-Method-Override: PUT")
			assert.Equal(t, 405, a.status, "%s %s", method, r.Name)
			assert.Equal(t, strings.Join(r.Methods, ", "), a.header.Get("Allow"))
			dressed(t, r, method, a)
		}
		assert.Zero(t, c.changes)
	})
}

// dressed: the API speaks JSON, and says of a problem what, where and what to
// do, with an id; the rest speaks text.
func dressed(t *testing.T, r control.Route, method string, a answer) {
	t.Helper()
	hardened(t, a)
	assert.NotEmpty(t, a.header.Get("X-Request-Id"))
	if !strings.HasPrefix(r.Path, "/v1/") {
		assert.Equal(t, "text/plain; charset=utf-8", a.header.Get("Content-Type"))
		return
	}
	assert.Equal(t, "application/json", a.header.Get("Content-Type"))
	if method == "HEAD" || a.status == 200 {
		return
	}
	p := problemOf(t, a)
	assert.True(t, strings.HasPrefix(p.Error.Where, method+" "+r.Path), p.Error.Where)
}

type problem struct {
	Error     struct{ What, Where, Do string }
	RequestID string `json:"request_id"`
}

func problemOf(t *testing.T, a answer) (p problem) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(a.body), &p), a.body)
	assert.NotEmpty(t, p.Error.What)
	assert.NotEmpty(t, p.Error.Where)
	assert.NotEmpty(t, p.Error.Do)
	assert.Equal(t, a.header.Get("X-Request-Id"), p.RequestID)
	return p
}
