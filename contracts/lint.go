package contracts

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// linter looks for what is wrong with a document and its overlays.
type linter struct {
	d     *Document
	fsys  fs.FS
	flaws []Flaw
}

func (l *linter) add(n *yaml.Node, rule, format string, args ...any) {
	l.flaws = append(l.flaws, Flaw{l.d.base.position(n), rule, fmt.Sprintf(format, args...)})
}

// lint is what can be said by reading alone; Check compiles as well.
func (l *linter) lint() []Flaw {
	l.extensions()
	l.evidence()
	l.discrepancies()
	l.references(l.d.base.root, l.d.base)
	l.operations()
	l.table()
	l.schemas(l.d.base.root, nil)
	l.vectors()
	return l.flaws
}

// Check compiles every profile and every reading and returns what is wrong
// with them; it takes seconds where Load takes milliseconds.
func (d *Document) Check() []Flaw {
	l := &linter{d: d}
	for _, p := range d.profiles {
		l.compiles("profile", p.Name, &p, nil)
	}
	p, err := d.profile("")
	if err != nil {
		return sortFlaws(append(l.flaws, Flaw{d.base.position(member(d.base.root, "x-profiles")), "profile.default", err.Error()}))
	}
	for _, x := range d.discrepancies {
		in := p
		if !x.in(p.Name) {
			in, _ = d.profile(x.Profiles[0])
		}
		for _, r := range x.Readings {
			if r.patch != nil && in != nil {
				l.compiles(x.ID, r.Name, in, map[string]string{x.ID: r.Name})
			}
		}
	}
	return sortFlaws(l.flaws)
}

// CheckReading is Check for one reading of a discrepancy.
func (d *Document) CheckReading(id, reading string) []Flaw {
	l := &linter{d: d}
	x := d.Discrepancy(id)
	if x == nil || x.Reading(reading) == nil {
		return []Flaw{{Position{File: d.base.file(d.base.root)}, "discrepancy.reading", "there is no reading " + id + "=" + reading}}
	}
	name := ""
	if len(x.Profiles) > 0 {
		name = x.Profiles[0]
	}
	p, err := d.profile(name)
	if err != nil {
		return []Flaw{{x.Position, "profile.unknown", err.Error()}}
	}
	l.compiles(id, reading, p, map[string]string{id: reading})
	return sortFlaws(l.flaws)
}

func (l *linter) compiles(id, value string, p *Profile, chosen map[string]string) {
	scheme := ""
	if x := l.d.Discrepancy(id); x != nil && x.ByExchange {
		scheme, chosen = value, nil
	}
	c := l.d.contract(p, chosen)
	s := c.scheme(scheme)
	overlay := l.d.overlays[id]
	where := at(overlay, "readings", value)
	if s.err != nil {
		l.add(where, "overlay.broken", "with %s=%s the document cannot be judged by: %v", id, value, s.err)
		return
	}
	before := len(l.flaws)
	l.references(s.tree.root, s.tree)
	l.schemas(s.tree.root, nil)
	for i := before; i < len(l.flaws); i++ {
		l.flaws[i].Text += fmt.Sprintf(" (with %s=%s)", id, value)
	}
	for _, err := range schemaFlaws(s.tree) {
		l.add(where, "schema.broken", "with %s=%s: %v", id, value, err)
	}
	for _, e := range s.document() {
		l.add(where, "openapi", "with %s=%s the document is not OpenAPI 3.1: %s: %s", id, value, e.Message, e.Reason)
		for _, more := range e.SchemaValidationErrors {
			l.add(where, "openapi", "with %s=%s: %s at %s", id, value, more.Reason, pointer(more.InstancePath...))
		}
	}
}

// references finds a $ref that leads nowhere.
func (l *linter) references(n *yaml.Node, t *tree) {
	if ref := member(n, "$ref"); ref != nil && (!strings.HasPrefix(ref.Value, "#/") || at(t.root, keysOf(strings.TrimPrefix(ref.Value, "#"))...) == nil) {
		l.add(ref, "ref.broken", "%s leads nowhere in this document", ref.Value)
	}
	for _, c := range n.Content {
		l.references(c, t)
	}
}

// operations checks what every path has to declare.
func (l *linter) operations() {
	methods := l.d.all.rpc.Methods
	pairs(member(l.d.base.root, "paths"), func(path, item *yaml.Node) {
		for _, m := range methods {
			if member(item, strings.ToLower(m)) == nil {
				l.add(path, "method.undeclared", "x-rpc has calls made with %s, which %s does not declare; declare it", m, path.Value)
			}
		}
		pairs(item, func(_, op *yaml.Node) {
			l.form(op)
			pairs(member(op, "responses"), func(_, r *yaml.Node) { l.answerKinds(l.d.base.resolve(r)) })
		})
	})
}

// form: the validator refuses commas and colons in a form's values unless its
// encoding allows them.
func (l *linter) form(op *yaml.Node) {
	media := at(op, "requestBody", "content", "application/x-www-form-urlencoded")
	schema := l.d.base.resolve(member(media, "schema"))
	pairs(member(schema, "properties"), func(name, _ *yaml.Node) {
		if text(at(media, "encoding", name.Value, "allowReserved")) != "true" {
			l.add(media, "form.reserved", "the form field %s needs encoding: {%s: {allowReserved: true}}, or commas and colons in it are refused", name.Value, name.Value)
		}
	})
}

func (l *linter) answerKinds(r *yaml.Node) {
	content := member(r, "content")
	pairs(content, func(kind, media *yaml.Node) {
		if !strings.HasSuffix(kind.Value, "xml") {
			return
		}
		if member(media, "x-xml-root") == nil {
			l.add(kind, "xml.root", "an XML answer needs x-xml-root: the validator does not look at the root")
		}
		for _, twin := range []string{"text/xml", "application/xml"} {
			if member(content, twin) == nil {
				l.add(kind, "xml.twin", "where %s is answered, declare %s as well", kind.Value, twin)
			}
		}
	})
}

// table checks the error table against the rest of the document.
func (l *linter) table() {
	var profiles []string
	for _, p := range l.d.profiles {
		profiles = append(profiles, p.Name)
	}
	defaults := 0
	for _, p := range l.d.profiles {
		if p.Default {
			defaults++
		}
	}
	if defaults != 1 {
		l.add(member(l.d.base.root, "x-profiles"), "profile.default", "exactly one profile is the default; %d are", defaults)
	}
	names := map[string]bool{}
	for _, row := range l.d.all.errors {
		names[row.Name] = true
		code, _ := codeOf(row.Name)
		if code != row.Code {
			l.flaws = append(l.flaws, Flaw{row.Position, "error.name", "the row " + row.Name + " has the code " + row.Code + "; a row is named code or code/slug"})
		}
		for _, p := range row.Profiles {
			if !slices.Contains(profiles, p) {
				l.flaws = append(l.flaws, Flaw{row.Position, "profile.unknown", "there is no profile " + strconv.Quote(p)})
			}
		}
	}
	if absent := at(l.d.base.root, "x-rpc", "absent"); absent != nil && !names[absent.Value] {
		l.add(absent, "error.unknown", "x-errors has no row %s", absent.Value)
	}
}

// schemas checks every schema: names required without a property, and enums
// without meanings.
func (l *linter) schemas(n *yaml.Node, keys []string) {
	properties, required := member(n, "properties"), member(n, "required")
	if properties != nil && required != nil && required.Kind == yaml.SequenceNode && (len(keys) == 0 || !slices.Contains([]string{"then", "else", "if"}, keys[len(keys)-1])) {
		for _, name := range required.Content {
			if member(properties, name.Value) == nil && member(n, "type") != nil {
				l.add(name, "required.undeclared", "%s is required and is not one of the properties", name.Value)
			}
		}
	}
	l.meanings(n)
	if n.Kind != yaml.MappingNode {
		for _, c := range n.Content {
			l.schemas(c, keys)
		}
		return
	}
	pairs(n, func(k, v *yaml.Node) {
		if !strings.HasPrefix(k.Value, "x-") {
			l.schemas(v, append(keys, k.Value))
		}
	})
}

func (l *linter) meanings(n *yaml.Node) {
	enum, semantics := member(n, "enum"), member(n, "x-semantics")
	if enum == nil || enum.Kind != yaml.SequenceNode || len(enum.Content) < 2 && semantics == nil {
		return
	}
	for _, v := range enum.Content {
		if member(semantics, v.Value) == nil {
			l.add(v, "semantics.missing", "x-semantics does not say what %q means", v.Value)
		}
	}
	pairs(semantics, func(k, _ *yaml.Node) {
		if !slices.ContainsFunc(enum.Content, func(v *yaml.Node) bool { return v.Value == k.Value }) {
			l.add(k, "semantics.unknown", "%q is not one of the enum's values", k.Value)
		}
	})
}
