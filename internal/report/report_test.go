package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/report"
)

// nasty has what no report may pass on as it is.
func nasty() *conformance.Report {
	r := &conformance.Report{Tool: "contract run", Target: "a <target>", Seed: 3}
	r.Add(conformance.Result{
		ID: "ksyun.batch.happy.one", Provider: "ksyun", Rule: "a | rule", Source: "document 001:1", Outcome: conformance.Failed,
		Failures:  []conformance.Failure{{Step: 1, Expected: "an \x00 and an \x1b[31m", Actual: "<b>&\xff]]></b>\nand more"}},
		Exchanges: []conformance.Shown{{Request: "POST /", Answer: "HTTP 200", Curl: "curl -i 'http://x'", CurlNote: "sign it"}},
	})
	r.Add(conformance.Result{ID: "ksyun.batch.happy.many", Provider: "ksyun", Outcome: conformance.Skipped, Reason: "no \x01 clock"})
	r.Add(conformance.Result{ID: "ywjisu.check.happy.one", Provider: "ywjisu", Outcome: conformance.Stopped, Reason: "nobody answers"})
	r.Add(conformance.Result{ID: "ywjisu.check.happy.many", Provider: "ywjisu", Outcome: conformance.Passed})
	return r
}

func TestJUnitIsXML(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, report.JUnit(&b, nasty()))
	d := xml.NewDecoder(bytes.NewReader(b.Bytes()))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else {
			require.NoError(t, err)
		}
	}
	assert.NotContains(t, b.String(), "\x00")
	assert.NotContains(t, b.String(), "\x1b")
	assert.Contains(t, b.String(), `<testsuite name="ksyun" tests="2" failures="1" errors="0" skipped="1"`)
	assert.Contains(t, b.String(), `<skipped message="no  clock">`)
	assert.Contains(t, b.String(), `<error message="nobody answers">`)
}

func TestMarkdownKeepsItsCells(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, report.Markdown(&b, nasty()))
	assert.Contains(t, b.String(), `a \| rule`)
	assert.NotContains(t, b.String(), "<b>")
	assert.Less(t, strings.Index(b.String(), "Broken rules"), strings.Index(b.String(), "Skipped"))
}

func TestJSONIsTheSource(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, report.JSON(&b, nasty()))
	var back conformance.Report
	require.NoError(t, json.Unmarshal(b.Bytes(), &back))
	assert.Equal(t, 1, back.Failed)
	assert.Len(t, back.Results, 4)
}
