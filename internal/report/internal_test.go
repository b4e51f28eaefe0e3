package report

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// bracketed has what is marked in brackets.
func bracketed(list []piece) string {
	var b strings.Builder
	for _, p := range list {
		if p.Marked {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestDifference(t *testing.T) {
	for _, tt := range []struct{ a, b, left, right string }{
		{"", "", "", ""},
		{"same", "same", "same", "same"},
		{"", "new", "", "[new]"},
		{"old", "", "[old]", ""},
		{"GET&%2F&a%2520b&z", "GET&%2F&a%2Bb&z", "GET&%2F&a%2[520]b&z", "GET&%2F&a%2[B]b&z"},
		{"Name=1&Zoo=2", "Zoo=2&Name=1", "Name=1[&Zoo=2]", "[Zoo=2&]Name=1"},
		{"号码在用", "号码停机", "号码[在用]", "号码[停机]"},
		{"abcdefghij", "1b2d3f4h5j", "[abcdefghi]j", "[1b2d3f4h5]j"}, // single characters are the same by chance
	} {
		left, right := difference(tt.a, tt.b)
		assert.Equal(t, tt.left, bracketed(left), tt.a)
		assert.Equal(t, tt.right, bracketed(right), tt.b)
	}
}

// Texts that are too long to compare are marked whole between their ends.
func TestDifferenceOfLongTexts(t *testing.T) {
	left, right := difference("head"+strings.Repeat("ab", 5000)+"tail", "head"+strings.Repeat("cd", 5000)+"tail")
	assert.Equal(t, "head["+strings.Repeat("ab", 5000)+"]tail", bracketed(left))
	assert.Equal(t, "head["+strings.Repeat("cd", 5000)+"]tail", bracketed(right))
}

func TestSpots(t *testing.T) {
	answer := "HTTP 200\nContent-Type: text/html\n\n" + `{"Data":[{"a~b/c":"x"},{"n": 139****0200 }],"Code":"OK","Deep":{"Code":"no"}}`
	request := "POST http://h/?Action=A&Mobile=1\nHost: h\n\nMobiles=2&Remark=Action=3"
	for _, tt := range []struct{ text, location, pointer, want string }{
		{answer, "body", "/Code", `"OK"`},
		{answer, "body", "/Deep/Code", `"no"`},
		{answer, "body", "/Data/0/a~0b~1c", `"x"`},
		{answer, "body", "/Data/1/n", "139****0200"},
		{answer, "body", "/Data/7/n", ""},
		{answer, "body", "/Absent", ""},
		{answer, "body", "", ""},
		{answer, "status", "", "HTTP 200"},
		{answer, "header", "/content-type", "Content-Type: text/html"},
		{answer, "header", "/Absent", ""},
		{"HTTP 200\n\n<Result><Code>OK</Code></Result>", "body", "/Result/Code", "<Code>OK</Code>"},
		{"HTTP 200\n\nnothing", "body", "/Code", ""},
		{request, "line", "", "POST http://h/?Action=A&Mobile=1"},
		{request, "query", "/Mobile", "Mobile=1"},
		{request, "query", "/Action", "Action=A"},
		{request, "form", "/Mobiles", "Mobiles=2"},
		{request, "form", "/Mobile", ""},
		{request, "nowhere", "/Mobile", ""},
	} {
		got := ""
		for _, s := range spot(tt.text, tt.location, tt.pointer) {
			got += tt.text[s.from:s.to]
		}
		assert.Equal(t, tt.want, got, "%s %s", tt.location, tt.pointer)
	}
}

func TestCutAt(t *testing.T) {
	assert.Equal(t, "ab[cd]ef[g]", bracketed(cutAt("abcdefg", []span{{6, 7}, {2, 4}, {3, 4}, {6, 99}})))
	assert.Empty(t, cutAt("", []span{{0, 0}}))
}

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"plain 中文 é\n\t":     "plain 中文 é\n\t",
		"\x00\x1b\x7f\r":     "␀␛␡␍",
		"a\u202eb":           "a⟨U+202E⟩b",
		"\u200b\ufeff\u2028": "⟨U+200B⟩⟨U+FEFF⟩⟨U+2028⟩",
		"\xff":               "\uFFFD",
	} {
		assert.Equal(t, want, visible(text))
	}
}

func TestPlaces(t *testing.T) {
	for text, want := range map[string]struct {
		file string
		line int
	}{
		"ksyun/openapi.yaml:120":          {"ksyun/openapi.yaml", 120},
		"scenarios/a.yaml:12:3":           {"scenarios/a.yaml", 12},
		"scenarios/a.yaml":                {"scenarios/a.yaml", 1},
		"C:a.yaml:0":                      {"C:a.yaml:0", 1},
		"":                                {"", 1},
		"a.yaml:999999999999999999999999": {"a.yaml:999999999999999999999999", 1},
	} {
		file, line := place(text)
		assert.Equal(t, want.file, file, text)
		assert.Equal(t, want.line, line, text)
	}
}

// Each text of the page is there in both languages and is used, and the template
// asks for none that is not.
func TestWords(t *testing.T) {
	verbs := regexp.MustCompile(`%[a-z]`)
	chinese := regexp.MustCompile(`\p{Han}`)
	table := words()
	for name, s := range table {
		assert.NotEmpty(t, s.EN, name)
		assert.Regexp(t, chinese, s.ZH, name)
		assert.Equal(t, verbs.FindAllString(s.EN, -1), verbs.FindAllString(s.ZH, -1), name)
		assert.True(t, strings.Contains(pageHTML, `{{t "`+name+`"`) || name == "outcome" || name == "provider" || name == "side", "%s is never said", name)
	}
	for _, used := range regexp.MustCompile(`\{\{t "([^"]+)"`).FindAllStringSubmatch(pageHTML, -1) {
		assert.Contains(t, table, used[1])
	}
	for _, rule := range contracts.Rules() {
		s := ruleWords(rule)
		assert.NotEmpty(t, s.ZH, rule)
		assert.NotEqual(t, rule, s.EN, "%s is not put in words", rule)
		assert.Regexp(t, chinese, s.ZH, rule)
	}
}

// Every exit code has a sentence, what to do, and both in both languages.
func TestVerdicts(t *testing.T) {
	chinese := regexp.MustCompile(`\p{Han}`)
	for _, tool := range []string{"contract run", "contract exec", "contract probe", "contract drift", "contract run, contract exec"} {
		r := nothing()
		r.Tool = tool
		all := endings(r, countOf(r))
		for code, v := range all {
			for _, s := range []says{v.Sentence, v.Do} {
				assert.NotContains(t, s.EN+s.ZH, "%", "%s %d", tool, code)
				assert.Regexp(t, chinese, s.ZH, code)
				assert.NotRegexp(t, "rules|modules|checks", s.ZH, code)
			}
		}
		assert.ElementsMatch(t, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 130}, slices.Collect(maps.Keys(all)), tool)
	}
}

// How the command of exec ended is none of the checks, and a provider of which
// drift has nothing to say is no finding.
func TestCounts(t *testing.T) {
	for tool, want := range map[string]says{
		"contract run":                {"2 of 4 rules are broken", "2 条规则被破坏（共 4 条）"},
		"contract exec":               {"1 of 3 checks of the command's calls failed", "对命令所发调用的检查有 1 项失败（共 3 项）"},
		"contract drift":              {"In 2 of 3 findings the client, the contract or the simulator is wrong", "有 2 项发现（共 3 项）是客户端、契约或模拟器有误"},
		"contract probe":              {"The client failed in 2 of 4 modules", "客户端在 2 个模块中失败（共 4 个）"},
		"contract run, contract exec": {"1 of 3 checks failed", "1 项检查失败（共 3 项检查）"},
	} {
		command := "command"
		if strings.Contains(tool, "exec") {
			command = "exec.default.command"
		}
		r := &conformance.Report{Tool: tool, Exit: 1}
		r.Add(conformance.Result{ID: command, Outcome: conformance.Failed})
		r.Add(conformance.Result{ID: "b", Outcome: conformance.Failed})
		r.Add(conformance.Result{ID: "c", Outcome: conformance.Passed})
		r.Add(conformance.Result{ID: "d", Outcome: conformance.Passed, Findings: []contracts.Finding{{}}})
		r.Add(conformance.Result{ID: "e", Outcome: conformance.Skipped})
		assert.Equal(t, want, verdictOf(r).Sentence, tool)
	}
}

func nothing() *conformance.Report { return &conformance.Report{Failed: 1, NotRun: 2} }
