package fidelity

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

// Check is one step of the order in which a provider refuses a call; every
// provider has a type of its own that looks like it.
type Check struct {
	What   string
	Row    string
	Grade  numsim.Grade
	Source string
}

// Order compares the order of checks with the table that has them in this
// column.
func (p *Page) Order(t testing.TB, column string, order []Check) {
	t.Helper()
	table := p.Table(t, "#", column, "Rows met", "Grade", "Source", "Code")
	require.Lenf(t, table.Rows, len(order), "%s: checks of %s/order.go", table.at, p.folder)
	for i, check := range order {
		r := table.Rows[i]
		change := r.at + ": change the line or " + p.folder + "/order.go"
		assert.Equal(t, strconv.Itoa(i+1), r.cells["#"], r.at)
		assert.Equal(t, check.What, r.cells[column], change)
		assert.Equal(t, check.Grade.String(), r.cells["Grade"], change)
		assert.Equal(t, check.Source, r.cells["Source"], change)
		assert.Contains(t, r.Spans("Rows met"), check.Row, change)
	}
}

// Contradictions checks that the page has as many as the document, each with its
// switch or the reason why it has none.
func (p *Page) Contradictions(t testing.TB, count int) {
	t.Helper()
	table := p.Table(t, "#", "Contradiction", "Switch or setting")
	require.Lenf(t, table.Rows, count, "%s: contradictions of the document", table.at)
	for i, r := range table.Rows {
		assert.Equal(t, strconv.Itoa(i+1), r.cells["#"], r.at)
		hasSwitch := len(r.Spans("Switch or setting")) > 0
		assert.Truef(t, hasSwitch || strings.HasPrefix(r.cells["Switch or setting"], "no switch: "), "%s: name the switch, or write \"no switch: \" and why", r.at)
	}
}

// Statuses are the rows of the table of statuses that has these columns as
// well; it has every status once, by both its names, and no other.
func (p *Page) Statuses(t testing.TB, columns ...string) map[numsim.Status]Row {
	t.Helper()
	table := p.Table(t, append([]string{"Status", "中文"}, columns...)...)
	onPage, rows := table.ByWord(t, "Status"), map[numsim.Status]Row{}
	for _, s := range numsim.Statuses() {
		r, ok := onPage[s.String()]
		require.Truef(t, ok, "%s: the table of statuses lacks %s", table.at, s)
		assert.Equalf(t, s.Chinese(), r.cells["中文"], "%s: change the line or status.go: statusWords", r.at)
		rows[s] = r
	}
	assert.Lenf(t, table.Rows, len(rows), "%s: the table of statuses has a status that status.go has not", table.at)
	return rows
}
