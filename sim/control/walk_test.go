package control_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/serve"
)

// bodies are what each route that takes a body does something with.
func bodies() map[string]string {
	return map[string]string{
		"POST /v1/tenants":                       `{"seed":7}`,
		"POST /v1/tenants/{name}/reset":          `{}`,
		"PUT /v1/clock":                          `{"frozen":true}`,
		"POST /v1/accounts/{provider}/{account}": `{"top_up":"1.00"}`,
		"PUT /v1/scenario":                       `{"scenario_name":"first-try-fails"}`,
		"POST /v1/rules":                         `{"rule":{"name":"slow","then":{"delay":"1s"}}}`,
		"PUT /v1/numbers":                        `{"numbers":{"13900001111":"vacant"}}`,
		"POST /v1/explain":                       `{"provider":"aliyun","numbers":["13900000200"]}`,
		"POST /v1/signature/explain":             `{"provider":"aliyun","request":"GET /?Action=x HTTP/1.1\r\nHost: x\r\n\r\n"}`,
		"PUT /v1/state":                          `{"version":1,"elapsed":"1h","now":"2026-11-22T13:00:00Z","scale":1}`,
	}
}

// paths are what stands for the braces of a path, and what else it needs.
func pathOf(r control.Route, method string) string {
	path := strings.NewReplacer("{name}", "walked", "{provider}", "aliyun", "{account}", "numsim", "{request-id}", "5B1E9F0C-0000-4000-8000-000000000403").Replace(r.Path)
	if method == "DELETE" && r.Path == "/v1/rules" {
		path += "?name=nobody"
	}
	return path
}

// walk starts a simulator with a tenant, and goes to every route there is with
// each of its methods.
func walk(t *testing.T, c serve.Config, visit func(s *simulator, method string, r control.Route)) {
	t.Helper()
	s := run(t, c)
	_, err := s.NewTenant(serve.TenantOptions{Name: "walked"})
	require.NoError(t, err)
	visited := 0
	for _, r := range control.Routes(control.Options{Plane: plane{}, Signatures: &asked{}}) {
		assert.NotEmpty(t, r.Name)
		require.NotEmpty(t, r.Methods, r.Name)
		for _, method := range r.Methods {
			visited++
			visit(s, method, r)
		}
	}
	assert.Greater(t, visited, 40)
}

// knock goes to a route with a body it takes, if it takes one.
func (s *simulator) knock(method string, r control.Route, headers ...string) answer {
	s.t.Helper()
	body, takes := bodies()[method+" "+r.Path]
	if takes {
		headers = append(headers, "Content-Length: "+strconv.Itoa(len(body)), "", body)
	}
	return ask(s.t, s.addr, method+" "+pathOf(r, method)+" HTTP/1.1", headers...)
}

// everything is all that a route could change, as one text.
func (s *simulator) everything() string {
	s.t.Helper()
	var all strings.Builder
	for _, t := range s.Tenants() {
		all.WriteString(t.Name + t.Scenario().Name + s.ClockOf(t).Now.String() + strconv.FormatBool(s.ClockOf(t).Frozen))
		for i := range s.Providers {
			for _, r := range t.Ready(i) {
				all.WriteString(t.Name + r.Account.Name)
			}
		}
		all.WriteString(strconv.FormatUint(t.Journal.Next(), 10))
	}
	return all.String()
}

const isJSON = "Content-Type: application/json"

// Every route there is refuses a foreign name and a foreign page, whatever it
// does and whatever is asked; and everything stays as it was.
func TestEveryRouteIsGuarded(t *testing.T) {
	walk(t, serve.Config{}, func(s *simulator, method string, r control.Route) {
		before := s.everything()
		for _, host := range []string{"evil.example", "127.0.0.1.evil.example", "localhost.", "0.0.0.0:18080", "[::ffff:127.0.0.1]", "127.0.0.1.nip.io:18080"} {
			a := s.knock(method, r, "Host: "+host, isJSON)
			assert.Equal(t, 421, a.status, "%s %s at %s", method, r.Name, host)
			dressed(t, r, method, a)
		}
		for _, headers := range [][]string{
			{"Origin: https://evil.example"}, {"Origin: null"}, {"Origin: http://localhost.evil.example"},
			{"Sec-Fetch-Site: cross-site"}, {"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors"},
			{"Sec-Fetch-Site: cross-site", "X-HTTP-Method-Override: GET"},
		} {
			a := s.knock(method, r, append([]string{"Host: " + s.addr, isJSON}, headers...)...)
			assert.Equal(t, 403, a.status, "%s %s from %s", method, r.Name, headers)
			dressed(t, r, method, a)
		}
		assert.Equal(t, before, s.everything())
	})
}

// A window or frame that a page of another site opens shows nothing of the API,
// streams among it, by no method; a link may lead to what is for people.
func TestForeignWindowsAndFrames(t *testing.T) {
	walk(t, serve.Config{}, func(s *simulator, method string, r control.Route) {
		people := r.Name == "healthz" || r.Name == "readyz"
		before := s.everything()
		for _, site := range []string{"cross-site", "same-site"} {
			for _, dest := range []string{"document", "iframe", "frame", "embed", "object", "fencedframe", "image", "script", "empty", ""} {
				for _, mode := range []string{"navigate", "no-cors", "cors", "websocket", "nested-navigate"} {
					headers := []string{"Host: " + s.addr, isJSON, "Sec-Fetch-Site: " + site, "Sec-Fetch-Mode: " + mode, "Sec-Fetch-User: ?1"}
					if dest != "" {
						headers = append(headers, "Sec-Fetch-Dest: "+dest)
					}
					a, want := s.knock(method, r, headers...), 403
					if people && dest == "document" && mode == "navigate" {
						want = 200
					}
					assert.Equal(t, want, a.status, "%s %s: %s %s %s", method, r.Name, site, mode, dest)
					dressed(t, r, method, a)
				}
			}
		}
		assert.Equal(t, before, s.everything())
	})
}

// Another port of this machine may read but not change.
func TestForeignPortsChangeNothing(t *testing.T) {
	walk(t, serve.Config{KeepRequests: true}, func(s *simulator, method string, r control.Route) {
		if r.Name == "stream" {
			return // it goes on for ever; the guard before it is the same
		}
		before := s.everything()
		for _, headers := range [][]string{{"Origin: http://127.0.0.1:1"}, {"Origin: http://localhost:1"}} {
			a := s.knock(method, r, append([]string{"Host: " + s.addr, isJSON}, headers...)...)
			if method == "GET" || method == "HEAD" {
				assert.Contains(t, []int{200, 404}, a.status, "%s %s with %s", method, r.Name, headers)
			} else {
				assert.Equal(t, 403, a.status, "%s %s with %s", method, r.Name, headers)
			}
			dressed(t, r, method, a)
		}
		assert.Equal(t, before, s.everything())
	})
}

// Whatever takes a body takes JSON that says it is JSON, of one kind, that fits.
func TestEveryBodyIsJSON(t *testing.T) {
	walk(t, serve.Config{}, func(s *simulator, method string, r control.Route) {
		if _, takes := bodies()[method+" "+r.Path]; !takes {
			return
		}
		before := s.everything()
		for _, kind := range []string{
			"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", "application/jsonp", "application/json, text/plain",
			"application/json; charset=gbk", "application/json; charset", "*/*", "",
		} {
			a := s.knock(method, r, "Host: "+s.addr, "Content-Type: "+kind)
			assert.Equal(t, 415, a.status, "%s %s with %q", method, r.Name, kind)
			dressed(t, r, method, a)
		}
		assert.Equal(t, 415, s.knock(method, r, "Host: "+s.addr).status, "no type is none")
		for body, status := range map[string]int{
			``: 400, `null`: 400, `[]`: 400, `{`: 400, `{}}`: 400, `{}{}`: 400, `"x"`: 400, "{\"a\xff\":1}": 400,
			`{"nothing_here":1}`: 400, `{"Name":"x"}`: 400, `{"a":1,"a":2}`: 400,
			`{"set":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`: 400,
			`{"x":` + strings.Repeat("[", 50_000):                               400,
		} {
			a := s.call(method, pathOf(r, method), body, isJSON)
			if body == "" {
				a = ask(t, s.addr, method+" "+pathOf(r, method)+" HTTP/1.1", "Host: "+s.addr, isJSON, "Content-Length: 0")
			}
			assert.Equal(t, status, a.status, "%s %s with %.40q: %s", method, r.Name, body, a.body)
			dressed(t, r, method, a)
		}
		large := ask(t, s.addr, method+" "+pathOf(r, method)+" HTTP/1.1", "Host: "+s.addr, isJSON, "Content-Length: 16777217", "", "{")
		assert.Equal(t, 413, large.status, "%s %s: %s", method, r.Name, large.body)
		dressed(t, r, method, large)
		assert.Equal(t, before, s.everything())
		for _, kind := range []string{"application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"} {
			a := s.knock(method, r, "Host: "+s.addr, "Content-Type: "+kind)
			if r.Path == "/v1/rules" && kind != "application/json" {
				assert.Equal(t, 422, a.status, "a rule of that name is there")
				continue
			}
			assert.Contains(t, []int{200, 201}, a.status, "%s %s: %s", method, r.Path, a.body)
		}
	})
}

// The methods a route does not have change nothing, and are told of the others.
func TestEveryRouteSaysItsMethods(t *testing.T) {
	walk(t, serve.Config{}, func(s *simulator, _ string, r control.Route) {
		before := s.everything()
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "put", "BREW"} {
			if slices.Contains(r.Methods, method) {
				continue
			}
			a := s.call(method, pathOf(r, method), `{}`, "X-HTTP-Method-Override: PUT")
			assert.Equal(t, 405, a.status, "%s %s", method, r.Name)
			assert.Equal(t, strings.Join(r.Methods, ", "), a.header.Get("Allow"))
			dressed(t, r, method, a)
		}
		assert.Equal(t, before, s.everything())
	})
}

// A misspelt filter would show everything: what is behind the ? is known, is
// there once, and fits.
func TestEveryQueryIsKnown(t *testing.T) {
	walk(t, serve.Config{}, func(s *simulator, method string, r control.Route) {
		if !strings.HasPrefix(r.Path, "/v1/") || r.Name == "openapi" {
			return
		}
		before := s.everything()
		for _, query := range []string{"tenent=x", "token=x", "access_token=x", "tenant=a&tenant=b", "x=%zz", "a;b=1", "%ff=1"} {
			path, _, _ := strings.Cut(pathOf(r, method), "?")
			a := s.call(method, path+"?"+query, bodies()[method+" "+r.Path])
			assert.Equal(t, 400, a.status, "%s %s?%s", method, r.Path, query)
			dressed(t, r, method, a)
		}
		assert.Equal(t, before, s.everything())
	})
}

// dressed: the API speaks JSON, and says of a problem what, where and what to
// do, with an id; the rest speaks text.
func dressed(t *testing.T, r control.Route, method string, a answer) {
	t.Helper()
	hardened(t, a)
	assert.NotEmpty(t, a.header.Get("X-Request-Id"))
	if !strings.HasPrefix(r.Path, "/v1/") {
		assert.Contains(t, a.header.Get("Content-Type"), "text/plain; ")
		return
	}
	if method == "HEAD" || a.status < 300 {
		return
	}
	assert.Equal(t, "application/json", a.header.Get("Content-Type"))
	p := problemOf(t, a)
	path, _, _ := strings.Cut(r.Path, "{")
	assert.True(t, strings.HasPrefix(p.Error.Where, method+" "+path), p.Error.Where)
}

type problem struct {
	Error     struct{ What, Where, Do string }
	Findings  []control.Finding
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
