package scenarios

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim"
)

// What a scenario may hold, all its files together.
const (
	maxFindings = 100
	maxFiles    = 64
	maxIncludes = 8 // one inside the other
	maxRules    = 20_000
	maxSettings = 2_000
	maxLines    = 2_000_000 // of CSV
	maxFacts    = 1 << 16   // different things said of numbers
	maxWeight   = 1_000_000
)

// Read reads a document and what it includes; all names are of files in fsys.
// It goes on after a mistake, so that one run shows them all. The draft is good
// for something only if Findings.Errors is empty, here and after Check.
func Read(fsys fs.FS, name string) (*Draft, Findings) {
	d, _, found := read(fsys, name)
	return d, found
}

// Load is Read and Check in one. It tells the place of each word, where Check
// on its own knows the line of the rule.
func Load(fsys fs.FS, name string, vendors []Vendor) (*Draft, Findings) {
	d, m, found := read(fsys, name)
	return d, capped(append(found, check(d, m, vendors, len(found.Errors()) == 0)...))
}

// reading is what the files of a document share while they are read.
type reading struct {
	fsys     fs.FS
	draft    *Draft
	marks    marks
	found    Findings
	errors   int
	warnings int

	open     []string // files being read, each included by the one before
	done     map[string]bool
	used     map[string]bool // the files of the draft
	bytes    int
	nodes    int
	lines    int
	settings int
	ruled    map[string]string // where a rule of that name stands
	tables   tables

	statuses *vocabulary[numsim.Status]
	carriers *vocabulary[numsim.Carrier]
	faults   *vocabulary[Fault]
	pers     *vocabulary[Per]
}

func newReading(fsys fs.FS) *reading {
	return &reading{
		fsys: fsys, draft: &Draft{}, done: map[string]bool{}, used: map[string]bool{}, ruled: map[string]string{}, tables: newTables(),
		statuses: newStatusWords(), carriers: newCarrierWords(), faults: newFaultWords(), pers: newPerWords(),
	}
}

// fresh is a reading that has read nothing, with the words of r, which take most
// of the time to make.
func (r *reading) fresh() *reading {
	return &reading{
		fsys: r.fsys, draft: &Draft{}, done: map[string]bool{}, used: map[string]bool{}, ruled: map[string]string{}, tables: r.tables,
		statuses: r.statuses, carriers: r.carriers, faults: r.faults, pers: r.pers,
	}
}

func read(fsys fs.FS, name string) (*Draft, *marks, Findings) {
	r := newReading(fsys)
	if data, wrong := r.load(name, maxBytes); wrong != "" {
		r.found = Findings{{File: name, Line: 1, Column: 1, Text: wrong}}
	} else {
		r.page(name, data)
	}
	r.draft.truths.index, r.draft.truths.mixed = nil, nil
	return r.draft, &r.marks, capped(r.found)
}

// capped keeps the first hundred findings, and an error rather than a warning.
func capped(found Findings) Findings {
	for i := len(found) - 1; i >= 0 && len(found) > maxFindings; i-- {
		if found[i].Warning {
			found = slices.Delete(found, i, i+1)
		}
	}
	return found[:min(len(found), maxFindings)]
}

// load reads a file of limited size, or says what is wrong with it.
func (r *reading) load(name string, limit int) (data []byte, wrong string) {
	f, wrong := r.openFile(name)
	if wrong != "" {
		return nil, wrong
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(limit-r.bytes)+1))
	if err != nil {
		return nil, "cannot read " + quote(name) + ": " + reason(err)
	}
	if r.bytes += len(data); r.bytes > limit {
		return nil, "more than " + strconv.Itoa(limit>>20) + " MiB of documents; put numbers into a CSV file and name it under files"
	}
	r.draft.Documents = append(r.draft.Documents, Document{name, string(data)})
	return data, ""
}

// openFile opens regular files only: a pipe could keep a reader for ever.
func (r *reading) openFile(name string) (fs.File, string) {
	if !fs.ValidPath(name) || strings.ContainsRune(name, '\\') {
		return nil, quote(name) + " is not the name of a file in the scenario's folder"
	}
	r.uses(name)
	info, err := fs.Stat(r.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, "there is no file " + quote(name) + suggestFile(r.fsys, name)
	case err == nil && !info.Mode().IsRegular():
		return nil, quote(name) + " is not a file"
	}
	f, err := r.fsys.Open(name)
	if err != nil {
		return nil, "cannot read " + quote(name) + ": " + reason(err)
	}
	return f, ""
}

// uses notes a file before it is looked at.
func (r *reading) uses(name string) {
	if !r.used[name] {
		r.used[name] = true
		r.draft.Files = append(r.draft.Files, name)
	}
}

// reason is an error without the path, which the finding already has.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

func suggestFile(fsys fs.FS, name string) string {
	entries, err := fs.ReadDir(fsys, path.Dir(name))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries[:min(len(entries), 1000)] {
		names = append(names, path.Join(path.Dir(name), e.Name()))
	}
	if near := nearest(name, names); near != "" {
		return suggest(name, []string{near})
	}
	return ""
}

// page is one file while it is read.
type page struct {
	*reading
	file  string
	found Findings
}

// page reads one file. Findings come in the order of the text, those of
// included files first.
func (r *reading) page(name string, data []byte) {
	r.open, r.done[name] = append(r.open, name), true
	p := &page{reading: r, file: name}
	if root, wrong := parse(data); wrong != nil {
		p.add(Finding{Line: wrong.line, Column: wrong.column, Text: wrong.text})
	} else if root == nil || empty(root) {
		p.add(Finding{Line: 1, Column: 1, Text: "the file is empty; a document begins with scenario: and a name"})
	} else if p.inspect(root, 1) {
		p.document(root)
	}
	slices.SortStableFunc(p.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	r.found = append(r.found, p.found...)
	r.open = r.open[:len(r.open)-1]
}

// add keeps a finding. Warnings are counted apart: a hundred of them must not
// hide an error.
func (p *page) add(f Finding) {
	count := &p.errors
	if f.Warning {
		count = &p.warnings
	}
	if *count++; *count > maxFindings {
		return
	}
	if f.File == "" {
		f.File = p.file
	}
	p.found = append(p.found, f)
}

func (p *page) mistake(n *yaml.Node, format string, args ...any) {
	if n.Kind != yaml.AliasNode { // that one was found already
		p.add(Finding{Line: n.Line, Column: n.Column, Text: fmt.Sprintf(format, args...)})
	}
}

func (p *page) warn(n *yaml.Node, format string, args ...any) {
	p.add(Finding{Line: n.Line, Column: n.Column, Text: fmt.Sprintf(format, args...), Warning: true})
}

// hint is how a finding ends; it is not made for one that is not kept.
func (p *page) hint(of func() string) string {
	if p.errors >= maxFindings {
		return ""
	}
	return of()
}

func (p *page) where(n *yaml.Node) place { return place{p.file, n.Line, n.Column} }
