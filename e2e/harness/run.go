package harness

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Run performs the cases with one witness, in a parallel subtest of
// the witness's name, and checks each against the witness's table and against
// the record of the last run. A case in neither Expect nor Cannot fails.
func Run(t *testing.T, w Witness) {
	t.Helper()
	t.Run(w.Name, func(t *testing.T) {
		t.Parallel()
		require.NoError(t, w.check())
		stage := stage{
			witness: w, process: launch(t, w.Dir, w.Args), book: book{load(t, w.Name), newRecord(w)},
			plain: Start(t), skewed: Start(t, "--set", "aliyun.skew=1h"),
		}
		for _, p := range w.plans() {
			t.Run(p.Name, func(t *testing.T) { stage.perform(t, p) })
		}
		if !t.Failed() {
			require.NoError(t, stage.process.finish())
			stage.book.settle(t, len(w.plans()))
		}
	})
}

// stage is one witness with everything that is set up around it.
type stage struct {
	witness       Witness
	process       *process
	plain, skewed *Sim
	book          book
}

func (s *stage) perform(t *testing.T, p plan) {
	if reason, cannot := s.witness.Cannot[p.Name]; cannot {
		s.book.settleCase(t, p.Name, outcome{Cannot: reason})
		t.Skipf("not performed: %s", reason)
	}
	want := s.witness.Expect[p.Name]
	relay := NewRelay(t, s.sim(p).Aliyun)
	relay.Duplicate = p.duplicated
	p.Endpoint = relay.Endpoint
	seen, err := s.process.ask(p.Case)
	require.NoError(t, err)
	t.Logf("%+v", seen)
	passed := relay.Passed()
	s.book.made.Sends = passed.Sends
	checkWire(t, s.witness, relay.Endpoint, seen, passed)
	checkSeen(t, p, want, seen, passed)
	if !t.Failed() {
		s.book.settleCase(t, p.Name, outcomeOf(seen, passed))
	}
}

func (s *stage) sim(p plan) *Sim {
	if p.skewed {
		return s.skewed
	}
	return s.plain
}
