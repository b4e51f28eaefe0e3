package fidelity

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim"
)

// Least is how many references to code, and how many settings, the tables of a
// page have at least: a column that is called otherwise all at once would
// leave its check with nothing to look at.
type Least struct{ References, Settings int }

// InStep runs the checks that every provider's page has to stand.
func (p *Page) InStep(t *testing.T, least Least) {
	t.Run("tables", func(t *testing.T) { p.whole(t) })
	t.Run("grades", func(t *testing.T) { p.grades(t) })
	t.Run("errors", func(t *testing.T) { p.errors(t) })
	t.Run("switches", func(t *testing.T) { p.switches(t) })
	t.Run("settings", func(t *testing.T) { p.settings(t, least.Settings) })
	t.Run("references", func(t *testing.T) { p.references(t, least.References) })
}

// whole: no cell is empty, and a table of facts has all that a fact needs.
func (p *Page) whole(t testing.TB) {
	for _, table := range p.tables {
		for _, r := range table.Rows {
			for _, column := range table.columns {
				assert.NotEmptyf(t, r.cells[column], "%s: the cell %q is empty; write – if there is nothing to say", r.at, column)
			}
		}
		if table.has("Fact") {
			assert.Truef(t, table.has("Grade", "Source", "Code", "Switch or setting"), "%s: a fact has the columns Grade, Source, Code, and Switch or setting", table.at)
		}
	}
}

// grades: the page explains every grade, surest first, and has no other.
func (p *Page) grades(t testing.TB) {
	var known []string
	for g := numsim.Documented; g <= numsim.Inferred; g++ {
		known = append(known, g.String())
	}
	table := p.Table(t, "Grade", "Meaning")
	assert.Equalf(t, known, table.words("Grade"), "%s: the grades are those of kind.go", table.at)
	for _, r := range p.rows("Grade") {
		assert.Containsf(t, known, r.cells["Grade"], "%s: the grade is one of %v", r.at, known)
	}
}
