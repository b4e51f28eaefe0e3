package contracts

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// pairs calls visit with each key and value of a mapping, in its order.
func pairs(n *yaml.Node, visit func(key, value *yaml.Node)) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		visit(n.Content[i], n.Content[i+1])
	}
}

// member is a mapping's value of that key, or nil.
func member(n *yaml.Node, key string) (found *yaml.Node) {
	pairs(n, func(k, v *yaml.Node) {
		if k.Value == key && found == nil {
			found = v
		}
	})
	return found
}

// at follows keys down from n.
func at(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		n = child(n, key)
	}
	return n
}

// child is a mapping's value or a list's element.
func child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return member(n, key)
	}
	index := 0
	for _, digit := range key {
		if digit < '0' || digit > '9' || index > len(n.Content) {
			return nil
		}
		index = index*10 + int(digit-'0')
	}
	if key == "" || index >= len(n.Content) {
		return nil
	}
	return n.Content[index]
}

// text is a scalar's text, empty where there is none.
func text(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode {
		return ""
	}
	return n.Value
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// texts are the scalars of a list.
func texts(n *yaml.Node) (list []string) {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	for _, item := range n.Content {
		list = append(list, item.Value)
	}
	return list
}

// pointer joins keys as RFC 6901 does.
func pointer(keys ...string) string {
	var b strings.Builder
	for _, key := range keys {
		b.WriteByte('/')
		b.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(key))
	}
	return b.String()
}

// keysOf splits a pointer.
func keysOf(pointer string) []string {
	if pointer == "" {
		return nil
	}
	keys := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, key := range keys {
		keys[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(key)
	}
	return keys
}
