package fidelity

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
)

func toyText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/page.md")
	require.NoError(t, err)
	return string(text)
}

func TestAPageInStepPasses(t *testing.T) {
	assert.Empty(t, complaints(t, newToy(t), toyText(t)))
	Read(t, newToy(t), toyPage, folder).InStep(t, Least{References: 5, Settings: 5})
}

// Each change to the page alone is complained of. An empty replacement takes
// the line away.
func TestEveryCheckBites(t *testing.T) {
	for _, tt := range []struct{ why, old, new, says string }{
		{"no table at all", "|", "!", "Should NOT be empty"},
		{"a table without its second line", "|---|---|---|---|---|\n", "\n", "no line of |---| follows"},
		{"a cell too many", "| 1 | small and big |", "| 1 | small | and big |", "has not as many cells"},
		{"an empty cell", "| a receipt |", "|  |", `page.md:16: the cell "Source" is empty`},
		{"a fact without its column", "| Code | Switch or setting |", "| Where | Switch or setting |", "a fact has the columns"},
		{"a grade nobody explains", "| observed | seen |", "", "the grades are those of kind.go"},
		{"a grade there is not", "| Shouting costs | observed |", "| Shouting costs | seen |", "page.md:16: the grade is one of"},
		{"a grade in code", "| Shouting costs | observed |", "| Shouting costs | `observed` |", "the grade is one of"},

		{"a row is missing", "| `Busy` | 503 | `Busy.`", "", "the table of errors lacks the row Busy"},
		{"a row too many", "| `Busy` | 503 | `Busy.`", "| `Late` | 503 | `Late.` | inferred | account | – |\n| `Busy` | 503 | `Busy.`", "has no row Late; remove the line"},
		{"a row twice", "| `Busy` | 503 | `Busy.`", "| `Busy` | 503 | `Busy.` | third-party | account | a blog |\n| `Busy` | 503 | `Busy.`", "Busy has a row at"},
		{"a row's name", "| `Busy` | 503 | `Busy.`", "| Busy | 503 | `Busy.`", "Row of Busy: change"},
		{"a row's status", "| 503 | `Busy.`", "| 500 | `Busy.`", "HTTP of Busy: change"},
		{"a row's message", "`Busy.`", "`Busy`", "Message of Busy: change"},
		{"a row's grade", "`Busy.` | third-party", "`Busy.` | inferred", "Grade of Busy: change"},
		{"a row's cause", "| a wrong form |", "| account |", "Cause of Bad/form: change"},
		{"a row's source", "| section 3 |", "| section 4 |", "Source of Bad/form: change"},
		{"a row met that is none", "`Busy`, `Bad/form`", "`Busy`, `Bad/shape`", "has no row Bad/shape"},
		{"another reading of a row that is none", "| `Busy` | 503 | 429 |", "| `Bussy` | 503 | 429 |", "has no row Bussy"},

		{"a switch is missing", "| `hour` | `any`, `noon`", "", "the table of switches lacks hour"},
		{"a switch too many", "| `hour` | `any`, `noon`", "| `day` | `any` | inferred | none |\n| `hour` | `any`, `noon`", "has no switch day; remove the line"},
		{"a switch's default", "`any`, `noon`", "`noon`, `any`", "values of hour, default first"},
		{"a switch's grade", "`noon` | inferred", "`noon` | sdk", "grade of hour: change"},
		{"a switch's reading", "| when it is open |", "| when it is shut |", "reading of hour: change"},
		{"a tag no page shows", "`<B>`", "<B>", "reading of case: change"},

		{"a setting nobody takes", "`case=upper`, `balance`", "`case=title`, `balance`", "--set toy.case=title is refused"},
		{"a setting's value", "`case=upper`, `balance`", "`case=upper`, `balance=much`", "--set toy.balance=much is refused"},
		{"a setting the provider has not", "| `profile` |", "| `profile`, `uid` |", "--set toy.uid is refused"},
		{"a setting without its quotes", "| `profile` |", "| profile |", "page.md:17: name switches and settings as"},
		{"a setting that has no row", "| `profile` |", "| – |", "no row has the setting profile"},
		{"a setting in prose", "the setting `balance`", "the setting `ballance`", "page.md:11: --set toy.ballance is refused"},
		{"a value in prose", "`case=upper` shouts", "`case=loud` shouts", "page.md:11: --set toy.case=loud is refused"},
		{"fewer settings than there were", "`case=upper`, `balance`", "–", "hardly any switch was found"},
		{"a column of settings with another name", "| Reading here | Switch or setting |", "| Reading here | Switch |", "a table is missing"},

		{"code that is gone", "`page.go: parse`", "`page.go: parsed`", `page.go declares no "parsed"`},
		{"a file that is gone", "`page.go: parse`", "`pages.go: parse`", "pages.go cannot be read"},
		{"a file of another folder", "`sim/switches.go: Choose`", "`sim/switches.go: Chose`", `sim/switches.go declares no "Chose"`},
		{"a file alone", "`page.go: parse`", "`page.go`", `declares no ""`},
		{"code in words", "`page.go: parse`", "page.go, parse", "write code as"},
		{"code in words, the second", "`sim/switches.go: Choose`", "sim/switches.go: Choose", "write code as"},
		{"fewer references than there were", "| `table.go: add` `sim/switches.go: Choose` |", "| – |", "hardly any reference was found"},

		{"a check is missing", "| 2 | the hour |", "", "checks of internal/fidelity/order.go"},
		{"a check's number", "| 2 | the hour |", "| 3 | the hour |", "page.md:22"},
		{"a check's name", "| the hour |", "| the minute |", "page.md:22: change the line or internal/fidelity/order.go"},
		{"a check's row", "`Busy`, `Bad/form`", "`Bad/form`", "page.md:22: change the line or internal/fidelity/order.go"},
		{"a check's grade", "`Bad/form` | documented | section 2", "`Bad/form` | sdk | section 2", "page.md:21: change the line"},
		{"a check's source", "| section 2 |", "| section 3 |", "page.md:21: change the line"},

		{"a contradiction is missing", "| 2 | open and shut |", "", "contradictions of the document"},
		{"a contradiction's number", "| 2 | open and shut |", "| 1 | open and shut |", "page.md:41"},
		{"a contradiction nobody settles", "no switch: nobody calls at night", "–", "write \"no switch: \" and why"},

		{"a status is missing", "| busy | 通话中", "", "the table of statuses lacks busy"},
		{"a status too many", "| busy | 通话中", "| lost | 丢失 | `1` |\n| busy | 通话中", "a status that status.go has not"},
		{"a status twice", "| busy | 通话中", "| busy | 通话中 | `1` |\n| busy | 通话中", "busy has a row at"},
		{"a status's other name", "| 通话中 |", "| 忙 |", "status.go: statusWords"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			text := toyText(t)
			require.Contains(t, text, tt.old)
			assert.Contains(t, complaints(t, newToy(t), change(text, tt.old, tt.new)), tt.says)
		})
	}
}

// change replaces the first old by with; without it, the line that begins with
// old goes. A page without tables has no bar at all.
func change(text, old, with string) string {
	switch {
	case old == "|":
		return strings.ReplaceAll(text, old, with)
	case with != "":
		return strings.Replace(text, old, with, 1)
	}
	before, after, _ := strings.Cut(text, old)
	_, after, _ = strings.Cut(after, "\n")
	return before + after
}

// The same where it is the code that moved.
func TestEveryCheckBitesWhenTheCodeMoves(t *testing.T) {
	for _, tt := range []struct {
		why  string
		move func(*sim.Traits)
		says string
	}{
		{"a new switch", func(s *sim.Traits) { s.Switches = append(s.Switches, sim.Switch{Name: "new", Values: []string{"no"}}) }, "the table of switches lacks new"},
		{"a switch is gone", func(s *sim.Traits) { s.Switches = s.Switches[:1] }, "has no switch hour"},
		{"a new setting", func(s *sim.Traits) {
			s.Unused = slices.DeleteFunc(s.Unused, func(n string) bool { return n == "price" })
		}, "no row has the setting price"},
		{"a setting is gone", func(s *sim.Traits) { s.Unused = append(s.Unused, "balance") }, "--set toy.balance is refused"},
		{"rows in another order", func(s *sim.Traits) {
			rows := s.Catalogue.Rows()
			s.Catalogue, _ = numsim.NewCatalogue([]numsim.Row{rows[1], rows[0]})
		}, "the rows stand in the order of the catalogue"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			p := newToy(t)
			tt.move(&p.traits)
			assert.Contains(t, complaints(t, p, toyText(t)), tt.says)
		})
	}
}

// A line is found by the text in quotes, or by the beginning it is built from.
func TestQuoted(t *testing.T) {
	p := Read(t, newToy(t), toyPage, folder)
	at, found := p.Quoted(t, "errors.go", "Rows met")
	assert.True(t, found)
	assert.Regexp(t, `^internal/fidelity/errors\.go:\d+$`, at)
	at, found = p.Quoted(t, "source.go", "^(–|and more")
	assert.True(t, found)
	assert.Regexp(t, `^internal/fidelity/source\.go:\d+$`, at)
	at, found = p.Quoted(t, "errors.go", "Rows not met")
	assert.False(t, found)
	assert.Equal(t, "internal/fidelity/errors.go", at)
}
