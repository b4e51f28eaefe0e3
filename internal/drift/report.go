package drift

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// Report is the comparison as every command reports: a result for each finding,
// and one for each provider that nothing is said of.
func (c Comparison) Report(set Set, target string, failOn contracts.Severity, began time.Time) *conformance.Report {
	r := &conformance.Report{Tool: "contract drift", Target: target, Began: began.UTC(), FailOn: string(failOn)}
	for _, d := range c.Drifts {
		r.Add(d.Result(target, failOn))
	}
	for _, provider := range set.Providers() {
		nothing := !slices.ContainsFunc(c.Drifts, func(d Drift) bool { return d.Provider == provider })
		if nothing && len((Set{Samples: c.Faults}).of(provider)) < len(set.of(provider)) {
			r.Add(conformance.Result{
				ID: "drift.none." + provider, Provider: provider, Rule: "answers keep the contract", Source: "the contract of " + provider,
				Target: target, Outcome: conformance.Passed, Reason: fmt.Sprintf("%d samples", len(set.of(provider))),
			})
		}
	}
	for _, provider := range (Set{Samples: c.Faults}).Providers() {
		r.Add(conformance.Result{
			ID: "drift.faults." + provider, Provider: provider, Rule: "the provider answers", Source: "the contract of " + provider, Target: target,
			Outcome: conformance.Stopped, Reason: fmt.Sprintf("%d of %d samples are faults of the provider's own, which prove nothing", len(Set{Samples: c.Faults}.of(provider)), len(set.of(provider))),
		})
	}
	return r
}

// Fails reports whether the finding is bad enough, and seen often enough.
func (d Drift) Fails(failOn contracts.Severity) bool {
	order := []contracts.Severity{contracts.Breaking, contracts.Risky, contracts.Info}
	return d.Never == "" && !d.Suspected() && slices.Index(order, d.Severity) <= slices.Index(order, failOn)
}

// Result is one finding. A suspicion is skipped: it proves nothing yet.
func (d Drift) Result(target string, failOn contracts.Severity) conformance.Result {
	r := conformance.Result{
		ID: "drift." + d.Rule + "." + d.ID, Provider: d.Provider, Rule: sentence(d.Rule), Source: source(d.Finding), Target: target,
		Outcome: conformance.Passed, Findings: []contracts.Finding{d.Finding},
		Reason: fmt.Sprintf("%s is wrong: %s", d.Verdict.Wrong, d.Verdict.Why),
	}
	switch {
	case d.Suspected():
		r.Outcome, r.Reason = conformance.Skipped, d.suspicion()
	case d.Fails(failOn):
		r.Outcome = conformance.Failed
		r.Failures = []conformance.Failure{{Expected: d.Expected, Actual: d.Actual}}
	}
	if len(d.Shown) > 0 {
		r.Exchanges = []conformance.Shown{show(d.Shown[0], d.declared)}
	}
	return r
}

func (d Drift) suspicion() string {
	return fmt.Sprintf("suspected, %d of %d samples", d.Samples, d.Needed)
}

// String is the finding with how often it was seen.
func (d Drift) String() string {
	often := fmt.Sprintf("%d %s", d.Samples, plural(d.Samples, "sample"))
	if d.Suspected() {
		often = d.suspicion()
	}
	text := fmt.Sprintf("%s\n    %s; %s is wrong: %s", d.Finding, often, d.Verdict.Wrong, d.Verdict.Why)
	if d.Never != "" {
		text += "; fails nothing: " + d.Never
	}
	if len(d.Shown) > 0 {
		text += "\n    in " + strings.Join(places(d.Shown), ", ")
	}
	return d.ID + "  " + text
}

func places(list []*Sample) (names []string) {
	for i, s := range list {
		if i == 3 {
			return append(names, fmt.Sprintf("and %d more", len(list)-i))
		}
		name := s.Place
		if !strings.HasSuffix(name, ".json") {
			name = s.Case + " at " + s.Place
		}
		names = append(names, name)
	}
	return names
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

func source(f contracts.Finding) string {
	if f.Evidence == "" {
		return f.Contract
	}
	return f.Contract + ", " + string(f.Evidence)
}

// sentence is a rule of drift in words.
func sentence(rule string) string {
	words := map[string]string{
		"charge.rule": "what is charged is what the document says", "encoding.charset": "answers are UTF-8",
		"error.code.new": "every code is in the table", "error.envelope": "a refusal has its code where the contract says",
		"error.http.changed": "a code has its status", "error.message.changed": "a message has its form",
		"error.precedence.changed": "of several faults the same one is told", "evidence.stale": "what is believed was looked at lately",
		"header.contenttype": "answers are of a declared type", "header.repeated": "a header comes once", "limit.batch": "a call takes as many numbers as the contract says",
		"limit.body": "a body may be as long as ever", "limit.qps": "as many calls a second are taken as the contract says",
		"operation.replaced": "the operation is there", "operation.withdrawn": "the operation is there",
		"req.param.now-required": "what was not required is not", "req.param.rejected": "what the contract allows is taken",
		"resp.enum.new": "every word is in its list", "resp.enum.unseen": "every word of a list comes now and then",
		"resp.field.added": "no member is unknown", "resp.field.nullable": "a member has a value", "resp.field.removed": "every required member is there",
		"resp.field.required-lost": "a member that is always there stays", "resp.field.type": "every member has its type",
		"sig.rejected": "a signature that computes is accepted", "success.code.changed": "a success has its code",
		"timing.p95": "answers take as long as ever", "xml.order": "elements come in their order", "xml.root": "XML has its root",
	}
	if text := words[rule]; text != "" {
		return text
	}
	if strings.HasPrefix(rule, "req.") {
		return "requests keep the contract"
	}
	return "answers keep the contract"
}
