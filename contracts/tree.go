package contracts

import (
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// tree is a document as nodes, which keep their place. Trees share nodes and
// never change one; what a tree has of its own is in its own map.
type tree struct {
	root   *yaml.Node
	files  map[*yaml.Node]string
	parent *tree
}

// grow is a tree that begins as t and may be changed.
func (t *tree) grow() *tree {
	return &tree{root: t.root, files: map[*yaml.Node]string{}, parent: t}
}

func (t *tree) file(n *yaml.Node) string {
	for ; t != nil; t = t.parent {
		if name, ok := t.files[n]; ok {
			return name
		}
	}
	return ""
}

// maxFile bounds what is read: the largest of ours is a tenth of it.
const maxFile = 1 << 20

// parse reads one YAML file. Aliases and keys given twice are flaws: both read
// differently from how they look.
func parse(fsys fs.FS, name string, files map[*yaml.Node]string) (*yaml.Node, []Flaw) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, []Flaw{{Position{File: name}, "file.missing", "the file cannot be read: " + err.Error()}}
	}
	if len(data) > maxFile {
		return nil, []Flaw{{Position{File: name}, "file.large", fmt.Sprintf("the file has more than %d bytes", maxFile)}}
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, []Flaw{yamlFlaw(name, err)}
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, []Flaw{{Position{File: name, Line: 1, Column: 1}, "yaml", "the document is not a mapping"}}
	}
	var flaws []Flaw
	register(doc.Content[0], name, files, &flaws)
	return doc.Content[0], flaws
}

func register(n *yaml.Node, name string, files map[*yaml.Node]string, flaws *[]Flaw) {
	files[n] = name
	where := Position{name, n.Line, n.Column}
	if n.Kind == yaml.AliasNode {
		*flaws = append(*flaws, Flaw{where, "yaml", "an alias; write the statement out, or use $ref"})
		return
	}
	seen := map[string]bool{}
	pairs(n, func(k, _ *yaml.Node) {
		if seen[k.Value] {
			*flaws = append(*flaws, Flaw{Position{name, k.Line, k.Column}, "yaml", "the key " + strconv.Quote(k.Value) + " is given twice"})
		}
		seen[k.Value] = true
	})
	for _, c := range n.Content {
		register(c, name, files, flaws)
	}
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

func yamlFlaw(name string, err error) Flaw {
	f := Flaw{Position{File: name}, "yaml", strings.TrimPrefix(err.Error(), "yaml: ")}
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		f.Line, _ = strconv.Atoi(m[1])
	}
	return f
}

func (t *tree) position(n *yaml.Node) Position {
	if n == nil {
		return Position{File: t.file(t.root)}
	}
	return Position{t.file(n), n.Line, n.Column}
}

// merge is base with an RFC 7396 merge patch: mappings member by member, null
// takes away, everything else replaces. Base stays as it is.
func (t *tree) merge(base, patch *yaml.Node) *yaml.Node {
	if patch.Kind != yaml.MappingNode {
		return patch
	}
	if base == nil || base.Kind != yaml.MappingNode {
		base = &yaml.Node{Kind: yaml.MappingNode, Tag: patch.Tag, Line: patch.Line, Column: patch.Column}
		t.files[base] = t.file(patch)
	}
	out := &yaml.Node{Kind: yaml.MappingNode, Tag: base.Tag, Line: base.Line, Column: base.Column}
	t.files[out] = t.file(base)
	pairs(base, func(k, v *yaml.Node) {
		change := member(patch, k.Value)
		switch {
		case change == nil:
			out.Content = append(out.Content, k, v)
		case !isNull(change):
			out.Content = append(out.Content, k, t.merge(v, change))
		}
	})
	pairs(patch, func(k, v *yaml.Node) {
		if member(base, k.Value) == nil && !isNull(v) {
			out.Content = append(out.Content, k, t.merge(nil, v))
		}
	})
	return out
}

// without is a mapping without the members that drop names.
func (t *tree) without(n *yaml.Node, drop func(key, value *yaml.Node) bool) *yaml.Node {
	out := &yaml.Node{Kind: yaml.MappingNode, Tag: n.Tag, Line: n.Line, Column: n.Column}
	t.files[out] = t.file(n)
	pairs(n, func(k, v *yaml.Node) {
		if !drop(k, v) {
			out.Content = append(out.Content, k, v)
		}
	})
	return out
}

// resolve follows $ref inside the document, at most as often as is sane.
func (t *tree) resolve(n *yaml.Node) *yaml.Node {
	for range 16 {
		ref := text(member(n, "$ref"))
		if ref == "" {
			return n
		}
		n = at(t.root, keysOf(strings.TrimPrefix(ref, "#"))...)
	}
	return nil
}

// same reports whether two nodes say the same.
func same(a, b *yaml.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.Value != b.Value || a.Tag != b.Tag || len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		if !same(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}
