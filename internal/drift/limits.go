package drift

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/contracts"
)

// limit is what the contract says of a limit, of the operation or of all.
func (j *judged) limit(name string) (value int, at []string) {
	for _, l := range j.contract.Limits() {
		if l.Name != name {
			continue
		}
		if strings.HasSuffix(l.Pointer, "~1"+strings.ReplaceAll(j.operation, "/", "~1")) {
			return l.Value, []string{"paths", "/" + j.operation, "x-limits", name}
		}
		if l.Pointer == "" {
			value, at = l.Value, []string{"x-limits", name}
		}
	}
	return value, at
}

// tooMany reports whether a request within the limit was refused for how many
// numbers it has: with fewer the same refusal did not come.
func (j *judged) tooMany(c *comparing) bool {
	limit, _ := j.limit("batch")
	if limit < 2 || j.numbers() < 2 || j.numbers() > limit || !j.outcome.Means("bad-request", "bad-number") {
		return false
	}
	return slices.ContainsFunc(c.current, func(other *judged) bool {
		return other.operation == j.operation && other.outcome.Success && other.numbers() < j.numbers()
	}) || c.succeeded(j.asks())
}

// beyond reports whether a request has more numbers than the contract allows, and
// was refused for its form, as it may be.
func (j *judged) beyond() bool {
	limit, _ := j.limit("batch")
	return limit > 0 && j.numbers() > limit && j.outcome.Means("bad-request", "bad-number")
}

func (j *judged) batch(severity contracts.Severity, why, actual string) []contracts.Finding {
	limit, at := j.limit("batch")
	return []contracts.Finding{j.finding(contracts.Finding{
		Rule: "limit.batch", Location: "status", Severity: severity, Reason: why, Expected: fmt.Sprintf("%d numbers in a call", limit), Actual: actual,
	}, at...)}
}

// throttled: the limit is lower where a call is throttled though there were no
// more calls in the second before it. Where one of them was about the same number
// that may be why, and nothing was measured.
func (j *judged) throttled(c *comparing) []contracts.Finding {
	limit, at := j.limit("qps")
	calls := 0
	for _, other := range c.current {
		age := j.At.Sub(other.At)
		if age < 0 || age >= time.Second {
			continue
		}
		if calls++; other != j && other.about() == j.about() {
			return nil
		}
	}
	if limit == 0 || calls > limit {
		return nil
	}
	return []contracts.Finding{j.finding(contracts.Finding{
		Rule: "limit.qps", Location: "status", Expected: fmt.Sprintf("%d calls a second", limit), Actual: fmt.Sprintf("throttled at %d", calls),
	}, at...)}
}

// accepted is a call with more numbers than the contract allows.
func (j *judged) accepted() []contracts.Finding {
	limit, _ := j.limit("batch")
	if limit == 0 || !j.outcome.Success || j.numbers() <= limit {
		return nil
	}
	return j.batch(contracts.Info, "calls of today still fit", fmt.Sprintf("accepted with %d numbers", j.numbers()))
}

// about is what a request asks about, in its own words.
func (s *Sample) about() string {
	var list []string
	for _, form := range []string{s.Exchange.URL.RawQuery, string(s.Exchange.Body)} {
		values, _ := url.ParseQuery(form) // what cannot be read asks about nothing
		for _, name := range []string{"PhoneNumber", "InputNumber", "Mobile", "Mobiles", "mobiles"} {
			list = append(list, values[name]...)
		}
	}
	return strings.Join(list, " ")
}
