package main

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

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
