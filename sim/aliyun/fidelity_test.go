package aliyun_test

import (
	"encoding/json"
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
	"github.com/numsim/numsim/sim/aliyun"
	"github.com/numsim/numsim/sim/numbering"
	"github.com/numsim/numsim/sim/setup"
)

func traits(t *testing.T) sim.Traits {
	t.Helper()
	p, err := aliyun.New()
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
				assert.Containsf(t, grades, r.cells["Grade"], "%s: the grade is one of %v", r.at(), grades)
			}
		}
	}
}

func TestFidelityErrors(t *testing.T) {
	p, c := readPage(t), traits(t).Catalogue
	table := p.table(t, "Row", "HTTP", "Message", "Grade", "Cause", "Source")
	onPage := table.byWord(t, "Row")
	rows := c.Rows()
	for i := range rows {
		row := &rows[i]
		code := source(t, "errors.go", row.Name)
		r, ok := onPage[row.Name]
		if !assert.Truef(t, ok, "%s: the table of errors lacks the row %s of %s", fmt.Sprintf("%s:%d", fidelityPage, table.line), row.Name, code) {
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
		assert.NotNilf(t, c.Find(name), "%s: sim/aliyun/errors.go has no row %s; remove the line", r.at(), name)
	}
	for _, pt := range p.tables {
		for _, r := range pt.rows {
			for _, name := range append(r.spans("Rows met"), r.spans("Row or fact")...) {
				assert.NotNilf(t, c.Find(name), "%s: sim/aliyun/errors.go has no row %s", r.at(), name)
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
	}
	for name, r := range onPage {
		assert.Truef(t, slices.ContainsFunc(known, func(s sim.Switch) bool { return s.Name == name }), "%s: sim/aliyun/switches.go has no switch %s; remove the line", r.at(), name)
	}
}

// named finds settings outside the columns meant for them: `name=value`
// anywhere, and what prose calls a switch or a setting.
var named = regexp.MustCompile("(?:switch|setting) `([^`]+)`|`((?:[a-z][a-z0-9-]*|status\\.[A-Za-z0-9./]+)=[^`=]+)`")

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
	provider, err := aliyun.New()
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
	assert.NoErrorf(t, err, "%s: --set aliyun.%s is refused; change the line or sim/aliyun/switches.go", where, text)
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
					path = "sim/aliyun/" + path
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

// said is what the wire says of a number.
type said struct {
	PhoneStatus struct{ Status, Carrier string }
	Code        string
}

func ask(t *testing.T, r *rig, number string) (s said) {
	t.Helper()
	body := bodyOf(t, r.do(v1(t, signer("numsim-unlimited", ""), "JSON", "PhoneNumber", number)))
	require.NoError(t, json.Unmarshal([]byte(body), &s))
	require.Equal(t, "OK", s.Code, number)
	return s
}

// billed says whether the newest exchange cost anything.
func (r *rig) billed() string {
	if entries := r.journal.Entries(); entries[len(entries)-1].Charged > 0 {
		return "yes"
	}
	return "no"
}

func TestFidelityStatuses(t *testing.T) {
	table := readPage(t).table(t, "Status", "中文", "Word", "Billed", "Later words", "Later billed")
	onPage := table.byWord(t, "Status")
	plain, later := newRig(t), newRig(t, "other-statuses=later-words")
	for _, e := range numbering.Endings() {
		r, ok := onPage[e.Status.String()]
		if e.Trouble != numbering.NoTrouble || !assert.Truef(t, ok, "%s:%d: the table of statuses lacks %s", fidelityPage, table.line, e.Status) {
			continue
		}
		change := "%s: change the line or sim/aliyun/answers.go: statusWord"
		assert.Equalf(t, ask(t, plain, "1390000"+e.Digits).PhoneStatus.Status, r.word("Word"), change, r.at())
		assert.Equalf(t, plain.billed(), r.cells["Billed"], change, r.at())
		assert.Equalf(t, ask(t, later, "1390000"+e.Digits).PhoneStatus.Status, r.word("Later words"), change, r.at())
		assert.Equalf(t, later.billed(), r.cells["Later billed"], change, r.at())
		assert.Equalf(t, e.Status.Chinese(), r.cells["中文"], "%s: change the line or status.go: statusWords", r.at())
	}
	assert.Lenf(t, onPage, len(numsim.Statuses()), "%s:%d: the table of statuses has a status that status.go has not, or lacks one", fidelityPage, table.line)
}

// Every four-digit prefix is asked for, with and without strict-prefixes.
func TestFidelityCarriers(t *testing.T) {
	table := readPage(t).table(t, "Carrier", "Word", "Prefixes of the document", "Assigned since, or missing there")
	const plan = "sim/numbering/plan.go"
	for _, reading := range []struct {
		set     string
		columns []string
	}{
		{"strict-prefixes=no", []string{"Prefixes of the document", "Assigned since, or missing there"}},
		{"strict-prefixes=yes", []string{"Prefixes of the document"}},
	} {
		owner := map[string]pageRow{}
		for _, r := range table.rows {
			for _, column := range reading.columns {
				for prefix := range strings.FieldsSeq(strings.Trim(r.cells[column], "–")) {
					owner[prefix] = r
				}
			}
		}
		nobody := table.byWord(t, "Carrier")["none"]
		rig := newRig(t, reading.set)
		for i := 1000; i < 2000; i++ {
			prefix, want, status := strconv.Itoa(i), nobody, "UNKNOWN"
			for _, key := range []string{prefix[:3], prefix} {
				if r, ok := owner[key]; ok {
					want, status = r, "NORMAL"
				}
			}
			s := ask(t, rig, prefix+"0000200")
			require.Equalf(t, want.word("Word"), s.PhoneStatus.Carrier, "prefix %s with %s: change %s (or the line that should have it) or %s", prefix, reading.set, want.at(), plan)
			require.Equalf(t, status, s.PhoneStatus.Status, "prefix %s with %s: change %s or %s", prefix, reading.set, want.at(), plan)
		}
	}
}

func TestFidelityContradictionsAreAllThere(t *testing.T) {
	var numbers []string
	for _, r := range readPage(t).table(t, "#", "Contradiction").rows {
		numbers = append(numbers, r.cells["#"])
		hasSwitch := len(r.spans("Switch or setting")) > 0
		assert.Truef(t, hasSwitch || strings.HasPrefix(r.cells["Switch or setting"], "no switch: "), "%s: name the switch, or write \"no switch: \" and why", r.at())
	}
	assert.Equal(t, []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, numbers, "the document contradicts itself in nine places; %s leaves some out", fidelityPage)
}
