package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/numsim/numsim/contracts"
)

const document = "openapi.yaml"

// source is where a contract is: built in, or in a folder named after its
// provider.
type source struct {
	dir      string // that holds the provider's folder; empty: built in
	provider string
	shown    string // what stands before a flaw's file
}

// find takes a provider's name, a folder with openapi.yaml in it, or that file.
func find(word string) (source, error) {
	info, err := os.Stat(word)
	switch {
	case err == nil && info.IsDir():
		return inFolder(word)
	case err == nil && filepath.Base(word) == document:
		return inFolder(filepath.Dir(word))
	case err == nil:
		return source{}, usageError{fmt.Errorf("%s is not a contract: a contract is a folder with %s and overlays in it", word, document)}
	case slices.Contains(contracts.Providers(), word):
		return source{provider: word, shown: "contracts"}, nil
	case strings.ContainsAny(word, "/."):
		return source{}, usageError{fmt.Errorf("there is no file %s", word)}
	}
	return source{}, usageError{fmt.Errorf("there is no file %s, and no provider of that name; the providers are %s", word, strings.Join(contracts.Providers(), ", "))}
}

func inFolder(folder string) (source, error) {
	whole, err := filepath.Abs(folder)
	if err != nil {
		return source{}, err
	}
	return source{dir: filepath.Dir(whole), provider: filepath.Base(whole), shown: filepath.Dir(filepath.Clean(folder))}, nil
}

// load reads the contract, which links in its folder cannot lead out of.
func (s source) load() (*contracts.Document, []contracts.Flaw, error) {
	if s.dir == "" {
		d, flaws := contracts.Builtin(s.provider)
		return d, flaws, nil
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = root.Close() }()
	d, flaws := contracts.Load(root.FS(), s.provider)
	return d, flaws, nil
}

// sound is load for those who need a contract without a flaw; it prints those
// it has.
func (s source) sound(w io.Writer) (*contracts.Document, error) {
	d, flaws, err := s.load()
	if err != nil {
		return nil, err
	}
	s.print(w, flaws)
	if len(flaws) > 0 {
		return nil, usageError{fmt.Errorf("%s has %d %s; nothing is judged by it", s.provider, len(flaws), plural(len(flaws), "flaw"))}
	}
	return d, nil
}

func (s source) print(w io.Writer, flaws []contracts.Flaw) {
	for _, f := range flaws {
		f.File = filepath.Join(s.shown, f.File)
		line(w, "%s", f)
	}
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}
