package contracts

import (
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Told are the closed lists whose values an operation's answers hold, in the
// order of the document.
func (c *Contract) Told(operation string) (list []Enum) {
	found := map[Position]bool{}
	for _, method := range []string{"get", "post"} {
		pairs(at(c.tree.root, "paths", "/"+operation, method, "responses"), func(_, response *yaml.Node) {
			pairs(member(c.tree.resolve(response), "content"), func(_, media *yaml.Node) {
				c.tree.enumsIn(member(media, "schema"), 0, found)
			})
		})
	}
	for _, e := range c.says.enums {
		if found[e.Position] {
			list = append(list, e)
		}
	}
	return list
}

func (t *tree) enumsIn(schema *yaml.Node, depth int, found map[Position]bool) {
	if depth > deepest { // a schema may refer to itself
		return
	}
	t.branches(schema, func(branch *yaml.Node) {
		if member(branch, "enum") != nil {
			found[t.position(branch)] = true
		}
		pairs(member(branch, "properties"), func(_, below *yaml.Node) { t.enumsIn(below, depth+1, found) })
		t.enumsIn(member(branch, "items"), depth+1, found)
	})
}

// Members are pointers into an operation's answers, * for any element, over
// every profile.
func (d *Document) Members(operation string) []string {
	found := map[string]bool{}
	for i := range d.profiles {
		d.contract(&d.profiles[i], nil).tree.members("/"+operation, found)
	}
	return slices.Sorted(maps.Keys(found))
}

// Parameters are the names of an operation's parameters and form fields, over
// every profile.
func (d *Document) Parameters(operation string) []string {
	found := map[string]bool{}
	for i := range d.profiles {
		t := d.contract(&d.profiles[i], nil).tree
		item := at(t.root, "paths", "/"+operation)
		for _, method := range []string{"get", "post"} {
			t.parameters(item, method, found)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func (t *tree) parameters(item *yaml.Node, method string, found map[string]bool) {
	for _, list := range []*yaml.Node{member(item, "parameters"), at(item, method, "parameters")} {
		if list == nil {
			continue
		}
		for _, ref := range list.Content {
			found[text(member(t.resolve(ref), "name"))] = true
		}
	}
	pairs(at(item, method, "requestBody", "content"), func(_, media *yaml.Node) {
		t.properties(member(media, "schema"), func(name string, _ *yaml.Node) { found[name] = true })
	})
}
