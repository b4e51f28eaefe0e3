package report

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
)

// Outputs are the files a run is written to.
type Outputs struct {
	Stdout   io.Writer  // for files called -; nil is the process's own
	Recorded []Recorded // what else is known of cases, for html
	list     []output
}

type output struct{ kind, file string }

// Kinds are the names of what can be written.
const Kinds = "json, junit, md, html, sarif, codequality or annotations"

// Read reads KIND=FILE texts.
func Read(texts []string) (o Outputs, err error) {
	seen := map[string]string{}
	for _, text := range texts {
		kind, file, ok := strings.Cut(text, "=")
		if !ok || file == "" {
			return Outputs{}, fmt.Errorf("--report %s: write it as KIND=FILE, such as junit=report.xml", text)
		}
		if (Outputs{}).writer(kind) == nil {
			return Outputs{}, fmt.Errorf("--report %s: the kinds are %s", text, Kinds)
		}
		if seen[file] != "" {
			return Outputs{}, fmt.Errorf("--report %s: the %s report has that file already", text, seen[file])
		}
		seen[file] = kind
		o.list = append(o.list, output{kind, file})
	}
	return o, nil
}

// writer is for one kind; all but html make one report of several first.
func (o Outputs) writer(kind string) func(io.Writer, ...*conformance.Report) error {
	one := map[string]func(io.Writer, *conformance.Report) error{
		"json": JSON, "junit": JUnit, "md": Markdown, "sarif": SARIF, "codequality": CodeQuality, "annotations": Annotations,
	}[kind]
	switch {
	case kind == "html":
		return func(w io.Writer, list ...*conformance.Report) error { return HTML(w, o.Recorded, list...) }
	case one == nil:
		return nil
	}
	return func(w io.Writer, list ...*conformance.Report) error { return one(w, Merge(list...)) }
}

// Write writes all of them; in a job of GitHub Actions also its summary, and its
// annotations where they are not asked for already.
func (o Outputs) Write(list ...*conformance.Report) error {
	all := slices.Clone(o.list)
	annotated := slices.ContainsFunc(all, func(one output) bool { return one.kind == "annotations" })
	if os.Getenv("GITHUB_ACTIONS") == "true" && !annotated {
		all = append(all, output{"annotations", "-"})
	}
	var failed error
	for _, one := range all {
		if err := o.write(one, os.O_TRUNC, list); err != nil {
			failed = errors.Join(failed, fmt.Errorf("the %s report: %w", one.kind, err))
		}
	}
	if failed != nil {
		return failed
	}
	if summary := os.Getenv("GITHUB_STEP_SUMMARY"); summary != "" {
		return o.write(output{"md", summary}, os.O_APPEND, list)
	}
	return nil
}

func (o Outputs) write(one output, how int, list []*conformance.Report) error {
	write := o.writer(one.kind)
	if one.file == "-" {
		return write(o.stdout(), list...)
	}
	f, err := os.OpenFile(one.file, os.O_WRONLY|os.O_CREATE|how, 0o644)
	if err != nil {
		return err
	}
	err = errors.Join(write(f, list...), f.Close())
	if info, is := os.Lstat(one.file); err != nil && how == os.O_TRUNC && is == nil && info.Mode().IsRegular() {
		_ = os.Remove(one.file) // half a report would be taken for a whole one
	}
	return err
}

func (o Outputs) stdout() io.Writer {
	if o.Stdout == nil {
		return os.Stdout
	}
	return o.Stdout
}
