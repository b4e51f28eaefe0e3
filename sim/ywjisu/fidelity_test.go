package ywjisu_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/setup"
	"github.com/numsim/numsim/sim/ywjisu"
)

func traits(t *testing.T) sim.Traits {
	t.Helper()
	p, err := ywjisu.New()
	require.NoError(t, err)
	return p.Traits()
}

func TestFidelityTablesAreWhole(t *testing.T) {
	var grades []string
	for g := numsim.Documented; g <= numsim.Inferred; g++ {
		grades = append(grades, g.String())
	}
	for _, pt := range readPage(t).tables {
		for _, r := range pt.rows {
			for _, column := range pt.columns {
				assert.NotEmptyf(t, r.cells[column], "%s: the cell %q is empty; write – if there is nothing to say", r.at(), column)
			}
			if slices.Contains(pt.columns, "Grade") {
				assert.Containsf(t, grades, r.word("Grade"), "%s: the grade is one of %v", r.at(), grades)
			}
		}
	}
}

func TestFidelityErrors(t *testing.T) {
	p, c := readPage(t), traits(t).Catalogue
	table := p.table(t, "Row", "HTTP", "Message", "Grade", "Cause", "Source")
	require.Len(t, table.rows, len(c.Rows()))
	for i, row := range c.Rows() {
		r, code := table.rows[i], source(t, "errors.go", row.Name)
		want := map[string]string{
			"Row": "`" + row.Name + "`", "HTTP": strconv.Itoa(row.Status), "Message": "`" + row.Message + "`",
			"Grade": row.Grade.String(), "Cause": row.Cause, "Source": row.Source,
		}
		for column, text := range want {
			assert.Equalf(t, text, r.cells[column], "%s of %s: change %s or %s, whichever the source does not bear out", column, row.Name, r.at(), code)
		}
	}
	for _, pt := range p.tables {
		for _, r := range pt.rows {
			for _, name := range r.spans("Rows met") {
				assert.NotNilf(t, c.Find(name), "%s: sim/ywjisu/errors.go has no row %s", r.at(), name)
			}
		}
	}
}

func TestFidelitySwitches(t *testing.T) {
	p, known := readPage(t), traits(t).Switches
	table := p.table(t, "Switch", "Values", "Grade", "Reading")
	onPage := table.byWord(t, "Switch")
	for _, s := range known {
		code := source(t, "switches.go", s.Name)
		r, ok := onPage[s.Name]
		if !assert.Truef(t, ok, "%s:%d: the table of switches lacks %s of %s", fidelityPage, table.line, s.Name, code) {
			continue
		}
		assert.Equalf(t, s.Values, r.spans("Values"), "values of %s, default first: change %s or %s", s.Name, r.at(), code)
		assert.Equalf(t, s.Grade.String(), r.cells["Grade"], "grade of %s: change %s or %s", s.Name, r.at(), code)
		assert.Equalf(t, s.About, r.cells["Reading"], "reading of %s: change %s or %s", s.Name, r.at(), code)
	}
	assert.Lenf(t, onPage, len(known), "%s:%d: there is a switch that sim/ywjisu/switches.go has not", fidelityPage, table.line)
}

func TestFidelityOrder(t *testing.T) {
	table, order := readPage(t).table(t, "#", "Check", "Rows met"), ywjisu.Order()
	require.Len(t, table.rows, len(order))
	for i, check := range order {
		r := table.rows[i]
		assert.Equal(t, strconv.Itoa(i+1), r.cells["#"], r.at())
		assert.Equalf(t, check.What, r.cells["Check"], "%s: change it or sim/ywjisu/order.go", r.at())
		assert.Containsf(t, r.spans("Rows met"), check.Row, "%s: change it or sim/ywjisu/order.go", r.at())
		assert.Equalf(t, check.Grade.String(), r.cells["Grade"], "%s: change it or sim/ywjisu/order.go", r.at())
		assert.Equalf(t, check.Source, r.cells["Source"], "%s: change it or sim/ywjisu/order.go", r.at())
	}
}

// named finds settings outside the column meant for them: `name=value`
// anywhere, and what prose calls a switch or a setting.
var named = regexp.MustCompile("(?:switch|setting) `([^`]+)`|`([a-z][a-z0-9-]*=[^`=]+)`")

// Everything the page calls a switch or setting has to be one that --set takes.
func TestFidelityNamesOnlyRealSettings(t *testing.T) {
	p, count := readPage(t), 0
	for _, pt := range p.tables {
		for _, r := range pt.rows {
			for _, text := range r.spans("Switch or setting") {
				requireSetting(t, r.at(), text)
				count++
			}
		}
	}
	require.Greater(t, count, 30, "hardly any switch was found: is the column still called Switch or setting?")
	for i, line := range strings.Split(p.text, "\n") {
		for _, m := range named.FindAllStringSubmatch(line, -1) {
			requireSetting(t, fmt.Sprintf("%s:%d", fidelityPage, i+1), m[1]+m[2])
		}
	}
}

func requireSetting(t *testing.T, where, text string) {
	t.Helper()
	name, value, given := strings.Cut(text, "=")
	provider, err := ywjisu.New()
	require.NoError(t, err)
	if !given && slices.ContainsFunc(setup.Settings(provider.Traits()), func(s setup.Setting) bool { return s.Name == name }) {
		return
	}
	for _, s := range provider.Traits().Switches {
		if !given && s.Name == name {
			value = s.Values[0]
		}
	}
	account := provider.Traits().Account
	err = setup.Set(provider.Traits(), &account, name, value)
	if err == nil {
		err = setup.Finish(provider, &account)
	}
	assert.NoErrorf(t, err, "%s: --set ywjisu.%s is refused; change the line or sim/ywjisu/switches.go", where, text)
}

func TestFidelityCodeReferences(t *testing.T) {
	reference := regexp.MustCompile("`([a-z0-9_/]+\\.go)(?:: ([^`]+))?`")
	declared := map[string]map[string]bool{}
	count := 0
	for _, pt := range readPage(t).tables {
		for _, r := range pt.rows {
			for _, m := range reference.FindAllStringSubmatch(r.cells["Code"], -1) {
				path := m[1]
				if !strings.Contains(path, "/") {
					path = "sim/ywjisu/" + path
				}
				if declared[path] == nil {
					declared[path] = declarations(t, path, r.at())
				}
				assert.Truef(t, declared[path][m[2]], "%s: %s declares no %q; has it moved?", r.at(), path, m[2])
				count++
			}
			if code, ok := r.cells["Code"]; ok {
				assert.Regexpf(t, "^(–|"+reference.String()+"( |$))", code, "%s: write code as `file.go: name`, or –", r.at())
			}
		}
	}
	require.Greater(t, count, 80, "hardly any reference was found: is the column still called Code?")
}
