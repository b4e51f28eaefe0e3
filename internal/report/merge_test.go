package report_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/report"
)

func run(target string, day int, exit int, outcome conformance.Outcome) *conformance.Report {
	r := &conformance.Report{Tool: "contract run", Target: target, Began: noon.AddDate(0, 0, day), TookMS: 5, NotRun: 1, Exit: exit, ExitWhy: target + " ended"}
	r.Add(conformance.Result{ID: "aliyun.status.sig.wrong-secret", Provider: "aliyun", Rule: "a rule", Target: target, Outcome: outcome})
	return r
}

func TestMerge(t *testing.T) {
	alone := run("one", 0, 1, conformance.Failed)
	assert.Same(t, alone, report.Merge(alone))

	all := report.Merge(run("one", 1, 0, conformance.Passed), run("two", 0, 6, conformance.Stopped), run("one", 2, 3, conformance.Failed))
	assert.Equal(t, "contract run", all.Tool)
	assert.Equal(t, "one, two", all.Target)
	assert.Equal(t, noon, all.Began)
	assert.Equal(t, int64(15), all.TookMS)
	assert.Equal(t, []int{1, 1, 1, 0, 3}, []int{all.Passed, all.Failed, all.Errors, all.Skipped, all.NotRun})
	assert.Equal(t, 3, all.Exit)
	assert.Equal(t, "one ended", all.ExitWhy)
	assert.Len(t, all.Results, 3)
	assert.Empty(t, report.Merge().Results)
}

// Of several endings the first of 2, 7, 4, 1, 3, 5, 6, 8 counts.
func TestMergedEndings(t *testing.T) {
	order := []int{2, 7, 4, 1, 3, 5, 6, 8, 130, 0}
	for i, worse := range order {
		for _, better := range order[i:] {
			assert.Equal(t, worse, report.Merge(run("a", 0, better, conformance.Passed), run("b", 0, worse, conformance.Passed)).Exit, "%d and %d", worse, better)
		}
	}
}

func TestLoad(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, report.JSON(&b, small()))
	back, err := report.Load(&b)
	require.NoError(t, err)
	assert.Equal(t, small(), back)
	for text, want := range map[string]string{"": "it is no report", "{": "it is no report", `{"log":1}`: "names no tool", "[]": "it is no report"} {
		_, err := report.Load(strings.NewReader(text))
		assert.ErrorContains(t, err, want)
		assert.ErrorContains(t, err, "--report json=FILE")
	}
}

// matrixRow is the cells of one row of the page's matrix, without what is said to
// the ear.
func matrixRow(t *testing.T, recorded []report.Recorded, runs ...*conformance.Report) (cells []string) {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, report.HTML(&b, recorded, runs...))
	_, row, ok := strings.Cut(b.String(), `<th scope="row"><code>SignatureDoesNotMatch/v1</code></th>`)
	require.True(t, ok)
	row, _, _ = strings.Cut(row, "</tr>")
	for _, cell := range strings.Split(row, "</td>") {
		if _, inside, ok := strings.Cut(cell, `<td class="cell `); ok {
			state, rest, _ := strings.Cut(inside, `"`)
			_, day, _ := strings.Cut(rest, `<time datetime="`)
			day, _, _ = strings.Cut(day, `"`)
			cells = append(cells, strings.TrimSpace(state+" "+day))
		}
	}
	return cells
}

// The last run of a target counts, and the day is the last on which it held.
func TestTheMatrix(t *testing.T) {
	held, broken := run("sim", -7, 0, conformance.Passed), run("sim", 0, 1, conformance.Failed)
	assert.Equal(t, []string{"failed 2026-11-15"}, matrixRow(t, nil, broken, held), "whatever the order they are given in")
	assert.Equal(t, []string{"failed 2026-11-15", "skipped"}, matrixRow(t, nil, held, broken, run("live", 1, 0, conformance.Skipped)))
	assert.Equal(t, []string{"error"}, matrixRow(t, nil, run("sim", 0, 6, conformance.Stopped)))

	recorded := []report.Recorded{{Case: "aliyun.status.sig.wrong-secret", At: noon.Add(-48 * time.Hour)}, {Case: "nobody.knows.it", At: noon}}
	assert.Equal(t, []string{"failed", "held 2026-11-20"}, matrixRow(t, recorded, broken))
}

// On a narrow page a row is no line under its columns' heads: each cell says whose
// it is, and every table comes apart so.
func TestCellsSayWhoseTheyAre(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, report.HTML(&b, []report.Recorded{{Case: "aliyun.status.sig.wrong-secret", At: noon}}, run("sim", -7, 0, conformance.Passed), run("live", 0, 0, conformance.Passed)))
	_, row, ok := strings.Cut(b.String(), `<th scope="row"><code>SignatureDoesNotMatch/v1</code></th>`)
	require.True(t, ok)
	row, _, _ = strings.Cut(row, "</tr>")
	for _, name := range []string{`<span class="data" lang="en">sim</span>`, `<span class="data" lang="en">live</span>`, `<span class="t" lang="zh-CN">录制</span>`} {
		assert.Equal(t, 1, strings.Count(row, name+" </span>"), name)
	}
	assert.Equal(t, strings.Count(b.String(), "<table>"), strings.Count(b.String(), `<div class="wide stacks"`))
}

// What a contract promises and no run met is there too.
func TestTheMatrixShowsWhatIsNotMet(t *testing.T) {
	text := page(t, run("sim", 0, 0, conformance.Passed))
	assert.Contains(t, text, `<tr class="unmet"><th scope="row"><code>Ram.PermissionDeny</code></th>`)
	assert.Contains(t, text, "aliyun: 1 of ")
	assert.NotContains(t, text, "ksyun: ", "nobody asked it")

	text = page(t, run("aliyun at http://127.0.0.1:1, ksyun at http://127.0.0.1:2", 0, 0, conformance.Passed))
	assert.Contains(t, text, `<th scope="col" class="data">aliyun at http://127.0.0.1:1</th>`)

	r := &conformance.Report{Tool: "contract exec"}
	r.Add(conformance.Result{ID: "exec.expect.1", Outcome: conformance.Passed})
	assert.NotContains(t, page(t, r), `id="matrix"`)
}
