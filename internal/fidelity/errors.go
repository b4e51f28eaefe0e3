package fidelity

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim"
)

// errors: the page has every row of the catalogue, in its order and in its
// words, and no others; nor does it name others where it says which are met.
func (p *Page) errors(t testing.TB) {
	catalogue := p.provider.Traits().Catalogue
	table := p.Table(t, "Row", "HTTP", "Message", "Grade", "Cause", "Source")
	onPage := table.ByWord(t, "Row")
	var names []string
	for _, row := range catalogue.Rows() {
		names = append(names, row.Name)
		p.row(t, table, onPage, &row)
	}
	for name, r := range onPage {
		assert.NotNilf(t, catalogue.Find(name), "%s: %s/errors.go has no row %s; remove the line", r.at, p.folder, name)
	}
	assert.Equalf(t, names, table.words("Row"), "%s: the rows stand in the order of the catalogue", table.at)
	for _, column := range []string{"Rows met", "Row or fact"} {
		for _, r := range p.rows(column) {
			for _, name := range r.Spans(column) {
				assert.NotNilf(t, catalogue.Find(name), "%s: %s/errors.go has no row %s", r.at, p.folder, name)
			}
		}
	}
}

func (p *Page) row(t testing.TB, table Table, onPage map[string]Row, row *numsim.Row) {
	code, _ := p.Quoted(t, "errors.go", row.Name)
	r, ok := onPage[row.Name]
	if !assert.Truef(t, ok, "%s: the table of errors lacks the row %s of %s", table.at, row.Name, code) {
		return
	}
	for column, text := range map[string]string{
		"Row": "`" + row.Name + "`", "HTTP": strconv.Itoa(row.Status), "Message": "`" + row.Message + "`",
		"Grade": row.Grade.String(), "Cause": row.Cause, "Source": row.Source,
	} {
		assert.Equalf(t, text, r.cells[column], "%s of %s: change %s or %s, whichever the source does not bear out", column, row.Name, r.at, code)
	}
}
