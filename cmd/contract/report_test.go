package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
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
	require.NoError(t, writeJUnit(&b, nasty()))
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
	require.NoError(t, writeMarkdown(&b, nasty()))
	assert.Contains(t, b.String(), `a \| rule`)
	assert.NotContains(t, b.String(), "<b>")
	assert.Less(t, strings.Index(b.String(), "Broken rules"), strings.Index(b.String(), "Skipped"))
}

func TestJSONIsTheSource(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, writeJSON(&b, nasty()))
	var back conformance.Report
	require.NoError(t, json.Unmarshal(b.Bytes(), &back))
	assert.Equal(t, 1, back.Failed)
	assert.Len(t, back.Results, 4)
}

// Every ending, and which one counts where several apply.
func TestExitCodes(t *testing.T) {
	s := &conformance.Suite{}
	provider := conformance.Result{Outcome: conformance.Failed, Findings: []contracts.Finding{{Side: contracts.Provider, Severity: contracts.Breaking}}}
	ours := conformance.Result{Outcome: conformance.Failed, Failures: []conformance.Failure{{}}}
	none, passed := conformance.Result{Outcome: conformance.Stopped}, conformance.Result{Outcome: conformance.Passed}
	skipped := conformance.Result{Outcome: conformance.Skipped}
	for _, tt := range []struct {
		want    int
		results []conformance.Result
	}{
		{0, []conformance.Result{passed, skipped}},
		{1, []conformance.Result{passed, ours, provider, none}},
		{2, []conformance.Result{skipped}},
		{3, []conformance.Result{provider, none}},
		{6, []conformance.Result{passed, none}},
	} {
		r := &conformance.Report{}
		for _, one := range tt.results {
			r.Add(one)
		}
		assert.Equal(t, tt.want, judge(t.Context(), s, r, len(tt.results)).code, "%v", tt.results)
	}
	r := &conformance.Report{}
	r.Add(ours)
	assert.Equal(t, 0, judge(t.Context(), &conformance.Suite{FailOn: "never"}, r, 1).code)

	stopped, stop := context.WithCancel(t.Context())
	stop()
	assert.Equal(t, 130, judge(stopped, s, &conformance.Report{}, 1).code)
	r = &conformance.Report{}
	r.Add(passed)
	assert.Equal(t, 5, judge(stopped, s, r, 2).code)
}
