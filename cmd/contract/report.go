package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/numsim/numsim/conformance"
)

// outputs are the files a run is written to, by kind. JSON is what the others
// are made from.
type outputs []output

type output struct{ kind, file string }

func readOutputs(texts []string) (list outputs, err error) {
	seen := map[string]string{}
	for _, text := range texts {
		kind, file, ok := strings.Cut(text, "=")
		if !ok || file == "" {
			return nil, fmt.Errorf("--report %s: write it as KIND=FILE, such as junit=report.xml", text)
		}
		if _, known := writers()[kind]; !known {
			return nil, fmt.Errorf("--report %s: the kinds are json, junit and md", text)
		}
		if seen[file] != "" {
			return nil, fmt.Errorf("--report %s: the %s report has that file already", text, seen[file])
		}
		seen[file] = kind
		list = append(list, output{kind, file})
	}
	return list, nil
}

func writers() map[string]func(io.Writer, *conformance.Report) error {
	return map[string]func(io.Writer, *conformance.Report) error{"json": writeJSON, "junit": writeJUnit, "md": writeMarkdown}
}

// write writes all of them, and the summary of a CI job where there is one.
func (o outputs) write(r *conformance.Report) error {
	for _, one := range o {
		if err := toFile(one.file, os.O_TRUNC, writers()[one.kind], r); err != nil {
			return fmt.Errorf("the %s report: %w", one.kind, err)
		}
	}
	if summary := os.Getenv("GITHUB_STEP_SUMMARY"); summary != "" {
		return toFile(summary, os.O_APPEND, writeMarkdown, r)
	}
	return nil
}

// check finds a file that cannot be written before anything is asked, and perhaps
// paid for.
func (o outputs) check() error {
	for _, one := range o {
		_, err := os.Stat(one.file)
		made := errors.Is(err, fs.ErrNotExist)
		f, err := os.OpenFile(one.file, os.O_WRONLY|os.O_CREATE, 0o644)
		if err != nil {
			return fmt.Errorf("the %s report: %w", one.kind, err)
		}
		_ = f.Close()
		if made {
			_ = os.Remove(one.file)
		}
	}
	return nil
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

func writeJSON(w io.Writer, r *conformance.Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}
