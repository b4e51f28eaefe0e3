package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/serve"
)

// source is where a scenario document is: a file in a folder, which is opened
// anew for every look, or one of the library.
type source struct {
	dir    string // empty: the library
	name   string
	folder string // dir as it was typed, to stand before the name of a file
	seed   uint64 // instead of the document's; 0 is the document's
}

// find takes a file, a folder with a scenario.yaml in it, or the name of one
// in the library.
func find(text string) (source, error) {
	info, err := os.Stat(text)
	switch {
	case err == nil && info.IsDir():
		return source{dir: text, name: "scenario.yaml", folder: strings.TrimRight(text, "/") + "/"}, nil
	case err == nil:
		folder, name := filepath.Split(text)
		return source{dir: filepath.Dir(text), name: name, folder: folder}, nil
	case !errors.Is(err, fs.ErrNotExist):
		return source{}, err
	}
	names := scenarios.Names()
	if slices.Contains(names, text) {
		return source{name: text + ".yaml"}, nil
	}
	if strings.ContainsAny(text, "/.") {
		return source{}, fmt.Errorf("there is no file %s", text)
	}
	return source{}, fmt.Errorf("there is no file %s, and no scenario of that name; did you mean %q? (all: simulator scenarios list)", text, sim.Nearest(text, names))
}

// in hands over the folder, which links in it cannot lead out of.
func (s source) in(use func(fs.FS) error) error {
	if s.dir == "" {
		return use(scenarios.Library())
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	return use(root.FS())
}

// marks is how those files are now; in a folder that is gone there are none.
func (s source) marks(files marks) marks {
	now := marks{}
	for name := range files {
		now[name] = "nothing"
	}
	_ = s.in(func(fsys fs.FS) error {
		for name := range files {
			now[name] = markOf(fsys, name)
		}
		return nil
	})
	return now
}

// edition is a document as it was read once.
type edition struct {
	draft *scenarios.Draft
	files marks // those it uses, as they were before they were read
}

// read prints the findings and returns the draft, if it can be used. The files
// are known in any case.
func (s source) read(w io.Writer) (e edition, err error) {
	var findings scenarios.Findings
	err = s.in(func(fsys fs.FS) (err error) {
		noted := noting{fsys, marks{}}
		if e.draft, findings, err = serve.Scenario(noted, s.name); err == nil {
			e.files = noted.of(e.draft.Files)
		}
		return err
	})
	if err != nil {
		return e, err
	}
	for _, f := range findings {
		f.File = s.folder + f.File
		line(w, "%s", f)
	}
	if n := len(findings.Errors()); n > 0 {
		return e, fmt.Errorf("%s%s: %d %s; nothing of it is used", s.folder, s.name, n, plural(n, "mistake"))
	}
	if s.seed != 0 {
		e.draft.Seed, e.draft.HasSeed = s.seed, true
	}
	return e, nil
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

func newCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE...",
		Short: "Read scenario documents and say what is wrong with them; exit 1 on a mistake",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("check needs a document: simulator check scenario.yaml")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			failed := 0
			for _, arg := range args {
				if err := check(cmd.OutOrStdout(), arg); err != nil {
					line(cmd.OutOrStdout(), "%s: %v", arg, err)
					failed++
				}
			}
			if failed > 0 {
				return fmt.Errorf("%d of %d %s cannot be used", failed, len(args), plural(len(args), "document"))
			}
			return nil
		},
	}
}

func check(w io.Writer, arg string) error {
	s, err := find(arg)
	if err != nil {
		return err
	}
	e, err := s.read(w)
	if err != nil {
		return err
	}
	line(w, "%s: ok, scenario %s with %d %s", arg, e.draft.Name, len(e.draft.Rules), plural(len(e.draft.Rules), "rule"))
	return nil
}
