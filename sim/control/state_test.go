package control_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/serve"
)

// A file has no more rules than could have been added one by one: each is
// checked against all others, so a full body of them would take minutes.
func TestAStateFileHasSoManyRules(t *testing.T) {
	s := run(t, serve.Config{})
	amendments := make([]map[string]any, 1001)
	for i := range amendments {
		amendments[i] = map[string]any{"text": fmt.Sprintf(`{when: {number: "139%08d"}, then: {delay: 1ms}}`, i)}
	}
	file, err := json.Marshal(map[string]any{"version": 1, "elapsed": "0s", "now": "2026-11-22T12:00:00Z", "scale": 1, "amendments": amendments})
	require.NoError(t, err)
	a := s.call("PUT", "/v1/state?tenant=copy", string(file))
	assert.Equal(t, 422, a.status)
	assert.Contains(t, a.body, "a list of more than 1000")
	assert.Equal(t, 404, s.call("GET", "/v1/tenants/copy", "").status, "nothing is left of it")
}

// A file has the money and not the charges, and a statement made of it says so.
func TestAStatementAfterARestoreIsIncomplete(t *testing.T) {
	s := run(t, serve.Config{})
	require.Contains(t, s.aliyun("numsim", "numsim-secret", "13900000200"), "NORMAL")
	const statement = "/v1/accounts/aliyun/numsim/statement"
	before := s.call("GET", statement, "")
	require.Contains(t, before.body, `"charged":"0.10"`)
	require.Contains(t, before.body, `"complete":true`)

	file := s.call("GET", "/v1/state", "")
	require.Equal(t, 200, s.call("PUT", "/v1/state?tenant=copy", file.body).status)
	after := s.call("GET", statement+"?tenant=copy", "")
	assert.Contains(t, after.body, `"balance":"999999.90"`)
	assert.Contains(t, after.body, `"complete":false`)
	assert.Contains(t, after.body, "made of a file")

	require.Equal(t, 200, s.call("POST", "/v1/tenants/copy/reset", "{}").status)
	assert.Contains(t, s.call("GET", statement+"?tenant=copy", "").body, `"complete":true`)
}

// Another scenario begins with no calls: those before it were another's.
func TestAVerdictIsAboutThisScenario(t *testing.T) {
	s := run(t, serve.Config{})
	for range 2 {
		require.Contains(t, s.aliyun("numsim", "numsim-secret", "13900000200"), "NORMAL")
	}
	type verdict struct {
		OK    bool `json:"ok"`
		Calls int  `json:"calls"`
	}
	assert.Equal(t, verdict{false, 2}, into[verdict](s, "GET", "/v1/verify", ""), "paid twice")

	body, err := json.Marshal(map[string]string{"scenario": strings.Join([]string{"scenario: next", "expect:", "  - {calls: 1}", ""}, "\n")})
	require.NoError(t, err)
	require.Equal(t, 200, s.call("PUT", "/v1/scenario", string(body)).status)
	assert.Equal(t, verdict{false, 0}, into[verdict](s, "GET", "/v1/verify", ""), "nothing was called yet")
	require.Contains(t, s.aliyun("numsim", "numsim-secret", "13900000200"), "NORMAL")
	assert.Equal(t, verdict{true, 1}, into[verdict](s, "GET", "/v1/verify", ""))
}

// The zero time is a time that was given, and not the want of one.
func TestANewTenantsTimeIsInRange(t *testing.T) {
	s := run(t, serve.Config{})
	for _, now := range []string{"0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"} {
		a := s.call("POST", "/v1/tenants", `{"name": "when", "now": "`+now+`"}`)
		assert.Equal(t, 400, a.status, now)
		assert.Contains(t, a.body, "a clock goes from 1971 to 2200")
	}
	assert.Equal(t, 404, s.call("GET", "/v1/tenants/when", "").status)
}
