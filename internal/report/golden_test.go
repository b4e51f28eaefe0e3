package report_test

import (
	"encoding/json"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
)

// What each kind looks like, and that the same report always gives it. The page's
// style, its script and the contracts' matrix are left out of its golden.
func TestGoldens(t *testing.T) {
	for name, write := range kinds() {
		got := written(t, write, small())
		assert.Equal(t, got, written(t, write, small()), "%s: the same report, other bytes", name)
		if name == "report.html" {
			got = regexp.MustCompile(`(?s)<section id="matrix".*?</section>`).ReplaceAllString(bare(t, got), "")
		}
		assert.Equal(t, golden(t, name, got), got, name)
	}
}

// A report of nothing is written too, and says so.
func TestAnEmptyReport(t *testing.T) {
	for name, write := range kinds() {
		assert.NotPanics(t, func() { written(t, write, &conformance.Report{}) }, name)
	}
	assert.Contains(t, written(t, kinds()["report.html"], &conformance.Report{}), "Nothing was run, so nothing is proved")
	assert.Empty(t, written(t, kinds()["annotations.txt"], &conformance.Report{}))
	assert.Equal(t, "[]\n", written(t, kinds()["codequality.json"], &conformance.Report{}))
	var log struct {
		Runs []struct{ Results []any }
	}
	require.NoError(t, json.Unmarshal([]byte(written(t, kinds()["report.sarif"], &conformance.Report{})), &log))
	require.Len(t, log.Runs, 1)
	assert.NotNil(t, log.Runs[0].Results, "no list of results is no run")
}

// A name without a dot, and one of another command, are written like any other.
func TestNamesAreAnybodys(t *testing.T) {
	assert.Contains(t, written(t, kinds()["report.xml"], small()), `<testcase classname="" name="probe"`)
	assert.Contains(t, written(t, kinds()["report.xml"], small()), `<testcase classname="exec.expect" name="1"`)
	text := written(t, kinds()["terminal.txt"], small())
	assert.Contains(t, text, "again     contract run --case aliyun.status.sig.wrong-secret")
	assert.NotContains(t, text, "contract run --case exec")
}
