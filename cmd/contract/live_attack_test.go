package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/replay/standin"
	"github.com/numsim/numsim/internal/wire"
)

// filesBelow are the files of a folder, their names from there.
func filesBelow(t *testing.T, dir string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, path)
		}
		return err
	})
	require.NoError(t, err)
	return list
}

// A secret that comes back in pieces cannot be replaced: the file is deleted, the
// run ends with 7, and nothing more is sent.
func TestLiveLeak(t *testing.T) {
	r := newLiveRig(t, standin.Options{})
	var secret string
	r.server = standin.Start(t, standin.Options{Drifts: []standin.Drift{func(x *standin.Exchange) {
		standin.SetField("", "Message", secret[:9]+"\n"+secret[9:])(x)
	}}})
	r.standIn = r.server.GuardBy
	secret = r.server.Keys("aliyun", "numsim").Secret.Reveal()
	recordings := filepath.Join(r.dir, "recordings")
	code, out := r.ask(t, "aliyun", "--max-cny", "1", "--record", recordings, "--report", "json="+filepath.Join(r.dir, "r.json"))
	assert.Equal(t, exitLeak, code, out)
	assert.Equal(t, 7, code)
	assert.Contains(t, out, "exit 7: nothing was recorded: it would tell the secret")
	assert.Contains(t, out, "the run ended when a recording would have told a secret")
	assert.Equal(t, 1, r.server.Calls(), "nothing is sent after it")
	assert.Empty(t, filesBelow(t, recordings), "not even a temporary file is left")
	r.tellsNothing(t, "aliyun")
	assert.NotContains(t, r.out.String(), secret[9:])
}

// Money that makes no sense is refused before anything is sent.
func TestLiveMoneyThatMakesNoSense(t *testing.T) {
	r := newLiveRig(t, standin.Options{})
	for _, c := range []struct {
		flag string
		code int
		says string
	}{
		{"--max-cny=1e9", exitUsage, "write an amount in yuan"},
		{"--max-cny=NaN", exitUsage, "write an amount in yuan"},
		{"--max-cny=0x10", exitUsage, "write an amount in yuan"},
		{"--max-cny=0.00001", exitUsage, "write an amount in yuan"},
		{"--max-cny=99999999999999999999", exitUsage, "write an amount in yuan"},
		{"--max-cny=-1", exitRefused, "the cap on money makes no sense"},
		{"--max-cny=10000.01", exitRefused, "the cap on money makes no sense"},
		{"--max-cny=0.005", exitPartial, "the call may cost 0.10 yuan; the run has spent 0.00 of 0.005 at worst"},
		{"--daily-cny=-1", exitRefused, "the cap on money makes no sense"},
		{"--daily-cny=1e3", exitUsage, "write an amount in yuan"},
		{"--price-cny=-0.10", exitRefused, "the price of a number makes no sense"},
		{"--price-cny=0", exitRefused, "the price of a number makes no sense"},
		{"--price-cny=0.09", exitRefused, "below the documented one of 0.10 yuan"},
		{"--price-cny=NaN", exitUsage, "write an amount in yuan"},
		{"--price-cny=0.50", exitOK, "0.50 yuan at worst in this run"},
		{"--max-calls=-1", exitRefused, "a limit is negative"},
	} {
		before := r.server.Calls()
		args := []string{"--max-cny=1", "--case", "aliyun.status.happy.normal-json", c.flag}
		code, out := r.ask(t, "aliyun", args...)
		assert.Equal(t, c.code, code, "%s: %s", c.flag, out)
		assert.Contains(t, out, c.says, c.flag)
		assert.Equal(t, c.code == exitOK, r.server.Calls() > before, c.flag)
	}
}

// A list of numbers in other spellings is no list.
func TestLiveNumbersInOtherSpellings(t *testing.T) {
	r := newLiveRig(t, standin.Options{})
	for name, number := range map[string]string{
		"with a plus": "+8613912300200", "with spaces": "139 1230 0200", "escaped": "%2B8613912300200", "two at once": "13912300200,13912300404",
		"full width": "１３９１２３００２００", "with dashes": "139-1230-0200", "a pattern": "139*",
	} {
		args := []string{"run", "--live", "--accept-charges", "--provider", "aliyun", "--max-cny", "1", "--ledger", filepath.Join(r.dir, "ledger")}
		code, out := r.do(append(args, r.numbers(t, "consent: yes\n"+number+" active 2098-12-31\n")...)...)
		assert.Equal(t, exitRefused, code, "%s: %s", name, out)
		assert.Contains(t, out, "live guard numbers: numbers.txt:2", name)
		assert.NotContains(t, out, "0200", "%s: the line is not repeated", name)
	}
	assert.Zero(t, r.server.Calls())
}

// A number with its country code on the list is another one than without: it is
// not asked about in the place of the first.
func TestLiveNumberWithItsCountryCode(t *testing.T) {
	r := newLiveRig(t, standin.Options{})
	args := []string{"run", "--live", "--accept-charges", "--provider", "aliyun", "--max-cny", "1", "--case", "aliyun.status.happy.normal-json", "--ledger", filepath.Join(r.dir, "ledger")}
	code, out := r.do(append(args, r.numbers(t, "consent: yes\n8613912300200 active 2098-12-31\n")...)...)
	assert.Equal(t, exitUsage, code, out)
	assert.Contains(t, out, "no number on the allow-list is said to be active")
	assert.Zero(t, r.server.Calls())
}

// Whatever is wrong with the ledger, nothing is sent.
func TestLiveLedgerAttacked(t *testing.T) {
	for name, prepare := range map[string]func(path string) error{
		"a folder":     func(path string) error { return os.Mkdir(path, 0o700) },
		"empty":        func(path string) error { return os.WriteFile(path, nil, 0o600) },
		"another's":    func(path string) error { return os.WriteFile(path, []byte("13912300200\n"), 0o600) },
		"a loose link": func(path string) error { return os.Symlink(path+".gone", path) },
		"a device":     func(path string) error { return os.Symlink(os.DevNull, path) },
		"half a charge": func(path string) error {
			return os.WriteFile(path, []byte("numsim-ledger 1 0000000001\n0000000001 2026"), 0o600)
		},
		"a pipe":         func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"a folder above": func(path string) error { return os.RemoveAll(filepath.Dir(path)) },
	} {
		t.Run(name, func(t *testing.T) {
			r := newLiveRig(t, standin.Options{})
			folder := filepath.Join(t.TempDir(), "books")
			require.NoError(t, os.Mkdir(folder, 0o700))
			path := filepath.Join(folder, "ledger")
			require.NoError(t, prepare(path))
			code, out := r.ask(t, "aliyun", "--max-cny", "1", "--ledger", path)
			assert.Equal(t, exitRefused, code, out)
			assert.Contains(t, out, "live guard ledger: the ledger ")
			assert.Zero(t, r.server.Calls())
		})
	}
}

// A folder that cannot be written is found before anything is asked, and paid for.
func TestLiveRecordToNowhere(t *testing.T) {
	for name, prepare := range map[string]func(path string) error{
		"a file": func(path string) error {
			return errOf(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, nil, 0o600))
		},
		"below a file": func(path string) error { return os.WriteFile(filepath.Dir(path), nil, 0o600) },
		"a loose link": func(path string) error {
			return errOf(os.MkdirAll(filepath.Dir(path), 0o700), os.Symlink(path+".gone/x", path))
		},
		"one broken one": func(path string) error {
			return errOf(os.MkdirAll(path, 0o700), os.WriteFile(filepath.Join(path, "a.json"), []byte("{"), 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newLiveRig(t, standin.Options{})
			path := filepath.Join(t.TempDir(), "a", "recordings")
			require.NoError(t, prepare(path))
			code, out := r.ask(t, "aliyun", "--max-cny", "1", "--record", path)
			assert.Equal(t, exitUsage, code, out)
			assert.Contains(t, out, "--record ")
			assert.Zero(t, r.server.Calls(), "nothing is paid for that cannot be kept")
		})
	}
}

func errOf(list ...error) error {
	i := slices.IndexFunc(list, func(err error) bool { return err != nil })
	if i < 0 {
		return nil
	}
	return list[i]
}

// A report that cannot be written is found before anything is asked.
func TestLiveReportToNowhere(t *testing.T) {
	r := newLiveRig(t, standin.Options{})
	code, out := r.ask(t, "aliyun", "--max-cny", "1", "--report", "json="+filepath.Join(r.dir, "nowhere", "r.json"))
	assert.Equal(t, exitUsage, code, out)
	assert.Contains(t, out, "the json report")
	assert.Zero(t, r.server.Calls())
}

// A redirect is an answer: nobody goes where it leads.
func TestLiveRedirects(t *testing.T) {
	for _, to := range []string{"https://dytnsapi.aliyuncs.com.example.com/", "https://dytnsapi.aliyuncs.com/", "http://127.0.0.1:1/"} {
		r := newLiveRig(t, standin.Options{Before: func(w http.ResponseWriter, q *http.Request, _ []byte) bool {
			http.Redirect(w, q, to, http.StatusTemporaryRedirect)
			return true
		}})
		code, out := r.ask(t, "aliyun", "--max-cny", "1", "--case", "aliyun.status.happy.normal-json")
		assert.Equal(t, exitDrift, code, out)
		assert.Contains(t, out, "HTTP 307")
		assert.Equal(t, 1, r.server.Calls())
		r.tellsNothing(t, "aliyun")
	}
}

// An interrupt ends the call under way and leaves a partial report; what was
// charged stays in the ledger.
func TestLiveInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	r := newLiveRig(t, standin.Options{Before: func(_ http.ResponseWriter, q *http.Request, _ []byte) bool {
		interrupt()
		<-q.Context().Done()
		return true
	}})
	r.until = ctx
	report := filepath.Join(r.dir, "r.json")
	code, out := r.ask(t, "aliyun", "--max-cny", "1", "--report", "json="+report)
	assert.Equal(t, exitPartial, code, out)
	assert.Contains(t, out, "interrupted")
	assert.Contains(t, out, "0.10 yuan today")
	assert.FileExists(t, report)
	assert.Equal(t, 1, r.server.Calls())
	r.tellsNothing(t, "aliyun")

	text, err := os.ReadFile(filepath.Join(r.dir, "ledger"))
	require.NoError(t, err)
	assert.Equal(t, 2, strings.Count(string(text), "\n"), "a head and one charge")
}

// Canaries in the place of every credential come back in every answer, and are in
// no output, report, recording or ledger.
func TestLiveCanaries(t *testing.T) {
	for _, provider := range []string{"aliyun", "ksyun", "ywjisu"} {
		t.Run(provider, func(t *testing.T) {
			var k wire.Keys
			r := newLiveRig(t, standin.Options{})
			r.server = standin.Start(t, standin.Options{Drifts: []standin.Drift{func(x *standin.Exchange) {
				words := strings.Join([]string{"about 13912300404", k.ID, k.Secret.Reveal(), k.Password.Reveal(), k.AuthCode.Reveal()}, " ")
				for _, member := range []string{"Message", "resultMsg", "Code"} {
					standin.SetField("", member, words)(x)
				}
				standin.SetField("Error", "Message", words)(x)
				standin.AddField("", "Echo", words)(x)
				x.Header.Set("X-Echo", words)
			}}})
			r.standIn = r.server.GuardBy
			k = r.server.Keys(provider, "numsim")
			files := []string{"json=" + filepath.Join(r.dir, "r.json"), "junit=" + filepath.Join(r.dir, "r.xml"), "md=" + filepath.Join(r.dir, "r.md")}
			code, out := r.ask(t, provider, "--max-cny", "1", "--price-cny", "0.10", "--record", filepath.Join(r.dir, "recordings"), "--report", strings.Join(files, ","), "--fail-on", "info")
			assert.NotEqual(t, exitOK, code, out)
			assert.Contains(t, out, "FAILED", "it is shown, and so could be told")
			assert.NotEmpty(t, filesBelow(t, filepath.Join(r.dir, "recordings")))
			r.tellsNothing(t, provider)
		})
	}
}

// Two runs cannot hold one ledger.
func TestLiveTwoAtOnce(t *testing.T) {
	second := make(chan string, 1)
	var r *liveRig
	r = newLiveRig(t, standin.Options{Before: func(http.ResponseWriter, *http.Request, []byte) bool {
		if r.server.Calls() > 1 {
			return false
		}
		var out bytes.Buffer
		args := append([]string{"run", "--live", "--accept-charges", "--provider", "aliyun", "--max-cny", "1", "--ledger", filepath.Join(r.dir, "ledger")}, r.numbers(t, numbersText)...)
		code := r.run(t.Context(), args, &out, &out)
		second <- plainly("%d %s", code, out.String())
		return false
	}})
	code, out := r.ask(t, "aliyun", "--max-cny", "1", "--case", "aliyun.status.happy.normal-json")
	assert.Equal(t, exitOK, code, out)
	got := <-second
	assert.True(t, strings.HasPrefix(got, "4 "), got)
	assert.Contains(t, got, "another run holds the ledger")
	assert.Equal(t, 1, r.server.Calls())
}

// The hosts that look like a provider's are no place to replay to as simulators,
// and no target takes credentials in its URL.
func TestLookalikesOfHosts(t *testing.T) {
	for target, says := range map[string]string{
		"aliyun=https://dytnsapi.aliyuncs.com":                 "is a provider's",
		"aliyun=https://DYTNSAPI.aliyuncs.com.":                "is a provider's",
		"aliyun=https://dytnsapi.aliyuncs.com:443":             "is a provider's",
		"aliyun=https://user:pass@dytnsapi.aliyuncs.com":       "a base URL is a scheme and a host",
		"aliyun=https://127.0.0.1#@dytnsapi.aliyuncs.com":      "a base URL is a scheme and a host",
		"aliyun=https://dytnsapi.aliyuncs.com/?x=":             "a base URL is a scheme and a host",
		"aliyun=https://dytnsapi%2ealiyuncs.com":               "URL",
		"aliyun=https://dytnsapi。aliyuncs。com":                 "a base URL is a scheme and a host",
		"aliyun=https://dytnsapi-vpc.cn-hangzhou.aliyuncs.com": "is a provider's",
	} {
		for _, command := range [][]string{{"replay", kept, "--stand-in", "--target", target}, {"run", "--case", "aliyun.status.happy.normal-json", "--target", target}} {
			var out bytes.Buffer
			code := run(command, &out, &out)
			assert.NotEqual(t, exitOK, code, target)
			assert.Contains(t, out.String(), says, "%s %s", command[0], target)
		}
	}
}
