package drift_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/drift"
)

const (
	kept   = "../../conformance/recordings"
	file   = "aliyun/aliyun.status.happy.normal-json/20261122T124937.738Z.json"
	canary = "canary-7f3b-secret"
	number = "13700137000"
)

func recorded(t testing.TB) []byte {
	t.Helper()
	text, err := os.ReadFile(kept + "/" + file)
	require.NoError(t, err)
	return text
}

// The recordings in the repository are a set without drift, and not news to itself.
func TestKeptRecordings(t *testing.T) {
	set, err := drift.Read(os.DirFS(kept), conformance.Cases())
	require.NoError(t, err)
	assert.Empty(t, set.Refused)
	assert.Equal(t, []string{"aliyun", "ksyun", "ywjisu"}, set.Providers())
	assert.Empty(t, all(compare(t, set, drift.Options{Now: set.Samples[0].At})))
	assert.True(t, set.Within(set))
	part := drift.Set{Samples: set.Samples[:1]}
	assert.True(t, part.Within(set))
	assert.False(t, set.Within(part))
	assert.False(t, drift.Set{}.Within(set))
}

// What is no recording is refused by file and reason; the others are read.
func TestHostileRecordings(t *testing.T) {
	good := recorded(t)
	folder := "aliyun/aliyun.status.happy.normal-json/"
	bad := map[string]struct{ text, why string }{
		"broken.json":   {string(good[:200]), "it is no recording"},
		"empty.json":    {"", "it is no recording"},
		"array.json":    {"[]", "it is no recording"},
		"version.json":  {strings.Replace(string(good), `"form": 1`, `"form": 99`, 1), "its form is 99, and this program knows 1"},
		"unknown.json":  {strings.Replace(string(good), `"form": 1`, `"`+canary+number+`": 1, "form": 1`, 1), "unknown field"},
		"text.json":     {strings.Replace(string(good), `"status": 200`, `"status": "`+canary+`"`, 1), "it is no recording"},
		"status.json":   {strings.Replace(string(good), `"status": 200`, `"status": 20000`, 1), "its answer has no status"},
		"host.json":     {strings.Replace(string(good), "dytnsapi.aliyuncs.com", "evil.example", 1), "its request is not one to its provider"},
		"provider.json": {strings.Replace(string(good), `"provider": "aliyun"`, `"provider": "`+canary+`"`, 1), ""},
		"case.json":     {strings.Replace(string(good), `"case": "aliyun.status.happy.normal-json"`, `"case": "../../etc"`, 1), "its case has no name"},
		"moved.json":    {strings.Replace(string(good), `"case": "aliyun.status.happy.normal-json"`, `"case": "aliyun.status.happy.xml"`, 1), "put it back into a folder of that name"},
		"twice.json":    {string(good) + string(good), "something follows it"},
		"huge.json":     {`"` + strings.Repeat("x", 5<<20) + `"`, "a recording has at most"},
		"bytes.json":    {"\xff\xfe\x00", "it is no recording"},
		"deep.json":     {strings.Repeat(`{"a":`, 20000), "it is no recording"},
	}
	fsys := fstest.MapFS{file: {Data: good}}
	for name, b := range bad {
		fsys[folder+name] = &fstest.MapFile{Data: []byte(b.text)}
	}
	set, err := drift.Read(fsys, conformance.Cases())
	require.NoError(t, err)
	assert.Len(t, set.Samples, 1, "none of the others is lost")
	require.Len(t, set.Refused, len(bad))
	for _, refused := range set.Refused {
		b := bad[strings.TrimPrefix(refused.Path, folder)]
		assert.Contains(t, refused.String(), folder)
		assert.Contains(t, refused.Why, b.why, refused.Path)
		assert.NotContains(t, refused.String(), canary)
		assert.NotContains(t, refused.String(), number)
		assert.Less(t, len(refused.String()), 400)
	}
}

// What somebody wrote into a recording is not told by what is said of it.
func TestCanariesInRecordings(t *testing.T) {
	var rec map[string]any
	require.NoError(t, json.Unmarshal(recorded(t), &rec))
	body := `{"Code":"OK","Message":"` + number + `","RequestId":"` + number + `","` + canary + `":"` + canary + `","Token":"` + canary +
		`","PhoneStatus":{"Status":"` + number + `","Carrier":"AccessKeySecret=` + canary + `","SerialId":` + number + `}}`
	rec["answer"].(map[string]any)["body"] = []byte(body)
	rec["request"].(map[string]any)["query"] = "Action=DescribePhoneNumberStatus&PhoneNumber=" + number + "&Signature=" + canary + "&AccessKeyId=" + canary
	text, err := json.Marshal(rec)
	require.NoError(t, err)
	set, err := drift.Read(fstest.MapFS{file: {Data: text}}, conformance.Cases())
	require.NoError(t, err)
	require.Len(t, set.Samples, 1)
	for _, wrong := range []bool{false, true} { // whether the request is judged, or the answer
		set.Samples[0].Wrong = wrong
		c := compare(t, set, drift.Options{Now: set.Samples[0].At})
		require.NotEmpty(t, c.Drifts)
		report, err := json.Marshal(c.Report(set, "x", contracts.Info, set.Samples[0].At))
		require.NoError(t, err)
		said := all(c) + string(report)
		assert.False(t, strings.Contains(said, number), "a number is told")
		assert.False(t, strings.Contains(strings.ReplaceAll(said, "/"+canary, ""), canary), "more is told than the name of a member, which is what is wrong")
	}
}

// A report that somebody else wrote becomes no part of a contract.
func TestHostileReports(t *testing.T) {
	sound := `{"results":[{"findings":[{"id":"1a2b3c4d5e6f7081","rule":"resp.enum.new","provider":"aliyun","operation":"DescribePhoneNumberStatus"}]}]}`
	list, err := drift.Findings([]byte(sound))
	require.NoError(t, err)
	require.Len(t, list, 1)
	for name, text := range map[string]string{
		"no JSON":           "<xml>",
		"another shape":     `{"results": 7}`,
		"an id of nobody":   strings.Replace(sound, "1a2b3c4d5e6f7081", "../../x", 1),
		"a day of nobody":   strings.Replace(sound, `"rule"`, `"lastSeen":"2026-11-22\n  evil: true","rule"`, 1),
		"a case of nobody":  strings.Replace(sound, `"rule"`, `"cases":["x\ny: z"],"rule"`, 1),
		"a rule of nobody":  strings.Replace(sound, "resp.enum.new", "resp\\nenum", 1),
		"samples of nobody": strings.Replace(sound, `"rule"`, `"samples":-1,"rule"`, 1),
		"a provider's path": strings.Replace(sound, `"provider":"aliyun"`, `"provider":"a b"`, 1),
	} {
		_, err := drift.Findings([]byte(text))
		assert.ErrorContains(t, err, "it is no report", name)
	}
}

// Whatever a recording holds, it is read or refused, and judged or passed over.
func FuzzRead(f *testing.F) {
	good := recorded(f)
	f.Add(good)
	f.Add(bytes.ReplaceAll(good, []byte(`"opaque"`), []byte(`"x"`)))
	f.Add(bytes.Replace(good, []byte("application/json"), []byte("text/xml"), 1))
	f.Add([]byte(`{"form":1}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		set, err := drift.Read(fstest.MapFS{file: {Data: text}}, nil)
		require.NoError(t, err)
		require.Equal(t, 1, len(set.Samples)+len(set.Refused))
		c, err := drift.Compare(set, drift.Options{Documents: loaded()})
		require.NoError(t, err)
		for _, d := range c.Drifts {
			require.NotEmpty(t, d.ID)
			require.NotEmpty(t, d.Side)
			_ = d.Result("x", contracts.Info)
		}
	})
}

// Whatever a finding says, accepting it is a sound contract, or an error.
func FuzzAccept(f *testing.F) {
	f.Add("resp.enum.new", "/PhoneStatus/Status", "one of NORMAL", "RESTRICTED", "", 200)
	f.Add("resp.field.added", "/PhoneStatus/a~1b", "absent", "true", "", 200)
	f.Add("error.code.new", "/Code", "a code", "a: [b", "", 400)
	f.Add("error.http.changed", "", "400 for InvalidParameter", "403", "", 403)
	f.Add("resp.field.type", "/PhoneStatus/SerialId", "string", "number", "would be accepted with serial-id=number (x)", 200)
	f.Add("xml.root", "", "the root x", "the root \"y", "", 200)
	f.Fuzz(func(t *testing.T, rule, pointer, expected, actual, suggestion string, status int) {
		_, err := drift.Accept(contracts.Embedded(), loaded()["aliyun"], contracts.Finding{
			ID: "1a2b3c4d5e6f7081", Rule: rule, Provider: "aliyun", Operation: "DescribePhoneNumberStatus", Profile: "2020", Direction: "answer",
			Pointer: pointer, Expected: expected, Actual: actual, Suggestion: suggestion, Status: status,
		}, "2026-11-22")
		if err != nil {
			require.NotContains(t, err.Error(), "would break the contract")
		}
	})
}
