package contracts

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Declared is what the contract knows by name of an exchange: nothing else has
// to be written down.
type Declared struct {
	Operation  string          // empty: none of the contract's
	Parameters map[string]bool // of the request; true is secret
	Headers    map[string]bool // likewise
	Members    []string        // pointers into the answer, * for any element; sorted
}

// Declared collects it over all statuses of the operation, and over every
// reading and profile of the contract, for who answers may follow another one.
func (c *Contract) Declared(x *Exchange) Declared {
	t := c.open(x, "request", Client)
	d := Declared{Operation: t.operation, Parameters: map[string]bool{}, Headers: map[string]bool{}}
	t.declare(&d)
	collect := func(_, _ string, _ Evidence, other *Contract) {
		d.Members = append(d.Members, other.answers(t.path())...)
	}
	collect("", "", "", c)
	c.others(collect)
	slices.Sort(d.Members)
	d.Members = slices.Compact(d.Members)
	return d
}

// answers are pointers into every answer of a path, collected when first asked
// for: every exchange that is written down asks all readings of the contract.
func (c *Contract) answers(path string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	list, ok := c.members[path]
	if !ok {
		into := map[string]bool{}
		c.tree.members(path, into)
		list = slices.Collect(maps.Keys(into))
		if c.members == nil {
			c.members = map[string][]string{}
		}
		c.members[path] = list
	}
	return list
}

// declare collects parameters: listed ones, and the properties of the form.
func (t *trial) declare(d *Declared) {
	item := t.item()
	for _, list := range []*yaml.Node{member(item, "parameters"), at(item, t.method(), "parameters")} {
		if list == nil {
			continue
		}
		for _, ref := range list.Content {
			n := t.s.tree.resolve(ref)
			names := d.Parameters
			if text(member(n, "in")) == "header" {
				names = d.Headers
			}
			names[text(member(n, "name"))] = secret(t.s.tree.resolve(member(n, "schema")))
		}
	}
	t.s.tree.properties(t.form(), func(name string, schema *yaml.Node) { d.Parameters[name] = secret(schema) })
}

// members collects pointers into every answer of a path.
func (t *tree) members(path string, into map[string]bool) {
	for _, method := range []string{"get", "post"} {
		pairs(at(t.root, "paths", path, method, "responses"), func(_, response *yaml.Node) {
			pairs(member(t.resolve(response), "content"), func(_, media *yaml.Node) {
				t.pointers(member(media, "schema"), "", into)
			})
		})
	}
}

func (t *tree) pointers(schema *yaml.Node, at string, into map[string]bool) {
	if strings.Count(at, "/") > deepest { // a schema may refer to itself
		return
	}
	t.properties(schema, func(name string, below *yaml.Node) {
		here := at + pointer(name)
		into[here] = true
		t.pointers(below, here, into)
	})
	t.branches(schema, func(branch *yaml.Node) {
		if items := member(branch, "items"); items != nil {
			into[at+"/*"] = true
			t.pointers(items, at+"/*", into)
		}
	})
}

// properties visits the properties of a schema and of its branches. One that is
// forbidden declares nothing.
func (t *tree) properties(schema *yaml.Node, visit func(name string, schema *yaml.Node)) {
	t.branches(schema, func(branch *yaml.Node) {
		pairs(member(branch, "properties"), func(k, v *yaml.Node) {
			if v = t.resolve(v); v != nil && text(v) != "false" {
				visit(k.Value, v)
			}
		})
	})
}

// branches visits a schema and whatever it is put together from.
func (t *tree) branches(schema *yaml.Node, visit func(*yaml.Node)) {
	schema = t.resolve(schema)
	if schema == nil {
		return
	}
	visit(schema)
	for _, word := range []string{"allOf", "anyOf", "oneOf"} {
		if list := member(schema, word); list != nil {
			for _, branch := range list.Content {
				t.branches(branch, visit)
			}
		}
	}
	for _, word := range []string{"if", "then", "else"} {
		t.branches(member(schema, word), visit)
	}
}
