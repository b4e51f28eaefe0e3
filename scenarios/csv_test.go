package scenarios_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/numbering"
)

const naming = "scenario: x\nfiles: n.csv\n"

func TestMistakesInCSV(t *testing.T) {
	header := `is not a header such as number,status,carrier,area: number comes first, carrier and area may be missing`
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"empty":             {"", []string{`n.csv:1:1: the file is empty; it begins with the line number,status`}},
		"no header":         {"13900000200,real\n", []string{`n.csv:1:1: "13900000200,real" ` + header}},
		"number last":       {"status,number\n", []string{`n.csv:1:1: "status,number" ` + header}},
		"no status":         {"number,area\n", []string{`n.csv:1:1: "number,area" ` + header}},
		"a column twice":    {"number,status,status\n", []string{`n.csv:1:1: "number,status,status" ` + header}},
		"another column":    {"number,status,name\n", []string{`n.csv:1:1: "number,status,name" ` + header}},
		"cells":             {"number,status\n13900000200\n13900000404,real,x\n", []string{`n.csv:2:1: 1 cell where the header has 2`, `n.csv:3:1: 3 cells where the header has 2`}},
		"status":            {"number,status\n13900000200,vakant\n", []string{`n.csv:2:13: "vakant" is not a status; did you mean "vacant"?`}},
		"no status said":    {"number,status\n13900000200,\n", []string{`n.csv:2:13: nothing is said of this number; it needs a status, a carrier or an area`}},
		"nothing said":      {"number,area,status,carrier\n13900000200,,,\n13900000404, ,  ,\t\n", []string{`n.csv:2:14: nothing is said of this number; it needs a status, a carrier or an area`, `n.csv:3:15: nothing is said of this number; it needs a status, a carrier or an area`}},
		"said otherwise":    {"number,status,carrier\n13900000200,busy,\n13900000200,,unicom\n139*,,unicom\n139*,,telecom\n13900000404,,unicom\n13900000404,,联通\n", []string{`n.csv:3:1: line 2 says otherwise of the same number`, `n.csv:5:1: line 4 says otherwise of the same number`}},
		"carrier":           {"number,status,area,carrier\n13900000200,real,上海-上海,unicorn\n", []string{`n.csv:2:24: "unicorn" is not a carrier; did you mean "unicom"?`}},
		"area":              {"number,status,area\n13900000200,real," + strings.Repeat("x", 65) + "\n", []string{`n.csv:2:18: longer than 64 bytes`}},
		"number":            {"number,status\n+8613900000200,real\n", []string{`n.csv:2:1: "+8613900000200" is not a number: digits only, and * at the end for all that begin so`}},
		"no number":         {"number,status\n,real\n", []string{`n.csv:2:1: "" is not a number: digits only, and * at the end for all that begin so`}},
		"a spreadsheet":     {"number,status\n1.39E+10,real\n", []string{`n.csv:2:1: 1.39E+10 was shortened by a spreadsheet; give the column the format text there`}},
		"a digit missing":   {"number,status\n1390000020,real\n", []string{`n.csv:2:1: warning: "1390000020" has 10 digits; a number that begins with 1 has 11`}},
		"said twice":        {"number,status\n13900000200,real\n139*,real\n13900000200,busy\n139*,off\n13900000200,real\n", []string{`n.csv:4:1: line 2 says otherwise of the same number`, `n.csv:5:1: line 3 says otherwise of the same number`}},
		"GBK":               {"number,status\n13900000200,\xbf\xd5\xba\xc5\n", []string{`n.csv:2:13: this is not UTF-8; save the file as CSV UTF-8`}},
		"a long line":       {"number,status\n" + strings.Repeat("1", 5000) + "\n", []string{`n.csv:2:1: a line is longer than 4096 bytes`}},
		"quotes":            {"number,status\n\"13900000200,real\n", []string{`n.csv:2:1: these quotes are not closed, or stand inside a cell; a cell has no line breaks here`}},
		"a comma in a cell": {"number,status,area\n13900000200,real,\"a,b\"\n", []string{`n.csv:2:1: 4 cells where the header has 3`}},
	} {
		assert.Equal(t, c.want, findings(document(naming, "n.csv", c.text)), name)
	}
	assert.Equal(t, []string{`s.yaml:2:8: there is no file "n.csv"`}, findings(document(naming)))
	assert.Equal(t, []string{`s.yaml:2:8: "../n.csv" is not the name of a file in the scenario's folder`}, findings(document("scenario: x\nfiles: ../n.csv\n")))
}

// A document's own word of a number wins over its files, a later file over an
// earlier one.
func TestWhoWins(t *testing.T) {
	d, found := scenarios.Read(document("scenario: x\nnumbers: {\"13900000200\": busy}\nfiles: [a.csv, b.csv]\n",
		"a.csv", "number,status\n13900000200,real\n13900000404,real\n", "b.csv", "number,carrier,status\n13900000404,联通,空号\n"), "s.yaml")
	require.Empty(t, found)
	s := scenarios.New(d)
	assert.Equal(t, numbering.Truth{Status: numsim.Busy}, s.Truth("13900000200", true, 0))
	assert.Equal(t, numbering.Truth{Status: numsim.Vacant, Carrier: numsim.ChinaUnicom}, s.Truth("13900000404", true, 0))
}

// A row may leave the status open, and then a number is otherwise what it is
// anyway: by an earlier file, by its beginning, by its ending.
func TestRowsWithoutAStatus(t *testing.T) {
	d, found := scenarios.Read(document("scenario: x\nfiles: [a.csv, b.csv]\nnumbers: {\"13911110404\": {network: XL}}\n",
		"a.csv", "number,status,carrier,area\n13900000203,busy,mobile,\n1890000*,vacant,,\n13911110404,,,北京-北京\n",
		"b.csv", "number,status,carrier,area\n13900000404,,telecom,\n13900000203,,unicom,上海-上海\n13900000203,,unicom,上海-上海\n18900000200,,,上海-上海\n"), "s.yaml")
	require.Empty(t, found)
	s := scenarios.New(d)
	for n, want := range map[numsim.Number]numbering.Truth{
		"13900000404": {Status: numsim.Vacant, Carrier: numsim.ChinaTelecom},
		"13900000203": {Status: numsim.Busy, Carrier: numsim.ChinaUnicom, Area: "上海-上海"},
		"18900000200": {Status: numsim.Vacant, Area: "上海-上海"},
		"13911110404": {Status: numsim.Vacant, Area: "北京-北京", Network: "XL"},
	} {
		assert.Equal(t, want, s.Truth(n, true, 0), n)
	}
}

// sheetOf is a CSV file of n numbers, each with one of four statuses.
func sheetOf(n int) string {
	var b strings.Builder
	b.WriteString("number,status,carrier,area\n")
	for i := range n {
		fmt.Fprintf(&b, "138%08d,%s,,上海-上海\n", i, []string{"real", "空号", "lost", "off"}[i%4])
	}
	return b.String()
}

func TestAMillionLines(t *testing.T) {
	d, found := scenarios.Read(document(naming, "n.csv", sheetOf(1_000_000)), "s.yaml")
	require.Empty(t, found)
	s := scenarios.New(d)
	assert.Equal(t, numbering.Truth{Status: numsim.Active, Area: "上海-上海"}, s.Truth("13800000000", true, 0))
	assert.Equal(t, numbering.Truth{Status: numsim.PoweredOff, Area: "上海-上海"}, s.Truth("13800999999", true, 0))
}

func TestTooManyLines(t *testing.T) {
	lines := "number,status\n" + strings.Repeat("13900000200,real\n", 2_000_000)
	assert.Equal(t, []string{"n.csv:2000001:1: more than 2000000 lines"}, findings(document(naming, "n.csv", lines)))
}

func TestTooManyFacts(t *testing.T) {
	var b strings.Builder
	b.WriteString("number,status,area\n")
	for i := range 70_000 {
		fmt.Fprintf(&b, "139%08d,real,%d\n", i, i)
	}
	assert.Equal(t, "n.csv:65538:13: more than 65536 different things are said of numbers", findings(document(naming, "n.csv", b.String()))[0])
}

// BenchmarkCSV reads a hundred thousand lines. What it allocates is the tables
// of words, and numbers: no line.
func BenchmarkCSV(b *testing.B) {
	fsys := document(naming, "n.csv", sheetOf(100_000))
	b.ReportAllocs()
	for b.Loop() {
		if _, found := scenarios.Read(fsys, "s.yaml"); len(found) > 0 {
			b.Fatal(found)
		}
	}
}
