package harness

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// Talk is a client that is asked one thing after another, of whatever
// simulators there are.
type Talk struct{ process *process }

// Open starts Dir/run of a witness or, with the provider as an argument, of a
// sample client.
func Open(t testing.TB, dir string, args ...string) *Talk {
	t.Helper()
	return &Talk{launch(t, dir, args)}
}

// Ask puts a case to a witness.
func (k *Talk) Ask(t testing.TB, c Case) Seen {
	t.Helper()
	seen, err := k.process.ask(c)
	require.NoError(t, err)
	return seen
}

// Call puts a call to a sample client.
func (k *Talk) Call(t testing.TB, c Call) Heard {
	t.Helper()
	heard, err := k.process.call(c)
	require.NoError(t, err)
	return heard
}

// End closes the client's input, upon which it must end by itself.
func (k *Talk) End(t testing.TB) {
	t.Helper()
	require.NoError(t, k.process.finish())
}

// URL is where a sample client of a provider asks this simulator.
func (s *Sim) URL(provider string) string {
	served := services()[provider]
	return "http://" + served.address(s) + served.path
}

// Stand puts the clock so long after the beginning of the scenario, and has it
// stand still there.
func (s *Sim) Stand(t testing.TB, elapsed string) {
	t.Helper()
	order, err := json.Marshal(map[string]any{"elapsed": elapsed, "frozen": true})
	require.NoError(t, err)
	req, err := http.NewRequest(http.MethodPut, "http://"+s.Control+"/v1/clock", bytes.NewReader(order))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	transport := &http.Transport{Proxy: nil, DisableKeepAlives: true}
	answer, err := transport.RoundTrip(req)
	require.NoError(t, err)
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, answer.StatusCode, "%s", said)
}
