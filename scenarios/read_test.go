package scenarios_test

import (
	"io/fs"
	"os"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/numbering"
)

// full is the document with every key, and what it includes.
func full(t *testing.T) *scenarios.Draft {
	t.Helper()
	d, found := scenarios.Read(os.DirFS("testdata/full"), "every-key.yaml")
	require.Empty(t, found)
	return d
}

func TestHeadOfADocument(t *testing.T) {
	d := full(t)
	assert.Equal(t, "every-key", d.Name)
	assert.Equal(t, "Says something with every key there is.\n", d.About)
	assert.Equal(t, uint64(7), d.Seed)
	assert.True(t, d.HasSeed)
	assert.True(t, d.NoMagic, "the including document wins")
	assert.True(t, d.SeededIDs)
	assert.Equal(t, map[numsim.Status]int{numsim.Active: 72, numsim.Vacant: 11, numsim.PoweredOff: 0}, d.Weights)
}

func TestSettingsKeepTheirText(t *testing.T) {
	assert.Equal(t, []scenarios.Setting{
		{Provider: "aliyun", Field: "qps", Value: "1", Where: "parts/base.yaml:7:12"},
		{Provider: "aliyun", Field: "profile", Value: "2022", Where: "every-key.yaml:11:12"},
		{Provider: "aliyun", Field: "balance", Value: "0.30", Where: "every-key.yaml:11:29"},
		{Provider: "aliyun", Field: "qps", Value: "200", Where: "every-key.yaml:11:44"},
		{Provider: "ywjisu", Field: "quota", Value: "100", Where: "every-key.yaml:12:12"},
		{Provider: "ywjisu", Field: "allow-ips", Value: "127.0.0.1,10.0.0.0/8", Where: "every-key.yaml:12:24"},
		{Provider: "aliyun", Account: "numsim-sts", Field: "standing", Value: "unsubscribed", Where: "every-key.yaml:14:16"},
		{Provider: "aliyun", Account: "numsim-sts", Field: "standing", Value: "out-of-service", From: time.Minute, Where: "every-key.yaml:14:48"},
		{Provider: "aliyun", Account: "numsim-sts", Field: "standing", Value: "good", From: 2 * time.Minute, Where: "every-key.yaml:14:81"},
		{Provider: "aliyun", Account: "numsim-sts", Field: "price", Value: "0.10", Where: "every-key.yaml:15:13"},
		{Provider: "aliyun", Account: "numsim-sts", Field: "price", Value: "0.20", From: 24 * time.Hour, Where: "every-key.yaml:15:36"},
	}, full(t).Settings)
}

func TestNumbersOfEveryKind(t *testing.T) {
	s := scenarios.New(full(t))
	for _, c := range []struct {
		number  numsim.Number
		elapsed time.Duration
		want    numbering.Truth
		why     string
	}{
		{"18600001111", 0, numbering.Truth{Status: numsim.Suspended}, "said here, in the file and in what is included"},
		{"18600002222", 0, numbering.Truth{Status: numsim.Vacant, Carrier: numsim.ChinaMobile, Area: "上海-上海"}, "by its beginning"},
		{"13900002222", time.Hour - 1, numbering.Truth{Status: numsim.Suspended}, "before the first end"},
		{"13900002222", time.Hour, numbering.Truth{Status: numsim.PoweredOff}, "after it"},
		{"13900002222", 90 * time.Minute, numbering.Truth{Status: numsim.Active, Area: "北京-北京", Network: "XL"}, "for ever"},
		{"13900003333", 10 * time.Second, numbering.Truth{Status: numsim.Active}, "the last as a word"},
		{"8613900004444", 0, numbering.Truth{Status: numsim.Vacant}, "a word of a provider's"},
		{"13900005555", 0, numbering.Truth{Status: numsim.Vacant}, "from the file"},
		{"18611119999", 0, numbering.Truth{Status: numsim.Suspended, Carrier: numsim.ChinaUnicom, Area: "广东-深圳"}, "from the file, by its beginning"},
		{"13900006666", 0, numbering.Truth{Status: numsim.Silent}, "the including document wins"},
		{"13900007777", 0, numbering.Truth{Status: numsim.Risky}, "from what is included by what is included"},
	} {
		assert.Equal(t, c.want, s.Truth(c.number, true, c.elapsed), "%s at %s: %s", c.number, c.elapsed, c.why)
	}
}

func TestRulesInTheirOrder(t *testing.T) {
	rules := full(t).Rules
	require.Len(t, rules, 9)
	names := []string{rules[0].Name + " " + rules[0].Where, rules[1].Name + " " + rules[1].Where, rules[2].Name + " " + rules[2].Where}
	assert.Equal(t, []string{"of the deepest parts/base2.yaml:2", "of the base parts/base.yaml:12", "by everything every-key.yaml:25"}, names)
	assert.Equal(t, scenarios.Drip, rules[0].Then.Answer.Fault)
	assert.Equal(t, scenarios.Hang, rules[1].Then.Answer.Fault)

	assert.Equal(t, scenarios.Rule{
		Name: "by everything", Where: "every-key.yaml:25",
		When: scenarios.When{
			Providers: []string{"aliyun", "ksyun"}, Operations: []string{"DescribePhoneNumberStatus"}, Accounts: []string{"numsim"},
			Numbers:  []scenarios.Pattern{{Digits: "13900000200"}, {Digits: "1390", Prefix: true}},
			Carriers: []numsim.Carrier{numsim.ChinaUnicom, numsim.ChinaMobile, numsim.ChinaTelecom}, Statuses: []numsim.Status{numsim.Vacant},
			From: time.Second, To: time.Minute,
			Calls:  scenarios.Calls{First: 3, Last: 5, Per: scenarios.PerAccount},
			Chance: scenarios.Chance{Millionths: 500, Once: true},
		},
		Then: scenarios.Then{Refusal: "System.LimitControl"},
	}, rules[2])
}

func TestEffectsOfRules(t *testing.T) {
	rules := full(t).Rules[3:]
	assert.Equal(t, scenarios.Calls{First: 4}, rules[0].When.Calls)
	assert.Equal(t, &scenarios.Truth{Status: numsim.Active, SetStatus: true, Late: 3 * time.Second}, rules[0].Then.Truth)

	assert.Equal(t, scenarios.Calls{First: 3, Every: 3, Per: scenarios.PerWhole}, rules[1].When.Calls)
	assert.Equal(t, scenarios.Then{Truth: &scenarios.Truth{Drop: true}, Answer: &scenarios.Answer{Reorder: true}}, rules[1].Then)

	assert.Equal(t, scenarios.When{From: 48 * time.Hour, Calls: scenarios.Calls{First: 2, Every: 3}}, rules[2].When)
	assert.Equal(t, scenarios.Then{Truth: &scenarios.Truth{Duplicate: true}, Answer: &scenarios.Answer{
		Delay: scenarios.Delay{Min: 500 * time.Millisecond, Max: 500 * time.Millisecond}, Fault: scenarios.ResetAfterCharge,
	}}, rules[2].Then)

	assert.Equal(t, scenarios.When{Calls: scenarios.Calls{First: 1, Last: 1}, Chance: scenarios.Chance{Millionths: 50_000}}, rules[3].When)
	assert.Equal(t, &scenarios.Answer{Delay: scenarios.Delay{Max: time.Second}, Body: scenarios.Damage{
		Add:      []scenarios.Member{{Path: "next", Value: `{"a":[1,-0.5,null,true],"b<":"上海"}`}, {Path: "phone", Value: `"0139"`}},
		Set:      []scenarios.Member{{Path: "PhoneStatus.Status", Value: `"OFF"`}, {Path: "Data.0.CheckStatus", Value: `"1"`}},
		Truncate: 50, Short: true, Garble: true,
	}}, rules[3].Then.Answer)

	assert.Equal(t, scenarios.Chance{}, rules[4].When.Chance, "all of them")
	assert.Equal(t, &scenarios.Answer{
		Delay: scenarios.Delay{P50: 40 * time.Millisecond, P99: 900 * time.Millisecond}, Body: scenarios.Damage{Replace: "<html>\n", Status: 502},
	}, rules[4].Then.Answer)
}

// document is a file system with one document, and others beside it in pairs of
// name and text.
func document(text string, others ...string) fstest.MapFS {
	fsys := fstest.MapFS{"s.yaml": {Data: []byte(text)}}
	for i := 0; i < len(others); i += 2 {
		fsys[others[i]] = &fstest.MapFile{Data: []byte(others[i+1])}
	}
	return fsys
}

// findings are the lines that reading a document gives.
func findings(fsys fstest.MapFS) (lines []string) {
	_, found := scenarios.Read(fsys, "s.yaml")
	for _, f := range found {
		lines = append(lines, f.String())
	}
	return lines
}

func TestOneFileReadTwiceIsReadOnce(t *testing.T) {
	d, found := scenarios.Read(document("scenario: x\ninclude: [a.yaml, b.yaml]\n",
		"a.yaml", "include: c.yaml\n", "b.yaml", "include: c.yaml\n", "c.yaml", "rules: [{then: {fault: hang}}]\n"), "s.yaml")
	require.Empty(t, found)
	assert.Len(t, d.Rules, 1, "two documents may build on a third")
}

// The draft names every file that was looked for, whatever came of it.
func TestTheFilesOfADraft(t *testing.T) {
	for name, c := range map[string]struct {
		fsys fstest.MapFS
		want []string
	}{
		"alone":         {document("scenario: x\n", "unread.yaml", "seed: 1\n"), []string{"s.yaml"}},
		"no YAML":       {document("scenario: [\n"), []string{"s.yaml"}},
		"others":        {document("scenario: x\ninclude: [a.yaml, p/b.yaml]\nfiles: n.csv\n", "a.yaml", "include: p/b.yaml\n", "p/b.yaml", "files: [n.csv, ../n.csv]\n", "n.csv", "number,status\n"), []string{"s.yaml", "a.yaml", "p/b.yaml", "p/n.csv", "n.csv"}},
		"missing":       {document("scenario: x\ninclude: a.yaml\nfiles: n.csv\n"), []string{"s.yaml", "a.yaml", "n.csv"}},
		"with mistakes": {document("scenario: X\ninclude: a.yaml\nsed: 1\n", "a.yaml", "include: b.yaml\nnumbers: 1\n"), []string{"s.yaml", "a.yaml", "b.yaml"}},
		"a folder":      {document("scenario: x\ninclude: p\n", "p/a.yaml", ""), []string{"s.yaml", "p"}},
		"outside":       {document("scenario: x\ninclude: [../a.yaml, /a.yaml]\n"), []string{"s.yaml"}},
		"itself":        {document("scenario: x\ninclude: s.yaml\n"), []string{"s.yaml"}},
		"none":          {fstest.MapFS{}, []string{"s.yaml"}},
	} {
		d, _ := scenarios.Read(c.fsys, "s.yaml")
		assert.Equal(t, c.want, d.Files, name)
	}
}

func TestIncludesThatAreRefused(t *testing.T) {
	deep := []string{}
	for _, name := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"} {
		deep = append(deep, name+".yaml", "include: "+string(name[0]+1)+".yaml\n")
	}
	for name, c := range map[string]struct {
		text   string
		others []string
		want   string
	}{
		"itself":       {"scenario: x\ninclude: [s.yaml]\n", nil, `s.yaml:2:11: "s.yaml" includes itself, by way of s.yaml -> s.yaml`},
		"in a circle":  {"scenario: x\ninclude: a/b.yaml\n", []string{"a/b.yaml", "include: ../s.yaml\n"}, `a/b.yaml:1:10: "s.yaml" includes itself, by way of s.yaml -> a/b.yaml -> s.yaml`},
		"outside":      {"scenario: x\ninclude: ../x.yaml\n", nil, `s.yaml:2:10: "../x.yaml" is not the name of a file in the scenario's folder`},
		"deep outside": {"scenario: x\ninclude: a/../../x.yaml\n", nil, `s.yaml:2:10: "../x.yaml" is not the name of a file in the scenario's folder`},
		"absolute":     {"scenario: x\ninclude: /etc/passwd\n", nil, `s.yaml:2:10: "/etc/passwd" is not the name of a file in the scenario's folder`},
		"backslash":    {"scenario: x\ninclude: ..\\x.yaml\n", nil, `s.yaml:2:10: "..\\x.yaml" is not the name of a file in the scenario's folder`},
		"missing":      {"scenario: x\ninclude: bsae.yaml\n", []string{"base.yaml", "{}"}, `s.yaml:2:10: there is no file "bsae.yaml"; did you mean "base.yaml"?`},
		"a folder":     {"scenario: x\ninclude: a\n", []string{"a/b.yaml", "{}"}, `s.yaml:2:10: "a" is not a file`},
		"too deep":     {"scenario: x\ninclude: 1.yaml\n", deep, `8.yaml:1:10: documents include one another more than 8 deep`},
	} {
		assert.Equal(t, []string{c.want}, findings(document(c.text, c.others...)), name)
	}
}

func TestAFileThatIsNotThere(t *testing.T) {
	_, found := scenarios.Read(document("scenario: x\n"), "t.yaml")
	assert.EqualError(t, found, `t.yaml:1:1: there is no file "t.yaml"; did you mean "s.yaml"?`)
}

// forbidden has files that are there and cannot be opened.
type forbidden struct{ fstest.MapFS }

func (forbidden) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

func TestAFileThatCannotBeRead(t *testing.T) {
	_, found := scenarios.Read(forbidden{document("scenario: x\n")}, "s.yaml")
	assert.EqualError(t, found, `s.yaml:1:1: cannot read "s.yaml": permission denied`)
}

func TestStepsAndStates(t *testing.T) {
	d := full(t)
	assert.Equal(t, []string{"calm", "warned", "blocked"}, d.States)
	assert.Equal(t, scenarios.PerNumber, d.StatesOf)
	r := d.Rules[8]
	assert.Equal(t, scenarios.When{Providers: []string{"aliyun"}, States: []string{"warned", "blocked"}, For: time.Minute}, r.When)
	assert.Equal(t, scenarios.Then{}, r.Then)
	assert.True(t, r.Repeat)
	assert.Equal(t, []scenarios.Step{
		{Times: 2, Then: scenarios.Then{Raw: &scenarios.Raw{
			Status: 503, Body: "come later\n", Charged: true,
			Header: []scenarios.Header{{Name: "X-Reason", Value: "later"}, {Name: "content-type", Value: "text/plain"}},
		}}},
		{Times: 1, Then: scenarios.Then{Goto: "calm", Refusal: "OperatorLimit"}},
		{Times: 1},
		{Times: 1, Then: scenarios.Then{Raw: &scenarios.Raw{
			Status: 200, Body: `{"Code":"New","List":[1,"2"]}`, Header: []scenarios.Header{{Name: "Content-Type", Value: "application/json"}},
		}}},
	}, r.Steps)
}

func TestExpectations(t *testing.T) {
	assert.Equal(t, []scenarios.Expectation{
		{
			Name: "cheap", Where: "every-key.yaml:64", Providers: []string{"aliyun", "ksyun"}, Accounts: []string{"numsim"},
			Spent: scenarios.Bound{Op: "<=", Value: 3000}, Calls: scenarios.Bound{Op: ">", Value: 0}, Answered: scenarios.Bound{Op: "=", Value: 3},
		},
		{
			Where: "every-key.yaml:65", Operations: []string{"DescribePhoneNumberStatus"}, Row: "OperatorLimit", Calls: scenarios.Bound{Op: "<", Value: 2},
			Numbers: []scenarios.Pattern{{Digits: "13900000200"}, {Digits: "1390", Prefix: true}},
		},
		{Where: "every-key.yaml:66", After: "OperatorLimit", Retried: scenarios.Bound{Op: ">=", Value: 1}, Backoff: scenarios.Bound{Op: ">=", Value: int64(time.Second)}},
		{Where: "every-key.yaml:67", Never: []scenarios.Hazard{scenarios.DuplicateCharge, scenarios.ResentNonce}, Allow: []scenarios.Hazard{scenarios.NoBackoff}},
	}, full(t).Expect)
}
