package control_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/serve"
)

const token = "a-token-of-ours"

// Without the token nothing is told and nothing done, on any route there is and
// on those there are not; which are which is not told either.
func TestEveryRouteIsLocked(t *testing.T) {
	bearers := [][]string{
		nil, {"Authorization: Bearer"}, {"Authorization: Bearer "}, {"Authorization: " + token}, {"Authorization: Basic " + token},
		{"Authorization: Bearer  " + token}, {"Authorization: Bearer " + token + "x"},
		{"Authorization: Bearer " + token[:5]}, {"Authorization: Bearer " + strings.ToUpper(token)}, {"Cookie: token=" + token},
		{"X-Api-Key: " + token}, {"Authorization: Bearer " + token, "Authorization: Bearer x"},
	}
	var first *simulator
	walk(t, serve.Config{Token: token}, func(s *simulator, method string, r control.Route) {
		first = s
		before := s.everything()
		for _, headers := range bearers {
			a := s.knock(method, r, append([]string{"Host: " + s.addr, isJSON}, headers...)...)
			if r.Path == "/healthz" || r.Path == "/readyz" {
				assert.Equal(t, 200, a.status, "%s tells one bit, to anybody", r.Path)
				continue
			}
			assert.Equal(t, 401, a.status, "%s %s with %q", method, r.Path, headers)
			assert.Equal(t, `Bearer realm="numsim control"`, a.header.Get("WWW-Authenticate"))
			dressed(t, r, method, a)
		}
		assert.Equal(t, before, s.everything())
		assert.Equal(t, 421, s.knock(method, r, "Host: evil.example", isJSON, "Authorization: Bearer "+token).status, "the token opens no foreign name")
		assert.Equal(t, 403, s.knock(method, r, "Host: "+s.addr, isJSON, "Authorization: Bearer "+token, "Origin: https://evil.example").status)
	})
	for _, target := range []string{
		"/", "/nothing", "//admin", "/ADMIN", "/admin%2f", "/admin/..;/", "/v1", "/v1/", "/v1/tenants/", "//v1/tenants", "/v1/%74enants", "/healthz/", "//healthz", "/healthz%2f..%2fv1%2ftenants",
		"/healthz/../v1/tenants", "/metrics/", "/debug/pprof/", "/v1/tenants?token=" + token, "/v1/tenants?access_token=" + token,
	} {
		assert.Equal(t, 401, first.call("GET", target, "").status, target)
	}
	assert.Equal(t, 200, first.call("GET", "/v1/tenants", "", "Authorization: Bearer "+token).status)
	assert.Equal(t, 200, first.call("GET", "/v1/tenants", "", "Authorization: bearer "+token).status, "a scheme has no case")
	assert.Equal(t, 404, first.call("GET", "/v1/nothing", "", "Authorization: Bearer "+token).status)
}

// The option does something: without a token the same routes answer.
func TestWithoutATokenNothingIsLocked(t *testing.T) {
	s := run(t, serve.Config{})
	assert.Empty(t, s.Token)
	assert.Equal(t, 200, s.call("GET", "/v1/tenants", "").status)
	assert.Equal(t, 200, s.call("GET", "/v1/tenants", "", "Authorization: Bearer anything").status)
}

// A port that others can reach has a token, whoever forgot to give one.
func TestATokenIsMadeUpBeyondLoopback(t *testing.T) {
	made := map[string]bool{}
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0"} {
		s := run(t, serve.Config{Control: address})
		assert.GreaterOrEqual(t, len(s.Token), 26, address)
		assert.Equal(t, 401, s.call("GET", "/v1/tenants", "").status)
		assert.Equal(t, 200, s.call("GET", "/v1/tenants", "", "Authorization: Bearer "+s.Token).status)
		assert.Equal(t, 200, s.call("GET", "/readyz", "").status)
		made[s.Token] = true
	}
	assert.Len(t, made, 3, "none twice")
	assert.Empty(t, run(t, serve.Config{Control: "localhost:0"}).Token)
	assert.Equal(t, "own", run(t, serve.Config{Control: "0.0.0.0:0", Token: "own"}).Token)
}
