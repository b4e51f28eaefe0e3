package ksyun_test

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
	"github.com/numsim/numsim/sim/ksyun"
	"github.com/numsim/numsim/sim/numbering"
	"github.com/numsim/numsim/sim/setup"
)

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
				assert.Containsf(t, grades, r.cells["Grade"], "%s: the grade is one of %v", r.at(), grades)
			}
		}
	}
}

func TestFidelityErrors(t *testing.T) {
	p, c := readPage(t), provider(t).Traits().Catalogue
	table := p.table(t, "Row", "HTTP", "Message", "Grade", "Cause", "Source")
	onPage := table.byWord(t, "Row")
	rows := c.Rows()
	for i := range rows {
		row := &rows[i]
		code := source(t, "errors.go", row.Name)
		r, ok := onPage[row.Name]
		if !assert.Truef(t, ok, "%s:%d: the table of errors lacks the row %s of %s", fidelityPage, table.line, row.Name, code) {
			continue
		}
		want := map[string]string{
			"HTTP": strconv.Itoa(row.Status), "Message": "`" + row.Message + "`",
			"Grade": row.Grade.String(), "Cause": row.Cause, "Source": row.Source,
		}
		for column, text := range want {
			assert.Equalf(t, text, r.cells[column], "%s of %s: change %s or %s, whichever the source does not bear out", column, row.Name, r.at(), code)
		}
	}
	for name, r := range onPage {
		assert.NotNilf(t, c.Find(name), "%s: sim/ksyun/errors.go has no row %s; remove the line", r.at(), name)
	}
	for _, pt := range p.tables {
		for _, r := range pt.rows {
			for _, name := range append(r.spans("Rows met"), r.spans("Row or fact")...) {
				assert.NotNilf(t, c.Find(name), "%s: sim/ksyun/errors.go has no row %s", r.at(), name)
			}
		}
	}
}

func TestFidelitySwitches(t *testing.T) {
	p, known := readPage(t), provider(t).Traits().Switches
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
	for name, r := range onPage {
		assert.Truef(t, slices.ContainsFunc(known, func(s sim.Switch) bool { return s.Name == name }), "%s: sim/ksyun/switches.go has no switch %s; remove the line", r.at(), name)
	}
}

// named finds settings outside the columns meant for them: `name=value`
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
	require.Greater(t, count, 20, "hardly any switch was found: is the column still called Switch or setting?")
	for i, line := range strings.Split(p.text, "\n") {
		for _, m := range named.FindAllStringSubmatch(line, -1) {
			requireSetting(t, fmt.Sprintf("%s:%d", fidelityPage, i+1), m[1]+m[2])
		}
	}
}

func requireSetting(t *testing.T, where, text string) {
	t.Helper()
	name, value, given := strings.Cut(text, "=")
	p := provider(t)
	if !given && slices.ContainsFunc(setup.Settings(p.Traits()), func(s setup.Setting) bool { return s.Name == name }) {
		return
	}
	for _, s := range p.Traits().Switches {
		if !given && s.Name == name {
			value = s.Values[0]
		}
	}
	account := p.Traits().Account
	err := setup.Set(p.Traits(), &account, name, value)
	if err == nil {
		err = setup.Finish(p, &account)
	}
	assert.NoErrorf(t, err, "%s: --set ksyun.%s is refused; change the line or sim/ksyun/switches.go", where, text)
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
					path = "sim/ksyun/" + path
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
	require.Greater(t, count, 50, "hardly any reference was found: is the column still called Code?")
}

// The page has every check of both orders, in order.
func TestFidelityOrders(t *testing.T) {
	p := readPage(t)
	for column, order := range map[string][]ksyun.Check{"Check": ksyun.Order(), "Check of AWS4": ksyun.AWS4Order()} {
		table := p.table(t, "#", column, "Rows met", "Grade", "Source")
		require.Lenf(t, table.rows, len(order), "%s:%d: checks of sim/ksyun/order.go", fidelityPage, table.line)
		for i, check := range order {
			r := table.rows[i]
			assert.Equalf(t, strconv.Itoa(i+1), r.cells["#"], r.at())
			assert.Equalf(t, check.What, r.cells[column], "%s: change the line or sim/ksyun/order.go", r.at())
			assert.Equalf(t, check.Grade.String(), r.cells["Grade"], "%s: change the line or sim/ksyun/order.go", r.at())
			assert.Equalf(t, check.Source, r.cells["Source"], "%s: change the line or sim/ksyun/order.go", r.at())
			assert.Containsf(t, r.spans("Rows met"), check.Row, "%s: change the line or sim/ksyun/order.go", r.at())
		}
	}
}

func TestFidelityStatuses(t *testing.T) {
	table := readPage(t).table(t, "Status", "中文", "Realtime", "Batch", "International", "Free")
	onPage := table.byWord(t, "Status")
	rig := newRig(t, "price=1")
	for _, e := range numbering.Endings() {
		r, ok := onPage[e.Status.String()]
		if e.Trouble != numbering.NoTrouble || !assert.Truef(t, ok, "%s:%d: the table of statuses lacks %s", fidelityPage, table.line, e.Status) {
			continue
		}
		var free []string
		for _, op := range []struct{ column, action, number string }{
			{"Realtime", realtime, "1390000"}, {"Batch", batch, "1390000"}, {"International", international, "6281000"},
		} {
			got := ask(t, rig, op.action, op.number+e.Digits)
			assert.Equalf(t, got.CheckStatus+string(got.PhoneStatus), r.word(op.column), "%s: change the line or sim/ksyun/operations.go", r.at())
			if rig.last().Charged == 0 {
				free = append(free, strings.ToLower(op.column))
			}
		}
		if free == nil {
			free = []string{"–"}
		}
		assert.Equalf(t, strings.Join(free, ", "), r.cells["Free"], "%s: change the line or sim/ksyun/operations.go: untold", r.at())
		assert.Equalf(t, e.Status.Chinese(), r.cells["中文"], "%s: change the line or status.go: statusWords", r.at())
	}
	assert.Lenf(t, onPage, len(numsim.Statuses()), "%s:%d: the table of statuses has a status that status.go has not, or lacks one", fidelityPage, table.line)
}

// Every four-digit prefix is asked for.
func TestFidelityCarriers(t *testing.T) {
	table := readPage(t).table(t, "Carrier", "Word", "Prefixes")
	owner := map[string]pageRow{}
	for _, r := range table.rows {
		for prefix := range strings.FieldsSeq(strings.Trim(r.cells["Prefixes"], "–")) {
			owner[prefix] = r
		}
	}
	rig := newRig(t)
	for i := 1000; i < 2000; i++ {
		prefix, want, code := strconv.Itoa(i), table.byWord(t, "Carrier")["none"], "12"
		for _, key := range []string{prefix[:3], prefix} {
			if r, ok := owner[key]; ok {
				want, code = r, "1"
			}
		}
		got := ask(t, rig, realtime, prefix+"0000200")
		require.Equalf(t, want.word("Word"), got.Carrier, "prefix %s: change %s (or the line that should have it) or sim/numbering/plan.go", prefix, want.at())
		require.Equalf(t, code, got.CheckStatus, "prefix %s: change %s or sim/numbering/plan.go", prefix, want.at())
	}
}

// The page lists every place with its prefixes, and each is answered so.
func TestFidelityPlaces(t *testing.T) {
	table := readPage(t).table(t, "First digit", "Places")
	rig, count := newRig(t), 0
	entry := regexp.MustCompile(`([A-Z]{2}) (\S+) ([0-9/]+)`)
	for _, r := range table.rows {
		for _, m := range entry.FindAllStringSubmatch(r.cells["Places"], -1) {
			count++
			for prefix := range strings.SplitSeq(m[3], "/") {
				body := bodyOf(t, rig.do(call(international, "Mobile", prefix+"5550200")))
				assert.Containsf(t, body, `"NationEnCode":"`+m[1]+`"`, "%s: %s: change the line or sim/ksyun/placelist.go", r.at(), m[0])
			}
			assert.NotEmpty(t, source(t, "placelist.go", m[2]))
		}
	}
	assert.Equal(t, 103, count, "places of the document")
}

func TestFidelityContradictionsAreAllThere(t *testing.T) {
	var numbers []string
	for _, r := range readPage(t).table(t, "#", "Contradiction").rows {
		numbers = append(numbers, r.cells["#"])
		hasSwitch := len(r.spans("Switch or setting")) > 0
		assert.Truef(t, hasSwitch || strings.HasPrefix(r.cells["Switch or setting"], "no switch: "), "%s: name the switch, or write \"no switch: \" and why", r.at())
	}
	assert.Equal(t, []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"}, numbers, "%s leaves some out", fidelityPage)
}
