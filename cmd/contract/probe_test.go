package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/probe"
)

// sitter reads what a terminal shows, has a client do it, and types.
type sitter struct {
	bytes.Buffer
	t        *testing.T
	keyboard io.Writer
	told     map[string]string // of the module that is on
	asks     func(url, key, secret string)
}

func (s *sitter) Write(text []byte) (int, error) {
	for line := range strings.Lines(string(text)) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), "  ")
		switch word {
		case "url", "key id", "secret":
			s.told[word] = strings.TrimSpace(rest)
		case "…":
			s.asks(s.told["url"], s.told["key id"], s.told["secret"])
			s.types("\n")
		case "asks":
			s.types("y\n")
		}
	}
	return s.Buffer.Write(text)
}

// types does not wait until it is read.
func (s *sitter) types(text string) { go func() { _, _ = io.WriteString(s.keyboard, text) }() }

func sit(t *testing.T, number numsim.Number, args ...string) (out string, code int) {
	t.Helper()
	typed, keyboard := io.Pipe()
	t.Cleanup(func() { _ = typed.Close() })
	s := &sitter{t: t, keyboard: keyboard, told: map[string]string{}, asks: func(url, key, secret string) {
		a, err := client.NewAliyun(client.AliyunConfig{
			Signer:  client.AliyunSigner{AccessKeyID: key, AccessKeySecret: client.Secret(secret)},
			Options: client.Options{BaseURL: url},
		})
		if assert.NoError(t, err) {
			a.Check(t.Context(), number)
		}
	}}
	root := newRoot(realWorld())
	root.SetArgs(args)
	root.SetIn(typed)
	root.SetOut(s)
	root.SetErr(io.Discard)
	err := root.Execute()
	var end ending
	switch {
	case err == nil:
		return s.String(), exitOK
	case assert.ErrorAs(t, err, &end):
		return s.String(), end.code
	}
	return s.String(), -1
}

// A person at a terminal with a client, from the first module to the report.
func TestAGuidedRun(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("GITHUB_STEP_SUMMARY", "")
	out, code := sit(t, "13900000200", "probe", "--provider", "aliyun", "--module", "first-call", "--module", "unknown-field", "--report", "junit=r.xml,json=r.json,md=r.md")
	assert.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "1/2  probe.aliyun.first-call\n")
	assert.Contains(t, out, "          PASSED\n")
	assert.Contains(t, out, "a client of aliyun: 2 passed, 0 failed, 0 skipped, 0 not run\nexit 0: 2 of 2 modules passed, none failed\n")
	for _, name := range []string{"r.xml", "r.json", "r.md"} {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.Contains(t, string(text), "contract probe")
	}
}

// At a simulator that runs already, and with a failure that is known, one that is
// known no longer, and one that is new.
func TestAGuidedRunAtARunningSimulator(t *testing.T) {
	host, err := builtin.NewHost(nil)
	require.NoError(t, err)
	t.Cleanup(host.Close)
	known := filepath.Join(t.TempDir(), "known.yaml")
	require.NoError(t, os.WriteFile(known, []byte("- {module: probe.aliyun.escaping, reason: we never send such, expires: 2099-12-31}\n- {module: probe.aliyun.first-call, reason: it used to, expires: 2099-12-31}\n"), 0o600))
	out, code := sit(t, "13900000200", "probe", "--provider", "aliyun", "--module", "first-call", "--module", "escaping", "--module", "final-balance",
		"--control", host.Control, "--expected", known, "--exchanges")
	assert.Equal(t, exitFault, code, out)
	assert.Contains(t, out, "because   known until 2099-12-31: we never send such")
	assert.Contains(t, out, "strike it from the list of expected failures")
	assert.Contains(t, out, "again     contract probe --provider aliyun --module first-call")
	assert.Contains(t, out, "exit 1: 1 of 3 modules failed")
	left, err := ctl.New(host.Control).Tenants(t.Context())
	require.NoError(t, err)
	assert.Len(t, left, 1, "the modules' tenants are gone")
}

// Who is not there is the environment's fault, not the client's.
func TestNoSimulatorAtTheControlPort(t *testing.T) {
	var out bytes.Buffer
	assert.Equal(t, exitEnvironment, run([]string{"probe", "--provider", "aliyun", "--control", "http://127.0.0.1:1"}, io.Discard, &out))
	assert.Contains(t, out.String(), "the tenant of probe.aliyun.first-call: no simulator answers")
}

// Every command of the page is run, both languages have the same ones, and the
// list of expected failures on it can be read.
func TestTheProbePages(t *testing.T) {
	english, chinese := commands(t, "../../docs/probe.md"), commands(t, "../../docs/probe.zh-CN.md")
	require.Greater(t, len(english), 1)
	assert.Equal(t, english, chinese)
	for _, words := range english {
		assert.Equal(t, exitOK, run(words[1:], io.Discard, io.Discard), words)
	}
	for _, page := range []string{"../../docs/probe.md", "../../docs/probe.zh-CN.md"} {
		text, err := os.ReadFile(page)
		require.NoError(t, err)
		_, list, found := strings.Cut(string(text), "```yaml\n")
		require.True(t, found)
		list, _, _ = strings.Cut(list, "```")
		e, err := probe.ReadExpected([]byte(list))
		require.NoError(t, err)
		assert.Len(t, e, 1)
	}
}
