//go:build unix

package main

import (
	"bufio"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// outside is contract exec as a process of its own, that a test can be unkind to.
type outside struct {
	*exec.Cmd
	lines *bufio.Reader // of its standard output
	out   io.ReadCloser
	err   *strings.Builder
	temp  string // the folder for temporary files
}

// execute starts it. Its standard input stays open until the test ends, and its
// output until every process that has it is gone.
func execute(t *testing.T, args ...string) *outside {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	o := &outside{Cmd: exec.Command(self, args...), err: &strings.Builder{}, temp: t.TempDir()}
	o.Args[0] = "contract"
	o.Stderr = o.err
	bin := t.TempDir()
	require.NoError(t, os.Symlink(self, filepath.Join(bin, "numclient")))
	o.Env = append(os.Environ(), "TMPDIR="+o.temp, "GITHUB_STEP_SUMMARY=", "PATH="+bin+":"+os.Getenv("PATH"))
	in, err := o.StdinPipe()
	require.NoError(t, err)
	t.Cleanup(func() { _ = in.Close() })
	o.out, err = o.StdoutPipe()
	require.NoError(t, err)
	o.lines = bufio.NewReader(o.out)
	require.NoError(t, o.Start())
	return o
}

func (o *outside) line(t *testing.T) string {
	t.Helper()
	text, err := o.lines.ReadString('\n')
	require.NoError(t, err, o.err)
	return strings.TrimSpace(text)
}

// over waits until nobody holds the output any more, and for the process.
func (o *outside) over(t *testing.T) (rest string, code int) {
	t.Helper()
	text, err := io.ReadAll(o.lines)
	require.NoError(t, err)
	_ = o.Wait() // its exit code is what counts
	files, err := os.ReadDir(o.temp)
	require.NoError(t, err)
	assert.Empty(t, files, "files are left behind")
	return string(text), o.ProcessState.ExitCode()
}

// daemons is a script that leaves processes in its own group and in others.
const daemons = "sleep 1000 & (setsid sleep 1000 &) ; "

// freed asserts that nobody listens there any more.
func freed(t *testing.T, address string) {
	t.Helper()
	l, err := net.Listen("tcp", address)
	require.NoError(t, err, "the port is free")
	require.NoError(t, l.Close())
}

// Killed with -9, it has no time for anything, and yet nothing stays.
func TestExecKilled(t *testing.T) {
	o := execute(t, "exec", "--", "sh", "-c", daemons+"echo $NUMSIM_KSYUN_HOST; wait")
	address := o.line(t)
	require.NoError(t, o.Process.Kill())
	rest, code := o.over(t)
	assert.Empty(t, rest)
	assert.Equal(t, -1, code)
	freed(t, address)
}

// A signal is the command's to answer; then exec says that it was cut short.
func TestExecInterrupted(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		o := execute(t, "exec", "--", "sh", "-c", daemons+"trap 'echo caught; exit 4' INT TERM HUP; echo $NUMSIM_KSYUN_HOST; read x")
		address := o.line(t)
		require.NoError(t, o.Process.Signal(s))
		rest, code := o.over(t)
		assert.Equal(t, "caught\n", rest)
		assert.Equal(t, exitPartial, code, o.err)
		assert.Contains(t, o.err.String(), "exit 5: interrupted before the command was over")
		freed(t, address)
	}
}

// A second one ends what would not hear the first.
func TestExecInterruptedTwice(t *testing.T) {
	o := execute(t, "exec", "--", "sh", "-c", "trap '' INT TERM; "+daemons+"echo ready; read x")
	require.Equal(t, "ready", o.line(t))
	require.NoError(t, o.Process.Signal(syscall.SIGTERM))
	require.NoError(t, o.Process.Signal(syscall.SIGINT))
	_, code := o.over(t)
	assert.Equal(t, exitPartial, code)
	assert.Contains(t, o.err.String(), `was ended by the signal "killed"`)
}

// Of several runs an interrupt ends the one that is under way and all that follow.
func TestExecInterruptedOfSeveral(t *testing.T) {
	o := execute(t, "exec", "--scenario", "hang", "--scenario", "drip", "--", "sh", "-c", "echo $NUMSIM_SCENARIO_NAME; trap 'exit 0' INT; read x")
	require.Equal(t, "hang", o.line(t))
	require.NoError(t, o.Process.Signal(syscall.SIGINT))
	rest, code := o.over(t)
	assert.Empty(t, rest, "the second was not begun")
	assert.Equal(t, exitPartial, code)
}

// What the command leaves behind is ended, named, and no reason to fail.
func TestExecWithDaemons(t *testing.T) {
	o := execute(t, "exec", "--", "sh", "-c", daemons+"numclient asks 13900000200; echo $NUMSIM_ALIYUN_HOST")
	address := o.line(t)
	_, code := o.over(t)
	assert.Equal(t, exitOK, code, o.err)
	assert.Contains(t, o.err.String(), "processes that outlived the command were killed: sleep (2)")
	freed(t, address)
}

func TestExecPassesMuchOutputOn(t *testing.T) {
	o := execute(t, "exec", "--", "numclient", "pages", "10000000", "13900000200")
	rest, code := o.over(t)
	assert.Len(t, rest, 10_000_000)
	assert.Equal(t, exitOK, code, o.err)
}

// A report that cannot be written is said last, and keeps no other from being.
func TestExecOnAFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full here")
	}
	file := filepath.Join(t.TempDir(), "report.xml")
	o := execute(t, "exec", "--report", "json=/dev/full,junit="+file, "--", "numclient", "asks", "13900000200")
	_, code := o.over(t)
	assert.Equal(t, exitUsage, code)
	assert.True(t, strings.HasSuffix(strings.TrimSpace(o.err.String()),
		"exit 2: the json report: write /dev/full: no space left on device; the verdict would be exit 0: 11 checks hold"), o.err)
	assert.FileExists(t, file)
}

// Where there is nothing left to begin with, nothing was run.
func TestExecWithFewFiles(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, os.Symlink(self, filepath.Join(dir, "contract")))
	for _, few := range []string{"8", "13"} {
		cmd := exec.Command("sh", "-c", "ulimit -n "+few+"; exec "+dir+"/contract exec -- true")
		said, err := cmd.CombinedOutput()
		require.Error(t, err)
		assert.Equal(t, exitUsage, cmd.ProcessState.ExitCode(), "%s: %s", few, said)
		assert.Contains(t, string(said), "nothing was run", few)
	}
}

// A reader that goes away ends the command as it would without exec, and the
// report is written all the same.
func TestExecWithoutAReader(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.json")
	o := execute(t, "exec", "--report", "json="+file, "--", "sh", "-c", "numclient asks 13900000200; echo ready; while echo more; do :; done")
	require.Equal(t, "ready", o.line(t))
	require.NoError(t, o.out.Close())
	_ = o.Wait() // its exit code is what counts
	assert.Equal(t, exitCommand, o.ProcessState.ExitCode(), o.err)
	assert.FileExists(t, file)
}

// A command that closes its output is none of our business.
func TestExecWithoutOutput(t *testing.T) {
	o := execute(t, "exec", "--", "sh", "-c", "exec 1>&- 2>&-; numclient asks 13900000200")
	_, code := o.over(t)
	assert.Equal(t, exitOK, code, o.err)
}
