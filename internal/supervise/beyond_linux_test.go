package supervise_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A process that is not ours to kill, as sudo starts, is named, and not waited for.
func TestWhatMayNotBeKilled(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can make a program that runs as another user")
	}
	const nobody = 65534
	dir := t.TempDir()
	require.NoError(t, os.Chmod(filepath.Dir(dir), 0o755))
	program, err := os.ReadFile(self())
	require.NoError(t, err)
	for name, mode := range map[string]os.FileMode{"self": 0o755, "other": 0o755 | os.ModeSetuid} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), program, 0o755))
		require.NoError(t, os.Chmod(filepath.Join(dir, name), mode))
	}
	as := &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	if said, err := (&exec.Cmd{Path: filepath.Join(dir, "other"), SysProcAttr: as}).Output(); string(said) != "ready\n" {
		t.Skipf("here no program runs as another user than who starts it: %q, %v", said, err)
	}
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "ready"), 0o600))
	require.NoError(t, os.Chown(filepath.Join(dir, "ready"), nobody, nobody))

	t.Setenv("PATH", dir+":/usr/bin:/bin")
	h := hear(t)
	script := "exec 3<&0; other <&3 >ready & sleep 1000 & read x <ready; test $x = ready" // no slash: it is part of a name
	pid, err := syscall.ForkExec(filepath.Join(dir, "self"), []string{"runner " + script}, &syscall.ProcAttr{
		Dir: dir, Env: os.Environ(), Files: []uintptr{h.theirs[1].Fd(), h.theirs[0].Fd(), 2},
		Sys: as,
	})
	require.NoError(t, err)
	for _, f := range h.theirs {
		require.NoError(t, f.Close())
	}
	var status syscall.WaitStatus
	_, err = syscall.Wait4(pid, &status, 0, nil)
	require.NoError(t, err)
	assert.Equal(t, 0, status.ExitStatus())
	assert.Equal(t, "other\n", h.silence(t), "it still runs, and what else there was does not")
	require.NoError(t, h.in.Close()) // which ends it
}
