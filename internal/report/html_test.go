package report_test

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

func page(t *testing.T, r *conformance.Report) string {
	t.Helper()
	return written(t, kinds()["report.html"], r)
}

// bare is a page without its style, its script and their hashes.
func bare(t *testing.T, text string) string {
	t.Helper()
	text = regexp.MustCompile(`(?s)(<style>).*?(</style>)`).ReplaceAllString(text, "$1$2")
	text = regexp.MustCompile(`(?s)(<script>).*?(</script>)`).ReplaceAllString(text, "$1$2")
	return regexp.MustCompile(`sha256-[^ ]*&#39;`).ReplaceAllString(text, "sha256-HASH&#39;")
}

// A browser runs and draws what the page itself has, and asks for nothing.
func TestThePageNeedsNothing(t *testing.T) {
	text := page(t, small())
	policy := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(text)
	require.NotNil(t, policy)
	allowed := html.UnescapeString(policy[1])
	assert.True(t, strings.HasPrefix(allowed, "default-src 'none'; "), allowed)
	assert.NotContains(t, allowed, "unsafe")
	for _, tag := range []string{"style", "script"} {
		parts := regexp.MustCompile(`(?s)<`+tag+`>(.*?)</`+tag+`>`).FindAllStringSubmatch(text, -1)
		require.Len(t, parts, 1, tag)
		require.NotEmpty(t, parts[0][1])
		sum := sha256.Sum256([]byte(parts[0][1]))
		assert.Contains(t, allowed, tag+"-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
		for _, asks := range []string{"@import", "url(", "fetch(", "XMLHttpRequest", "eval(", "innerHTML", "document.write"} {
			assert.NotContains(t, parts[0][1], asks)
		}
	}
	assert.NotRegexp(t, `<[^>]+\s(src|srcset|style|on[a-z]+)=`, text)
	assert.NotRegexp(t, `<(link|img|iframe|object|embed|base|form|meta http-equiv="refresh")[\s>]`, text)
	for _, link := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		assert.True(t, strings.HasPrefix(link[1], "#"), link[1])
		assert.Contains(t, text, `id="`+strings.TrimPrefix(link[1], "#")+`"`)
	}
}

// What is said of the page is said in both languages, in pairs.
func TestThePageIsInTwoLanguages(t *testing.T) {
	text := bare(t, page(t, small()))
	english, chinese := strings.Count(text, `<span class="t" lang="en">`), strings.Count(text, `<span class="t" lang="zh-CN">`)
	assert.Greater(t, english, 100)
	assert.Equal(t, english, chinese)
	assert.Contains(t, text, `<span class="t" lang="en">3 of 4 rules are broken</span><span class="t" lang="zh-CN">3 条规则被破坏（共 4 条）</span>`)
}

// What is read by ear: landmarks, one main heading, names for all controls.
func TestThePageIsHeard(t *testing.T) {
	text := page(t, small())
	for _, once := range []string{"<main>", "<header", "<footer>", "<nav", "<h1"} {
		assert.Equal(t, 1, strings.Count(text, once), once)
	}
	for _, id := range regexp.MustCompile(`aria-labelledby="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		assert.Equal(t, 1, strings.Count(text, ` id="`+id[1]+`"`), id[1])
	}
	assert.Equal(t, strings.Count(text, "<fieldset"), strings.Count(text, "<legend>"))
	for _, input := range regexp.MustCompile(`(?s)<label[^>]*>.*?</label>`).FindAllString(text, -1) {
		assert.Equal(t, 1, strings.Count(input, "<input"), input)
	}
	assert.Equal(t, strings.Count(text, "<label"), strings.Count(text, "<input"))
	assert.NotRegexp(t, `<th>`, text, "a header says what it is the header of")
}

// What is broken comes first, and the answer shows where.
func TestThePageShowsWhatIsBroken(t *testing.T) {
	text := page(t, small())
	assert.Less(t, strings.Index(text, `id="broken"`), strings.Index(text, `id="passed"`))
	assert.Contains(t, text, `&#34;SerialId&#34;:<mark>111****5431</mark>}`, "the member that the finding is about")
	assert.Contains(t, text, `{&#34;Code&#34;:<mark>&#34;SignatureDoesNotMatch&#34;</mark>}`)
	assert.Contains(t, text, `Note%3Da%2<mark>B</mark>b%26`)
	assert.Contains(t, text, `Note%3Da%2<mark>520</mark>b%26`)
	assert.Contains(t, text, `contracts/aliyun/openapi.yaml:1344`)
	assert.Contains(t, text, `scenarios/paid-lost.yaml:12`)
}

// Whose fault it is, and what was noticed, as far as a result tells.
func TestThePageSaysWhoseFaultItIs(t *testing.T) {
	for id, want := range map[string]string{
		"aliyun.status.sig.wrong-secret": "应答的一方：numsim 是按规则发问的", "ksyun.realtime.client.retry": "应答的一方，或发问的 numsim 自带客户端",
		"exec.default.refusals": "客户端：评判的是它发出的内容", "exec.default.command": "命令自身：原因见它的输出", "probe.ksyun.batch-51": "客户端：评判的是它发出的内容",
	} {
		r := &conformance.Report{Tool: "x", Exit: 1}
		provider, _, _ := strings.Cut(strings.TrimPrefix(id, "probe."), ".")
		r.Add(conformance.Result{ID: id, Provider: provider, Outcome: conformance.Failed, Failures: []conformance.Failure{{Expected: "a", Actual: "b"}}, Remarks: []string{"seen <once>"}})
		text := page(t, r)
		assert.Contains(t, text, `<span class="t" lang="zh-CN">`+want+`</span>`, id)
		assert.Contains(t, text, `<p><span class="data" lang="en">seen &lt;once&gt;</span></p>`, id)
		assert.Equal(t, id == "probe.ksyun.batch-51", strings.Contains(text, "contract probe --provider ksyun --module batch-51"), id)
	}
	text := page(t, small())
	assert.Contains(t, text, `<dd><span class="t" lang="en">simulator</span><span class="t" lang="zh-CN">模拟器</span></dd>`)
}

// A known failure is skipped, and shown all the same.
func TestThePageShowsWhatIsKnown(t *testing.T) {
	r := &conformance.Report{Tool: "contract probe"}
	r.Add(conformance.Result{ID: "probe.ksyun.outage", Provider: "ksyun", Outcome: conformance.Skipped, Reason: "expected", Failures: []conformance.Failure{{Expected: "3 calls", Actual: "40 calls"}}})
	r.Add(conformance.Result{ID: "probe.ksyun.timeout", Provider: "ksyun", Outcome: conformance.Skipped, Reason: "expected"})
	text := page(t, r)
	assert.Equal(t, 1, strings.Count(text, "<article"))
	assert.Contains(t, text, "<mark>40</mark> calls")
	assert.Equal(t, 2, strings.Count(text, `data-outcome="skipped"`))
}

// Where one string alone is known it is shown, and nothing in it is marked.
func TestOneSideOfASignature(t *testing.T) {
	for _, signed := range []conformance.Signed{{Provider: "GET&theirs"}, {Client: "GET&ours"}} {
		r := &conformance.Report{Tool: "contract exec", Exit: 1}
		r.Add(conformance.Result{ID: "exec.a.refusals", Outcome: conformance.Failed, Exchanges: []conformance.Shown{{Request: "GET /", Signed: &signed}}})
		text := page(t, r)
		assert.Contains(t, text, `<code class="data">GET&amp;`)
		assert.Equal(t, signed.Client == "", strings.Contains(text, "This is what the other side signs"))
		assert.Equal(t, signed.Client != "", strings.Contains(text, "This is what the client signed"))
		assert.NotContains(t, text, "<mark>")
	}
}

// What comes from the cases is English on the Chinese page too, and says so.
func TestEnglishIsMarked(t *testing.T) {
	text := page(t, small())
	for _, one := range []string{"a wrong secret is refused", "nobody is charged twice", "document 000:155", "a typed client cannot decode it", "nobody called"} {
		at := regexp.MustCompile(`<([a-z]+) ([^>]*)>\(?`+one).FindAllStringSubmatch(text, -1)
		require.NotEmpty(t, at, one)
		for _, tag := range at {
			assert.Contains(t, tag[2], `lang="en"`, one)
		}
	}
	for _, span := range regexp.MustCompile(`<span class="t" lang="zh-CN">([^<]*)</span>`).FindAllStringSubmatch(text, -1) {
		assert.Regexp(t, `\p{Han}`, span[1])
	}
}

// A rule, a reason and what there is to say beside them are Chinese where somebody
// translated the text that the result has, and English where the text is another.
func TestRulesAreChineseToo(t *testing.T) {
	r := &conformance.Report{Tool: "contract run", Exit: 1}
	for _, outcome := range []conformance.Outcome{conformance.Failed, conformance.Stopped, conformance.Skipped, conformance.Passed} {
		r.Add(conformance.Result{
			ID: "aliyun.status.happy.shutdown", Provider: "aliyun", Rule: "a suspended number is SHUTDOWN", Outcome: outcome, Reason: "it needs a scenario", Forced: "a fault of the gateway",
		})
	}
	r.Add(conformance.Result{ID: "aliyun.status.happy.shutdown", Provider: "aliyun", Rule: "a suspended number is STOPPED", Outcome: conformance.Failed})
	text := page(t, r)
	for zh, times := range map[string]int{"停机的号码返回 SHUTDOWN": 5, "它需要场景": 3, "网关的故障": 2} {
		assert.Equal(t, times, strings.Count(text, `<span class="t" lang="zh-CN">`+zh+`</span>`), zh)
	}
	assert.Contains(t, text, `<p class="rule"><span class="data" lang="en">a suspended number is STOPPED</span></p>`)
}

// What was expected and came is Chinese where the text is ours, and else as it is.
func TestValuesAreChineseToo(t *testing.T) {
	r := &conformance.Report{Tool: "contract drift", Exit: 3}
	for expected, actual := range map[string]string{"present": "absent", "no member of that name": "provider", "status 200": "status 201"} {
		r.Add(conformance.Result{ID: "drift", Outcome: conformance.Failed, Failures: []conformance.Failure{{Expected: expected, Actual: actual}}})
	}
	text := page(t, r)
	for en, zh := range map[string]string{"present": "存在", "absent": "不存在", "no member of that name": "没有这个名称的成员"} {
		assert.Contains(t, text, `<dd><span class="t" lang="en">`+en+`</span><span class="t" lang="zh-CN">`+zh+`</span></dd>`)
	}
	assert.Contains(t, text, `<code class="data" lang="en">provider</code>`, "a word may be a value of the provider's")
	assert.Contains(t, text, `<code class="data" lang="en">status 20<mark>1</mark></code>`)
}

// hostile are texts that want to be more than text.
func hostile() map[string]string {
	return map[string]string{
		"script":     `<script>alert(1)</script>`,
		"style":      `</style><style>*{display:none}</style>`,
		"comment":    `<!-- --!> <![CDATA[ ]]>`,
		"attribute":  `" onmouseover="alert(1)" x="`,
		"apostrophe": `' autofocus onfocus='alert(1)`,
		"template":   `{{.}} ${alert(1)}`,
		"entity":     `&lt;script&gt;&#60;img src=x onerror=alert(1)&#62;`,
		"turned":     "a\u202Egpj.exe\u2066\u200F\u061C",
		"hidden":     "a\u200Bb\uFEFFc\u00ADd\u2028e",
		"control":    "a\x00b\x1b[31m\x07\x7f\u0085\r\n::error::x",
		"bytes":      "\xff\xfe\xc0\xaf",
		"long":       strings.Repeat("1<2&", 1<<18), // a megabyte
		"url":        "javascript:alert(1)//../../etc/passwd",
		"table":      "a|b`c`\n| d |",
		"nothing":    "",
	}
}

// filled has a text in every place of a report that holds one.
func filled(text string) *conformance.Report {
	r := &conformance.Report{Tool: text, Target: text, Began: noon, FailOn: text, Partial: text, Exit: 1, ExitWhy: text}
	result := func(outcome conformance.Outcome) conformance.Result {
		return conformance.Result{
			ID: text, Provider: text, Rule: text, Source: text, Where: text, Forced: text, Target: text, Outcome: outcome, Reason: text, Violated: []string{text}, Remarks: []string{text},
			Failures: []conformance.Failure{{Step: 1, Expected: text, Actual: text + "!"}},
			Findings: []contracts.Finding{{
				ID: text, Rule: text, Provider: text, Operation: text, Side: contracts.Side(text), Severity: contracts.Severity(text), Reason: "x" + text, Confidence: text, Direction: text,
				Location: text, Pointer: text, Expected: text, Actual: text, Contract: text, Evidence: contracts.Evidence("x" + text), Profile: text, Suggestion: "x" + text,
			}},
			Exchanges: []conformance.Shown{{Request: text, Answer: text, Curl: "x" + text, CurlNote: text, Signed: &conformance.Signed{Client: "x" + text, Provider: text}}},
		}
	}
	for _, outcome := range []conformance.Outcome{conformance.Failed, conformance.Stopped, conformance.Skipped, conformance.Passed} {
		r.Add(result(outcome))
	}
	return r
}

// skeleton is a page's elements, without what attributes say, without notes and
// marks, which depend on how long texts are and where they differ, and with the
// filters in an order of their own, as they are sorted by what is in them.
func skeleton(t *testing.T, text string) []string {
	t.Helper()
	text = regexp.MustCompile(`(?s)<p class="note"><span class="t" lang="en">(Cut|Both sides|Where they).*?</p>`).ReplaceAllString(bare(t, text), "")
	before, filters, ok := strings.Cut(text, `<section id="filters"`)
	require.True(t, ok)
	filters, after, ok := strings.Cut(filters, "</section>")
	require.True(t, ok)
	sorted := elements(filters)
	slices.Sort(sorted)
	return slices.Concat(elements(before), sorted, elements(after))
}

var tag = regexp.MustCompile(`<[/!a-z][^>]*>`)
var value = regexp.MustCompile(`"[^"]*"`)

func elements(text string) (list []string) {
	for _, one := range tag.FindAllString(text, -1) {
		if one = value.ReplaceAllString(one, ""); one != "<mark>" && one != "</mark>" {
			list = append(list, one)
		}
	}
	return list
}

// Whatever stands in a report, the page has the elements of one with a harmless
// word in each place.
func TestNothingGetsOutOfItsPlace(t *testing.T) {
	harmless := skeleton(t, page(t, filled("harmless")))
	require.Greater(t, len(harmless), 300)
	for name, text := range hostile() {
		if name == "nothing" {
			continue // places that are empty are left out
		}
		got := page(t, filled(text))
		same := skeleton(t, got)
		for i := range min(len(same), len(harmless)) {
			require.Equal(t, harmless[i], same[i], "%s, element %d", name, i)
		}
		require.Len(t, same, len(harmless), name)
		assert.NotRegexp(t, unseen, got, name)
		assert.Less(t, len(got), 2<<20, name)
	}
}

// unseen are characters that no report passes on.
const unseen = `[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}\x{ad}\x{61c}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}]`

// The other kinds keep their forms too.
func TestNoKindIsBrokenByWhatIsInIt(t *testing.T) {
	for name, text := range hostile() {
		r := filled(text)
		readSARIF(t, written(t, kinds()["report.sarif"], r))
		for _, kind := range []string{"report.sarif", "codequality.json", "annotations.txt"} {
			got := written(t, kinds()[kind], r)
			assert.NotRegexp(t, unseen, got, "%s %s", kind, name)
			assert.Less(t, len(got), 64<<10, "%s %s", kind, name)
		}
		for line := range strings.Lines(written(t, kinds()["annotations.txt"], r)) {
			assert.Regexp(t, `^::(error|warning|notice) [^\n]*\n$`, line, name)
		}
		assert.NotPanics(t, func() { written(t, kinds()["report.xml"], r) })
	}
}

// A run in which everything is broken, at length, is still a page to open.
func TestThePageStaysSmall(t *testing.T) {
	r := &conformance.Report{Tool: "contract run", Exit: 1}
	for i := range 490 {
		one := typed()
		one.ID = fmt.Sprintf("aliyun.status.shape.case-%d", i)
		for range 3 {
			one.Exchanges = append(one.Exchanges, conformance.Shown{Request: strings.Repeat("&quot;", 2000), Answer: strings.Repeat(`{"a":1}`, 3000), Curl: "curl"})
		}
		r.Add(one)
	}
	text := page(t, r)
	assert.Less(t, len(text), 2<<20)
	assert.Equal(t, 490, strings.Count(text, "<article"))
	assert.Contains(t, text, "left out here to keep the page small")
}

// Nothing of an exchange is where only verdicts are wanted.
func TestExchangesStayWhereTheyAre(t *testing.T) {
	const canary = "c4n4ry"
	r := small()
	for i := range r.Results {
		for j := range r.Results[i].Exchanges {
			r.Results[i].Exchanges[j] = conformance.Shown{Request: canary, Answer: canary, Curl: canary, Signed: &conformance.Signed{Client: canary, Provider: canary}}
		}
	}
	for _, kind := range []string{"report.sarif", "codequality.json", "annotations.txt", "report.md"} {
		assert.NotContains(t, written(t, kinds()[kind], r), canary, kind)
	}
	assert.Contains(t, page(t, r), canary)
}
