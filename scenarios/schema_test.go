package scenarios_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim/scenarios"
)

func schema(t *testing.T) (root map[string]any) {
	t.Helper()
	require.NoError(t, json.Unmarshal(scenarios.Schema(), &root))
	return root
}

// objects visits every part of a schema that has keys of its own.
func objects(t *testing.T, path string, part any, visit func(path string, properties map[string]any)) {
	switch part := part.(type) {
	case []any:
		for _, one := range part {
			objects(t, path, one, visit)
		}
	case map[string]any:
		properties, _ := part["properties"].(map[string]any)
		if part["additionalProperties"] == false && properties != nil {
			visit(path, properties)
		}
		for name, one := range part {
			if name == "properties" {
				for key, value := range properties {
					objects(t, path+"/"+key, value, visit)
				}
			} else {
				objects(t, path, one, visit)
			}
		}
	}
}

func TestSchemaHasTheKeysThatAreRead(t *testing.T) {
	got := map[string][]string{}
	objects(t, "", schema(t), func(path string, properties map[string]any) {
		var keys []string
		for key, value := range properties {
			keys = append(keys, key)
			assert.NotEmpty(t, value.(map[string]any)["description"], "%s/%s", path, key)
		}
		slices.Sort(keys)
		got[path] = keys
	})
	assert.Equal(t, map[string][]string{
		"":                   {"about", "accounts", "expect", "files", "include", "magic", "numbers", "request-ids", "rules", "scenario", "seed", "states", "weights"},
		"/accounts":          {"is", "until"},
		"/expect":            {"account", "after", "allow", "answered", "backoff", "calls", "error", "name", "never", "number", "operation", "provider", "retried", "spent"},
		"/numbers":           {"area", "carrier", "network", "status", "until"},
		"/rules":             {"name", "repeat", "then", "when"},
		"/rules/then":        {"body", "delay", "drop", "duplicate", "error", "fault", "goto", "late", "raw", "reorder", "status", "times"},
		"/rules/then/raw":    {"body", "charged", "header", "status"},
		"/states":            {"are", "of"},
		"/rules/then/body":   {"add", "garble", "replace", "set", "short", "status", "truncate"},
		"/rules/then/delay":  {"max", "min", "p50", "p99"},
		"/rules/when":        {"account", "between", "call", "carrier", "chance", "for", "number", "operation", "per", "provider", "state", "status"},
		"/rules/when/chance": {"per", "share"},
	}, got)
}

// The document with every key is only that if it has every key.
func TestTheFullDocumentHasEveryKey(t *testing.T) {
	text, err := os.ReadFile("testdata/full/every-key.yaml")
	require.NoError(t, err)
	said := map[string]bool{}
	var root yaml.Node
	require.NoError(t, yaml.Unmarshal(text, &root))
	keysOf(&root, said)
	objects(t, "", schema(t), func(path string, properties map[string]any) {
		for key := range properties {
			assert.True(t, said[key], "%s/%s", path, key)
		}
	})
}

func keysOf(n *yaml.Node, said map[string]bool) {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			said[child.Value] = true
		}
		keysOf(child, said)
	}
}

func TestSchemaSaysWhatItIs(t *testing.T) {
	root := schema(t)
	assert.Equal(t, "https://json-schema.org/draft/2020-12/schema", root["$schema"])
	assert.Equal(t, scenarios.Schema(), scenarios.Schema(), "the same each time")
	assert.True(t, strings.HasSuffix(string(scenarios.Schema()), "}\n"))
}
