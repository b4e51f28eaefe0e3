//go:build unix

package readme

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"io/fs"
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

// providers are those that are served, in the order of the ready line.
var providers = []string{"aliyun", "ksyun", "ywjisu"}

// documented are the ports that the program has by itself.
var documented = map[string]string{"aliyun": "127.0.0.1:18081", "ksyun": "127.0.0.1:18082", "ywjisu": "127.0.0.1:18083"}

// stage is where blocks run: the built programs first on PATH, and one simulator
// that serves.
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
	build := exec.Command("go", "build", "-o", s.bin+"/", "./cmd/simulator", "./cmd/numcheck")
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
// built one, and the ports it knows by itself, or is told, are those of the simulator that
// serves here. A --base-url of the block's own comes later in the line and wins.
func (s *stage) rewrite(code string) string {
	code = strings.ReplaceAll(code, "go run ./cmd/simulator", "simulator")
	code = strings.ReplaceAll(code, "go run ./cmd/numcheck", "numcheck")
	code = strings.ReplaceAll(code, "simulator healthcheck", "simulator healthcheck --control "+s.control)
	code = strings.ReplaceAll(code, "http://127.0.0.1:18080/", "http://"+s.control+"/")
	for _, p := range providers {
		code = strings.ReplaceAll(code, "sign "+p+" ", "sign "+p+" --base-url http://"+s.at[p]+" ")
		code = strings.ReplaceAll(code, p+"=http://"+documented[p], p+"=http://"+s.at[p])
	}
	return code
}

// run runs a block from the top of the repository to its end and returns what
// it prints.
func (s *stage) run(t *testing.T, code string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-e", "-c", code)
	cmd.Dir = root
	cmd.Env = s.env()
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
	control string            // host:port
	at      map[string]string // host:port by provider
	printed string            // until it was ready

	cmd    *exec.Cmd
	rest   io.Reader
	stderr *bytes.Buffer
}

// start starts a command that serves, on free ports unless it says so itself,
// and returns when its ready line has come. It is stopped with the test.
func (s *stage) start(t *testing.T, command string) *running {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	r := &running{cmd: exec.CommandContext(ctx, "sh", "-c", "exec env "+command), at: map[string]string{}, stderr: new(bytes.Buffer)}
	r.cmd.Dir, r.cmd.Stderr, r.cmd.Env = root, r.stderr, s.env()
	if !strings.Contains(command, "--free-ports") {
		r.cmd.Env = s.env("NUMSIM_FREE_PORTS=true")
	}
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
		if rest, ready := strings.CutPrefix(line, "ready "); ready {
			r.addresses(t, rest)
			return
		}
	}
}

// addresses reads the ready line after its first word.
func (r *running) addresses(t *testing.T, text string) {
	t.Helper()
	var order []string
	for field := range strings.FieldsSeq(text) {
		name, address, ok := strings.Cut(field, "=http://127.0.0.1:")
		require.True(t, ok, "not an address in the ready line: %s", field)
		order, r.at[name] = append(order, name), "127.0.0.1:"+address
	}
	require.Equal(t, append([]string{"control"}, providers...), order, "the ready line")
	r.control = r.at["control"]
}

// stop asks the simulator to stop, which it does by itself and with 0.
func (r *running) stop(t *testing.T) {
	_ = r.cmd.Process.Signal(syscall.SIGTERM) // it may have ended already; Wait knows
	_, _ = io.Copy(io.Discard, r.rest)
	require.NoError(t, r.cmd.Wait(), "%s did not stop cleanly after SIGTERM:\n%s", r.cmd, r.stderr)
}
