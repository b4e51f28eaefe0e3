package contracts

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// spot is a node with the keys that lead to it, as a merge patch has them.
type spot struct {
	keys []string
	node *yaml.Node
}

func (s spot) to(key string) spot { return spot{append(slices.Clone(s.keys), key), child(s.node, key)} }

// follow goes where a $ref leads.
func (t *tree) follow(s spot) spot {
	for range 16 {
		ref := text(member(s.node, "$ref"))
		if ref == "" {
			return s
		}
		keys := keysOf(strings.TrimPrefix(ref, "#"))
		s = spot{keys, at(t.root, keys...)}
	}
	return spot{}
}

// parts are a schema and what it is put together from, conditions too where they
// are asked for.
func (t *tree) parts(s spot, conditions bool) (list []spot) {
	s = t.follow(s)
	if s.node == nil || s.node.Kind != yaml.MappingNode {
		return nil
	}
	list = append(list, s)
	for _, word := range []string{"allOf", "anyOf", "oneOf"} {
		branches := s.to(word)
		if branches.node != nil {
			for i := range branches.node.Content {
				list = append(list, t.parts(branches.to(strconv.Itoa(i)), conditions)...)
			}
		}
	}
	for _, word := range []string{"if", "then", "else"} {
		if word != "if" || conditions {
			list = append(list, t.parts(s.to(word), conditions)...)
		}
	}
	return list
}

// speakers are the schemas that speak of what is at a path of an answer.
func (t *tree) speakers(s spot, path []string, conditions bool) (list []spot) {
	for _, part := range t.parts(s, conditions) {
		if len(path) == 0 {
			list = append(list, part)
			continue
		}
		if next := part.to("properties").to(path[0]); next.node != nil {
			list = append(list, t.speakers(next, path[1:], conditions)...)
		}
		if next := part.to("items"); next.node != nil && strings.Trim(path[0], "0123456789*") == "" {
			list = append(list, t.speakers(next, path[1:], conditions)...)
		}
	}
	return unique(list)
}

func unique(list []spot) (kept []spot) {
	for _, s := range list {
		if !slices.ContainsFunc(kept, func(k spot) bool { return slices.Equal(k.keys, s.keys) }) {
			kept = append(kept, s)
		}
	}
	return kept
}

// responses are the declared answers of an operation with a status; 0 is all.
func (t *tree) responses(operation string, status int) (list []spot) {
	for _, method := range []string{"get", "post"} {
		keys := []string{"paths", "/" + operation, method, "responses"}
		all := spot{keys, at(t.root, keys...)}
		want := []string{strconv.Itoa(status), strconv.Itoa(status)[:1] + "XX", "default"}
		if status == 0 {
			want = nil
			pairs(all.node, func(k, _ *yaml.Node) { want = append(want, k.Value) })
		}
		for _, key := range want {
			if next := all.to(key); next.node != nil {
				list = append(list, t.follow(next))
				if status != 0 {
					break
				}
			}
		}
	}
	return unique(list)
}

// schemas are those of the answers with a status.
func (t *tree) schemas(operation string, status int) (list []spot) {
	for _, response := range t.responses(operation, status) {
		content := response.to("content")
		pairs(content.node, func(kind, _ *yaml.Node) {
			list = append(list, t.follow(content.to(kind.Value).to("schema")))
		})
	}
	return unique(list)
}

// methods are those that the operation declares.
func (t *tree) methods(operation string) (list []string) {
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		if at(t.root, "paths", "/"+operation, strings.ToLower(method)) != nil {
			list = append(list, strings.ToLower(method))
		}
	}
	return list
}
