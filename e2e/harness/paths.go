package harness

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const modulePath = "github.com/numsim/numsim/e2e"

// Root is the absolute path of the e2e folder, found from the working
// directory, which `go test` sets to the package's own folder.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(text), "module "+modulePath+"\n") {
			return dir, nil
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod of %s above the working directory: run the tests inside e2e", modulePath)
		}
		dir = up
	}
}

// cache is where witnesses install what they need, and where the simulator is
// built: e2e/.cache, unless NUMSIM_E2E_CACHE names another folder.
func cache() (string, error) {
	dir := os.Getenv("NUMSIM_E2E_CACHE")
	if dir == "" {
		root, err := Root()
		if err != nil {
			return "", err
		}
		dir = filepath.Join(root, ".cache")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return dir, os.MkdirAll(dir, 0o755)
}

// environ is this process's environment without what would change an SDK's or
// the simulator's mind: proxies (the Go SDKs obey them even for 127.0.0.1),
// credentials, and the simulator's own settings.
func environ(extra ...string) []string {
	var kept []string
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(strings.ToUpper(entry), "=")
		unwanted := strings.HasSuffix(name, "_PROXY") ||
			strings.HasPrefix(name, "ALIBABA_CLOUD_") || strings.HasPrefix(name, "NUMSIM_")
		if !unwanted {
			kept = append(kept, entry)
		}
	}
	return append(kept, extra...)
}
