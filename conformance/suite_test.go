package conformance_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

func get(s *conformance.Stage) (*http.Request, error) {
	return http.NewRequest(http.MethodGet, s.Base(), nil)
}

func passes(*conformance.Seen) (string, bool) { return "", true }

// A case that cannot fail, or does not say where its rule comes from, is a
// mistake.
func TestCasesThatProveNothing(t *testing.T) {
	good := conformance.Check{Expected: "anything", Look: passes}
	for want, change := range map[string]func(*conformance.Case){
		"no check on its last call":        func(c *conformance.Case) { c.Steps[0].Checks = nil },
		"calls nothing":                    func(c *conformance.Case) { c.Steps = nil },
		"expects nothing":                  func(c *conformance.Case) { c.Steps[0].Checks = []conformance.Check{{Expected: "x"}} },
		"makes 0 calls":                    func(c *conformance.Case) { c.Steps[0].Send = nil },
		"is not named":                     func(c *conformance.Case) { c.ID = "aliyun.case" },
		"has no rule in words":             func(c *conformance.Case) { c.Rule = "" },
		"does not say where":               func(c *conformance.Case) { c.Source = "somewhere" },
		"which is not in the contract":     func(c *conformance.Case) { c.Meets = []string{"value:Status=ROAMING"} },
		"without asking the target for it": func(c *conformance.Case) { c.Meets = []string{"reading:serial-id=number"} },
		"which no guard of a live run sees": func(c *conformance.Case) {
			c.Steps[0].Send, c.Live = nil, conformance.LiveFree
			c.Steps[0].Bytes = func(*conformance.Stage) []byte { return nil }
		},
		"there is no contract of telco": func(c *conformance.Case) { c.ID = "telco.a.b.c" },
	} {
		c := conformance.Case{ID: "aliyun.a.b.c", Rule: "a rule", Source: "document 000:1", Steps: []conformance.Step{{Send: get, Checks: []conformance.Check{good}}}}
		_, err := conformance.New([]conformance.Case{c})
		require.NoError(t, err)
		change(&c)
		_, err = conformance.New([]conformance.Case{c})
		assert.ErrorContains(t, err, want)
	}
	c := conformance.Case{ID: "aliyun.a.b.c", Rule: "a rule", Source: "document 000:1", Steps: []conformance.Step{{Send: get, Checks: []conformance.Check{good}}}}
	_, err := conformance.New([]conformance.Case{c, c})
	assert.ErrorContains(t, err, "is there twice")
}

func TestAnEmptyRunIsAnError(t *testing.T) {
	s := suite(t)
	_, err := s.Select("aliyun", "ksyun.*")
	assert.ErrorIs(t, err, conformance.ErrEmpty)
	cases, err := s.Select("ksyun", "ksyun.batch.limit.*")
	require.NoError(t, err)
	assert.NotEmpty(t, cases)
}

type nowhere struct{ err error }

func (nowhere) Name() string { return "nowhere" }
func (n nowhere) Arrange(context.Context, *conformance.Case) (*conformance.Place, error) {
	if n.err != nil {
		return nil, n.err
	}
	return &conformance.Place{
		URL: func(string) string { return "http://127.0.0.1:1" },
		Account: func(string, string) (conformance.Credentials, error) {
			return conformance.Credentials{ID: "numsim", Secret: "canary-secret", Password: "canary-pwd"}, nil
		},
		Answerer: contracts.Simulator,
	}, nil
}

// Nobody who answers is no broken rule, and what cannot be arranged is skipped
// with the reason.
func TestWhatIsNoFailure(t *testing.T) {
	s := suite(t)
	cases, err := s.Select("", "ywjisu.check.happy.one")
	require.NoError(t, err)
	r := s.Run(t.Context(), nowhere{}, cases[0])
	assert.Equal(t, conformance.Stopped, r.Outcome)
	assert.Contains(t, r.Reason, "step 1")
	assert.NotContains(t, r.Text(), "canary-")
	r = s.Run(t.Context(), nowhere{conformance.Cannot("it has no clock")}, cases[0])
	assert.Equal(t, conformance.Skipped, r.Outcome)
	assert.Equal(t, "it has no clock", r.Reason)
	r = s.Run(t.Context(), nowhere{errors.New("broken")}, cases[0])
	assert.Equal(t, conformance.Stopped, r.Outcome)
}
