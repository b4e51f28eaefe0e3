package contracts

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// plain is the tree as YAML without extensions. The nodes made on the way are
// noted in a tree of their own: others may be reading this one.
func plain(t *tree) ([]byte, error) {
	own := t.grow()
	return render(own, own.strip(own.root))
}

// render writes a tree as YAML of two spaces, comments left out.
func render(t *tree, n *yaml.Node) ([]byte, error) {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(t.uncommented(n)); err != nil {
		return nil, fmt.Errorf("writing %s: %w", t.position(t.root), err)
	}
	return b.Bytes(), nil
}

// strip is n without extensions, all the way down.
func (t *tree) strip(n *yaml.Node) *yaml.Node {
	return t.rewrite(n, func(c *yaml.Node) *yaml.Node {
		if c.Kind != yaml.MappingNode {
			return c
		}
		return t.without(c, func(k, _ *yaml.Node) bool { return strings.HasPrefix(k.Value, "x-") })
	})
}

func (t *tree) uncommented(n *yaml.Node) *yaml.Node {
	return t.rewrite(n, func(c *yaml.Node) *yaml.Node {
		copied := *c
		copied.HeadComment, copied.LineComment, copied.FootComment = "", "", ""
		return &copied
	})
}

// rewrite is n with every node replaced by what change makes of it, from the
// top down.
func (t *tree) rewrite(n *yaml.Node, change func(*yaml.Node) *yaml.Node) *yaml.Node {
	out := *change(n)
	out.Content = slices.Clone(out.Content)
	for i, c := range out.Content {
		out.Content[i] = t.rewrite(c, change)
	}
	return &out
}
