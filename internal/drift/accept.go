package drift

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/numsim/numsim/contracts"
)

// Acceptance is what a person may review and keep: new texts of files, of the
// contract or of a scenario.
type Acceptance struct {
	What  string            // in words
	Files map[string][]byte // from the root of the contracts
	// Scenario is the path of the one that was made, where that is the better way;
	// empty is none.
	Scenario string
	// Next is what the same answers will show once this is kept, and wants an
	// acceptance of its own; empty is nothing.
	Next string

	before fs.FS
}

// Seen is the evidence of a finding: the last day it was seen, and in what.
func Seen(f contracts.Finding, today string) contracts.Evidence {
	what := "contract drift"
	if len(f.Cases) > 0 {
		what = f.Cases[0]
	}
	n := max(f.Samples, 1)
	return contracts.Evidence(fmt.Sprintf("seen %s %s, %d %s", cmp.Or(f.LastSeen, today), what, n, plural(n, "sample")))
}

// Accept makes of a finding a change to the contract in fsys, which passes lint, or
// a scenario. The error says why there is neither, and what to do.
func Accept(fsys fs.FS, d *contracts.Document, f contracts.Finding, today string) (*Acceptance, error) {
	if f.Provider != d.Provider {
		return nil, fmt.Errorf("the finding is about %s, and the contract is of %s", f.Provider, d.Provider)
	}
	if f.Suspected() {
		return nil, fmt.Errorf("it is suspected, %d of %d samples: see it again before it is accepted, or say samples in severity.yaml", f.Samples, f.Needed)
	}
	if played := scenarioOf(d, f); played != "" {
		path := "scenarios/seen-" + f.ID + ".yaml"
		return &Acceptance{
			What:  "no contract takes back what it promises; the scenario has the simulator answer so, to see how clients bear it",
			Files: map[string][]byte{path: []byte(played)}, Scenario: path, before: fsys,
		}, nil
	}
	made, err := d.Amend(fsys, f, Seen(f, today))
	if err != nil {
		return nil, err
	}
	a := &Acceptance{What: "the contract reads " + made.Reading + " now, and drift judges by it", Files: made.Files, Next: next(f), before: fsys}
	return a, a.sound(d.Provider, made.Reading)
}

// next is what comes to light behind a finding that hid it.
func next(f contracts.Finding) string {
	if f.Rule == "resp.status" && f.Actual >= "4" {
		return "the error table has the codes of these answers with another status, or not at all: contract drift says error.http.changed or error.code.new then, which is accepted in the same way"
	}
	return ""
}

// sound reports what lint would say of the change: the rest of the contract is as
// it was.
func (a *Acceptance) sound(provider, reading string) error {
	after, flaws := contracts.Load(a.After(), provider)
	if id, name, _ := strings.Cut(reading, "="); after != nil && len(flaws) == 0 {
		flaws = after.CheckReading(id, name)
	}
	if len(flaws) > 0 {
		return fmt.Errorf("the change would break the contract, so there is none: %s", flaws[0])
	}
	return nil
}

// After is the contracts' folder as it would be.
func (a *Acceptance) After() fs.FS { return layered{a.before, a.Files} }

// layered is a folder with some files replaced, and some more.
type layered struct {
	below fs.FS
	files map[string][]byte
}

// Open implements fs.FS.
func (l layered) Open(name string) (fs.File, error) {
	over := fstest.MapFS{}
	for path, text := range l.files {
		over[path] = &fstest.MapFile{Data: text}
	}
	return over.Open(name)
}

// ReadFile implements fs.ReadFileFS.
func (l layered) ReadFile(name string) ([]byte, error) {
	if text, ours := l.files[name]; ours {
		return bytes.Clone(text), nil
	}
	return fs.ReadFile(l.below, name)
}

// Stat implements fs.StatFS.
func (l layered) Stat(name string) (fs.FileInfo, error) {
	if _, ours := l.files[name]; !ours {
		return fs.Stat(l.below, name)
	}
	f, err := l.Open(name)
	if err != nil {
		return nil, err
	}
	return f.Stat()
}

// ReadDir implements fs.ReadDirFS.
func (l layered) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(l.below, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	over := fstest.MapFS{}
	for path, text := range l.files {
		over[path] = &fstest.MapFile{Data: text}
	}
	more, _ := over.ReadDir(name) // none of ours are there
	for _, e := range more {
		if !slices.ContainsFunc(list, func(o fs.DirEntry) bool { return o.Name() == e.Name() }) {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}

// Diff is the change as patch reads it.
func (a *Acceptance) Diff() string {
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(a.Files)) {
		before, err := fs.ReadFile(a.before, path)
		from := "a/" + path
		if err != nil {
			before, from = nil, "/dev/null"
		}
		b.WriteString(unified(from, "b/"+path, string(before), string(a.Files[path])))
	}
	return b.String()
}

// scenarioOf is the scenario by which the simulator answers as was seen; empty
// where the contract can say it.
func scenarioOf(d *contracts.Document, f contracts.Finding) string {
	code := ""
	switch f.Rule {
	case "operation.withdrawn", "operation.replaced":
		code = strings.TrimSpace(strings.TrimPrefix(f.Actual, "HTTP 404"))
	case "req.param.now-required", "req.param.rejected":
		code, _, _ = strings.Cut(f.Actual, ": ")
	default:
		return ""
	}
	head := fmt.Sprintf("scenario: seen-%s\nabout: %q\n", f.ID, fmt.Sprintf("%s, as it was %s: %s answers %s", f.Rule, Seen(f, "undated"), f.Operation, f.Actual))
	if profile, ok := strings.CutPrefix(f.Suggestion, "profile "); ok {
		name, _, _ := strings.Cut(profile, " ")
		return head + fmt.Sprintf("accounts:\n  %s: {profile: %q}\n", d.Provider, name)
	}
	row := rowOf(d, code, f.Actual)
	if row == "" {
		return ""
	}
	operation := f.Operation[strings.LastIndex(f.Operation, "/")+1:]
	return head + fmt.Sprintf("rules:\n  - name: as it was seen\n    when: {provider: %s, operation: %s}\n    then: {error: %q}\n", d.Provider, operation, row)
}

// rowOf is the row of a code whose message was seen, or else its first.
func rowOf(d *contracts.Document, code, actual string) string {
	first := ""
	for _, row := range d.Errors() {
		begins, _, _ := strings.Cut(row.Message, "{")
		if row.Code == code && strings.Contains(actual, begins) {
			return row.Name
		}
		if row.Code == code && first == "" {
			first = row.Name
		}
	}
	return first
}
