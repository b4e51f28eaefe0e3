package conformance_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/builtin"
)

// answered runs one case against a simulator behind a URL, with that control
// port.
func answered(t *testing.T, id, control string) conformance.Result {
	t.Helper()
	s := suite(t)
	cases, err := s.Select("", id)
	require.NoError(t, err)
	place, err := builtin.Target{}.Arrange(t.Context(), &conformance.Case{ID: id})
	require.NoError(t, err)
	t.Cleanup(place.Close)
	target := conformance.NewRemote(map[string]string{"ywjisu": place.URL("ywjisu")}, control)
	return s.Run(t.Context(), target, cases[0])
}

// Without a control port that makes tenants, what a case asks for beside an
// account is skipped, with the reason.
func TestRemoteSkipsWhatItCannotArrange(t *testing.T) {
	none := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(none.Close)
	for _, control := range []string{"", none.URL} {
		for id, why := range map[string]string{
			"ywjisu.check.bal.quota":           "cannot be set to ywjisu.quota=49: no control port was given that makes tenants",
			"ywjisu.check.retry.carrier-delay": "cannot be given a scenario",
			"ksyun.batch.happy.one":            "no URL of ksyun was given",
		} {
			r := answered(t, id, control)
			assert.Equal(t, conformance.Skipped, r.Outcome, id)
			assert.Contains(t, r.Reason, why)
		}
	}
	r := answered(t, "ywjisu.check.missing.code", "")
	assert.Equal(t, conformance.Passed, r.Outcome, r.Text())
}

// With one, the tenant is asked for what the case asks for, and closed.
func TestRemoteMakesATenantForEachCase(t *testing.T) {
	asked, closed := map[string]any{}, 0
	status, answer := http.StatusCreated, `{"name":"t1","providers":{"ywjisu":{"pwd":"numsim-pwd","private_key":"numsim-key"}},
		"accounts":[{"provider":"ywjisu","account":"numsim","id":"numsim"}]}`
	control := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodDelete {
			closed++
			return
		}
		text, _ := io.ReadAll(r.Body)
		_ = json.Unmarshal(text, &asked)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(control.Close)
	r := answered(t, "ywjisu.check.shape.lasttime-string", control.URL)
	assert.Equal(t, []any{"ywjisu.last-time=string"}, asked["set"])
	assert.Equal(t, true, asked["frozen"])
	assert.Equal(t, 1, closed)
	assert.NotEqual(t, conformance.Skipped, r.Outcome, "it was asked")
	assert.Contains(t, answered(t, "ywjisu.check.http.get-served", control.URL).Reason, "counts before it is known whose call it is")

	status, answer = http.StatusUnprocessableEntity, `{"error":{"what":"no such field"}}`
	r = answered(t, "ywjisu.check.shape.lasttime-string", control.URL)
	assert.Equal(t, conformance.Skipped, r.Outcome)
	assert.Contains(t, r.Reason, "no such field")
}
