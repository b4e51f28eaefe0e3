package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/replay"
	"github.com/numsim/numsim/internal/replay/standin"
	"github.com/numsim/numsim/internal/wire"
)

// kept are recordings of the stand-in: they hold the form of recordings and the
// simulator to what they were. UPDATE=recordings makes them again.
const kept = "../../conformance/recordings"

func replayed(args ...string) (code int, out string) {
	var both bytes.Buffer
	code = run(append([]string{"replay"}, args...), &both, &both)
	return code, both.String()
}

// keptCases has a success and a refusal of every operation that is served.
func keptCases() map[string][]string {
	all := map[string][]string{
		"aliyun": {"aliyun.status.happy.normal-json", "aliyun.status.happy.not-exist", "aliyun.status.sig.wrong-secret", "aliyun.status.sig.missing", "aliyun.status.param.phone-missing"},
		"ksyun": {
			"ksyun.batch.happy.one", "ksyun.batch.sig.wrong-secret", "ksyun.realtime.happy.flat", "ksyun.realtime.sig.wrong-secret",
			"ksyun.isms.happy.object", "ksyun.isms.sig.wrong-secret",
		},
		"ywjisu": {"ywjisu.check.happy.one", "ywjisu.check.token.wrong", "ywjisu.check.param.mobiles-empty"},
	}
	for _, use := range []string{"public", "account", "real", "sms", "voice"} {
		all["today"] = append(all["today"], "aliyun.statusfor.action."+use, "aliyun.statusfor.sig.wrong-secret-"+use)
	}
	return all
}

func TestReplayKeptRecordings(t *testing.T) {
	if os.Getenv("UPDATE") == "recordings" {
		record(t)
	}
	code, out := replayed(kept, "--stand-in")
	assert.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "25 played, 0 skipped, 0 differences, 0 excused\n")
}

// The folder has what the list has, a success and a refusal of each operation of
// each contract, and says who answered.
func TestKeptRecordingsAreOfEveryOperation(t *testing.T) {
	files, err := replay.ReadAll(os.DirFS(kept))
	require.NoError(t, err)
	var cases, listed []string
	seen := map[string]bool{}
	for _, f := range files {
		cases = append(cases, f.Case)
		assert.True(t, f.StandIn, "%s: nobody has asked a provider yet", f.Path)
		seen[fmt.Sprint(f.Provider, " ", f.Operation, " ", f.Answer.Status == http.StatusOK && !strings.Contains(string(f.Answer.Body), `"resultCode":"4`))] = true
	}
	for _, list := range keptCases() {
		listed = append(listed, list...)
	}
	slices.Sort(cases)
	assert.ElementsMatch(t, listed, slices.Compact(cases), "a case of two calls has two recordings")
	for _, p := range contracts.Providers() {
		d, flaws := contracts.Builtin(p)
		require.Empty(t, flaws)
		for _, operation := range d.Operations() {
			assert.True(t, seen[p+" "+operation+" true"], "no success of %s %s", p, operation)
			assert.True(t, seen[p+" "+operation+" false"], "no refusal of %s %s", p, operation)
		}
	}
}

// A gap excuses a difference of a recording that there is.
func TestGapsAreOfRecordings(t *testing.T) {
	known, err := readGaps("../../conformance/gaps.yaml")
	require.NoError(t, err)
	files, err := replay.ReadAll(os.DirFS(kept))
	require.NoError(t, err)
	for _, g := range known {
		assert.True(t, slices.ContainsFunc(files, func(f replay.File) bool { return f.Case == g.Case }), "the gap %s %s excuses nothing: there is no recording of it", g.Case, g.Pointer)
	}
}

// record makes them again, as contract run --live --record does.
func record(t *testing.T) {
	t.Helper()
	for name := range keptCases() {
		provider := name
		if name == "today" {
			provider = "aliyun"
		}
		require.NoError(t, os.RemoveAll(filepath.Join(kept, provider)))
	}
	for name, list := range keptCases() {
		for _, id := range list {
			r := newLiveRig(t, standin.Options{})
			provider, more := name, []string{}
			if name == "today" {
				provider, more = "aliyun", []string{"--profile", "today"}
				r.world.keys = func(string) (wire.Keys, error) { return r.server.Keys("aliyun", "numsim-today"), nil }
			}
			code, out := r.ask(t, provider, append(more, "--max-cny", "1", "--price-cny", "0.10", "--case", id, "--record", kept)...)
			require.Equal(t, exitOK, code, out)
		}
	}
}

// What a stand-in answered proves nothing about a provider, and is not played
// unless somebody asks for it.
func TestReplayOfItself(t *testing.T) {
	code, out := replayed(kept)
	assert.Equal(t, exitUsage, code, out)
	assert.Contains(t, out, "a simulator answered it in the provider's place")
	assert.Contains(t, out, "none of the recordings could be played")
	assert.Contains(t, out, "--stand-in")
}

func TestReplayMistakes(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "gaps.yaml")
	require.NoError(t, os.WriteFile(broken, []byte("gaps: [{case: a.case}]\n"), 0o600))
	for says, args := range map[string][]string{
		"there is no recording in it":      {t.TempDir()},
		"needs a folder of recordings":     {},
		"no such file":                     {filepath.Join(t.TempDir(), "nowhere")},
		"--record DIR write such a folder": {filepath.Join(t.TempDir(), "nowhere")},
		"it is a file, and a folder of ":   {broken},
		"has no pointer":                   {kept, "--gaps", broken},
		"write it as PROVIDER=URL":         {kept, "--target", "http://127.0.0.1:1"},
		"none of the recordings could be ": {filepath.Join(kept, "aliyun"), "--stand-in", "--target", "ywjisu=http://127.0.0.1:1"},
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

	code, out = replayed(dir, "--stand-in")
	assert.Equal(t, exitFault, code, out)
	assert.Contains(t, out, "aliyun.status.happy.normal-json /body/PhoneStatus/Status: recorded")

	gaps := filepath.Join(r.dir, "gaps.yaml")
	const gap = "- {case: aliyun.status.happy.normal-json, pointer: %s, reason: it was ported, expires: 2098-12-31}\n"
	known := "gaps:\n" + fmt.Sprintf(gap, "/body/PhoneStatus/Status") + fmt.Sprintf(gap, "/client/Results/*/Status")
	require.NoError(t, os.WriteFile(gaps, []byte(known), 0o600))
	code, out = replayed(dir, "--stand-in", "--gaps", gaps)
	assert.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "1 played, 0 skipped, 0 differences, 2 excused")

	require.NoError(t, os.WriteFile(gaps, []byte(strings.Replace(known, "/PhoneStatus/Status", "/PhoneStatus/Carrier", 1)), 0o600))
	code, out = replayed(dir, "--stand-in", "--gaps", gaps)
	assert.Equal(t, exitFault, code, out)
	assert.Contains(t, out, "no longer occurs")
}
