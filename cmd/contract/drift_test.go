package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/replay/standin"
	"github.com/numsim/numsim/sim/serve"
)

// switched is a drift that begins when it is told to.
type switched struct{ drift standin.Drift }

func (s *switched) Drift(x *standin.Exchange) {
	if s.drift != nil {
		s.drift(x)
	}
}

// A provider, which is a stand-in over TLS, is recorded, drifts, and is recorded
// again; the recordings tell it, and nothing that is somebody's.
func TestDriftOfRecordings(t *testing.T) {
	now := &switched{}
	r := newLiveRig(t, standin.Options{Drifts: []standin.Drift{now.Drift}})
	happy := map[string]string{"aliyun": "aliyun.status.happy.normal-json", "ksyun": "ksyun.realtime.happy.flat", "ywjisu": "ywjisu.check.happy.one"}
	record := func(t *testing.T, provider, dir string, times int) {
		for range times {
			_, out := r.ask(t, provider, "--max-cny", "100", "--price-cny", "0.10", "--case", happy[provider], "--record", dir)
			require.Contains(t, out, "live: 1 call")
		}
	}
	before := filepath.Join(r.dir, "before")
	for provider := range happy {
		record(t, provider, before, 1)
	}
	code, out := r.do("drift", before)
	require.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "3 samples, 0 findings")

	for name, c := range map[string]struct {
		provider string
		drift    standin.Drift
		times    int
		says     string
		code     int
	}{
		"a member less":       {"aliyun", standin.RemoveField("PhoneStatus", "Status"), 1, "breaking resp.field.removed: body /PhoneStatus/Status", exitDrift},
		"a word":              {"aliyun", standin.SetField("PhoneStatus", "Status", "IN_USE"), 1, "breaking resp.enum.new: body /PhoneStatus/Status: got IN_USE", exitDrift},
		"a type":              {"ksyun", standin.SetField("", "CheckStatus", 1), 1, "breaking resp.field.type: body /CheckStatus: got number", exitDrift},
		"a null":              {"ywjisu", standin.SetField("resultObj", "status", nil), 1, "breaking resp.field.nullable: body /resultObj/0/status", exitDrift},
		"a member more":       {"aliyun", standin.AddField("PhoneStatus", "Roaming", "yes"), 1, "info resp.field.added: body /PhoneStatus/Roaming: got a value that the recording did not keep", exitOK},
		"a member of no word": {"aliyun", standin.AddField("PhoneStatus", "a13700137000", "yes"), 1, "info resp.field.added: body: got members whose names the recording did not keep", exitOK},
		"a code":              {"ksyun", standin.Refuse("PhoneNumberStatus", 403, "Forbidden.New"), 1, "breaking error.code.new: body /Error/Code: got Forbidden.New", exitDrift},
		"gone once":           {"ksyun", standin.Withdraw("PhoneNumberStatus"), 1, "suspected, 1 of 2 samples", exitOK},
		"gone":                {"aliyun", standin.Withdraw("DescribePhoneNumberStatus"), 2, "breaking operation.replaced", exitDrift},
		"a charge":            {"ywjisu", standin.SetField("resultObj", "chargesStatus", "0"), 1, "breaking charge.rule", exitDrift},
		"a type of body":      {"aliyun", func(x *standin.Exchange) { x.Header.Set("Content-Type", "text/json") }, 1, "breaking header.contenttype: header /Content-Type: got text/json", exitDrift},
		"a page":              {"aliyun", func(x *standin.Exchange) { x.Body = []byte("<html>") }, 1, "breaking resp.body.unreadable", exitDrift},
		"a fault":             {"aliyun", func(x *standin.Exchange) { x.Status = http.StatusBadGateway; x.Body = nil }, 1, "1 faults of the provider's own", exitEnvironment},
	} {
		t.Run(name, func(t *testing.T) {
			now.drift = c.drift
			after := filepath.Join(t.TempDir(), "after")
			record(t, c.provider, after, c.times)
			now.drift = nil
			code, out := r.do("drift", after, "--baseline", before)
			assert.Equal(t, c.code, code, out)
			assert.Contains(t, out, c.says)
			if c.code == exitDrift {
				assert.Contains(t, out, "provider is wrong: the live answer satisfied the contract when it was last recorded")
			}
			r.tellsNothing(t, c.provider)
		})
	}
}

// What is accepted passes lint and is no drift any more; nothing is written
// without being asked.
func TestAcceptAndLookAgain(t *testing.T) {
	dir := t.TempDir()
	scenario, report, own := filepath.Join(dir, "s.yaml"), filepath.Join(dir, "report.json"), filepath.Join(dir, "own")
	require.NoError(t, os.WriteFile(scenario, []byte("scenario: s\nrules:\n  - then: {body: {set: {PhoneStatus.Status: RESTRICTED}}}\n"), 0o600))
	r := &liveRig{world: realWorld()}
	look := []string{"drift", "--case", "aliyun.status.happy.normal-json", "--scenario", scenario, "--report", "json=" + report}
	code, out := r.do(look...)
	require.Equal(t, exitDrift, code, out)
	id := regexp.MustCompile(`(?m)^([0-9a-f]{16})  breaking resp.enum.new`).FindStringSubmatch(out)
	require.NotNil(t, id, out)

	code, out = r.do("accept", id[1], "--from", report)
	assert.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "+++ b/aliyun/overlays/seen-"+id[1]+".yaml")
	assert.Contains(t, out, "nothing is written")
	code, out = r.do("accept", id[1][:8], "--from", report, "--write", own)
	assert.Equal(t, exitOK, code, out)
	code, out = r.do("lint", filepath.Join(own, "aliyun"))
	assert.Equal(t, exitOK, code, out)
	code, out = r.do(append(look, "--contracts", own)...)
	assert.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "1 sample, 0 findings")
	code, out = r.do("accept", id[1], "--from", report, "--write", own)
	assert.Equal(t, exitUsage, code, out)
	assert.Contains(t, out, "there is no finding")
}

// A member that is new is known by its name from a recording alone, and accepted by
// it; the same recording shows nothing then.
func TestAcceptAMemberOfARecording(t *testing.T) {
	r := newLiveRig(t, standin.Options{Drifts: []standin.Drift{standin.AddField("PhoneStatus", "Roaming", map[string]any{"Since": "x"})}})
	recordings, own := filepath.Join(r.dir, "recordings"), filepath.Join(r.dir, "own")
	record := func() {
		_, out := r.ask(t, "aliyun", "--max-cny", "1", "--case", "aliyun.status.happy.normal-json", "--record", recordings)
		require.Contains(t, out, "live: 1 call")
	}
	record()
	_, out := r.do("drift", recordings)
	id := regexp.MustCompile(`(?m)^([0-9a-f]{16}) +info resp.field.added: body /PhoneStatus/Roaming:`).FindStringSubmatch(out)
	require.Len(t, id, 2, out)
	code, out := r.do("accept", id[1], "--from", recordings, "--write", own)
	require.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "Roaming:")
	record()
	code, out = r.do("drift", recordings, "--contracts", own)
	assert.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "2 samples, 0 findings")
	r.tellsNothing(t, "aliyun")
}

// The report is that of every command, with the finding whole.
func TestTheReportOfDrift(t *testing.T) {
	dir := t.TempDir()
	report := filepath.Join(dir, "report.json")
	code, out := (&liveRig{world: realWorld()}).do("drift", "--case", "ksyun.batch.happy.one", "--scenario", "unknown-fields",
		"--report", "json="+report+",junit="+filepath.Join(dir, "r.xml")+",md="+filepath.Join(dir, "r.md"), "--fail-on", "info")
	assert.Equal(t, exitDrift, code, out)
	text, err := os.ReadFile(report)
	require.NoError(t, err)
	var got conformance.Report
	require.NoError(t, json.Unmarshal(text, &got))
	assert.Equal(t, exitDrift, got.Exit)
	assert.Equal(t, "contract drift", got.Tool)
	require.Equal(t, 3, got.Failed, out)
	one := got.Results[0]
	assert.Equal(t, "drift.resp.field.added."+one.Findings[0].ID, one.ID)
	assert.Equal(t, 1, one.Findings[0].Samples)
	assert.Contains(t, one.Exchanges[0].Request, "Action=BatchPhoneNumberStatus")
	assert.Contains(t, one.Exchanges[0].Request, "Signature=(hidden)")
	assert.NotContains(t, string(text), "13900000200")
	assert.FileExists(t, filepath.Join(dir, "r.xml"))
}

func TestMistakesOfDrift(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken", "a.b.c.d")
	require.NoError(t, os.MkdirAll(broken, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(broken, "x.json"), []byte("{"), 0o600))
	empty, report := filepath.Join(dir, "empty"), filepath.Join(dir, "report.json")
	require.NoError(t, os.Mkdir(empty, 0o700))
	require.NoError(t, os.WriteFile(report, []byte("{}"), 0o600))
	for _, c := range []struct {
		says string
		code int
		args []string
	}{
		{"a look at nothing proves nothing", exitUsage, []string{"drift", empty}},
		{"a.b.c.d/x.json: it is no recording", exitUsage, []string{"drift", filepath.Join(dir, "broken")}},
		{"no such file", exitUsage, []string{"drift", filepath.Join(dir, "nowhere")}},
		{"what is compared with itself proves nothing", exitUsage, []string{"drift", kept, "--baseline", kept}},
		{"there is no recording in it", exitUsage, []string{"drift", kept, "--baseline", empty}},
		{"leave one of them out", exitUsage, []string{"drift", kept, "--scenario", "unknown-fields"}},
		{"leave --target out", exitUsage, []string{"drift", "--target", "aliyun=http://127.0.0.1:1", "--scenario", "unknown-fields"}},
		{"no built-in scenario of that name", exitUsage, []string{"drift", "--scenario", "nobody", "--case", "aliyun.status.happy.*"}},
		{"--fail-on much", exitUsage, []string{"drift", kept, "--fail-on", "much"}},
		{"there is no contract in it", exitUsage, []string{"drift", kept, "--contracts", empty}},
		{"nobody answered", exitEnvironment, []string{"drift", "--target", "aliyun=http://127.0.0.1:1", "--case", "aliyun.status.happy.normal-json"}},
		{"takes one folder", exitUsage, []string{"drift", kept, kept}},
		{"is no finding", exitUsage, []string{"accept", "../x", "--from", report}},
		{"say with --from", exitUsage, []string{"accept", "1a2b3c4d5e6f7081"}},
		{"there is no finding 1a2b3c", exitUsage, []string{"accept", "1a2b3c4d5e6f7081", "--from", report}},
		{"there is no finding 1a2b3c", exitUsage, []string{"accept", "1a2b3c4d5e6f7081", "--from", kept}},
		{"no such file", exitUsage, []string{"accept", "1a2b3c4d5e6f7081", "--from", filepath.Join(dir, "nowhere")}},
		{"the id of a finding", exitUsage, []string{"accept"}},
	} {
		code, out := (&liveRig{world: realWorld()}).do(c.args...)
		assert.Equal(t, c.code, code, "%v: %s", c.args, out)
		assert.Contains(t, out, c.says)
	}
}

// A file that is no recording ends with 2, and the others are looked at all the
// same.
func TestDriftBesideABrokenFile(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS(kept)))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "broken.json"), []byte("{"), 0o600))
	code, out := (&liveRig{world: realWorld()}).do("drift", dir)
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, out, "refused broken.json: it is no recording")
	assert.Contains(t, out, "25 samples, 0 findings")
}

// What a simulator answers can be kept as recordings, and is no drift.
func TestRecordASimulator(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "old")
	r := &liveRig{world: realWorld()}
	code, out := r.do("drift", "--case", "*.happy.*", "--record", dir)
	require.Equal(t, exitOK, code, out)
	code, out = r.do("drift", dir)
	assert.Equal(t, exitOK, code, out)
	assert.NotContains(t, out, "\n0 samples")
	assert.Contains(t, out, ", 0 findings")
}

// A URL is looked at as a provider is.
func TestDriftAtAURL(t *testing.T) {
	s, err := serve.Start(serve.Config{FreePorts: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Drain(5*time.Second)) })
	for _, p := range s.Providers {
		if p.Traits.Name != "ksyun" {
			continue
		}
		code, out := (&liveRig{world: realWorld()}).do("drift", "--target", "ksyun="+p.URL, "--case", "ksyun.batch.happy.one")
		assert.Equal(t, exitOK, code, out)
		assert.Contains(t, out, "1 sample, 0 findings")
	}
}
