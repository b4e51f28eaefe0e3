//go:build unix

package supervise_test

import (
	"bufio"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/supervise"
)

// TestMain is the other processes too: the guardian, a program that runs a
// command, and commands that sh cannot play.
func TestMain(m *testing.M) {
	switch name, rest, _ := strings.Cut(filepath.Base(os.Args[0]), " "); name {
	case "guardian":
		os.Exit(supervise.Guard())
	case "runner":
		c := command("sh", "-c", rest)
		c.Alone = true
		e, err := c.Run()
		if err != nil {
			os.Exit(1)
		}
		if len(e.Beyond) > 0 {
			_, _ = io.WriteString(os.Stdout, strings.Join(e.Beyond, " ")+"\n")
		}
		os.Exit(0)
	case "other": // whoever starts it, its owner's
		said := "ready\n"
		if err := syscall.Setuid(0); err != nil {
			said = err.Error() + "\n"
		}
		_, _ = io.WriteString(os.Stdout, said)
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	case "deaf":
		signal.Ignore(syscall.SIGINT, syscall.SIGTERM)
		_, _ = io.WriteString(os.Stdout, "ready\n")
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}
	listenAgain()
	os.Exit(m.Run())
}

// listenAgain has the processes of the tests hear the signals that whoever
// started the tests had them ignore, as nohup does and a shell without jobs.
func listenAgain() {
	for _, s := range []os.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT} {
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s) // what is heard here is not ignored in a child
		}
	}
}

func self() string {
	path, err := os.Executable()
	if err != nil {
		panic(err)
	}
	return path
}

// command is one with this process's own files.
func command(args ...string) supervise.Command {
	return supervise.Command{
		Guardian: []string{self(), "guardian"}, Args: args, Env: os.Environ(),
		Files: [3]*os.File{os.Stdin, os.Stdout, os.Stderr},
	}
}

// heard is a command with a pipe for its output, from which a test learns when
// every process that holds it is gone.
type heard struct {
	supervise.Command
	lines  *bufio.Reader
	in     *os.File // its standard input
	done   chan result
	theirs []*os.File
}

type result struct {
	supervise.Ended
	err error
}

func hear(t *testing.T, args ...string) *heard {
	t.Helper()
	out, outWrite, err := os.Pipe()
	require.NoError(t, err)
	inRead, in, err := os.Pipe()
	require.NoError(t, err)
	t.Cleanup(func() { _, _ = out.Close(), in.Close() })
	h := &heard{Command: command(args...), lines: bufio.NewReader(out), in: in, done: make(chan result, 1), theirs: []*os.File{outWrite, inRead}}
	h.Files = [3]*os.File{inRead, outWrite, nil}
	return h
}

// start runs it; the pipe is the command's alone from then on.
func (h *heard) start() {
	go func() {
		e, err := h.Run()
		for _, f := range h.theirs {
			_ = f.Close()
		}
		h.done <- result{e, err}
	}()
}

func (h *heard) line(t *testing.T) string {
	t.Helper()
	text, err := h.lines.ReadString('\n')
	require.NoError(t, err)
	return strings.TrimSpace(text)
}

// silence waits until nobody holds the pipe any more.
func (h *heard) silence(t *testing.T) string {
	t.Helper()
	rest, err := io.ReadAll(h.lines)
	require.NoError(t, err)
	return string(rest)
}

// deaf is a command that hears no signal but the one that nobody can refuse.
func deaf(t *testing.T) string {
	t.Helper()
	path := t.TempDir() + "/deaf"
	require.NoError(t, os.Symlink(self(), path))
	return path
}
