package scenarios

import (
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// inspect looks for what no document may have, whatever its keys mean. It is
// false where reading on makes no sense.
func (p *page) inspect(n *yaml.Node, depth int) bool {
	if p.nodes++; p.nodes > maxNodes {
		p.mistake(n, "%s", tooMany)
		return false
	}
	if depth > maxDepth {
		p.mistake(n, "nested deeper than %d levels", maxDepth)
		return false
	}
	switch {
	case n.Kind == yaml.AliasNode:
		p.add(Finding{Line: n.Line, Column: n.Column, Text: aliasText(n.Value)})
		return true // and not what it stands for
	case n.Anchor != "":
		p.mistake(n, "&%s is an anchor; anchors are not read here", n.Anchor)
	case n.Style&yaml.TaggedStyle != 0:
		p.mistake(n, "%s is a tag; tags are not read here, use quotes for text", quote(n.Tag))
	}
	if n.Kind == yaml.MappingNode {
		p.uniqueKeys(n)
	}
	for _, child := range n.Content {
		if !p.inspect(child, depth+1) {
			return false
		}
	}
	return true
}

func (p *page) uniqueKeys(n *yaml.Node) {
	seen := make(map[string]*yaml.Node, len(n.Content)/2)
	for name := range pairs(n) {
		switch first := seen[name.Value]; {
		case name.Kind != yaml.ScalarNode:
			p.mistake(name, "%s cannot be a key", kindOf(name))
		case name.Value == "<<" && plain(name):
			p.mistake(name, "<< is a merge key; merge keys are not read here")
		case first != nil:
			p.mistake(name, "the key %s is already at %d:%d", quote(name.Value), first.Line, first.Column)
		default:
			seen[name.Value] = name
		}
	}
}

// pairs are the keys of a mapping with their values.
func pairs(n *yaml.Node) func(yield func(name, value *yaml.Node) bool) {
	return func(yield func(name, value *yaml.Node) bool) {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

// key is one key of a kind of mapping: what a document may say, what a schema
// tells of it, and how it is read.
type key[T any] struct {
	name, about string
	shape       shape
	read        func(p *page, n *yaml.Node, into *T)
}

// mapping reads the keys of one mapping.
func mapping[T any](p *page, n *yaml.Node, keys []key[T], into *T) bool {
	if n.Kind != yaml.MappingNode {
		p.mistake(n, "%s where a mapping belongs, with %s", kindOf(n), strings.Join(keyNames(keys), ", "))
		return false
	}
	for name, value := range pairs(n) {
		if name.Kind != yaml.ScalarNode || name.Value == "<<" && plain(name) {
			continue // found already
		}
		if k := findKey(keys, name.Value); k != nil {
			k.read(p, value, into)
		} else {
			p.mistake(name, "there is no key %s here%s", quote(name.Value), p.hint(func() string { return suggest(name.Value, keyNames(keys)) }))
		}
	}
	return true
}

func findKey[T any](keys []key[T], name string) *key[T] {
	for i := range keys {
		if keys[i].name == name {
			return &keys[i]
		}
	}
	return nil
}

func keyNames[T any](keys []key[T]) (list []string) {
	for i := range keys {
		list = append(list, keys[i].name)
	}
	return list
}

// The most bytes of a text, by what it is for.
const (
	maxWord  = 256
	maxAbout = 4 << 10
	maxBody  = 64 << 10
)

// word reads a scalar of one line.
func (p *page) word(n *yaml.Node) (string, bool) { return p.text(n, maxWord, "") }

// text reads a scalar of at most so many bytes, without control characters but
// those allowed.
func (p *page) text(n *yaml.Node, most int, allowed string) (string, bool) {
	switch {
	case n.Kind != yaml.ScalarNode || empty(n):
		p.mistake(n, "%s where a word belongs", kindOf(n))
		return "", false
	case len(n.Value) > most:
		p.mistake(n, "longer than %d bytes", most)
		return "", false
	}
	for _, c := range n.Value {
		if unicode.IsControl(c) && !strings.ContainsRune(allowed, c) {
			p.mistake(n, "the control character %q is in this text", c)
			return "", false
		}
	}
	return n.Value, true
}

// list is the elements of a list, or the one value written in its place.
func (p *page) list(n *yaml.Node) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		return []*yaml.Node{n}
	}
	if len(n.Content) == 0 {
		p.mistake(n, "an empty list; leave the key out")
	}
	return n.Content
}

// oneOf reads one word of a vocabulary.
func oneOf[T any](p *page, n *yaml.Node, v *vocabulary[T], what string) (meaning T, ok bool) {
	word, ok := p.word(n)
	if !ok {
		return meaning, false
	}
	if meaning, ok = v.find(word); !ok {
		p.mistake(n, "%s is not %s%s", quote(word), what, p.hint(func() string { return v.suggest(word) }))
	}
	return meaning, ok
}

// flag reads true or false.
func (p *page) flag(n *yaml.Node) bool {
	yes, _ := oneOf(p, n, newBoolWords("true", "false"), "true or false")
	return yes
}

// whole reads a whole number as people count: no sign, no exponent.
func (p *page) whole(n *yaml.Node, from, to int) (int, bool) {
	word, ok := p.word(n)
	if !ok {
		return 0, false
	}
	i, ok := digits(word)
	if !ok || i < uint64(from) || i > uint64(to) {
		p.mistake(n, "%s is not a whole number from %d to %d", quote(word), from, to)
		return 0, false
	}
	return int(i), true
}
