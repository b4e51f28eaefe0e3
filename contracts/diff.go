package contracts

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pb33f/libopenapi"
	"go.yaml.in/yaml/v3"
)

// Change is one difference between two contracts, judged from the side of
// somebody who depends on the provider.
type Change struct {
	Kind     string   `json:"kind"`
	Severity Severity `json:"severity"`
	Why      string   `json:"why"`
	Profiles []string `json:"profiles,omitempty"` // none: all of them, or the document as a whole
	Where    string   `json:"where"`
	Old      string   `json:"old,omitempty"`
	New      string   `json:"new,omitempty"`
	OldRef   string   `json:"oldRef,omitempty"` // file:line
	NewRef   string   `json:"newRef,omitempty"`
	Places   int      `json:"places"`         // where the same lines of the documents are used
	Also     []string `json:"also,omitempty"` // the places besides Where, of any profile
}

// String is the change on one line.
func (c Change) String() string {
	s := fmt.Sprintf("%s %s: %s", c.Severity, c.Kind, c.Where)
	switch {
	case c.Old != "" && c.New != "":
		s += ": " + c.Old + " -> " + c.New
	case c.Old != "":
		s += ": was " + c.Old
	case c.New != "":
		s += ": now " + c.New
	}
	if c.Places > 1 {
		s += fmt.Sprintf(" and in %d more places", c.Places-1)
	}
	if len(c.Profiles) > 0 {
		s += " (profiles " + strings.Join(c.Profiles, ", ") + ")"
	}
	s += "; " + c.Why
	if ref := cmp.Or(c.NewRef, c.OldRef); ref != "" {
		s += "; " + ref
	}
	return s
}

// Diff compares two contracts: the effective document of each profile both
// have, and what the extensions say. The same document twice is no change. A
// document that cannot be compared is an error.
func Diff(before, after *Document) ([]Change, error) {
	d := &differ{before: before, after: after, severities: after.severities}
	for _, p := range before.profiles {
		if _, err := after.profile(p.Name); err != nil {
			d.add("operation.removed", "profile "+p.Name, p.Name, "", p.Position, Position{})
			continue
		}
		if err := d.profile(p.Name); err != nil {
			return nil, err
		}
	}
	d.discrepancies()
	return d.sorted(len(before.profiles)), nil
}

type differ struct {
	before, after *Document
	severities    *Severities
	now           string // the profile being compared
	changes       []Change
}

func (d *differ) add(kind, where, old, new string, oldAt, newAt Position) {
	g := d.severities.Change(kind)
	c := Change{Kind: kind, Severity: g.Severity, Why: g.Why, Where: where, Old: cut(old), New: cut(new)}
	if d.now != "" {
		c.Profiles = []string{d.now}
	}
	if oldAt.Line > 0 {
		oldAt.Column = 0
		c.OldRef = oldAt.String()
	}
	if newAt.Line > 0 {
		newAt.Column = 0
		c.NewRef = newAt.String()
	}
	d.changes = append(d.changes, c)
}

// sorted puts the worst first and says once what profiles, methods and media
// types share.
func (d *differ) sorted(profiles int) []Change {
	var out []Change
	for _, c := range d.changes {
		i := slices.IndexFunc(out, c.shares)
		if i < 0 {
			c.Places = 1
			out = append(out, c)
			continue
		}
		if out[i].Where != c.Where && (len(c.Profiles) == 0 || out[i].Profiles[0] == c.Profiles[0]) {
			out[i].Places++
		}
		if out[i].Where != c.Where && !slices.Contains(out[i].Also, c.Where) {
			out[i].Also = append(out[i].Also, c.Where)
		}
		if len(c.Profiles) > 0 && !slices.Contains(out[i].Profiles, c.Profiles[0]) {
			out[i].Profiles = append(out[i].Profiles, c.Profiles[0])
		}
	}
	for i := range out {
		if len(out[i].Profiles) == profiles {
			out[i].Profiles = nil
		}
	}
	rank := map[Severity]int{Breaking: 0, Risky: 1, Info: 2}
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(rank[a.Severity], rank[b.Severity]), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Where, b.Where), cmp.Compare(a.Old, b.Old), cmp.Compare(a.New, b.New))
	})
	return out
}

// shares reports whether o says the same: of the same lines, or, where those
// are not known, of the same place.
func (c Change) shares(o Change) bool {
	if c.Kind != o.Kind || c.Old != o.Old || c.New != o.New || (len(c.Profiles) > 0) != (len(o.Profiles) > 0) {
		return false
	}
	if c.OldRef == "" || c.NewRef == "" {
		return c.Where == o.Where
	}
	return c.OldRef == o.OldRef && c.NewRef == o.NewRef
}

// side is one of the two documents as a profile has it.
type side struct {
	c    *Contract
	tree *tree // with references written out, so that every schema has one direction
}

func sideOf(d *Document, profile string) (*side, error) {
	c, err := d.For(profile, nil)
	if err != nil {
		return nil, err
	}
	t := c.tree.grow()
	f := &flattener{t: t}
	if t.root, err = f.document(); err != nil {
		return nil, err
	}
	return &side{c, t}, nil
}

// model is what the library compares: only the paths that the other side does
// not have word for word, since building a path costs more than all the rest.
func (s *side) model(other *side) (libopenapi.Document, error) {
	t := s.tree.grow()
	root := t.without(t.root, func(_, _ *yaml.Node) bool { return false })
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == "paths" {
			root.Content[i+1] = t.without(root.Content[i+1], func(k, item *yaml.Node) bool {
				return same(item, at(other.tree.root, "paths", k.Value))
			})
		}
	}
	text, err := plain(&tree{root, t.files, t.parent})
	if err != nil {
		return nil, err
	}
	return open(text)
}

// profile compares one profile of both.
func (d *differ) profile(name string) error {
	d.now = name
	defer func() { d.now = "" }()
	before, err := sideOf(d.before, name)
	if err != nil {
		return fmt.Errorf("the old document: %w", err)
	}
	after, err := sideOf(d.after, name)
	if err != nil {
		return fmt.Errorf("the new document: %w", err)
	}
	if err := d.compare(before, after); err != nil {
		return fmt.Errorf("comparing profile %s: %w", name, err)
	}
	d.extensions(before.c, after.c)
	d.roots(before, after)
	return nil
}

func (d *differ) compare(before, after *side) error {
	old, err := before.model(after)
	if err != nil {
		return err
	}
	new, err := after.model(before)
	if err != nil {
		return err
	}
	changed, err := libopenapi.CompareDocuments(old, new)
	if err != nil || changed == nil {
		return err
	}
	w := &walker{d: d, before: before, after: after}
	w.walk(changed)
	return nil
}

// roots compares the XML roots of answers, which OpenAPI has only in part.
func (d *differ) roots(before, after *side) {
	old, new := before.roots(), after.roots()
	for _, where := range slices.Sorted(maps.Keys(new)) {
		n := new[where]
		if o, ok := old[where]; ok && text(o) != text(n) {
			d.add("answer.xml-root", where, text(o), text(n), before.tree.position(o), after.tree.position(n))
		}
	}
}

func (s *side) roots() map[string]*yaml.Node {
	out := map[string]*yaml.Node{}
	pairs(member(s.tree.root, "paths"), func(path, item *yaml.Node) {
		pairs(item, func(method, op *yaml.Node) {
			pairs(member(op, "responses"), func(status, r *yaml.Node) {
				pairs(member(r, "content"), func(kind, media *yaml.Node) {
					if root := member(media, "x-xml-root"); root != nil {
						out[pointer("paths", path.Value, method.Value, "responses", status.Value, kind.Value)] = root
					}
				})
			})
		})
	})
	return out
}
