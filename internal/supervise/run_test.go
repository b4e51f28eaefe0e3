//go:build unix

package supervise_test

import (
	"os"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/internal/supervise"
)

func TestHowACommandEnds(t *testing.T) {
	for script, want := range map[string]struct {
		code   int
		signal string
		text   string
	}{
		"exit 0":        {0, "", "ended with exit code 0"},
		"exit 3":        {3, "", "ended with exit code 3"},
		"kill -9 $$":    {137, "killed", `was ended by the signal "killed"`},
		"kill -TERM $$": {143, "terminated", `was ended by the signal "terminated"`},
		"exec 1>&-":     {0, "", "ended with exit code 0"},
	} {
		h := hear(t, "sh", "-c", script)
		h.start()
		r := <-h.done
		require.NoError(t, r.err, script)
		assert.Equal(t, want.code, r.Code, script)
		assert.Equal(t, want.signal, r.Signal, script)
		assert.Equal(t, want.text, r.String(), script)
		assert.Equal(t, want.code == 0, r.OK(), script)
		assert.Empty(t, r.Left, script)
	}
}

func TestWhatCannotBeStarted(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/plain", []byte("#!/bin/sh\n"), 0o644))
	require.NoError(t, os.WriteFile(dir+"/garbage", []byte("garbage"), 0o755))
	for name, why := range map[string]string{
		"no-such-program-anywhere": "no folder of PATH has a program of that name",
		dir + "/nothing":           "there is no such file",
		dir:                        "it is a folder",
		dir + "/plain":             "chmod +x",
		dir + "/garbage":           "exec format error",
	} {
		_, err := command(name).Run()
		var start *supervise.StartError
		require.ErrorAs(t, err, &start, name)
		assert.ErrorContains(t, err, why)
	}
}

// What goes in and comes out is the command's own business, and so is when.
func TestFilesAreTheCommandsOwn(t *testing.T) {
	h := hear(t, "sh", "-c", "read x; echo got $x; read y; echo and $y")
	h.start()
	_, err := h.in.WriteString("one\n")
	require.NoError(t, err)
	assert.Equal(t, "got one", h.line(t), "before the command has ended")
	_, err = h.in.WriteString("two\n")
	require.NoError(t, err)
	assert.Equal(t, "and two", h.line(t))
	require.NoError(t, (<-h.done).err)
}

func TestMuchOutputIsWhole(t *testing.T) {
	h := hear(t, "sh", "-c", "head -c 10000000 /dev/zero")
	h.start()
	assert.Len(t, h.silence(t), 10_000_000)
	assert.True(t, (<-h.done).OK())
}

// A signal that arrives here reaches the command and what it started.
func TestSignalsArePassedOn(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		signals := make(chan os.Signal, 1)
		h := hear(t, "sh", "-c", "trap 'echo caught; exit 9' INT TERM HUP; echo ready; read x")
		h.Signals = signals
		h.start()
		require.Equal(t, "ready", h.line(t))
		signals <- s
		assert.Equal(t, "caught", h.line(t), s)
		r := <-h.done
		assert.Equal(t, 9, r.Code)
		assert.Equal(t, s, r.Passed)
	}
}

func TestASecondSignalKills(t *testing.T) {
	signals := make(chan os.Signal, 2)
	h := hear(t, deaf(t))
	h.Signals = signals
	h.start()
	require.Equal(t, "ready", h.line(t))
	signals <- syscall.SIGINT
	signals <- syscall.SIGINT
	r := <-h.done
	require.NoError(t, r.err)
	assert.Equal(t, "killed", r.Signal)
	assert.Empty(t, h.silence(t))
}

// A command that is late is asked, and then killed.
func TestTimeout(t *testing.T) {
	h := hear(t, "sh", "-c", "trap 'echo asked; exit 0' TERM; echo ready; read x")
	h.Timeout = time.Millisecond
	h.start()
	r := <-h.done
	require.NoError(t, r.err)
	assert.True(t, r.Late)
	assert.False(t, r.OK(), "it did not end by itself, whatever its code")
	assert.Contains(t, r.String(), "did not end in time")

	h = hear(t, deaf(t))
	h.Timeout, h.Grace = time.Millisecond, time.Millisecond
	h.start()
	r = <-h.done
	assert.True(t, r.Late)
	assert.Contains(t, []string{"killed", "terminated"}, r.Signal)
	h.silence(t)
}

// A daemon in a session of its own is somebody's child still.
func TestWhatOutlivesTheCommandIsKilled(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux lets a process adopt daemons")
	}
	h := hear(t, "sh", "-c", "sleep 1000 & (setsid sleep 1000 &) ; (setsid sh -c 'sleep 1000; echo never' &) ; echo done")
	h.start()
	assert.Equal(t, "done\n", h.silence(t))
	r := <-h.done
	require.NoError(t, r.err)
	assert.True(t, r.OK())
	assert.Subset(t, r.Left, []string{"sleep"})
}

// Whoever is killed with -9, nothing stays.
func TestKilledFromOutside(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux lets a process adopt daemons")
	}
	h := hear(t)
	pid, err := syscall.ForkExec(self(), []string{"runner sleep 1000 & (setsid sleep 1000 &) ; echo ready; wait"}, &syscall.ProcAttr{
		Env: os.Environ(), Files: []uintptr{h.theirs[1].Fd(), h.theirs[0].Fd(), 2},
	})
	require.NoError(t, err)
	for _, f := range h.theirs {
		require.NoError(t, f.Close())
	}
	require.Equal(t, "ready", h.line(t))
	require.NoError(t, syscall.Kill(pid, syscall.SIGKILL))
	var status syscall.WaitStatus
	_, err = syscall.Wait4(pid, &status, 0, nil)
	require.NoError(t, err)
	assert.Empty(t, h.silence(t), "every process that held the pipe is gone")
}

// Of a guardian that is killed nothing stays either.
func TestWhatAKilledGuardianLeaves(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux lets a process adopt daemons")
	}
	h := hear(t)
	pid, err := syscall.ForkExec(self(), []string{"runner sleep 1000 & (setsid sh -c 'sleep 1000; echo never' &) ; echo $PPID; wait"}, &syscall.ProcAttr{
		Env: os.Environ(), Files: []uintptr{h.theirs[1].Fd(), h.theirs[0].Fd(), 2},
	})
	require.NoError(t, err)
	for _, f := range h.theirs {
		require.NoError(t, f.Close())
	}
	guardian, err := strconv.Atoi(h.line(t))
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(guardian, syscall.SIGKILL))
	assert.Empty(t, h.silence(t), "every process that held the pipe is gone")
	var status syscall.WaitStatus
	_, err = syscall.Wait4(pid, &status, 0, nil)
	require.NoError(t, err)
	assert.Equal(t, 1, status.ExitStatus(), "and that the guardian was killed is said")
}

func TestTheGuardianKilled(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux ends a process with its parent")
	}
	h := hear(t, "sh", "-c", "echo $PPID; read x")
	h.start()
	pid := h.line(t)
	number, err := strconv.Atoi(pid)
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(number, syscall.SIGKILL))
	r := <-h.done
	assert.ErrorContains(t, r.err, "was killed from outside")
	assert.Empty(t, h.silence(t))
}
