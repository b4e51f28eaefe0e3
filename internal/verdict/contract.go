package verdict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// contracts judges every request by the contract that its account has, one
// result for a provider that was called.
func (j *judge) contracts() (list []conformance.Result) {
	for _, p := range contracts.Providers() {
		if !slices.ContainsFunc(j.Calls, func(c Call) bool { return c.Provider == p && !j.aside(&c) }) {
			continue
		}
		r := j.result("contract."+p, "Every request is one that the provider's contract takes", "contracts/"+p+"/openapi.yaml")
		r.Provider = p
		j.byContract(&r, newLaw(p))
		list = append(list, r)
	}
	return list
}

func (j *judge) byContract(r *conformance.Result, law *law) {
	at := map[string]int{} // in found, by the finding's id
	var found []violation
	for i := range j.Calls {
		c := &j.Calls[i]
		if c.Provider != r.Provider || c.Exchange == nil || j.aside(c) {
			continue
		}
		for _, f := range law.judge(c) {
			n, known := at[f.ID]
			if !known {
				n = len(found)
				at[f.ID] = n
				found = append(found, violation{Finding: f, wanted: true})
			}
			found[n].calls = append(found[n].calls, c.Seq)
			found[n].wanted = found[n].wanted && j.wanted(c)
		}
	}
	if law.err != nil {
		r.Outcome, r.Reason = conformance.Stopped, law.err.Error()
	}
	for _, v := range found {
		j.violated(r, v)
	}
}

// violation is one finding with the calls it was made in.
type violation struct {
	contracts.Finding
	calls  []uint64
	wanted bool // the scenario expects each of these calls to be refused
}

// wanted reports whether the scenario names the row a call was refused with:
// then the request was wrong on purpose.
func (j *judge) wanted(c *Call) bool {
	for i := range j.Expect {
		if e := &j.Expect[i]; c.Row != "" && (e.Row == c.Row || e.After == c.Row) {
			return true
		}
	}
	return false
}

func (j *judge) violated(r *conformance.Result, v violation) {
	v.Cases = nil
	r.Findings = append(r.Findings, v.Finding)
	if v.wanted || !fails(j.FailOn, v.Severity) {
		return
	}
	r.Outcome = conformance.Failed
	place := strings.TrimSpace(v.Location + " " + v.Pointer)
	one := conformance.Failure{
		Step: int(v.calls[0]), Expected: fmt.Sprintf("%s: %s (%s)", place, v.Expected, "contracts/"+v.Contract),
		Actual: fmt.Sprintf("%s is %s: %s, and %s\n%s", place, v.Actual, v.Rule, v.Reason, j.at(v.calls[0])),
	}
	if n := len(v.calls); n > 1 {
		one.Actual += fmt.Sprintf("\nand %d calls more", n-1)
	}
	r.Failures = append(r.Failures, one)
	j.show(r, v.calls)
}

// fails reports whether a severity is at least the one that counts.
func fails(on, severity contracts.Severity) bool {
	order := []contracts.Severity{contracts.Breaking, contracts.Risky, contracts.Info}
	if on == "" {
		on = contracts.Breaking
	}
	return slices.Index(order, severity) <= slices.Index(order, on)
}

// law is one provider's contract in the readings that were asked for.
type law struct {
	doc *contracts.Document
	err error
}

func newLaw(provider string) *law {
	l := &law{}
	doc, flaws := contracts.Builtin(provider)
	if len(flaws) > 0 {
		l.err = fmt.Errorf("the contract of %s is broken, and nothing is judged by it: %s", provider, flaws[0])
		return l
	}
	l.doc = doc
	return l
}

func (l *law) judge(c *Call) []contracts.Finding {
	if own := l.of(c); own != nil {
		return own.JudgeRequest(c.Exchange)
	}
	return nil
}

// of is the contract in a call's readings. Switches that no document is about
// change nothing in it.
func (l *law) of(c *Call) *contracts.Contract {
	if l.doc == nil {
		return nil
	}
	readings := map[string]string{}
	for id, value := range c.Switches {
		if l.doc.Discrepancy(id) != nil {
			readings[id] = value
		}
	}
	own, err := l.doc.For(c.Profile, readings)
	if err != nil {
		l.err = err
		return nil
	}
	return own
}
