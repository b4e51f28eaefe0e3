package report

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/numsim/numsim/conformance"
)

// Outputs are the files a run is written to.
type Outputs struct {
	Stdout io.Writer // for files called -; nil is the process's own
	list   []output
}

type output struct{ kind, file string }

// Kinds are the names of what can be written.
const Kinds = "json, junit and md"

// Read reads KIND=FILE texts.
func Read(texts []string) (o Outputs, err error) {
	seen := map[string]string{}
	for _, text := range texts {
		kind, file, ok := strings.Cut(text, "=")
		if !ok || file == "" {
			return Outputs{}, fmt.Errorf("--report %s: write it as KIND=FILE, such as junit=report.xml", text)
		}
		if writer(kind) == nil {
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

func writer(kind string) func(io.Writer, *conformance.Report) error {
	switch kind {
	case "json":
		return JSON
	case "junit":
		return JUnit
	case "md":
		return Markdown
	}
	return nil
}

// Write writes all of them, and the summary of a CI job where there is one.
func (o Outputs) Write(r *conformance.Report) error {
	for _, one := range o.list {
		if err := o.write(one, r); err != nil {
			return fmt.Errorf("the %s report: %w", one.kind, err)
		}
	}
	if summary := os.Getenv("GITHUB_STEP_SUMMARY"); summary != "" {
		return toFile(summary, os.O_APPEND, Markdown, r)
	}
	return nil
}

func (o Outputs) write(one output, r *conformance.Report) error {
	if one.file == "-" {
		return writer(one.kind)(o.stdout(), r)
	}
	return toFile(one.file, os.O_TRUNC, writer(one.kind), r)
}

func (o Outputs) stdout() io.Writer {
	if o.Stdout == nil {
		return os.Stdout
	}
	return o.Stdout
}

func toFile(name string, how int, write func(io.Writer, *conformance.Report) error, r *conformance.Report) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|how, 0o644)
	if err != nil {
		return err
	}
	if err := write(f, r); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
