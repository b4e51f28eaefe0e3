package contracts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// places is where an extension may stand; those that are not here, anywhere.
var places = map[string][]string{
	"x-sources": {"root"}, "x-rpc": {"root"}, "x-envelope": {"root"}, "x-signature": {"root"}, "x-errors": {"root"},
	"x-discrepancies": {"root"}, "x-profiles": {"root", "path"}, "x-limits": {"root", "path"}, "x-billing": {"path"},
}

// extensions holds every x- key to extensions.schema.json.
func (l *linter) extensions() {
	schemas, err := extensionSchemas()
	if err != nil {
		l.add(nil, "ext.schema", "extensions.schema.json is broken: %v", err)
		return
	}
	l.walkExtensions(l.d.base.root, nil, schemas)
	for _, overlay := range l.d.overlays {
		pairs(member(overlay, "readings"), func(_, reading *yaml.Node) {
			l.patchKeys(member(reading, "patch"), schemas)
		})
	}
}

func extensionSchemas() (map[string]*jsonschema.Schema, error) {
	text, err := fs.ReadFile(embedded, "extensions.schema.json")
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	const name = "extensions.json"
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, doc); err != nil {
		return nil, err
	}
	out := map[string]*jsonschema.Schema{}
	for key := range doc.(map[string]any)["$defs"].(map[string]any) {
		if !strings.HasPrefix(key, "x-") {
			continue
		}
		if out[key], err = c.Compile(name + "#/$defs/" + key); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// schemaFlaws compiles every schema of a document: OpenAPI's own schema says
// nothing about them, and the validator compiles when it is too late.
func schemaFlaws(t *tree) (errs []error) {
	const name = "contract.json"
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, plainValue(t.grow().strip(t.root))); err != nil {
		return []error{err}
	}
	pairs(at(t.root, "components", "schemas"), func(k, _ *yaml.Node) {
		if _, err := c.Compile(name + "#" + pointer("components", "schemas", k.Value)); err != nil {
			errs = append(errs, fmt.Errorf("%s is no JSON Schema: %s", k.Value, firstLine(err)))
		}
	})
	return errs
}

// firstLine is what is wrong, without the path the engine came by.
func firstLine(err error) string {
	text := err.Error()
	if i := strings.LastIndex(text, "\n- "); i >= 0 {
		return text[i+len("\n- "):]
	}
	return text
}

func (l *linter) walkExtensions(n *yaml.Node, keys []string, schemas map[string]*jsonschema.Schema) {
	for _, c := range n.Content {
		if n.Kind == yaml.SequenceNode {
			l.walkExtensions(c, append(keys, "*"), schemas)
		}
	}
	pairs(n, func(k, v *yaml.Node) {
		if !strings.HasPrefix(k.Value, "x-") || namesSomething(keys) {
			l.walkExtensions(v, append(keys, k.Value), schemas)
			return
		}
		l.extension(k, v, keys, schemas)
	})
}

// namesSomething: below these keys a key is a name, not a word of OpenAPI;
// headers are named x-acs-action.
func namesSomething(keys []string) bool {
	return len(keys) > 0 && slices.Contains([]string{"parameters", "headers", "properties", "schemas", "responses", "paths"}, keys[len(keys)-1])
}

func (l *linter) extension(k, v *yaml.Node, keys []string, schemas map[string]*jsonschema.Schema) {
	schema := schemas[k.Value]
	if schema == nil {
		l.add(k, "ext.unknown", "there is no extension %s; did you mean %s?", k.Value, nearest(k.Value, schemas))
		return
	}
	place := "elsewhere"
	switch {
	case len(keys) == 0:
		place = "root"
	case len(keys) == 2 && keys[0] == "paths":
		place = "path"
	}
	if allowed := places[k.Value]; allowed != nil && !slices.Contains(allowed, place) {
		l.add(k, "ext.place", "%s stands at the %s, not here", k.Value, strings.Join(allowed, " or at a "))
	}
	l.shape(v, schema)
}

// shape says what an extension's own schema finds, where it is.
func (l *linter) shape(v *yaml.Node, schema *jsonschema.Schema) {
	err := schema.Validate(plainValue(v))
	invalid, ok := err.(*jsonschema.ValidationError)
	if !ok {
		return
	}
	for _, f := range leaves(invalid, "") {
		n := v
		for _, key := range f.path {
			if next := child(n, key); next != nil {
				n = next
			}
		}
		what := pointer(f.path...)
		switch f.word {
		case "required":
			l.add(n, "ext.shape", "%s is missing", what)
		case "unknown":
			l.add(n, "ext.shape", "%s is not a key that extensions.schema.json knows", what)
		default:
			l.add(n, "ext.shape", "%s is not %s", orThis(what), f.expected)
		}
	}
}

func orThis(what string) string {
	if what == "" {
		return "this"
	}
	return what
}

// patchKeys looks at the keys of an overlay: whole extensions are checked where
// they have been merged.
func (l *linter) patchKeys(n *yaml.Node, schemas map[string]*jsonschema.Schema) {
	var walk func(n *yaml.Node, keys []string)
	walk = func(n *yaml.Node, keys []string) {
		pairs(n, func(k, v *yaml.Node) {
			if strings.HasPrefix(k.Value, "x-") && !namesSomething(keys) {
				if schemas[k.Value] == nil {
					l.add(k, "ext.unknown", "there is no extension %s; did you mean %s?", k.Value, nearest(k.Value, schemas))
				}
				return
			}
			walk(v, append(keys, k.Value))
		})
	}
	if n != nil {
		walk(n, nil)
	}
}

func nearest(word string, schemas map[string]*jsonschema.Schema) string {
	best, most := "", -1
	for _, name := range slices.Sorted(mapKeys(schemas)) {
		common := 0
		for common < len(name) && common < len(word) && name[common] == word[common] {
			common++
		}
		if common > most {
			best, most = name, common
		}
	}
	return best
}

func mapKeys(m map[string]*jsonschema.Schema) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// plainValue is a node as the JSON Schema engine wants it.
func plainValue(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		out := map[string]any{}
		pairs(n, func(k, v *yaml.Node) { out[k.Value] = plainValue(v) })
		return out
	case yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, plainValue(c))
		}
		return out
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		return json.Number(n.Value)
	}
	return n.Value
}
