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
var built = sync.OnceValues(build)

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

func build() (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	dir, err := cache()
	if err != nil {
		return "", err
	}
	release, err := lock("simulator")
	if err != nil {
		return "", err
	}
	defer release()
	path := filepath.Join(dir, "simulator")
	cmd := exec.Command("go", "build", "-o", path, "./cmd/simulator")
	cmd.Dir = filepath.Dir(root)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s/cmd/simulator: %w\n%s", cmd.Dir, err, out)
	}
	return path, nil
}
