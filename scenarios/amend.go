package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A draft that was made into a scenario can be said more of: each of these
// makes a new draft and leaves the old one as it is. Rules keep the counts of
// their calls, wherever others are put in or taken out.

// WithNumbers says what is true of numbers: text is a mapping as under numbers
// in a document, of which JSON is one way to write it.
func (d *Draft) WithNumbers(text string) (*Draft, Findings) {
	p, root := newReading(nil).amendment("numbers", text)
	if root != nil {
		p.numbers(root, p.draft)
	}
	if found := p.reading.foundWith(p); len(found.Errors()) > 0 {
		return nil, found
	}
	said := d.amended.copy()
	for name := range pairs(root) {
		pattern, _ := newPattern(name.Value)
		fact, _ := p.draft.truths.held(pattern)
		said.of(pattern)[pattern.Digits] = p.draft.truths.facts[fact]
	}
	if said.size() > maxAmended {
		return nil, Findings{{File: "numbers", Line: 1, Column: 1, Text: fmt.Sprintf("more than %d numbers are said at run time; put them into the document", maxAmended)}}
	}
	next := *d
	next.amended = said.ready()
	return &next, p.found
}

// WithoutNumber takes back what WithNumbers said of a number, or of digits and
// *; then the document counts again. It is false where nothing was said.
func (d *Draft) WithoutNumber(word string) (*Draft, bool) {
	pattern, wrong := newPattern(word)
	if wrong != "" || d.amended == nil {
		return d, false
	}
	said := d.amended.copy()
	if _, there := said.of(pattern)[pattern.Digits]; !there {
		return d, false
	}
	delete(said.of(pattern), pattern.Digits)
	next := *d
	next.amended = said.ready()
	return &next, true
}

// WithRule adds a rule, before all others or after them; text is one entry as
// under rules in a document. It has the document's states.
func (d *Draft) WithRule(text string, first bool, vendors []Vendor) (*Draft, *Rule, Findings) {
	next, rule, found := d.withUnchecked(newReading(nil), text, first)
	if next == nil {
		return nil, nil, found
	}
	name := fmt.Sprintf("rule-%d", next.ids)
	for _, f := range Check(next, vendors) {
		if f.File == name {
			found = append(found, f)
		}
	}
	if len(found.Errors()) > 0 {
		return nil, nil, found
	}
	return next, rule, found
}

// Change is one rule added, or taken away by its name.
type Change struct {
	Text   string
	First  bool
	Remove string
}

// WithChanges is WithRule and WithoutRule for many at once: each check looks at
// all rules, so one is made of all that stay. At is the change that is wrong.
func (d *Draft) WithChanges(list []Change, vendors []Vendor) (next *Draft, at int, found Findings) {
	next, places := d, map[string]int{}
	if len(list) == 0 {
		return d, 0, nil
	}
	words := newReading(nil)
	for i, c := range list {
		if c.Remove != "" {
			without, there := next.WithoutRule(c.Remove)
			if !there {
				return nil, i, Findings{{File: "rules", Line: 1, Column: 1, Text: "there is no rule " + quote(c.Remove) + " to take away"}}
			}
			next = without
			continue
		}
		with, _, found := next.withUnchecked(words.fresh(), c.Text, c.First)
		if with == nil {
			return nil, i, found
		}
		next = with
		places[fmt.Sprintf("rule-%d", next.ids)] = i
	}
	for _, f := range Check(next, vendors) {
		if i, added := places[f.File]; added && !f.Warning {
			return nil, i, Findings{f}
		}
	}
	return next, 0, nil
}

// withUnchecked reads a rule and adds it.
func (d *Draft) withUnchecked(r *reading, text string, first bool) (*Draft, *Rule, Findings) {
	name := fmt.Sprintf("rule-%d", max(d.ids, len(d.Rules))+1)
	p, root := r.amendment(name, text)
	if root != nil {
		if root.Kind != yaml.SequenceNode {
			root = &yaml.Node{Kind: yaml.SequenceNode, Line: root.Line, Column: root.Column, Content: []*yaml.Node{root}}
		}
		p.rules(root, p.draft)
		if len(root.Content) != 1 {
			p.mistake(root, "%d rules; send them one by one", len(root.Content))
		}
	}
	found := p.reading.foundWith(p)
	if len(found.Errors()) > 0 {
		return nil, nil, found
	}
	next, rule := d.add(p.draft.Rules[0], first)
	if taken := d.named(rule.Name); taken != nil {
		return nil, nil, Findings{{File: name, Line: 1, Column: 1, Text: fmt.Sprintf("the rule at %s has the name %s too; take that one away first", taken.Where, quote(rule.Name))}}
	}
	return next, rule, found
}

// add gives a rule an id that no other had, and a name.
func (d *Draft) add(r Rule, first bool) (*Draft, *Rule) {
	next := *d
	next.Rules = slices.Clone(d.Rules)
	for i := range next.Rules {
		if next.Rules[i].id == 0 {
			next.Rules[i].id = i + 1
		}
	}
	next.ids = max(d.ids, len(d.Rules)) + 1
	r.id, r.added = next.ids, true
	if r.Name == "" {
		r.Name = fmt.Sprintf("posted-%d", r.id)
	}
	at := len(next.Rules)
	if first {
		at = 0
	}
	next.Rules = slices.Insert(next.Rules, at, r)
	return &next, &next.Rules[at]
}

// WithoutRule takes the rule of that name away; false if there is none.
func (d *Draft) WithoutRule(name string) (*Draft, bool) {
	gone := d.named(name)
	if gone == nil {
		return d, false
	}
	next, _ := d.add(Rule{}, false) // every rule gets its id
	next.ids--
	next.Rules = slices.DeleteFunc(next.Rules[:len(d.Rules)], func(r Rule) bool { return r.Name == name && r.Where == gone.Where })
	return next, true
}

func (d *Draft) named(name string) *Rule {
	for i := range d.Rules {
		if d.Rules[i].Name == name && name != "" {
			return &d.Rules[i]
		}
	}
	return nil
}

// amendment reads the nodes of a text that is part of a document; nil if they
// cannot be.
func (r *reading) amendment(file, text string) (*page, *yaml.Node) {
	p := &page{reading: r, file: file}
	root, wrong := parse([]byte(text))
	switch {
	case wrong != nil:
		p.add(Finding{Line: wrong.line, Column: wrong.column, Text: wrong.text})
	case root == nil || empty(root):
		p.add(Finding{Line: 1, Column: 1, Text: "there is nothing here"})
	case strings.Contains(text, "\x00") || !p.inspect(root, 1):
	default:
		return p, root
	}
	return p, nil
}

// foundWith is all that was found, on the page and before it.
func (r *reading) foundWith(p *page) Findings { return append(slices.Clone(r.found), p.found...) }
