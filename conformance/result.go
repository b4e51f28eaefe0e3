package conformance

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/numsim/numsim/contracts"
)

// Outcome is what became of a case.
type Outcome string

const (
	Passed  Outcome = "passed"
	Failed  Outcome = "failed"
	Skipped Outcome = "skipped" // the target cannot arrange it
	Stopped Outcome = "error"   // no answer, or a fault of the target: nothing is proved
)

// Result is what became of one case. Nothing in it is a secret, and no number is
// whole but in Curl, where the target says that they are nobody's.
type Result struct {
	ID       string  `json:"id"`
	Provider string  `json:"provider"`
	Rule     string  `json:"rule"`
	Source   string  `json:"source"`
	Where    string  `json:"where,omitempty"` // the file and line the rule stands in, where it is no case: scenarios/paid-lost.yaml:12
	Forced   string  `json:"forced,omitempty"`
	Target   string  `json:"target"`
	Outcome  Outcome `json:"outcome"`
	Reason   string  `json:"reason,omitempty"` // of a skip or an error

	Failures  []Failure           `json:"failures,omitempty"`
	Findings  []contracts.Finding `json:"findings,omitempty"`
	Violated  []string            `json:"violated,omitempty"` // on purpose
	Exchanges []Shown             `json:"exchanges,omitempty"`
	Remarks   []string            `json:"remarks,omitempty"` // noticed, and not counted

	Took time.Duration `json:"took_ns"`
}

// Failure is a check that does not hold.
type Failure struct {
	Step     int    `json:"step,omitempty"` // from 1; 0 is the case as a whole
	Expected string `json:"expected"`
	Actual   string `json:"actual"`
}

// Shown is an exchange as a report may show it.
type Shown struct {
	Request  string `json:"request"`
	Answer   string `json:"answer"`
	Curl     string `json:"curl"`
	CurlNote string `json:"curl_note,omitempty"`
	// Signed is there where a signature failed and both strings are known.
	Signed *Signed `json:"signed,omitempty"`
}

// Signed is what each side made of one request to sign it.
type Signed struct {
	Client   string `json:"client"`
	Provider string `json:"provider"`
}

func (r Result) stopped(err error) Result {
	r.stop(err)
	return r
}

func (r *Result) stop(err error) {
	r.Outcome, r.Reason = Stopped, err.Error()
	var cannot Cannot
	if errors.As(err, &cannot) {
		r.Outcome, r.Reason = Skipped, string(cannot)
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		r.Reason = "not finished: " + err.Error()
	}
}

// Bad are the findings that are at least as severe as the suite fails on.
func (s *Suite) Bad(r *Result) (list []contracts.Finding) {
	for _, f := range r.Findings {
		if s.fails(f.Severity) {
			list = append(list, f)
		}
	}
	return list
}

// Text is a failure in words, for a test's log.
func (r Result) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n  rule: %s\n", r.ID, r.Source, r.Rule)
	if r.Reason != "" {
		fmt.Fprintf(&b, "  %s: %s\n", r.Outcome, r.Reason)
	}
	for _, f := range r.Failures {
		if f.Step > 0 {
			fmt.Fprintf(&b, "  call %d:\n", f.Step)
		}
		fmt.Fprintf(&b, "  expected: %s\n  actual:   %s\n", f.Expected, f.Actual)
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "  contract: %s (%s)\n", f, f.Severity)
	}
	for _, text := range r.Remarks {
		fmt.Fprintf(&b, "  remark:   %s\n", text)
	}
	for i, x := range r.Exchanges {
		fmt.Fprintf(&b, "  exchange %d:\n%s\n%s\n", i+1, indent(x.Request), indent(x.Answer))
	}
	return b.String()
}

func indent(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ")
}
