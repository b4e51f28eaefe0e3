package control_test

import (
	"encoding/json"
	"fmt"
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
