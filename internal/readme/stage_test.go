//go:build unix

package readme

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// patience ends what hangs; nothing waits for it otherwise.
const patience = 2 * time.Minute

// stage is where blocks run: the built program first on PATH as simulator, and
// one simulator that serves.
type stage struct {
	*running
	bin string
}

func newStage(t *testing.T) *stage {
	t.Helper()
	_, err := exec.LookPath("curl")
	require.NoError(t, err, "what `simulator sign` prints needs curl")
	look(t)
	s := &stage{bin: t.TempDir()}
	build := exec.Command("go", "build", "-o", filepath.Join(s.bin, "simulator"), "./cmd/simulator")
	build.Dir = root
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	s.running = s.start(t, "simulator")
	return s
}

// look opens every folder the program is built from. go test repeats an earlier
// result while what a test opened is unchanged, and it does not see what the go
// build in a child opens.
func look(t *testing.T) {
	t.Helper()
	_, err := os.ReadDir(root)
	require.NoError(t, err)
	for _, folder := range []string{"cmd", "client", "scenarios", "sim"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(_ string, _ fs.DirEntry, err error) error { return err })
		require.NoError(t, err)
	}
}

// env is ours without NUMSIM_*, and without a proxy for loopback; curl reads
// no_proxy in lower case too.
func (s *stage) env(more ...string) []string {
	env := []string{}
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "NUMSIM_") {
			env = append(env, v)
		}
	}
	env = append(env, "PATH="+s.bin+string(os.PathListSeparator)+os.Getenv("PATH"), "TMPDIR="+s.bin)
	return append(append(env, "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1"), more...)
}

// rewrite is all that is changed of a block before it runs: the program is the
// built one, and the fixed ports are those of the simulator that serves here.
func (s *stage) rewrite(code string) string {
	return strings.NewReplacer(
		"go run ./cmd/simulator", "simulator",
		"127.0.0.1:18080", s.control,
		"127.0.0.1:18081", s.aliyun,
	).Replace(code)
}

// run runs a block from the top of the repository to its end and returns what
// it prints. The variables stand in for the ports the program knows by itself.
func (s *stage) run(t *testing.T, code string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-e", "-c", code)
	cmd.Dir = root
	cmd.Env = s.env("NUMSIM_CONTROL="+s.control, "NUMSIM_BASE_URL=http://"+s.aliyun)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a block that fails may leave a simulator behind
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if err != nil && cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	}
	require.NoError(t, err, "the block\n%s\nfails:\n%s%s", code, &stdout, &stderr)
	return stdout.String()
}

// running is a simulator that serves.
type running struct {
	control, aliyun string // host:port
	printed         string // until it was ready

	cmd    *exec.Cmd
	rest   io.Reader
	stderr *bytes.Buffer
}

// start starts a command that serves, on free ports unless it says otherwise,
// and returns when its ready line has come. It is stopped with the test.
func (s *stage) start(t *testing.T, command string) *running {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	r := &running{cmd: exec.CommandContext(ctx, "sh", "-c", "exec env "+command), stderr: new(bytes.Buffer)}
	r.cmd.Dir, r.cmd.Stderr = root, r.stderr
	r.cmd.Env = s.env("NUMSIM_CONTROL=127.0.0.1:0", "NUMSIM_ALIYUN=127.0.0.1:0")
	stdout, err := r.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, r.cmd.Start())
	t.Cleanup(func() {
		defer cancel()
		r.stop(t)
	})
	r.wait(t, bufio.NewReader(stdout))
	return r
}

func (r *running) wait(t *testing.T, stdout *bufio.Reader) {
	t.Helper()
	r.rest = stdout
	for {
		line, err := stdout.ReadString('\n')
		r.printed += line
		require.NoError(t, err, "no ready line from %s:\n%s%s", r.cmd, r.printed, r.stderr)
		fields := strings.Fields(line)
		if len(fields) != 3 || fields[0] != "ready" {
			continue
		}
		r.control = strings.TrimPrefix(fields[1], "control=http://")
		r.aliyun = strings.TrimPrefix(fields[2], "aliyun=http://")
		return
	}
}

// stop asks the simulator to stop, which it does by itself and with 0.
func (r *running) stop(t *testing.T) {
	_ = r.cmd.Process.Signal(syscall.SIGTERM) // it may have ended already; Wait knows
	_, _ = io.Copy(io.Discard, r.rest)
	require.NoError(t, r.cmd.Wait(), "%s did not stop cleanly after SIGTERM:\n%s", r.cmd, r.stderr)
}

// reply is what the tables promise of an answer.
type reply struct {
	HTTP        int `json:"-"`
	Code        string
	PhoneStatus struct{ Status string }
}

// ask sends what `simulator sign aliyun` prints to the simulator at address.
func (s *stage) ask(t *testing.T, address string, flags ...string) reply {
	t.Helper()
	curl := s.run(t, "simulator sign aliyun --base-url http://"+address+" "+strings.Join(flags, " "))
	words := strings.Split(strings.Replace(curl, " --noproxy '*'", "", 1), "'") // curl -sS -w '\n' 'URL'
	require.Len(t, words, 5, "not the curl command this test takes apart: %s", curl)
	c := &http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	got, err := c.Get(words[3])
	require.NoError(t, err)
	defer func() { _ = got.Body.Close() }()
	answer := reply{HTTP: got.StatusCode}
	require.NoError(t, json.NewDecoder(got.Body).Decode(&answer))
	return answer
}
