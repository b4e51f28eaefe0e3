package fidelity

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Table is one table of a page.
type Table struct {
	Rows    []Row
	at      string // the line of the column names
	columns []string
}

// Row is one line of a table.
type Row struct {
	at    string
	cells map[string]string
}

// At is where the table stands on the page.
func (table Table) At() string { return table.at }

// At is where the row stands on the page.
func (r Row) At() string { return r.at }

// Cell is the text in a column.
func (r Row) Cell(column string) string { return r.cells[column] }

// Word is a cell that is one code span.
func (r Row) Word(column string) string { return strings.Trim(r.cells[column], "`") }

var codeSpan = regexp.MustCompile("`([^`]+)`")

// Spans are the code spans of a cell.
func (r Row) Spans(column string) (list []string) {
	for _, m := range codeSpan.FindAllStringSubmatch(r.cells[column], -1) {
		list = append(list, m[1])
	}
	return list
}

func (table *Table) add(t testing.TB, at string, values []string) {
	t.Helper()
	require.Lenf(t, values, len(table.columns), "%s has not as many cells as the table of %s has columns", at, table.at)
	row := Row{at: at, cells: map[string]string{}}
	for i, column := range table.columns {
		row.cells[column] = values[i]
	}
	table.Rows = append(table.Rows, row)
}

func (table Table) has(columns ...string) bool {
	return !slices.ContainsFunc(columns, func(c string) bool { return !slices.Contains(table.columns, c) })
}

// ByWord indexes the rows by a column of single words; a word that comes twice
// is a failure.
func (table Table) ByWord(t testing.TB, column string) map[string]Row {
	t.Helper()
	index := map[string]Row{}
	for _, r := range table.Rows {
		first, twice := index[r.Word(column)]
		assert.Falsef(t, twice, "%s: %s has a row at %s already; remove one", r.at, r.Word(column), first.at)
		index[r.Word(column)] = r
	}
	return index
}

// words are the single words of a column, from top to bottom.
func (table Table) words(column string) (list []string) {
	for _, r := range table.Rows {
		list = append(list, r.Word(column))
	}
	return list
}
