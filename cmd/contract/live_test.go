package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/replay/standin"
	"github.com/numsim/numsim/internal/wire"
)

const numbersText = `consent: the tester agrees that these are queried until 2099
13912300200 active 2098-12-31
13912300404 vacant 2098-12-31
6281230000200 active 2098-12-31
`

// liveRig is the command with a stand-in in the place of the providers.
type liveRig struct {
	*world
	server *standin.Server
	dir    string
	until  context.Context // nil is for ever
	out    bytes.Buffer    // of everything there was
}

func newLiveRig(t *testing.T, o standin.Options) *liveRig {
	t.Helper()
	r := &liveRig{server: standin.Start(t, o), dir: t.TempDir()}
	r.world = &world{
		keys:       func(provider string) (wire.Keys, error) { return r.server.Keys(provider, "numsim"), nil },
		repository: func() []fs.FS { return nil },
		standIn:    r.server.GuardBy,
		sleep:      func(context.Context, time.Duration) error { return nil },
	}
	return r
}

// numbers writes an allow-list and returns the flags for it.
func (r *liveRig) numbers(t *testing.T, text string) []string {
	t.Helper()
	path := filepath.Join(r.dir, "numbers.txt")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	sum := sha256.Sum256([]byte(text))
	return []string{"--numbers", path, "--numbers-sha256", hex.EncodeToString(sum[:])}
}

// ask is contract run --live about the usual numbers.
func (r *liveRig) ask(t *testing.T, provider string, more ...string) (code int, out string) {
	t.Helper()
	args := append([]string{"run", "--live", "--accept-charges", "--provider", provider, "--ledger", filepath.Join(r.dir, "ledger")}, r.numbers(t, numbersText)...)
	return r.do(append(args, more...)...)
}

func (r *liveRig) do(args ...string) (code int, out string) {
	var both bytes.Buffer
	code = r.run(cmp.Or(r.until, context.Background()), args, &both, &both)
	r.out.Write(both.Bytes())
	return code, both.String()
}

// tellsNothing looks for the caller's credentials and numbers in all output and
// below a folder.
func (r *liveRig) tellsNothing(t *testing.T, provider string) {
	t.Helper()
	k := r.server.Keys(provider, "numsim")
	looked := map[string]string{"the output": r.out.String()}
	require.NoError(t, filepath.WalkDir(r.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "numbers.txt" {
			return err
		}
		text, err := os.ReadFile(path)
		looked[path] = string(text)
		return err
	}))
	for where, text := range looked {
		for _, secret := range []string{k.ID, k.Secret.Reveal(), k.Password.Reveal(), k.AuthCode.Reveal(), "13912300200", "13912300404", "6281230000200"} {
			if secret != "" {
				assert.NotContains(t, text, secret, where)
			}
		}
	}
}

func TestLiveForNothing(t *testing.T) {
	for provider, want := range map[string]struct{ calls, passed int }{"aliyun": {4, 4}, "ksyun": {3, 3}, "ywjisu": {3, 2}} {
		t.Run(provider, func(t *testing.T) {
			r := newLiveRig(t, standin.Options{})
			code, out := r.ask(t, provider, "--max-cny", "0")
			assert.Equal(t, exitOK, code, out)
			assert.Equal(t, want.calls, r.server.Calls())
			assert.Contains(t, out, plainly("%d passed, 0 failed, 0 without an answer", want.passed))
			assert.Contains(t, out, "it may be billed, and --max-cny is 0")
			assert.Contains(t, out, plainly("live: %d call", want.calls))
			assert.Contains(t, out, " 0.00 yuan at worst in this run")
			r.tellsNothing(t, provider)
		})
	}
}

func TestLiveUnderACap(t *testing.T) {
	for provider, want := range map[string]struct{ paid, replayed string }{
		"aliyun": {"0.20", "5 played, 1 skipped, 0 differences"}, // a request without Action cannot be signed again
		"ksyun":  {"0.30", "6 played, 0 skipped, 0 differences"},
		"ywjisu": {"0.10", "4 played, 0 skipped, 0 differences"},
	} {
		t.Run(provider, func(t *testing.T) {
			r := newLiveRig(t, standin.Options{})
			report, recordings := filepath.Join(r.dir, "report.json"), filepath.Join(r.dir, "recordings")
			code, out := r.ask(t, provider, "--max-cny", "0.50", "--price-cny", "0.10", "--record", recordings, "--report", "json="+report)
			assert.Equal(t, exitOK, code, out)
			assert.Contains(t, out, want.paid+" yuan at worst in this run")
			r.tellsNothing(t, provider)

			code, out = r.do("replay", recordings, "--stand-in")
			assert.Equal(t, exitOK, code, out)
			assert.Contains(t, out, want.replayed)
		})
	}
}

// The operations of a later generation are asked with --profile, and only with
// an AuthCode; what is recorded of them tells it nobody.
func TestLiveOfAnotherGeneration(t *testing.T) {
	r := newLiveRig(t, standin.Options{})
	k := r.server.Keys("aliyun", "numsim-today")
	r.keys = func(string) (wire.Keys, error) { return k, nil }
	recordings := filepath.Join(r.dir, "recordings")
	ask := []string{"--profile", "today", "--max-cny", "1", "--price-cny", "0.10", "--record", recordings}
	code, out := r.ask(t, "aliyun", ask...)
	assert.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "0.50 yuan at worst in this run", "five operations, asked once; five refusals are free")
	assert.Equal(t, 10, r.server.Calls())
	r.tellsNothing(t, "aliyun")
	code, out = r.do("replay", recordings, "--stand-in")
	assert.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "10 played, 0 skipped, 0 differences")

	k.AuthCode = ""
	code, out = r.ask(t, "aliyun", append(ask, "--case", "aliyun.statusfor.action.*")...)
	assert.Equal(t, exitUsage, code, out)
	assert.Contains(t, out, "it needs an AuthCode: export ALIBABA_CLOUD_DYTNS_AUTH_CODE")

	code, out = r.ask(t, "aliyun", "--max-cny", "1", "--case", "aliyun.status*.action.public")
	assert.Equal(t, exitUsage, code, out)
	assert.Contains(t, out, "another generation: add --profile today")
	assert.Equal(t, 10, r.server.Calls())
}

func TestLivePlanSendsNothing(t *testing.T) {
	r := newLiveRig(t, standin.Options{})
	args := append([]string{"run", "--live", "--provider", "aliyun", "--max-cny", "0.50", "--plan"}, r.numbers(t, numbersText)...)
	code, out := r.do(args...)
	assert.Equal(t, exitOK, code, out)
	assert.Zero(t, r.server.Calls())
	assert.Contains(t, out, "aliyun.status.happy.normal-json  aliyun DescribePhoneNumberStatus 139****0200  0.10 yuan")
	assert.Contains(t, out, "plan: 6 calls, 0.20 yuan at worst")
	assert.NoFileExists(t, filepath.Join(r.dir, "ledger"))
	r.tellsNothing(t, "aliyun")
}

// Every refusal has its exit code, and nothing is sent but where it says so.
func TestLiveRefusals(t *testing.T) {
	happy := []string{"--case", "aliyun.status.happy.*"}
	for name, c := range map[string]struct {
		drop string
		more []string
		code int
		says string
		sent int
	}{
		"over the cap":         {"", append(happy, "--max-cny", "0.15"), exitPartial, "live guard spending", 1},
		"over the day's":       {"", append(happy, "--max-cny", "1", "--daily-cny", "0.15"), exitPartial, "--daily-cny", 1},
		"too many calls":       {"", append(happy, "--max-cny", "1", "--max-calls", "1"), exitPartial, "live guard calls", 1},
		"nobody accepts":       {"--accept-charges", []string{"--max-cny", "1"}, exitRefused, "--accept-charges", 0},
		"no cap":               {"", nil, exitRefused, "add --max-cny", 0},
		"no numbers":           {"--numbers", []string{"--max-cny", "1"}, exitRefused, "there is no allow-list", 0},
		"no pin":               {"--numbers-sha256", []string{"--max-cny", "1"}, exitRefused, "is not pinned", 0},
		"a pin of another":     {"--numbers-sha256", []string{"--max-cny", "1", "--numbers-sha256", strings.Repeat("0", 64)}, exitRefused, "not the one that was pinned", 0},
		"no provider":          {"--provider", []string{"--max-cny", "1"}, exitUsage, "name it with --provider", 0},
		"a target too":         {"", []string{"--max-cny", "1", "--target", "aliyun=http://127.0.0.1:1"}, exitUsage, "leave --target", 0},
		"workers":              {"", []string{"--max-cny", "1", "--parallel", "2"}, exitUsage, "leave --parallel out", 0},
		"not live":             {"--live", []string{"--max-cny", "1"}, exitUsage, "is for a live run", 0},
		"an amount of words":   {"", []string{"--max-cny", "much"}, exitUsage, "write an amount in yuan", 0},
		"nothing can be asked": {"", []string{"--max-cny", "0", "--case", "aliyun.status.happy.*"}, exitUsage, "none of", 0},
	} {
		t.Run(name, func(t *testing.T) {
			r := newLiveRig(t, standin.Options{})
			args := append([]string{"run", "--live", "--accept-charges", "--provider", "aliyun", "--ledger", filepath.Join(r.dir, "ledger")}, r.numbers(t, numbersText)...)
			code, out := r.do(append(without(args, c.drop), c.more...)...)
			assert.Equal(t, c.code, code, out)
			assert.Contains(t, out, c.says)
			assert.Equal(t, c.sent, r.server.Calls())
			r.tellsNothing(t, "aliyun")
		})
	}
}

func TestLiveNumbersNotListed(t *testing.T) {
	r := newLiveRig(t, standin.Options{})
	args := []string{"run", "--live", "--accept-charges", "--provider", "aliyun", "--max-cny", "1", "--case", "aliyun.status.happy.*", "--ledger", filepath.Join(r.dir, "ledger")}
	code, out := r.do(append(args, r.numbers(t, "consent: the tester agrees\n13912300200 active 2098-12-31\n")...)...)
	assert.Equal(t, exitOK, code, out)
	assert.Contains(t, out, "no number on the allow-list is said to be vacant")
	assert.Equal(t, 1, r.server.Calls())

	code, out = r.do(append(args, r.numbers(t, "consent: the tester agreed\n13912300200 active 2020-01-31\n")...)...)
	assert.Equal(t, exitRefused, code, out)
	assert.Contains(t, out, "the consent for 139****0200 has ended")
	assert.Equal(t, 1, r.server.Calls())
	r.tellsNothing(t, "aliyun")
}

// Without variables there is no live run, and a simulator's are none.
func TestLiveCredentialsComeFromTheEnvironment(t *testing.T) {
	r := newLiveRig(t, standin.Options{})
	r.keys = realWorld().keys
	t.Setenv("KSYUN_ACCESS_KEY", "")
	t.Setenv("KSYUN_SECRET_KEY", "")
	code, out := r.ask(t, "ksyun", "--max-cny", "0")
	assert.Equal(t, exitRefused, code)
	assert.Contains(t, out, "KSYUN_ACCESS_KEY is not set")
	t.Setenv("KSYUN_ACCESS_KEY", "numsim")
	code, out = r.ask(t, "ksyun", "--max-cny", "0")
	assert.Equal(t, exitRefused, code)
	assert.Contains(t, out, "is a simulator's credential")
	assert.Zero(t, r.server.Calls())
}

// A provider that leaves its contract is told from a simulator that is wrong.
func TestLiveDrift(t *testing.T) {
	for name, c := range map[string]struct {
		drift standin.Drift
		rule  string
	}{
		"a field removed": {standin.RemoveField("PhoneStatus", "Status"), "resp.field.removed"},
		"a word renamed":  {standin.SetField("PhoneStatus", "Status", "IN_USE"), "resp.enum.new"},
		"another type":    {standin.SetField("PhoneStatus", "SerialId", 7), "resp.field.type"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newLiveRig(t, standin.Options{Drifts: []standin.Drift{c.drift}})
			code, out := r.ask(t, "aliyun", "--max-cny", "1", "--case", "aliyun.status.happy.normal-json")
			assert.Equal(t, exitDrift, code, out)
			assert.Contains(t, out, "breaking "+c.rule)
			assert.Contains(t, out, "provider is wrong")
			r.tellsNothing(t, "aliyun")
		})
	}
}

// What earlier recordings show decides: an answer that was so before is no
// change, and one that was sound is.
func TestLiveDriftWithHistory(t *testing.T) {
	var renamed bool
	drift := func(x *standin.Exchange) {
		if renamed {
			standin.SetField("PhoneStatus", "SerialId", 7)(x)
		}
	}
	r := newLiveRig(t, standin.Options{Drifts: []standin.Drift{drift}})
	again := func() (int, string) {
		return r.ask(t, "aliyun", "--max-cny", "1", "--case", "aliyun.status.happy.normal-json", "--record", filepath.Join(r.dir, "recordings"))
	}
	code, out := again()
	require.Equal(t, exitOK, code, out)
	renamed = true
	code, out = again()
	assert.Equal(t, exitDrift, code, out)
	assert.Contains(t, out, "satisfied the contract when it was last recorded")
	code, out = again()
	assert.Equal(t, exitFault, code, out)
	assert.Contains(t, out, "contract is wrong")
	r.tellsNothing(t, "aliyun")
}

// An answer that never comes, or a fault of the provider's, proves nothing.
func TestLiveWithoutAnAnswer(t *testing.T) {
	for name, before := range map[string]func(http.ResponseWriter, *http.Request, []byte) bool{
		"broken off": func(http.ResponseWriter, *http.Request, []byte) bool { panic(http.ErrAbortHandler) },
		"a gateway":  func(w http.ResponseWriter, _ *http.Request, _ []byte) bool { w.WriteHeader(502); return true },
	} {
		t.Run(name, func(t *testing.T) {
			r := newLiveRig(t, standin.Options{Before: before})
			code, out := r.ask(t, "aliyun", "--max-cny", "1", "--case", "aliyun.status.happy.normal-json")
			assert.Equal(t, exitEnvironment, code, out)
			r.tellsNothing(t, "aliyun")
		})
	}
}
