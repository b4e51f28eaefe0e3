package replay_test

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/replay"
)

// mostGaps may be lowered and never raised.
const mostGaps = 0

func TestGapsMayOnlyShrink(t *testing.T) {
	text, err := os.ReadFile("../../conformance/gaps.yaml")
	require.NoError(t, err)
	gaps, err := replay.ReadGaps(text)
	require.NoError(t, err)
	assert.Len(t, gaps, mostGaps, "close gaps instead of adding one; after closing one, lower the number")
}

func TestReadGaps(t *testing.T) {
	const good = "gaps:\n- {case: a.case, pointer: /body/Code, reason: not yet, expires: 2026-12-31}\n"
	gaps, err := replay.ReadGaps([]byte(good))
	require.NoError(t, err)
	require.Len(t, gaps, 1)
	assert.Equal(t, "/body/Code", gaps[0].Pointer)
	for name, text := range map[string]string{
		"no case":         "gaps:\n- {pointer: /body, reason: not yet, expires: 2026-12-31}",
		"no pointer":      "gaps:\n- {case: a.case, pointer: body, reason: not yet, expires: 2026-12-31}",
		"no reason":       "gaps:\n- {case: a.case, pointer: /body, reason: ' ', expires: 2026-12-31}",
		"no end":          "gaps:\n- {case: a.case, pointer: /body, reason: not yet}",
		"no such day":     "gaps:\n- {case: a.case, pointer: /body, reason: not yet, expires: 2026-02-31}",
		"twice":           good + "- {case: a.case, pointer: /body/Code, reason: again, expires: 2026-12-31}",
		"an unknown word": "gaps:\n- {case: a.case, pointer: /body, reason: not yet, expires: 2026-12-31, forever: true}",
		"no list":         "[]",
	} {
		_, err := replay.ReadGaps([]byte(text))
		assert.Error(t, err, name)
	}
	gaps, err = replay.ReadGaps(nil)
	require.NoError(t, err)
	assert.Empty(t, gaps)
}

func TestExcuse(t *testing.T) {
	gaps, err := replay.ReadGaps([]byte(`gaps:
- {case: a.case, pointer: /body/Data/*/Carrier, reason: not yet, expires: 2026-12-31}
- {case: b.case, pointer: /status, reason: not yet, expires: 2026-12-31}
- {case: c.case, pointer: /status, reason: not yet, expires: 2026-12-31}
`))
	require.NoError(t, err)
	now := time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC)
	played := func(name string, list ...replay.Difference) replay.Played {
		return replay.Played{File: replay.File{Recording: &replay.Recording{Case: name}}, Differences: list}
	}
	carrier := replay.Difference{Case: "a.case", Pointer: "/body/Data/0/Carrier"}
	deeper := replay.Difference{Case: "a.case", Pointer: "/body/Data/0/Carrier/x"}
	status := replay.Difference{Case: "b.case", Pointer: "/status"}

	left, excused, err := replay.Excuse([]replay.Played{played("a.case", carrier, deeper), played("b.case", status)}, gaps, now)
	require.NoError(t, err, "c.case was not played, so nobody knows")
	assert.Equal(t, []replay.Difference{deeper}, left)
	assert.Equal(t, 2, excused)

	left, _, err = replay.Excuse([]replay.Played{played("a.case", carrier), played("b.case")}, gaps, now)
	require.ErrorContains(t, err, "b.case /status no longer occurs")
	assert.Empty(t, left)

	skipped := played("b.case")
	skipped.Skipped = "a reason"
	_, _, err = replay.Excuse([]replay.Played{skipped}, gaps, now)
	require.NoError(t, err, "what was skipped shows nothing")

	_, _, err = replay.Excuse([]replay.Played{played("a.case", carrier), played("b.case", status)}, gaps, now.Add(time.Hour))
	require.ErrorContains(t, err, "a.case /body/Data/*/Carrier expired on 2026-12-31")
}
