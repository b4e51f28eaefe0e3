package harness

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// built remembers the one build of this test process.
var built = sync.OnceValues(func() (string, error) { return buildCommand("simulator") })

// Binary is the path of the simulator under test: the file NUMSIM_BINARY
// names, or else ../cmd/simulator, built once per test process.
func Binary(t testing.TB) string {
	t.Helper()
	if path := os.Getenv("NUMSIM_BINARY"); path != "" {
		return path
	}
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func buildCommand(name string) (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	dir, err := cache()
	if err != nil {
		return "", err
	}
	release, err := lock(name)
	if err != nil {
		return "", err
	}
	defer release()
	path := filepath.Join(dir, name)
	cmd := exec.Command("go", "build", "-o", path, "./cmd/"+name)
	cmd.Dir = filepath.Dir(root)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s/cmd/%s: %w\n%s", cmd.Dir, name, err, out)
	}
	return path, nil
}
