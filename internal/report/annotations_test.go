package report_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/report"
)

func findings(lines int) *conformance.Report {
	r := &conformance.Report{Tool: "contract run"}
	for i := range lines {
		for _, rule := range []string{"resp.field.type", "resp.field.value"} {
			r.Add(conformance.Result{ID: fmt.Sprint("drift.", i), Outcome: conformance.Failed, Findings: []contracts.Finding{{
				ID: fmt.Sprint(rule, i), Rule: rule, Severity: contracts.Breaking, Contract: fmt.Sprintf("ksyun/openapi.yaml:%d", i+1), Actual: "50%, a:b\r\n::error::no",
			}}})
		}
	}
	return r
}

// GitHub shows ten of a level in a step.
func TestAnnotationsAreCapped(t *testing.T) {
	for lines, want := range map[int]int{1: 1, 9: 9, 10: 10, 40: 10} {
		text := written(t, kinds()["annotations.txt"], findings(lines))
		assert.Equal(t, want, strings.Count(text, "\n"), "%d lines of a contract", lines)
		assert.Equal(t, lines > 9, strings.Contains(text, fmt.Sprintf("::and %d more places", lines-9)))
	}
}

func TestAnnotationsAreEscaped(t *testing.T) {
	text := written(t, kinds()["annotations.txt"], findings(1))
	assert.True(t, strings.HasPrefix(text, "::error file=contracts/ksyun/openapi.yaml,line=1,title=resp.field.type::"))
	assert.Contains(t, text, "50%25, a:b␍%0A::error::no")
	assert.Equal(t, 1, strings.Count(text, "\n"), "one line is one command")
	assert.Contains(t, text, "resp.field.value", "what is wrong at the same line is in the same annotation")

	r := &conformance.Report{}
	r.Add(conformance.Result{ID: "a:b,c", Where: "x,y.yaml:3", Outcome: conformance.Failed, Failures: []conformance.Failure{{}}})
	assert.True(t, strings.HasPrefix(written(t, kinds()["annotations.txt"], r), "::error file=x%2Cy.yaml,line=3,title=a%3Ab%2Cc::"))
}

// Annotations come by themselves in a job of GitHub's and nowhere else.
func TestAnnotationsComeWhereTheyAreRead(t *testing.T) {
	for _, tt := range []struct {
		github string
		texts  []string
		want   int
	}{
		{"", nil, 0},
		{"true", nil, 1},
		{"", []string{"annotations=-"}, 1},
		{"true", []string{"annotations=-"}, 1},
		{"true", []string{"annotations=" + filepath.Join(t.TempDir(), "a.txt")}, 0},
	} {
		t.Setenv("GITHUB_ACTIONS", tt.github)
		t.Setenv("GITHUB_STEP_SUMMARY", "")
		o, err := report.Read(tt.texts)
		require.NoError(t, err)
		var b strings.Builder
		o.Stdout = &b
		require.NoError(t, o.Write(findings(1)))
		assert.Equal(t, tt.want, strings.Count(b.String(), "::error "), "%q %v", tt.github, tt.texts)
	}
}

// All kinds are written, and the summary of a job is appended to.
func TestOutputs(t *testing.T) {
	dir := t.TempDir()
	summary := filepath.Join(dir, "summary.md")
	t.Setenv("GITHUB_ACTIONS", "")
	t.Setenv("GITHUB_STEP_SUMMARY", summary)
	var texts []string
	for _, kind := range strings.FieldsFunc(report.Kinds, func(r rune) bool { return r == ' ' || r == ',' }) {
		if kind != "or" {
			texts = append(texts, kind+"="+filepath.Join(dir, kind))
		}
	}
	require.Len(t, texts, 7)
	o, err := report.Read(texts)
	require.NoError(t, err)
	require.NoError(t, o.Write(small()))
	require.NoError(t, o.Write(small(), small()))
	for _, text := range texts {
		_, file, _ := strings.Cut(text, "=")
		info, err := os.Stat(file)
		require.NoError(t, err)
		assert.Positive(t, info.Size(), text)
	}
	md, err := os.ReadFile(summary)
	require.NoError(t, err)
	assert.Equal(t, 2, strings.Count(string(md), "## contract run"))

	for text, want := range map[string]string{
		"html": "KIND=FILE", "html=": "KIND=FILE", "pdf=x": "the kinds are json, junit, md, html, sarif, codequality or annotations",
	} {
		_, err := report.Read([]string{text})
		assert.ErrorContains(t, err, want)
	}
	_, err = report.Read([]string{"html=x", "md=x"})
	assert.ErrorContains(t, err, "the html report has that file already")
}

// What somebody answered is no command to the CI system that reads the terminal:
// GitHub's runner looks past blanks at the beginning of a line, and for ##[ and
// Azure's ##vso[ everywhere in it.
func TestNothingOnTheTerminalIsACommand(t *testing.T) {
	for _, text := range []string{
		"x\n::error::forged", "x\r::stop-commands::y", "x\n \t::add-mask::y", "a ##[error]forged", "##vso[task.complete]", "##teamcity[buildStop]", "a\x1b[2Jb",
	} {
		r := &conformance.Report{Target: text, ExitWhy: text}
		for _, outcome := range []conformance.Outcome{conformance.Failed, conformance.Stopped, conformance.Skipped} {
			r.Add(conformance.Result{
				ID: text, Rule: text, Source: text, Outcome: outcome, Reason: text, Remarks: []string{text}, Failures: []conformance.Failure{{Step: 1, Expected: text, Actual: text}},
				Findings: []contracts.Finding{{Rule: text, Actual: text, Suggestion: text}}, Exchanges: []conformance.Shown{{Request: text, Answer: text, Curl: text, CurlNote: text}},
			})
		}
		got := written(t, kinds()["terminal.txt"], r)
		assert.NotRegexp(t, `(?m)^\s*::|##(\[|vso|teamcity)|[\x00-\x08\x0b-\x1f]`, got)
		assert.NotEmpty(t, got)
	}
	assert.Equal(t, "# of # :: it", report.Calm("# of # :: it"))
	assert.Equal(t, "a\n  | ::error::b", report.Calm("a\n  ::error::b"))
}
