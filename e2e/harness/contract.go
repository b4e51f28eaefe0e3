package harness

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
)

// judge remembers the one build of cmd/contract in this test process.
var judge = sync.OnceValues(func() (string, error) { return buildCommand("contract") })

// Contract is the path of cmd/contract, built once per test process, or the
// file NUMSIM_CONTRACT names.
func Contract(t testing.TB) string {
	t.Helper()
	if path := os.Getenv("NUMSIM_CONTRACT"); path != "" {
		return path
	}
	path, err := judge()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// Ended is what a program said, and how it ended.
type Ended struct {
	Stdout, Stderr string
	Exit           int
}

// Command runs a program to its end in a folder of the repository, such as
// examples/vectors/go, with the environment that a witness gets.
func Command(t testing.TB, folder string, env []string, name string, args ...string) Ended {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir, cmd.Env = Folder(t, folder), environ(env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("running %s: %v", name, err)
	}
	return Ended{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// Folder is the absolute path of a folder of the repository.
func Folder(t testing.TB, name string) string {
	t.Helper()
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(filepath.Dir(root), name)
}

// Installed is a folder of the cache that a script fills once: again when a file
// it is made from has changed. The script runs in the example's folder, and is
// told by INTO where to put things.
func Installed(t testing.TB, example, script string, from ...string) string {
	t.Helper()
	kept, err := cache()
	if err != nil {
		t.Fatal(err)
	}
	name := "example-" + filepath.Base(filepath.Dir(example)) + "-" + filepath.Base(example)
	release, err := lock(name)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	into, stamp := filepath.Join(kept, name), []byte(script)
	for _, file := range from {
		text, err := os.ReadFile(filepath.Join(Folder(t, example), file))
		if err != nil {
			t.Fatal(err)
		}
		stamp = append(stamp, text...)
	}
	if before, err := os.ReadFile(filepath.Join(into, "made-from")); err == nil && bytes.Equal(before, stamp) {
		return into
	}
	if err := install(t, example, script, into); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(into, "made-from"), stamp, 0o644); err != nil {
		t.Fatal(err)
	}
	return into
}

func install(t testing.TB, example, script, into string) error {
	if err := errors.Join(os.RemoveAll(into), os.MkdirAll(into, 0o755)); err != nil {
		return err
	}
	if ended := Command(t, example, []string{"INTO=" + into}, "sh", "-euc", script); ended.Exit != 0 {
		return fmt.Errorf("installing what %s needs ended with %d:\n%s%s", example, ended.Exit, ended.Stdout, ended.Stderr)
	}
	return nil
}
