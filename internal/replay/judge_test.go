package replay_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/internal/replay"
)

// The table, line by line, by hand; -1 stands for any.
func TestJudge(t *testing.T) {
	const any = -1
	table := []struct {
		request               int
		live, parity, history int
		wrong                 replay.Wrong
		code                  int
		reason                string
	}{
		{0, any, any, any, replay.ClientWrong, 1, "a request that leaves the contract"},
		{1, int(replay.NoAnswer), any, any, replay.EnvironmentWrong, 6, "transport error, timeout or 5xx twice"},
		{1, int(replay.Satisfies), int(replay.Equal), any, replay.NobodyWrong, 0, "all agree"},
		{1, int(replay.Satisfies), int(replay.NotCompared), any, replay.NobodyWrong, 0, "no simulator was asked"},
		{1, int(replay.Satisfies), int(replay.Differs), any, replay.SimulatorWrong, 1, "the simulator alone is otherwise"},
		{1, int(replay.Violates), any, int(replay.ViolatedAlike), replay.ContractWrong, 1, "it never was as the document says"},
		{1, int(replay.Violates), any, int(replay.SatisfiedOnce), replay.ProviderChanged, 3, "it was, and is no longer"},
		{1, int(replay.Violates), any, int(replay.ViolatedOtherwise), replay.UnknownWrong, 1, "it was wrong elsewhere"},
		{1, int(replay.Violates), any, int(replay.NoHistory), replay.UnknownWrong, 1, "nobody knows whether it ever was"},
	}
	for request := range 2 {
		for live := range 3 {
			for parity := range 3 {
				for history := range 4 {
					e := replay.Evidence{Request: request == 1, Live: replay.LiveAnswer(live), Parity: replay.Parity(parity), History: replay.History(history)}
					matches := 0
					for _, line := range table {
						if line.request != request || line.live != any && line.live != live || line.parity != any && line.parity != parity || line.history != any && line.history != history {
							continue
						}
						matches++
						got := replay.Judge(e)
						assert.Equal(t, line.wrong, got.Wrong, "%s: %+v", line.reason, e)
						assert.Equal(t, line.code, got.Code(), "%s: %+v", line.reason, e)
						assert.NotEmpty(t, got.Why)
						assert.Equal(t, line.code == 0, got.Do == "", "whoever is wrong has something to do: %+v", e)
					}
					assert.Equal(t, 1, matches, "the table has one line for %+v", e)
				}
			}
		}
	}
}
