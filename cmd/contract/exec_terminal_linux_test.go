package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// terminal is a new one: the side a person sits at, and the side programs have.
func terminal(t *testing.T) (person, programs *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there are no terminals here: %v", err)
	}
	t.Cleanup(func() { _ = person.Close() })
	var number, unlock uint32
	for request, value := range map[uintptr]*uint32{syscall.TIOCGPTN: &number, syscall.TIOCSPTLCK: &unlock} {
		_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, person.Fd(), request, uintptr(unsafe.Pointer(value)))
		require.Zero(t, errno)
	}
	programs, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	require.NoError(t, err)
	return person, programs
}

// On a terminal the command sits at it as if nobody were between: it can ask,
// and a key that interrupts reaches it once.
func TestExecOnATerminal(t *testing.T) {
	person, programs := terminal(t)
	self, err := os.Executable()
	require.NoError(t, err)
	said := &strings.Builder{}
	cmd := exec.Command(self, "exec", "--", "sh", "-c", `test -t 0 && test -t 1 && echo at a terminal; read x; echo got $x; trap 'echo caught; exit 6' INT; echo ready; read y`)
	cmd.Args[0] = "contract"
	cmd.Env = append(os.Environ(), "GITHUB_STEP_SUMMARY=")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = programs, programs, said
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	require.NoError(t, cmd.Start())
	require.NoError(t, programs.Close())
	screen := bufio.NewScanner(person)
	until := func(want string) {
		t.Helper()
		for screen.Scan() {
			if strings.TrimSpace(screen.Text()) == want {
				return
			}
		}
		require.Fail(t, "the terminal closed", "before it showed %q: %s", want, said)
	}
	until("at a terminal")
	_, err = person.WriteString("hello\n")
	require.NoError(t, err)
	until("got hello")
	until("ready")
	_, err = person.WriteString("\x03")
	require.NoError(t, err)
	for screen.Scan() { // "^Ccaught" as the terminal echoes it
		if strings.Contains(screen.Text(), "caught") {
			break
		}
	}
	_ = cmd.Wait() // its exit code is what counts
	assert.Equal(t, exitPartial, cmd.ProcessState.ExitCode(), said)
	assert.Contains(t, said.String(), "the command ended with exit code 6: a signal had come, interrupt")
}
