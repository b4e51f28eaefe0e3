package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/e2e/harness"
)

// TestCompatibility holds the page to the records, as each witness's own test
// holds its record to what was seen.
func TestCompatibility(t *testing.T) {
	if harness.Updating() {
		t.Skip("a run with -update writes the page when all its witnesses are done")
	}
	want, err := harness.Compatibility()
	require.NoError(t, err)
	path, err := harness.CompatibilityPath()
	require.NoError(t, err)
	have, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Empty(t, firstDifference(want, string(have)),
		"the page is not what testdata/seen says: renew it with `go test -run TestCompatibility -update`")
}

// firstDifference is one line, because the whole page twice helps nobody.
func firstDifference(want, have string) string {
	wanted, had := strings.Split(want, "\n"), strings.Split(have, "\n")
	for i := range max(len(wanted), len(had)) {
		w, h := line(wanted, i), line(had, i)
		if w != h {
			return fmt.Sprintf("line %d: the records say %q, the page says %q", i+1, w, h)
		}
	}
	return ""
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(the end)"
}

// TestEveryWitnessIsOnThePage finds a program nobody runs, and a record whose
// program is gone.
func TestEveryWitnessIsOnThePage(t *testing.T) {
	if harness.Updating() {
		t.Skip("a run with -update may be about to write a new witness's record")
	}
	recorded, err := harness.Recorded()
	require.NoError(t, err)
	programs, err := filepath.Glob("witness/*/run")
	require.NoError(t, err)
	require.NotEmpty(t, programs)
	for _, program := range programs {
		assert.Contains(t, recorded, filepath.Dir(program), "no record in testdata/seen names this program")
	}
	for _, dir := range recorded {
		assert.Contains(t, programs, filepath.Join(dir, "run"), "a record in testdata/seen names a program that is gone")
	}
}
