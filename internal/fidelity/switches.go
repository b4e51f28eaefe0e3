package fidelity

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim"
)

// switches: the page has every switch with its values, its grade and what it
// is about, and no others.
func (p *Page) switches(t testing.TB) {
	known := p.provider.Traits().Switches
	table := p.Table(t, "Switch", "Values", "Grade", "Reading")
	onPage := table.ByWord(t, "Switch")
	for _, s := range known {
		code, _ := p.Quoted(t, "switches.go", s.Name)
		r, ok := onPage[s.Name]
		if !assert.Truef(t, ok, "%s: the table of switches lacks %s of %s", table.at, s.Name, code) {
			continue
		}
		assert.Equalf(t, s.Values, r.Spans("Values"), "values of %s, default first: change %s or %s", s.Name, r.at, code)
		assert.Equalf(t, s.Grade.String(), r.cells["Grade"], "grade of %s: change %s or %s", s.Name, r.at, code)
		assert.Equalf(t, asMarkdown(s.About), r.cells["Reading"], "reading of %s: change %s or %s", s.Name, r.at, code)
	}
	for name, r := range onPage {
		assert.Truef(t, slices.ContainsFunc(known, func(s sim.Switch) bool { return s.Name == name }), "%s: %s/switches.go has no switch %s; remove the line", r.at, p.folder, name)
	}
}

var tag = regexp.MustCompile("<[^>]+>")

// asMarkdown writes XML tags as code: a page would not show them.
func asMarkdown(about string) string { return tag.ReplaceAllString(about, "`$0`") }
