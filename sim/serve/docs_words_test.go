package serve_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
)

// section is the part of a page from the heading of that number to the next.
func (m manual) section(t *testing.T, number int) string {
	t.Helper()
	at := heading.FindAllStringIndex(m.prose, -1)
	require.Greater(t, len(at), number)
	if number+1 < len(at) {
		return m.prose[at[number][0]:at[number+1][0]]
	}
	return m.prose[at[number][0]:]
}

// tableWith is the table that begins with that cell, without its other columns.
func (m manual) tableWith(t *testing.T, cell string) []string {
	t.Helper()
	for i := range levels(m.prose) {
		if cells := firstCells(m.section(t, i)); len(cells) > 0 && cells[0] == cell {
			return cells
		}
	}
	require.Fail(t, "no such table", "%s: none begins with %s", m.name, cell)
	return nil
}

// The table of keys has each key that documents are read by, and no other.
func TestTheManualHasEveryKey(t *testing.T) {
	var root map[string]any
	require.NoError(t, json.Unmarshal(scenarios.Schema(), &root))
	want := keysOf("", root)
	require.Contains(t, want, "then.body.truncate")
	for _, m := range manuals(t) {
		assert.ElementsMatch(t, want, m.tableWith(t, "scenario"), m.name)
	}
}

// keysOf walks a schema; what is under rules.when and rules.then is named
// without the rules.
func keysOf(path string, part any) (keys []string) {
	switch part := part.(type) {
	case []any:
		for _, one := range part {
			keys = append(keys, keysOf(path, one)...)
		}
	case map[string]any:
		properties, _ := part["properties"].(map[string]any)
		for name, value := range properties {
			if path == "weights" {
				break // statuses, which have a table of their own
			}
			key := strings.TrimPrefix(path+"."+name, ".")
			if key == "rules.when" || key == "rules.then" {
				key = name
			}
			keys = append(append(keys, key), keysOf(key, value)...)
		}
		for _, inside := range []string{"anyOf", "items", "patternProperties", "additionalProperties"} {
			keys = append(keys, keysOf(path, part[inside])...)
		}
		for name, value := range part {
			if strings.HasPrefix(name, "^") {
				keys = append(keys, keysOf(path, value)...)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// The tables of words have each word, and no other.
func TestTheManualHasEveryWord(t *testing.T) {
	var root struct {
		Properties struct {
			Rules struct {
				Items struct {
					Properties struct {
						Then struct {
							AnyOf []struct {
								Properties struct {
									Fault  struct{ Enum []string }
									Status struct{ AnyOf []struct{ Enum []string } }
								}
							}
						}
					}
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal(scenarios.Schema(), &root))
	require.NotEmpty(t, root.Properties.Rules.Items.Properties.Then.AnyOf)
	then := root.Properties.Rules.Items.Properties.Then.AnyOf[0].Properties
	require.NotEmpty(t, then.Fault.Enum)
	require.NotEmpty(t, then.Status.AnyOf)
	for _, m := range manuals(t) {
		assert.ElementsMatch(t, then.Fault.Enum, m.tableWith(t, "reset-before-charge"), m.name)
		var words []string
		for _, row := range regexp.MustCompile("(?m)^\\| `[a-z-]+` \\| `.*$").FindAllString(m.section(t, 2), -1) {
			for _, found := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row, -1) {
				words = append(words, found[1])
			}
		}
		assert.ElementsMatch(t, then.Status.AnyOf[0].Enum, words, m.name)
	}
}

// The list of the library is the library, in the English page with what each
// scenario says of itself.
func TestTheManualListsTheLibrary(t *testing.T) {
	for i, m := range manuals(t) {
		assert.Equal(t, scenarios.Names(), m.tableWith(t, scenarios.Names()[0]), m.name)
		if i > 0 {
			continue
		}
		for _, name := range scenarios.Names() {
			assert.Contains(t, m.prose, "| `"+name+"` | "+draftOf(t, name).About+" |\n")
		}
	}
}
