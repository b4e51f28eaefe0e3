package ksyun_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	root         = "../.."
	fidelityPage = "docs/fidelity/ksyun.md"
)

// page is the fidelity page, read as its tables.
type page struct {
	text   string
	tables []pageTable
}

type pageTable struct {
	line    int // of the column names
	columns []string
	rows    []pageRow
}

type pageRow struct {
	line  int
	cells map[string]string
}

// at is where a row stands, as editors and terminals link it.
func (r pageRow) at() string { return fmt.Sprintf("%s:%d", fidelityPage, r.line) }

var codeSpan = regexp.MustCompile("`([^`]+)`")

// spans are the code spans of a cell.
func (r pageRow) spans(column string) (list []string) {
	for _, m := range codeSpan.FindAllStringSubmatch(r.cells[column], -1) {
		list = append(list, m[1])
	}
	return list
}

// word is a cell that is one code span.
func (r pageRow) word(column string) string { return strings.Trim(r.cells[column], "`") }

func readPage(t *testing.T) *page {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, fidelityPage))
	require.NoError(t, err)
	p := &page{text: string(text)}
	lines := strings.Split(p.text, "\n")
	for i := 0; i+1 < len(lines); i++ {
		if !strings.HasPrefix(lines[i], "|") || !strings.HasPrefix(lines[i+1], "|---") {
			continue
		}
		table := pageTable{line: i + 1, columns: cells(lines[i])}
		for i += 2; i < len(lines) && strings.HasPrefix(lines[i], "|"); i++ {
			table.add(t, i+1, cells(lines[i]))
		}
		p.tables = append(p.tables, table)
	}
	require.NotEmpty(t, p.tables)
	return p
}

func cells(line string) []string {
	list := strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|"), "|")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

func (pt *pageTable) add(t *testing.T, line int, values []string) {
	t.Helper()
	row := pageRow{line: line, cells: map[string]string{}}
	require.Lenf(t, values, len(pt.columns), "%s has not as many cells as the table of line %d has columns", row.at(), pt.line)
	for i, c := range pt.columns {
		row.cells[c] = values[i]
	}
	pt.rows = append(pt.rows, row)
}

// table is the one that has all of these columns.
func (p *page) table(t *testing.T, columns ...string) pageTable {
	t.Helper()
	for _, pt := range p.tables {
		if !slices.ContainsFunc(columns, func(c string) bool { return !slices.Contains(pt.columns, c) }) {
			return pt
		}
	}
	require.Failf(t, "a table is missing", "%s has no table with the columns %v", fidelityPage, columns)
	return pageTable{}
}

// byWord indexes a table by a column of single words; a word that comes twice
// is a failure.
func (pt pageTable) byWord(t *testing.T, column string) map[string]pageRow {
	t.Helper()
	index := map[string]pageRow{}
	for _, r := range pt.rows {
		first, twice := index[r.word(column)]
		assert.Falsef(t, twice, "%s: %s has a row in line %d already; remove one", r.at(), r.word(column), first.line)
		index[r.word(column)] = r
	}
	return index
}

// source finds the line of a file in this folder that has the quoted text.
func source(t *testing.T, file, text string) string {
	t.Helper()
	code, err := os.ReadFile(file)
	require.NoError(t, err)
	if before, _, ok := strings.Cut(string(code), strconv.Quote(text)); ok {
		return fmt.Sprintf("sim/ksyun/%s:%d", file, strings.Count(before, "\n")+1)
	}
	return "sim/ksyun/" + file
}

// declarations are the names a file declares: functions, methods, types,
// constants, variables and fields.
func declarations(t *testing.T, path, where string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, path), nil, parser.SkipObjectResolution)
	if !assert.NoErrorf(t, err, "%s: %s cannot be read; has it moved?", where, path) {
		return names
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch d := n.(type) {
		case *ast.FuncDecl:
			names[d.Name.Name] = true
			return false
		case *ast.TypeSpec:
			names[d.Name.Name] = true
		case *ast.ValueSpec:
			for _, id := range d.Names {
				names[id.Name] = true
			}
		case *ast.Field:
			for _, id := range d.Names {
				names[id.Name] = true
			}
		}
		return true
	})
	return names
}
