//go:build unix

package readme

import (
	"os"
	"path/filepath"
	"regexp"
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
	for _, found := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(p.prose, -1) {
		all[found[1]] = true
	}
	return all
}

// rows are the table rows whose first cell is inline code that matches first,
// cut into cells.
func (p page) rows(first string) [][]string {
	var rows [][]string
	for _, line := range regexp.MustCompile("(?m)^\\| `"+first+"` \\|.*\\|$").FindAllString(p.prose, -1) {
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
	}
	return rows
}

// span is the first inline code of a cell.
func span(cell string) string {
	_, rest, _ := strings.Cut(cell, "`")
	found, _, _ := strings.Cut(rest, "`")
	return found
}
