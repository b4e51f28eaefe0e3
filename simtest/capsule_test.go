package simtest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/simtest"
)

// A failed test leaves its run where it is told to, and one that cannot says
// why; one that holds leaves nothing.
func TestACapsuleOfAFailedTest(t *testing.T) {
	dir := t.TempDir()
	run := func(o simtest.Options, fails bool) (said string, files []string) {
		said = during(t, func(r *recorder) {
			sim := simtest.Start(r, o)
			_, err := ask(t, sim.HTTPClient(), sim.Aliyun(), nil, "13900000404")
			require.NoError(t, err)
			sim.AssertCalls("aliyun", map[bool]int{true: 2, false: 1}[fails])
		})
		files, err := filepath.Glob(filepath.Join(dir, "*", "*.json"))
		require.NoError(t, err)
		return said, files
	}
	named := simtest.Options{InMemory: true, Capsule: filepath.Join(dir, "named")}
	_, files := run(named, false)
	assert.Empty(t, files, "it holds")
	said, files := run(named, true)
	require.Len(t, files, 1)
	assert.Contains(t, said, files[0])
	assert.Regexp(t, `/TestACapsuleOfAFailedTest-t[0-9a-f]{8}\.json$`, filepath.ToSlash(files[0]))

	t.Setenv("NUMSIM_CAPSULE_DIR", filepath.Join(dir, "environment"))
	_, files = run(simtest.Options{InMemory: true}, true)
	assert.Len(t, files, 2)
	const drawn = "scenario: drawn\nrules:\n- when: {chance: 50%}\n  then: {delay: 1ms}\n"
	said, files = run(simtest.Options{InMemory: true, Scenario: drawn}, true)
	assert.Len(t, files, 2)
	assert.Contains(t, said, "simtest: there is no capsule: rule at scenario.yaml:3 leaves to chance which numbers it is for, so no other number can stand for one")
	_, files = run(simtest.Options{InMemory: true, Scenario: drawn, ClearNumbers: true}, true)
	assert.Len(t, files, 3)

	require.NoError(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o600))
	said, _ = run(simtest.Options{InMemory: true, Capsule: filepath.Join(dir, "file")}, true)
	assert.Contains(t, said, "simtest: there is no capsule: mkdir ")
}
