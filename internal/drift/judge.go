package drift

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/numsim/numsim/contracts"
)

// read finds out what a sample is about.
func read(s *Sample, contract *contracts.Contract) *judged {
	j := &judged{Sample: s, contract: contract, outcome: contract.Outcome(s.Exchange)}
	j.operation, _ = contract.Operation(s.Exchange)
	if !s.Unjudged && !s.Wrong {
		j.request = matters(contract.JudgeRequest(s.Exchange))
	}
	return j
}

// judge finds what one sample shows. The answer to a request that leaves the
// contract, without being meant to, proves nothing.
func (j *judged) judge(c *comparing) {
	if len(j.request) > 0 {
		j.found = j.request
		return
	}
	j.found = j.answer()
	if j.Exchange.Status >= http.StatusInternalServerError && len(j.found) > 0 {
		j.found, j.fault = nil, true // a gateway's page is nobody's contract
		return
	}
	if j.sound() {
		j.found = append(j.found, j.refused(c)...)
	}
	j.found = append(j.found, j.accepted()...)
	for i := range j.found {
		j.found[i].Status = j.Exchange.Status
	}
}

func matters(list []contracts.Finding) []contracts.Finding {
	return slices.DeleteFunc(list, func(f contracts.Finding) bool { return f.Severity != contracts.Breaking })
}

// answer is where the answer leaves the contract, in the rules of drift.
func (j *judged) answer() []contracts.Finding {
	if j.Opaque {
		return []contracts.Finding{j.finding(contracts.Finding{
			Rule: "resp.body.unreadable", Location: "body", Expected: "JSON or XML that the contract knows", Actual: "a body of which nothing is declared",
		}, j.path("responses")...)}
	}
	found := j.contract.JudgeAnswer(j.Exchange)
	switch {
	case len(matters(slices.Clone(found))) > 0 && j.success():
		return []contracts.Finding{j.anotherCode()}
	case j.Exchange.Status == http.StatusRequestEntityTooLarge:
		return []contracts.Finding{j.finding(contracts.Finding{
			Rule: "limit.body", Location: "status", Expected: "no limit below this", Actual: fmt.Sprintf("refused at %d bytes", len(j.Exchange.Body)),
		})}
	case len(found) > 0 && j.Exchange.Status >= http.StatusBadRequest && j.Exchange.Status < 500 && !j.outcome.Coded && j.outcome.Value != nil:
		return []contracts.Finding{j.envelope()}
	}
	found = append(j.causes(found), j.charset()...)
	if where, want, got := j.contract.Disorder(j.Exchange); where != "" && j.outcome.Success { // no document prints a refusal
		found = append(found, j.finding(contracts.Finding{Rule: "xml.order", Location: "body", Pointer: where, Expected: want, Actual: got}, j.path()...))
	}
	return slices.Concat(found, j.dropped(), j.charge())
}

// dropped are the members that a recording did not keep, because no contract knew
// them then.
func (j *judged) dropped() (list []contracts.Finding) {
	for _, pointer := range j.Named {
		if !j.contract.Speaks(j.Exchange, pointer) {
			list = append(list, j.finding(contracts.Finding{
				Rule: "resp.field.added", Location: "body", Pointer: pointer, Expected: "no member of that name", Actual: "a value that the recording did not keep",
			}, j.path()...))
		}
	}
	if j.Dropped > 0 {
		list = append(list, j.finding(contracts.Finding{
			Rule: "resp.field.added", Location: "body", Expected: "no member that the contract does not know",
			Actual: "members whose names the recording did not keep, for they are no plain words",
		}, j.path()...))
	}
	return list
}

// path is where the contract has the operation.
func (j *judged) path(more ...string) []string {
	return append([]string{"paths", "/" + j.operation, strings.ToLower(j.Exchange.Method)}, more...)
}

// finding is one about this sample's answer.
func (j *judged) finding(f contracts.Finding, at ...string) contracts.Finding {
	f.Operation, f.Side = j.operation, contracts.Provider
	if f.Direction == "" {
		f.Direction = "answer"
	}
	return j.contract.Finding(f, at...)
}

// causes leaves out what only follows from something else: a null is another
// type, another type is in no list, and what is in it no contract knows.
func (j *judged) causes(found []contracts.Finding) (list []contracts.Finding) {
	for _, f := range found {
		follows := slices.ContainsFunc(found, func(other contracts.Finding) bool {
			if other.Rule != "resp.field.type" || f.Rule == other.Rule {
				return false
			}
			return other.Pointer == f.Pointer || f.Rule == "resp.field.added" && strings.HasPrefix(f.Pointer, other.Pointer+"/")
		})
		if f.Rule == "resp.field.type" && f.Actual == "null" {
			f = j.contract.Renamed(f, "resp.field.nullable")
		}
		if !follows {
			list = append(list, f)
		}
	}
	return list
}

// success reports whether the answer is one but for its code.
func (j *judged) success() bool {
	if !j.outcome.Coded || j.outcome.Success || j.Exchange.Status != http.StatusOK {
		return false
	}
	return slices.ContainsFunc(j.contract.AsSuccess(j.Exchange), func(x *contracts.Exchange) bool {
		return len(matters(j.contract.JudgeAnswer(x))) == 0
	})
}

func (j *judged) anotherCode() contracts.Finding {
	f := j.finding(contracts.Finding{
		Rule: "success.code.changed", Location: "body", Pointer: j.contract.CodePointer(),
		Expected: "the code of a success", Actual: j.outcome.Code,
	}, "x-envelope")
	for _, other := range j.contract.JudgeAnswer(j.Exchange) {
		if other.Suggestion != "" && other.Pointer == f.Pointer {
			f.Suggestion = other.Suggestion
		}
	}
	return f
}

func (j *judged) envelope() contracts.Finding {
	return j.finding(contracts.Finding{
		Rule: "error.envelope", Location: "body", Pointer: j.contract.CodePointer(),
		Expected: "the code of a refusal at " + j.contract.CodePointer(), Actual: "nothing there",
	}, "x-envelope")
}

// charset: an answer that calls itself something else than UTF-8 is decoded as
// that, whatever its bytes are.
func (j *judged) charset() []contracts.Finding {
	kind := strings.ToLower(j.Exchange.AnswerHeader.Get("Content-Type"))
	_, charset, said := strings.Cut(kind, "charset=")
	if charset = strings.Trim(charset, ` "`); !said || charset == "utf-8" || charset == "utf8" {
		return nil
	}
	return []contracts.Finding{j.finding(contracts.Finding{
		Rule: "encoding.charset", Location: "header", Pointer: "/Content-Type", Expected: "UTF-8", Actual: "charset " + charset,
	}, j.path("responses")...)}
}

// charge holds what ywjisu says of each number's charge to its document: a number
// that is not in the library is free, 002:85, and no other answer is. The other
// providers' answers do not say what they cost.
func (j *judged) charge() (list []contracts.Finding) {
	elements, _ := contracts.Lookup(j.outcome.Value, "/resultObj")
	array, _ := elements.([]any)
	for i, one := range array {
		element, _ := one.(map[string]any)
		status, charged := element["status"], element["chargesStatus"]
		if j.Provider != "ywjisu" || status == nil || charged != "0" && charged != "1" {
			continue
		}
		if want := map[bool]string{true: "0", false: "1"}[status == "3"]; charged != want {
			list = append(list, j.finding(contracts.Finding{
				Rule: "charge.rule", Location: "body", Pointer: fmt.Sprintf("/resultObj/%d/chargesStatus", i),
				Expected: "chargesStatus " + want + " beside this status", Actual: fmt.Sprintf("chargesStatus %s beside status %v", charged, status),
			}, "paths", "/"+j.operation, "x-billing"))
		}
	}
	return list
}

// refused is a sound request that was refused for its form: the provider asks
// for more than it did, or knows its operation no longer.
func (j *judged) refused(c *comparing) []contracts.Finding {
	o := j.outcome
	if o.Success || !o.Coded {
		if j.Exchange.Status == http.StatusNotFound {
			return []contracts.Finding{j.withdrawn()}
		}
		return nil
	}
	switch {
	case slices.Contains(j.Refusals, o.Code):
		return nil
	case o.Means("signature", "clock"):
		return j.refusal("sig.rejected", "a signature that computes is accepted", "x-signature")
	case j.Exchange.Status == http.StatusNotFound && unknownOperation(o):
		return []contracts.Finding{j.withdrawn()}
	case o.Means("throttled"):
		return j.throttled(c)
	case j.beyond():
		return nil
	case j.tooMany(c):
		return j.batch("", "", fmt.Sprintf("refused at %d numbers", j.numbers()))
	case o.Means("bad-request") && missing(o):
		return j.refusal("req.param.now-required", "a request with all that is required is accepted", j.path()...)
	case o.Means("bad-request"), o.Means("bad-number", "bad-request") && c.succeeded(j.asks()):
		return j.refusal("req.param.rejected", "a request with what the contract allows is accepted", j.path()...)
	}
	return nil
}

// unknownOperation reports whether a refusal is that of an operation there is not:
// the table says so, or no document has such a code.
func unknownOperation(o contracts.Outcome) bool {
	rows := slices.DeleteFunc(slices.Clone(o.Rows), func(row contracts.ErrorRow) bool { return row.When == contracts.SeenOnly })
	return len(rows) == 0 || slices.ContainsFunc(rows, func(row contracts.ErrorRow) bool { return strings.Contains(row.When, "Action") })
}

// missing reports whether a refusal says that something is not there.
func missing(o contracts.Outcome) bool {
	text := strings.ToLower(o.Code + " " + o.Message)
	return strings.HasPrefix(text, "missing") || strings.Contains(text, "mandatory") || strings.Contains(text, "must be supplied") ||
		strings.Contains(text, "不能为空")
}

func (j *judged) refusal(rule, expected string, at ...string) []contracts.Finding {
	return []contracts.Finding{j.finding(contracts.Finding{
		Rule: rule, Location: "status", Pointer: j.contract.CodePointer(), Expected: expected, Actual: j.outcome.Code + ": " + j.outcome.Message,
	}, at...)}
}

// withdrawn is an operation that the contract has and the provider does not. One
// that another generation of the documents is without, was replaced.
func (j *judged) withdrawn() contracts.Finding {
	f := contracts.Finding{Rule: "operation.withdrawn", Location: "status", Expected: "the operation " + j.operation, Actual: strings.TrimSpace("HTTP 404 " + j.outcome.Code)}
	for _, p := range j.contract.Generations() {
		if len(p.Operations) > 0 && !slices.Contains(p.Operations, j.operation) {
			f.Rule, f.Suggestion = "operation.replaced", "profile "+p.Name+" has "+strings.Join(p.Operations, ", ")+" instead"
		}
	}
	return j.finding(f, "paths", "/"+j.operation)
}
