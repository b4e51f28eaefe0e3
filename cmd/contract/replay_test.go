package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/replay/standin"
)

// kept are recordings of the stand-in: they hold the form of recordings and the
// simulator to what they were. UPDATE=recordings makes them again.
const kept = "../../conformance/recordings"

func replayed(args ...string) (code int, out string) {
	var both bytes.Buffer
	code = run(append([]string{"replay"}, args...), &both, &both)
	return code, both.String()
}

func TestReplayKeptRecordings(t *testing.T) {
	if os.Getenv("UPDATE") == "recordings" {
		record(t, "aliyun", "aliyun.status.happy.normal-json")
		record(t, "ksyun", "ksyun.realtime.happy.flat")
	}
	code, out := replayed(kept)
	assert.Equal(t, exitOK, code, out)
	assert.Equal(t, "2 played, 0 skipped, 0 differences, 0 excused\n", out)
}

func record(t *testing.T, provider, id string) {
	t.Helper()
	require.NoError(t, os.RemoveAll(filepath.Join(kept, provider)))
	r := newLiveRig(t, standin.Options{})
	code, out := r.ask(t, provider, "--max-cny", "1", "--price-cny", "0.10", "--case", id, "--record", kept)
	require.Equal(t, exitOK, code, out)
}

func TestReplayMistakes(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "gaps.yaml")
	require.NoError(t, os.WriteFile(broken, []byte("gaps: [{case: a.case}]\n"), 0o600))
	for says, args := range map[string][]string{
		"there is no recording in it":      {t.TempDir()},
		"needs a folder of recordings":     {},
		"no such file":                     {filepath.Join(t.TempDir(), "nowhere")},
		"has no pointer":                   {kept, "--gaps", broken},
		"write it as PROVIDER=URL":         {kept, "--target", "http://127.0.0.1:1"},
		"none of the recordings could be ": {kept, "--target", "ywjisu=http://127.0.0.1:1"},
	} {
		code, out := replayed(args...)
		assert.Equal(t, exitUsage, code, out)
		assert.Contains(t, out, says)
	}
}

// A recording that the simulator contradicts is a difference, until a gap
// excuses it; a gap that no longer occurs is one too.
func TestReplayDifference(t *testing.T) {
	r := newLiveRig(t, standin.Options{Drifts: []standin.Drift{standin.SetField("PhoneStatus", "Status", "SHUTDOWN")}})
	dir := filepath.Join(r.dir, "recordings")
	code, out := r.ask(t, "aliyun", "--max-cny", "1", "--case", "aliyun.status.happy.normal-json", "--record", dir)
	require.Equal(t, exitFault, code, out)
	require.Contains(t, out, "the answer satisfies the contract, and is not what the rule says")

	code, out = replayed(dir)
	assert.Equal(t, exitFault, code, out)
	assert.Contains(t, out, "aliyun.status.happy.normal-json /body/PhoneStatus/Status: recorded")

	gaps := filepath.Join(r.dir, "gaps.yaml")
	known := "gaps:\n- {case: aliyun.status.happy.normal-json, pointer: /body/PhoneStatus/Status, reason: it was ported, expires: 2098-12-31}\n"
	require.NoError(t, os.WriteFile(gaps, []byte(known), 0o600))
	code, out = replayed(dir, "--gaps", gaps)
	assert.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "1 played, 0 skipped, 0 differences, 1 excused")

	require.NoError(t, os.WriteFile(gaps, []byte(strings.Replace(known, "Status, reason", "Carrier, reason", 1)), 0o600))
	code, out = replayed(dir, "--gaps", gaps)
	assert.Equal(t, exitFault, code, out)
	assert.Contains(t, out, "no longer occurs")
}
