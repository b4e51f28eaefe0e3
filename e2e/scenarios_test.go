package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/e2e/harness"
)

// marker is the line of a document below which is what its story is about.
const marker = "# What happens:"

// TestScenarios plays each document to clients that know nothing of it, and
// then plays the document without what happens in it: whatever is the same
// with and without is no proof of anything.
func TestScenarios(t *testing.T) {
	t.Parallel()
	c := crew{t, map[client]*harness.Talk{}}
	for _, s := range stories() {
		t.Run(s.scenario, func(t *testing.T) {
			path := filepath.Join("testdata", "scenarios", s.scenario+".yaml")
			with, without := s.expected()
			require.NotEqual(t, with, without, "the story tells nothing")
			t.Run("with", func(t *testing.T) { assert.Equal(t, with, s.play(t, c, path)) })
			t.Run("without", func(t *testing.T) { assert.Equal(t, without, s.play(t, c, before(t, path))) })
		})
	}
	if !t.Failed() {
		c.dismiss()
	}
	for path, told := range documents(t, stories()) {
		assert.True(t, told, "%s has no story", path)
	}
}

// story is what clients make of a scenario, in order.
type story struct {
	scenario string
	moments  []moment
}

// moment is one call. At is the time since the beginning, if it is another.
type moment struct {
	at   string
	who  client
	asks question
	hear string
	// plain is what is heard when nothing happens; empty is the same.
	plain string
}

func (s story) expected() (with, without []string) {
	for _, m := range s.moments {
		with = append(with, m.hear)
		if m.plain == "" {
			m.plain = m.hear
		}
		without = append(without, m.plain)
	}
	return with, without
}

func (s story) play(t *testing.T, c crew, path string) (heard []string) {
	sim := harness.Start(t, "--scenario", path)
	sim.Stand(t, "0s")
	for _, m := range s.moments {
		if m.at != "" {
			sim.Stand(t, m.at)
		}
		heard = append(heard, c.ask(t, sim, m.who, m.asks))
	}
	return heard
}

// before writes the document down as far as the marker.
func before(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	head, _, found := strings.Cut(string(text), marker)
	require.True(t, found, "%s has no line %q", path, marker)
	cut := filepath.Join(t.TempDir(), filepath.Base(path))
	require.NoError(t, os.WriteFile(cut, []byte(head), 0o644))
	return cut
}

// documents says of each whether there is a story about it.
func documents(t *testing.T, stories []story) map[string]bool {
	t.Helper()
	paths, err := filepath.Glob("testdata/scenarios/*.yaml")
	require.NoError(t, err)
	told := map[string]bool{}
	for _, path := range paths {
		told[path] = false
	}
	for _, s := range stories {
		told["testdata/scenarios/"+s.scenario+".yaml"] = true
	}
	return told
}
