package contracts

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Bundling is how a contract is written for other tools.
type Bundling struct {
	// Flatten writes every $ref out where it stands, and gives XML answers the
	// root of their operation. The paths stay virtual: one for each operation.
	Flatten bool
	// Strip leaves the x- extensions out.
	Strip bool
}

// Bundle is the contract's effective document as YAML: base, profile and
// readings in one.
func (c *Contract) Bundle(b Bundling) ([]byte, error) {
	t := c.tree.grow()
	if b.Flatten {
		f := &flattener{t: t, roots: true}
		root, err := f.document()
		if err != nil {
			return nil, err
		}
		t.root = root
	}
	if b.Strip {
		return plain(t)
	}
	return render(t, t.root)
}

// flattener writes references out.
type flattener struct {
	t     *tree
	roots bool // of XML are written into the schemas
	depth int
}

// document flattens the paths; components are nobody's then.
func (f *flattener) document() (*yaml.Node, error) {
	root := f.t.without(f.t.root, func(k, _ *yaml.Node) bool { return k.Value == "components" })
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != "paths" {
			continue
		}
		paths := f.t.without(root.Content[i+1], func(_, _ *yaml.Node) bool { return false })
		for j := 0; j+1 < len(paths.Content); j += 2 {
			item, err := f.inline(paths.Content[j+1], strings.TrimPrefix(paths.Content[j].Value, "/"))
			if err != nil {
				return nil, err
			}
			paths.Content[j+1] = item
		}
		root.Content[i+1] = paths
	}
	return root, nil
}

// deepestRef bounds schemas that hold themselves; none of ours does.
const deepestRef = 32

func (f *flattener) inline(n *yaml.Node, operation string) (*yaml.Node, error) {
	if f.depth++; f.depth > deepestRef {
		return nil, fmt.Errorf("%s: a reference holds itself and cannot be written out", f.t.position(n))
	}
	defer func() { f.depth-- }()
	if member(n, "$ref") != nil {
		target := f.t.resolve(n)
		if target == nil {
			return nil, fmt.Errorf("%s: the reference leads nowhere", f.t.position(n))
		}
		n = target
	}
	out := *n
	f.t.files[&out] = f.t.file(n)
	out.Content = make([]*yaml.Node, len(n.Content))
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			out.Content[i] = c
			continue
		}
		inlined, err := f.inline(c, operation)
		if err != nil {
			return nil, err
		}
		out.Content[i] = inlined
	}
	if f.roots {
		f.root(&out, operation)
	}
	return &out, nil
}

// root names the XML root in the schema, where other tools look for it.
func (f *flattener) root(media *yaml.Node, operation string) {
	root, schema := text(member(media, "x-xml-root")), member(media, "schema")
	if root == "" || root == "none" || schema == nil || operation == "" {
		return
	}
	word := func(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }
	name := strings.ReplaceAll(root, "{operation}", operation)
	schema.Content = append(schema.Content, word("xml"), &yaml.Node{
		Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{word("name"), word(name)},
	})
}
