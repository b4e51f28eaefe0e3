package builtin_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/builtin"
)

// A case's simulator is its own: its clock moves when it is told to, and its
// scenario is nobody else's.
func TestEachCaseHasASimulatorOfItsOwn(t *testing.T) {
	c := conformance.Case{ID: "aliyun.a.b.c", Given: conformance.Given{Set: []string{"aliyun.balance=0"}}}
	first, err := builtin.Target{}.Arrange(t.Context(), &c)
	require.NoError(t, err)
	defer first.Close()
	second, err := builtin.Target{}.Arrange(t.Context(), &c)
	require.NoError(t, err)
	defer second.Close()
	require.NoError(t, first.Advance(3*1e9))
	assert.Equal(t, "12:00:03", first.Now().Format("15:04:05"))
	assert.Equal(t, builtin.Noon(), second.Now().UTC())
	assert.NotEqual(t, first.URL("aliyun"), second.URL("aliyun"))
	key, err := first.Account("ywjisu", "numsim")
	require.NoError(t, err)
	assert.Equal(t, conformance.Credentials{ID: "numsim", Secret: "numsim-key", Password: "numsim-pwd"}, key)
	_, err = first.Account("ywjisu", "nobody")
	assert.ErrorContains(t, err, "see simulator accounts ywjisu")
	res, err := http.Get(first.URL("ywjisu"))
	require.NoError(t, err)
	assert.Equal(t, http.StatusNotFound, res.StatusCode)
	require.NoError(t, res.Body.Close())
}

// A setting or a scenario that does not exist is said, not passed over.
func TestMistakesInACase(t *testing.T) {
	for text, given := range map[string]conformance.Given{
		"did you mean": {Set: []string{"aliyun.balanc=0"}},
		"case.yaml:2":  {Scenario: "scenario: x\nruls: []\n"},
	} {
		_, err := builtin.Target{}.Arrange(t.Context(), &conformance.Case{ID: "aliyun.a.b.c", Given: given})
		assert.ErrorContains(t, err, text)
	}
}
