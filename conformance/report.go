package conformance

import (
	"slices"
	"time"

	"github.com/numsim/numsim/contracts"
)

// Report is a whole run: the JSON that every other report is made from.
type Report struct {
	Tool    string    `json:"tool"`
	Target  string    `json:"target"`
	Began   time.Time `json:"began"`
	TookMS  int64     `json:"took_ms"`
	Seed    uint64    `json:"seed"`
	FailOn  string    `json:"fail_on"`
	Passed  int       `json:"passed"`
	Failed  int       `json:"failed"`
	Skipped int       `json:"skipped"`
	Errors  int       `json:"errors"`
	Partial string    `json:"partial,omitempty"` // why the run ended early
	Exit    int       `json:"exit"`
	ExitWhy string    `json:"exit_why"`
	Results []Result  `json:"results"` // in the order of the cases
	NotRun  int       `json:"not_run"`
}

// Add counts a result.
func (r *Report) Add(result Result) {
	switch result.Outcome {
	case Passed:
		r.Passed++
	case Failed:
		r.Failed++
	case Skipped:
		r.Skipped++
	default:
		r.Errors++
	}
	r.Results = append(r.Results, result)
}

// Of are the results of one outcome.
func (r *Report) Of(outcome Outcome) (list []Result) {
	for _, one := range r.Results {
		if one.Outcome == outcome {
			list = append(list, one)
		}
	}
	return list
}

// OnlyDrift reports whether what failed is a provider's own answer breaking its
// contract, and nothing else.
func (r *Report) OnlyDrift() bool {
	for _, one := range r.Of(Failed) {
		provider := slices.ContainsFunc(one.Findings, func(f contracts.Finding) bool { return f.Side == contracts.Provider })
		if len(one.Failures) > 0 || !provider {
			return false
		}
	}
	return r.Failed > 0
}
