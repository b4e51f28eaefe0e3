//go:build unix

package readme

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// root is the repository, seen from here.
const root = "../.."

// names are the pages under test, the English one first.
var names = []string{"README.md", "README.zh-CN.md"}

// page is one README.
type page struct {
	name   string
	prose  string // everything outside fences
	blocks []block
}

// block is what stands between two fences.
type block struct {
	tag, code string
	line      int // of the opening fence
}

// shell says whether the block is for a shell, and so has to be run.
func (b block) shell() bool { return b.tag == "sh" || b.tag == "shell" || b.tag == "bash" }

// answer says whether the block shows what the block before it prints.
func (b block) answer() bool { return b.tag == "json" || b.tag == "text" }

// fence is the only spelling of a block that is read; unseen finds the others,
// indented code among them.
var (
	fence  = regexp.MustCompile("^```([a-z]*)$")
	unseen = regexp.MustCompile("^[\\s>]*(```|~~~)|^(    |\t)")
)

func read(t *testing.T, name string) page {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	require.NoError(t, err)
	p := page{name: name}
	var prose, code []string
	inside := false
	for i, line := range strings.Split(string(text), "\n") {
		found := fence.FindStringSubmatch(line)
		switch {
		case found != nil && !inside:
			p.blocks = append(p.blocks, block{tag: found[1], line: i + 1})
			code, inside = nil, true
		case found != nil:
			require.Empty(t, found[1], "%s:%d: a block opens inside a block", name, i+1)
			p.blocks[len(p.blocks)-1].code, inside = strings.Join(code, "\n"), false
		case inside:
			code = append(code, line)
		case unseen.MatchString(line):
			require.Fail(t, "a block this test would not see", "%s:%d: start it in the first column, with ``` and a tag", name, i+1)
		default:
			prose = append(prose, line)
		}
	}
	require.False(t, inside, "%s: the last block is not closed", name)
	p.prose = strings.Join(prose, "\n")
	return p
}

// spans is the inline code of a page, each span once.
func (p page) spans() map[string]bool {
	all := map[string]bool{}
	for _, found := range spans(p.prose) {
		all[found] = true
	}
	return all
}

var inline = regexp.MustCompile("`([^`\n]+)`")

// spans is the inline code of a text, in order.
func spans(text string) (list []string) {
	for _, found := range inline.FindAllStringSubmatch(text, -1) {
		list = append(list, found[1])
	}
	return list
}

// span is the first inline code of a cell, or nothing.
func span(cell string) string {
	if all := spans(cell); len(all) > 0 {
		return all[0]
	}
	return ""
}

// table is the header of a table and its rows, cut into cells.
type table struct {
	header []string
	rows   [][]string
}

// table is the one table of the page that has exactly this cell.
func (p page) table(t *testing.T, cell string) table {
	t.Helper()
	var found []table
	for _, text := range regexp.MustCompile(`(?m)(?:^\|.*\|\n?)+`).FindAllString(p.prose, -1) {
		rows := cut(text)
		if slices.ContainsFunc(rows, func(row []string) bool { return slices.Contains(row, cell) }) {
			require.Greater(t, len(rows), 2, "%s: no table around %s", p.name, cell)
			found = append(found, table{rows[0], rows[2:]})
		}
	}
	require.Len(t, found, 1, "%s: tables with a cell %s", p.name, cell)
	for _, row := range found[0].rows {
		require.Len(t, row, len(found[0].header), "%s: %v", p.name, row)
	}
	return found[0]
}

func cut(text string) (rows [][]string) {
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
	}
	return rows
}

// provider is the name, in flags and settings, of the one a cell speaks of.
func provider(t *testing.T, cell string) string {
	t.Helper()
	for word, name := range map[string]string{
		"Alibaba Cloud": "aliyun", "阿里云": "aliyun", "Kingsoft Cloud": "ksyun", "金山云": "ksyun", "ywjisu": "ywjisu",
	} {
		if strings.HasPrefix(cell, word) {
			return name
		}
	}
	require.Fail(t, "no provider", "in the cell %q", cell)
	return ""
}
