package builtin

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/serve"
)

// library is where the built-in scenarios are in the source.
const library = "scenarios/library/"

// find reads a file, a folder with a scenario.yaml in it, or one of the library.
// The folder is what stands before the names of its files for people.
func find(text string) (d *scenarios.Draft, folder string, err error) {
	info, err := os.Stat(text)
	switch {
	case err == nil && info.IsDir():
		return read(text, strings.TrimRight(text, "/")+"/", "scenario.yaml")
	case err == nil:
		folder, name := filepath.Split(text)
		return read(filepath.Dir(text), folder, name)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, "", err
	}
	names := scenarios.Names()
	switch {
	case slices.Contains(names, text):
		d, err := parse(scenarios.Library(), library, text+".yaml")
		return d, library, err
	case strings.ContainsAny(text, "/."):
		return nil, "", fmt.Errorf("--scenario: there is no file %s", text)
	}
	return nil, "", fmt.Errorf("--scenario: there is no file %s, and no scenario of that name; did you mean %q? (all: simulator scenarios list)", text, sim.Nearest(text, names))
}

// read opens the folder, which links in it cannot lead out of.
func read(dir, folder, name string) (*scenarios.Draft, string, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = root.Close() }()
	d, err := parse(root.FS(), folder, name)
	return d, folder, err
}

func parse(fsys fs.FS, folder, name string) (*scenarios.Draft, error) {
	d, found, err := serve.Scenario(fsys, name)
	if err != nil {
		return nil, err
	}
	if wrong := found.Errors(); len(wrong) > 0 {
		for i := range wrong {
			wrong[i].File = folder + wrong[i].File
		}
		return nil, wrong
	}
	return d, nil
}
