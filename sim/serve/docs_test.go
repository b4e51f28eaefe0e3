package serve_test

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/serve"
)

// manual is a page about scenarios.
type manual struct {
	name, prose string
	blocks      []block
}

// block is code between two fences.
type block struct{ kind, code string }

var fenced = regexp.MustCompile("(?ms)^```([a-z ]+)\n(.*?)^```$")

func manuals(t *testing.T) (list []manual) {
	t.Helper()
	for _, name := range []string{"scenarios.md", "scenarios.zh-CN.md"} {
		text, err := os.ReadFile("../../docs/" + name)
		require.NoError(t, err)
		m := manual{name: name, prose: fenced.ReplaceAllString(string(text), "")}
		for _, found := range fenced.FindAllStringSubmatch(string(text), -1) {
			m.blocks = append(m.blocks, block{found[1], found[2]})
		}
		list = append(list, m)
	}
	return list
}

// files are the documents, which say in their first line which file they are,
// and the one list.
func (m manual) files(t *testing.T) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{}
	for _, b := range m.blocks {
		first, _, _ := strings.Cut(b.code, "\n")
		name, named := strings.CutPrefix(first, "# ")
		switch {
		case b.kind == "csv":
			name = "list.csv"
		case !strings.HasPrefix(b.kind, "yaml"):
			continue
		default:
			require.True(t, named, "%s: this block has no name: %s", m.name, first)
		}
		require.Nil(t, all[name], "%s: %s twice", m.name, name)
		all[name] = &fstest.MapFile{Data: []byte(b.code)}
	}
	return all
}

// Every document on the pages can be used as it stands there, and nothing is
// to be said against it.
func TestTheExamplesOfTheManual(t *testing.T) {
	for _, m := range manuals(t) {
		files := m.files(t)
		checked := 0
		for _, b := range m.blocks {
			if b.kind != "yaml" {
				continue
			}
			first, _, _ := strings.Cut(b.code, "\n")
			d, findings, err := serve.Scenario(files, strings.TrimPrefix(first, "# "))
			require.NoError(t, err)
			assert.Empty(t, findings, m.name)
			bootWith(t, serve.Config{Scenario: d})
			checked++
		}
		assert.GreaterOrEqual(t, checked, 6, m.name)
	}
}

// The first scenario goes as the text under it says.
func TestTheFirstScenarioOfTheManual(t *testing.T) {
	d, _, err := serve.Scenario(manuals(t)[0].files(t), "first.yaml")
	require.NoError(t, err)
	s := newStage(t, d, play{})
	s.times(5, func() { s.aliyun("13900001111") })
	assert.Equal(t, []string{"InternalError", "SHUTDOWN", "SHUTDOWN", "SHUTDOWN", "Insufficient.Balance"}, s.seen)
}

// The table to begin with has every operation, and no row that does not exist.
func TestTheManualNamesOperationsAndRows(t *testing.T) {
	vendors, err := serve.Vendors()
	require.NoError(t, err)
	for _, m := range manuals(t) {
		for _, v := range vendors {
			row := regexp.MustCompile("(?m)^\\| `" + v.Name + "` \\| `.*$").FindString(m.prose)
			require.NotEmpty(t, row, "%s: %s", m.name, v.Name)
			cells := strings.Split(strings.Trim(row, "| "), " | ")
			require.Len(t, cells, 6)
			assert.ElementsMatch(t, v.Operations, slices.Sorted(maps.Keys(spans(cells[1]))))
			for name := range spans(strings.Join(cells[2:], " ")) {
				assert.NotNil(t, v.Catalogue.Find(strings.Trim(name, `"`)), "%s: %s has no row %s", m.name, v.Name, name)
			}
		}
	}
}

// The example of what check finds is what it finds.
func TestTheMistakesOfTheManual(t *testing.T) {
	vendors, err := serve.Vendors()
	require.NoError(t, err)
	for _, m := range manuals(t) {
		files := m.files(t)
		at := slices.IndexFunc(m.blocks, func(b block) bool { return b.kind == "yaml wrong" })
		require.GreaterOrEqual(t, at, 0, m.name)
		_, findings := scenarios.Load(files, "wrong.yaml", vendors)
		require.Equal(t, "text", m.blocks[at+1].kind)
		assert.Equal(t, strings.TrimSpace(m.blocks[at+1].code), findings.Error(), m.name)
	}
}

// The pages are one text in two languages: what a reader copies is the same,
// in the same order, under as many headings, with tables of the same keys.
func TestTheManualsAreCounterparts(t *testing.T) {
	both := manuals(t)
	english, chinese := both[0], both[1]
	assert.Equal(t, english.blocks, chinese.blocks)
	assert.Equal(t, levels(english.prose), levels(chinese.prose), "headings")
	assert.Equal(t, firstCells(english.prose), firstCells(chinese.prose), "tables")
	assert.Equal(t, spans(english.prose), spans(chinese.prose), "inline code that only one page has")
}

var heading = regexp.MustCompile(`(?m)^#+ `)

func levels(prose string) []string { return heading.FindAllString(prose, -1) }

// firstCells are those that are code.
func firstCells(prose string) (cells []string) {
	for _, found := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(prose, -1) {
		cells = append(cells, found[1])
	}
	return cells
}

func spans(prose string) map[string]bool {
	all := map[string]bool{}
	for _, found := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(prose, -1) {
		all[found[1]] = true
	}
	return all
}
