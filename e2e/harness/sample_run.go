package harness

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// RunSample performs a provider's cases with one client, in a parallel subtest
// of the client's name, and checks each against the documents and against the
// record of the last run.
func RunSample(t *testing.T, s Sample) {
	t.Helper()
	t.Run(s.Name, func(t *testing.T) {
		t.Parallel()
		require.NoError(t, s.check())
		stage := sampleStage{
			sample: s, service: services()[s.Provider], process: launch(t, s.Dir, []string{s.Provider}),
			book: book{load(t, s.Name), s.record()}, sim: Start(t),
		}
		for _, p := range stage.plans {
			t.Run(p.Name, func(t *testing.T) { stage.perform(t, p) })
		}
		if !t.Failed() {
			require.NoError(t, stage.process.finish())
			stage.book.settle(t, len(stage.plans))
		}
	})
}

// AskSample runs a client for one case outside the provider's list, and tells
// what it made of it and what went by.
func AskSample(t testing.TB, s Sample, c Call) (Heard, Passed) {
	t.Helper()
	served := services()[s.Provider]
	p := launch(t, s.Dir, []string{s.Provider})
	relay := NewRelay(t, served.address(Start(t)))
	c.URL = "http://" + relay.Endpoint + served.path
	heard, err := p.call(c)
	require.NoError(t, err)
	require.NoError(t, p.finish())
	return heard, relay.Passed()
}

type sampleStage struct {
	sample Sample
	service
	process *process
	sim     *Sim
	book    book
}

func (s *sampleStage) perform(t *testing.T, p samplePlan) {
	if reason, cannot := s.sample.Cannot[p.Name]; cannot {
		s.book.settleCase(t, p.Name, outcome{Cannot: reason})
		t.Skipf("not performed: %s", reason)
	}
	relay := NewRelay(t, s.address(s.sim))
	p.URL = "http://" + relay.Endpoint + s.path
	heard, err := s.process.call(p.Call)
	require.NoError(t, err)
	t.Logf("%+v", heard)
	passed := relay.Passed()
	checkAsked(t, s.sample, passed)
	if p.Name == s.shown {
		assert.Equal(t, s.sample.Form, steadyForm(passed.Form), "the form as it was sent")
	}
	checkPromise(t, p.promised, passed)
	checkHeard(t, s.sample, p.promised, heard, passed)
	if !t.Failed() {
		s.book.settleCase(t, p.Name, outcomeHeard(p, heard, passed))
	}
}

func outcomeHeard(p samplePlan, heard Heard, passed Passed) outcome {
	seen := outcome{
		Status: strings.Join(heard.Statuses, " "), ErrorType: heard.ErrorType,
		HTTPStatus: heard.HTTPStatus, Attempts: passed.Attempts,
	}
	if p.refused() {
		seen.ErrorCode = heard.Code
	}
	return seen
}
