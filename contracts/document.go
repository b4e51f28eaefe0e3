package contracts

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Document is one provider's contract with all its readings. It may be used by
// several goroutines.
type Document struct {
	Provider string

	base          *tree
	all           *statements
	profiles      []Profile
	discrepancies []Discrepancy
	overlays      map[string]*yaml.Node // by the discrepancy's id
	severities    *Severities

	mu    sync.Mutex
	ready map[string]*Contract // contracts asked for before
}

// Load reads PROVIDER/openapi.yaml, its overlays, and severity.yaml beside the
// folder (the embedded one where there is none). Flaws are in the order of the
// files; a document with a flaw is for looking at, not for judging by. It is
// nil where openapi.yaml cannot be read at all.
func Load(fsys fs.FS, provider string) (*Document, []Flaw) {
	files := map[*yaml.Node]string{}
	root, flaws := parse(fsys, path.Join(provider, "openapi.yaml"), files)
	if root == nil {
		return nil, flaws
	}
	d := &Document{
		Provider: provider, base: &tree{root: root, files: files},
		overlays: map[string]*yaml.Node{}, ready: map[string]*Contract{},
	}
	flaws = append(flaws, d.loadOverlays(fsys, files)...)
	d.all = d.base.read()
	d.profiles = d.base.readProfiles(d.overlays["profile"])
	d.discrepancies = d.base.readDiscrepancies(d.overlays)
	var more []Flaw
	d.severities, more = loadSeverities(fsys)
	flaws = append(flaws, more...)
	l := &linter{d: d, fsys: fsys}
	flaws = append(flaws, l.lint()...)
	return d, sortFlaws(flaws)
}

func (d *Document) loadOverlays(fsys fs.FS, files map[*yaml.Node]string) (flaws []Flaw) {
	entries, err := fs.ReadDir(fsys, path.Join(d.Provider, "overlays"))
	if err != nil {
		return nil // a provider without discrepancies has no folder
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".yaml") {
			continue
		}
		root, more := parse(fsys, path.Join(d.Provider, "overlays", entry.Name()), files)
		flaws = append(flaws, more...)
		switch id := text(member(root, "overlay")); {
		case root == nil:
		case id == "" || d.overlays[id] != nil:
			flaws = append(flaws, Flaw{Position{files[root], 1, 1}, "overlay.name", "the file needs overlay: ID, and each ID one file"})
		default:
			d.overlays[id] = root
		}
	}
	return flaws
}

// Operations are the virtual paths, without the slash, in the document's
// order. The path for calls that name no operation is not one of them.
func (d *Document) Operations() (list []string) {
	for _, name := range d.all.operations {
		if name != noOperation {
			list = append(list, strings.TrimPrefix(name, "/"))
		}
	}
	return list
}

// Errors is the error table, complete over all profiles.
func (d *Document) Errors() []ErrorRow { return slices.Clone(d.all.errors) }

// Enums are the closed lists of the base document.
func (d *Document) Enums() []Enum { return slices.Clone(d.all.enums) }

// Limits are what the provider takes at most.
func (d *Document) Limits() []Limit { return slices.Clone(d.all.limits) }

// Billing is what calls cost.
func (d *Document) Billing() []Billing { return slices.Clone(d.all.billing) }

// Signatures are the schemes requests may be signed by, the default first.
func (d *Document) Signatures() []Signature { return slices.Clone(d.all.signatures) }

// Severities are what findings and changes mean.
func (d *Document) Severities() *Severities { return d.severities }

// Live are the readings that were seen at the provider, by discrepancy: what an
// answer of the provider itself is judged by.
func (d *Document) Live() map[string]string {
	seen := map[string]string{}
	for _, x := range d.discrepancies {
		if x.Live != "unknown" && x.Live != "" && !x.ByExchange {
			seen[x.ID] = x.Live
		}
	}
	return seen
}

// Profiles are the generations of the documents, the default first.
func (d *Document) Profiles() []Profile { return slices.Clone(d.profiles) }

// Discrepancies are the places where documents disagree.
func (d *Document) Discrepancies() []Discrepancy { return slices.Clone(d.discrepancies) }

// Discrepancy returns the one of that id, or nil.
func (d *Document) Discrepancy(id string) *Discrepancy {
	i := slices.IndexFunc(d.discrepancies, func(x Discrepancy) bool { return x.ID == id })
	if i < 0 {
		return nil
	}
	return &d.discrepancies[i]
}

func (d *Document) profile(name string) (*Profile, error) {
	var names []string
	for i := range d.profiles {
		if p := &d.profiles[i]; p.Name == name || name == "" && p.Default {
			return p, nil
		}
		names = append(names, d.profiles[i].Name)
	}
	return nil, fmt.Errorf("%s has no profile %q; it has %s", d.Provider, name, strings.Join(names, ", "))
}
