package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/wire"
	"github.com/numsim/numsim/simtest"
)

// red is a test that fails, as simtest sees one.
type red struct {
	*testing.T
	ends []func()
	log  strings.Builder
}

func (r *red) Cleanup(f func())                  { r.ends = append(r.ends, f) }
func (r *red) Errorf(format string, args ...any) { fmt.Fprintf(&r.log, format+"\n", args...) }
func (r *red) Logf(format string, args ...any)   { fmt.Fprintf(&r.log, format+"\n", args...) }
func (r *red) Failed() bool                      { return true }

// end ends the test, and returns the capsule it left.
func (r *red) end(dir string) string {
	r.T.Helper()
	for _, f := range r.ends {
		f()
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	require.NoError(r.T, err)
	require.Len(r.T, files, 1, "%s", &r.log)
	assert.Contains(r.T, r.log.String(), "simtest: the run as a capsule: "+files[0])
	return files[0]
}

// elsewhere runs the program in a process of its own.
func elsewhere(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, mistakes bytes.Buffer
	cmd := exec.Command("simulator", args...)
	cmd.Stdout, cmd.Stderr = &out, &mistakes
	var exit *exec.ExitError
	if err := cmd.Run(); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		require.NoError(t, err)
	}
	return code, out.String(), mistakes.String()
}

// caller makes calls of every kind to one simulator in a test.
type caller struct {
	t   *testing.T
	sim *simtest.Sim
}

func (c caller) do(req *http.Request, err error) {
	c.t.Helper()
	require.NoError(c.t, err)
	res, err := c.sim.HTTPClient().Do(req)
	if err != nil {
		return // as the scenario has it
	}
	_, _ = io.Copy(io.Discard, res.Body)
	_ = res.Body.Close()
}

func (c caller) aliyun() client.AliyunSigner {
	k := c.sim.Aliyun()
	return client.AliyunSigner{AccessKeyID: k.ID, AccessKeySecret: client.Secret(k.Secret), Now: c.sim.Now}
}

func describing(n, format string) map[string]string {
	return map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": format, "PhoneNumber": n}
}

func (c caller) v1(n string) { c.do(c.aliyun().V1("GET", c.sim.Aliyun().URL, describing(n, "JSON"))) }

func (c caller) v3(n string) {
	c.do(c.aliyun().V3("POST", c.sim.Aliyun().URL, "DescribePhoneNumberStatus", "2020-02-17", map[string]string{"PhoneNumber": n}))
}

func (c caller) ksyun(aws4 bool, params map[string]string) {
	k := c.sim.Ksyun()
	s := client.KsyunSigner{AccessKey: k.ID, SecretKey: client.Secret(k.Secret), Now: c.sim.Now}
	params["Version"] = "2019-05-01"
	if aws4 {
		c.do(s.AWS4(k.URL, params))
		return
	}
	c.do(s.V1(k.URL, params))
}

func (c caller) ywjisu(password string, numbers ...string) {
	k := c.sim.Ywjisu()
	s := client.YwjisuSigner{Code: k.ID, Password: client.Secret(password), PrivateKey: client.Secret(k.Secret), Now: c.sim.Now}
	c.do(s.Request(k.URL, numbers...))
}

const capsuleScenario = `
scenario: bad-day
seed: 11
accounts:
  aliyun: { balance: 0.50, qps: 2 }
numbers:
  "1860000*": suspended
  "13900007777": [ {until: 1h, status: busy}, {status: active} ]
rules:
- name: the second is refused
  when: { provider: ksyun, call: 2, per: account }
  then: { error: ServiceTimeout }
- name: lost after the charge
  when: { provider: aliyun, number: "13311112222" }
  then: { fault: reset-after-charge }
- name: half are slow
  when: { provider: ywjisu, chance: 50%, per: account }
  then: { delay: 1ms }
expect:
- { calls: "<= 3" }
`

// Everything a call can meet, twice as good as it can be told apart: what a
// capsule has of it comes out the same in another process.
func TestARedTestIsReplayedElsewhere(t *testing.T) {
	dir := t.TempDir()
	r := &red{T: t}
	sim := simtest.Start(r, simtest.Options{
		Scenario: capsuleScenario, Numbers: map[string]string{"13900003333": "vacant"}, Capsule: dir, Frozen: true, Now: time.Date(2026, 11, 22, 12, 0, 0, 123456789, time.UTC),
	})
	c := caller{t, sim}
	for _, n := range []string{"13912345678", "13912345678", "18600001234", "13900007777"} {
		c.v1(n) // of which a limit refuses two
	}
	sim.Advance(90 * time.Minute)
	c.v3("13900007777")
	c.v3("13311112222")
	sim.Advance(2 * time.Second)
	c.do(c.aliyun().V1("POST", sim.Aliyun().URL, describing("13900003333", "XML")))
	sim.Advance(2 * time.Second)
	again, err := c.aliyun().V1("GET", sim.Aliyun().URL, describing("17512340404", "JSON"))
	c.do(again, err)
	c.do(again.Clone(t.Context()), nil) // its nonce is used
	stale := c.aliyun()
	stale.Now = func() time.Time { return sim.Now().Add(-time.Hour) }
	c.do(stale.V1("GET", sim.Aliyun().URL, describing("13900000200", "JSON")))
	wrong := c.aliyun()
	wrong.AccessKeySecret = "somebody-elses"
	c.do(wrong.V1("GET", sim.Aliyun().URL, describing("13900000200", "JSON")))
	for _, gone := range []string{"Timestamp", "SignatureNonce", "Signature"} {
		req, err := c.aliyun().V1("GET", sim.Aliyun().URL, describing("13900000200", "JSON"))
		require.NoError(t, err)
		c.do(req, wire.Without(req, gone))
	}
	sim.Advance(5 * time.Second)
	c.v1("139000")
	c.ksyun(false, map[string]string{"Action": "BatchPhoneNumberStatus", "Mobiles": "13912345678,18600001234,13900000429"})
	c.ksyun(true, map[string]string{"Action": "PhoneNumberStatus", "Mobile": "13912345678"})
	c.ksyun(false, map[string]string{"Action": "IsmsPhoneNumberStatus", "Mobile": "6281200000404"})
	for range 6 {
		c.ywjisu(sim.Ywjisu().Password, "13912345678", "13900000425", "18600001234")
	}
	c.ywjisu("not-the-password", "13912345678")
	file := r.end(dir)

	text, err := os.ReadFile(file)
	require.NoError(t, err)
	for _, canary := range []string{sim.Aliyun().Secret, sim.Ywjisu().Secret, sim.Ywjisu().Password, "somebody-elses", "not-the-password", "13912345678", "18600001234", "17512340404", "6281200000404"} {
		assert.NotContains(t, string(text), canary)
	}
	assert.Contains(t, string(text), "13900003333", "what the document says of a number is in the document")
	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode())

	code, stdout, stderr := elsewhere(t, "capsule", "replay", file)
	assert.Equal(t, 0, code, "%s%s", stdout, stderr)
	assert.Contains(t, stdout, "reproduced  22 calls, and the verdict\n")
	assert.Contains(t, stdout, "left out    overlapping:")
}

// A capsule of another run is told from this one, and the place is named.
func TestACapsuleThatGoesAnotherWay(t *testing.T) {
	dir := t.TempDir()
	r := &red{T: t}
	c := caller{t, simtest.Start(r, simtest.Options{Capsule: dir, Set: []string{"aliyun.balance=0.10"}})}
	c.v1("13900000404")
	c.v1("13900000404")
	file := r.end(dir)
	text, err := os.ReadFile(file)
	require.NoError(t, err)

	for name, change := range map[string]struct{ from, to, says string }{
		"a row":               {`"row": "Insufficient.Balance"`, `"row": "InvalidMobile"`, "it first differs at steps[1].call.answer.row: recorded InvalidMobile, replayed Insufficient.Balance"},
		"a status":            {`"status": "vacant"`, `"status": "active"`, "steps[0].call.answer.numbers[0].status: recorded active, replayed vacant"},
		"a charge":            {`"charged": "0.10"`, `"charged": "0.20"`, "steps[0].call.answer.charged: recorded 0.20, replayed 0.10"},
		"the money":           {`"aliyun.balance=0.10"`, `"aliyun.balance=9"`, "steps[1].call.answer.http: recorded 400, replayed 200"},
		"a word of a body":    {`Code\":\"OK`, `Code\":\"Ok`, "it first differs at steps[0].call.answer.body/Code: recorded \"Ok\", replayed \"OK\""},
		"a member gone":       {`\"SerialId\":\"…\"`, `\"Serial\":\"…\"`, "steps[0].call.answer.body/PhoneStatus/Serial: recorded \"…\", replayed nothing"},
		"a member more":       {`,\"Code\":\"OK\"`, ``, "steps[0].call.answer.body/Code: recorded nothing, replayed \"OK\""},
		"members in order":    {`\"Message\":\"OK\",\"Code\":\"OK\"`, `\"Code\":\"OK\",\"Message\":\"OK\"`, "steps[0].call.answer.body/Code: recorded \"OK\", replayed \"OK\", behind /Message"},
		"a kind of a value":   {`\"SerialId\":\"…\"`, `\"SerialId\":0`, "steps[0].call.answer.body/PhoneStatus/SerialId: recorded 0, replayed \"…\""},
		"a word of a refusal": {`You have an insufficient balance.`, `You have no balance.`, "steps[1].call.answer.body/Message: recorded \"You have no balance.\""},
		"a verdict":           {`"calls": 2,`, `"calls": 3,`, "verdict.calls: recorded 3, replayed 2"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, string(text), change.from)
			other := filepath.Join(t.TempDir(), "capsule.json")
			require.NoError(t, os.WriteFile(other, []byte(strings.Replace(string(text), change.from, change.to, 1)), 0o600))
			code, _, stderr := elsewhere(t, "capsule", "replay", other)
			assert.Equal(t, exitDiffers, code)
			assert.Contains(t, stderr, change.says)
		})
	}
	t.Run("somebody's who writes to terminals", func(t *testing.T) {
		const evil = `\u001b[31m\u0007\r\n\u202e\u009b`
		other := filepath.Join(t.TempDir(), "capsule.json")
		hostile := strings.NewReplacer(`"row": "Insufficient.Balance"`, `"row": "`+evil+`"`, `\"Code\":\"OK\"`, `\"`+evil+`\":1`, `"scheme": "v1",`, `"scheme": "v1", "unsendable": "`+evil+`",`, "\"left_out\": [\n", `"left_out": ["`+evil+`",`).Replace(string(text))
		for _, one := range []string{hostile, strings.ReplaceAll(hostile, `"unsendable": "`+evil+`",`, "")} {
			require.NoError(t, os.WriteFile(other, []byte(one), 0o600))
			_, stdout, stderr := elsewhere(t, "capsule", "replay", other)
			assert.Contains(t, stdout, `left out    \u001b[31m\u0007\u000d\u000a\u202e\u009b`+"\n", "%s", stderr)
			for _, r := range strings.ReplaceAll(stdout+stderr, "\n", "") {
				require.True(t, unicode.IsPrint(r), "%q in %q", r, stdout+stderr)
			}
		}
	})
	t.Run("one that cannot be sent", func(t *testing.T) {
		other := filepath.Join(t.TempDir(), "capsule.json")
		require.NoError(t, os.WriteFile(other, []byte(strings.Replace(string(text), `"scheme": "v1",`, `"scheme": "v1", "unsendable": "because",`, 1)), 0o600))
		code, stdout, stderr := elsewhere(t, "capsule", "replay", other)
		assert.Equal(t, exitDiffers, code, "the balance is there for the second, then")
		assert.Contains(t, stdout, "not sent    steps[0], entry 1: because")
		assert.Contains(t, stderr, "steps[1].call.answer.http")
	})
	t.Run("as JSON, and the last cannot be sent", func(t *testing.T) {
		at := strings.LastIndex(string(text), `"scheme": "v1",`)
		cut := string(text)[:at] + `"unsendable": "because", ` + string(text)[at:]
		_, url := started(t, "--quiet")
		tell := &teller{t: t, env: map[string]string{"NUMSIM_CONTROL": url["control"]}}
		other := filepath.Join(t.TempDir(), "capsule.json")
		require.NoError(t, os.WriteFile(other, []byte(cut), 0o600))
		code, stdout, stderr := tell.tell("capsule", "replay", other, "--json")
		assert.Equal(t, exitPartly, code)
		assert.Contains(t, stderr, "1 call cannot be sent again, so the verdict was not compared")
		var report struct {
			Reproduced bool
			Calls      int
			Skipped    []any
		}
		require.NoError(t, json.Unmarshal([]byte(stdout), &report))
		assert.False(t, report.Reproduced)
		assert.Equal(t, 1, report.Calls)
		assert.Len(t, report.Skipped, 1)
		assert.Equal(t, 1, strings.Count(tell.says("tenants"), "\n")-1, "no tenant of a replay is left")
	})
}

// A file that is no capsule is a mistake of whoever sent it, and says its place.
func TestFilesThatAreNoCapsule(t *testing.T) {
	dir := t.TempDir()
	for text, says := range map[string]string{
		"{":             "line 1",
		`{"capsule":7}`: "capsule: its version is 7, and this program reads 1",
		`{"capsule":1,"begin":{"version":1,"elapsed":"soon","now":"2026-11-22T12:00:00Z","scale":1},"steps":[]}`:                                      `field "elapsed"`,
		`{"capsule":1,"begin":{"version":1,"elapsed":"0s","now":"2026-11-22T12:00:00Z","scale":1,"files":{"../x":"y"},"scenario":"a"},"steps":[]}`:    "no file's below one folder",
		`{"capsule":1,"begin":{"version":1,"elapsed":"0s","now":"2026-11-22T12:00:00Z","scale":1},"steps":[{"at":"2026-11-22T12:00:00Z","call":{}}]}`: "steps[0].call.provider",
	} {
		file := filepath.Join(dir, "capsule.json")
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		code, _, stderr := elsewhere(t, "capsule", "replay", file)
		assert.Equal(t, exitUsage, code, stderr)
		assert.Contains(t, stderr, says)
	}
	code, _, stderr := elsewhere(t, "capsule", "replay", filepath.Join(dir, "nothing"))
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, stderr, "no such file")
	assert.Contains(t, stderr, "simulator ctl capsule save FILE writes one")
}
