package fidelity

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
)

// Page is a provider's fidelity page, read as its tables.
type Page struct {
	path     string // from the root of the repository, as is folder
	folder   string // of the provider's source
	text     string
	tables   []Table
	provider sim.Provider
}

// Read reads the page of a provider whose source is in folder; path and folder
// start at the root of the repository. The test that reads it runs in folder,
// as go test runs every test in its own.
func Read(t testing.TB, provider sim.Provider, path, folder string) *Page {
	t.Helper()
	p := &Page{path: path, folder: folder, provider: provider}
	text, err := os.ReadFile(p.file(path))
	require.NoError(t, err)
	p.parse(t, string(text))
	return p
}

// file is where a file of the repository is, seen from folder.
func (p *Page) file(path string) string {
	root := strings.Repeat("../", 1+strings.Count(p.folder, "/"))
	return filepath.Join(root, path)
}

// at is where a line of the page stands, as editors and terminals link it.
func (p *Page) at(line int) string { return fmt.Sprintf("%s:%d", p.path, line) }

// parse takes every line that begins with | for part of a table, so that none
// is passed over.
func (p *Page) parse(t testing.TB, text string) {
	t.Helper()
	p.text = text
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		if !strings.HasPrefix(lines[i], "|") {
			continue
		}
		table := Table{at: p.at(i + 1), columns: cells(lines[i])}
		i++
		require.Truef(t, i < len(lines) && strings.HasPrefix(lines[i], "|---"), "%s: a table begins here, and no line of |---| follows", table.at)
		for i++; i < len(lines) && strings.HasPrefix(lines[i], "|"); i++ {
			table.add(t, p.at(i+1), cells(lines[i]))
		}
		p.tables = append(p.tables, table)
	}
	require.NotEmpty(t, p.tables)
}

func cells(line string) []string {
	list := strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|"), "|")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// Table is the first that has all of these columns.
func (p *Page) Table(t testing.TB, columns ...string) Table {
	t.Helper()
	for _, table := range p.tables {
		if table.has(columns...) {
			return table
		}
	}
	require.Failf(t, "a table is missing", "%s has no table with the columns %v", p.path, columns)
	return Table{}
}

// rows are those of every table that has the column.
func (p *Page) rows(column string) (list []Row) {
	for _, table := range p.tables {
		if slices.Contains(table.columns, column) {
			list = append(list, table.Rows...)
		}
	}
	return list
}
