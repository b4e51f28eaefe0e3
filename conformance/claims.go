package conformance

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/numsim/numsim/contracts"
)

// claims finds what a case says it meets and cannot meet.
func (s *Suite) claims(c *Case) (list []string) {
	all := s.Promises(c.Provider())
	for _, claim := range c.meets() {
		if !slices.Contains(all, claim) {
			list = append(list, "meets "+claim+", which is not in the contract")
			continue
		}
		kind, name, _ := strings.Cut(claim, ":")
		id, value, _ := strings.Cut(name, "=")
		if kind == "reading" && !s.read(c, id, value) {
			list = append(list, "meets "+claim+" without asking the target for it")
		}
	}
	return list
}

// read reports whether the target has that reading when the case runs.
func (s *Suite) read(c *Case, id, value string) bool {
	d := s.documents[c.Provider()].Discrepancy(id)
	_, readings := c.Given.reading(s.documents[c.Provider()])
	if set, ok := readings[id]; ok {
		return set == value
	}
	return value == d.Default || d.Unsimulated != "" || d.ByExchange
}

// Promises are the names of everything a contract promises: error rows, values
// of closed lists, limits, and the readings of its discrepancies.
func (s *Suite) Promises(provider string) (list []string) {
	d := s.documents[provider]
	for _, row := range d.Errors() {
		list = append(list, "error:"+row.Name)
	}
	for _, e := range d.Enums() {
		for _, v := range e.Values {
			list = append(list, "value:"+enumName(e)+"="+v.Value)
		}
	}
	for _, l := range d.Limits() {
		at := strings.NewReplacer("/paths/~1", "", "~1", "/").Replace(l.Pointer)
		list = append(list, "limit:"+strings.TrimPrefix(at+"/"+l.Name, "/"))
	}
	for _, x := range d.Discrepancies() {
		for _, r := range x.Readings {
			list = append(list, "reading:"+x.ID+"="+r.Name)
		}
	}
	return list
}

func enumName(e contracts.Enum) string {
	name := strings.TrimPrefix(e.Pointer, "/components/schemas/")
	return strings.Replace(name, "/if/properties/", ".", 1)
}

// claims holds what a case says it meets against what was seen.
func (t *take) claims() {
	for _, claim := range t.stage.Case.meets() {
		kind, name, _ := strings.Cut(claim, ":")
		if kind != "value" {
			continue // rows are checks; limits and readings are arranged
		}
		enum, value, _ := strings.Cut(name, "=")
		member := dialects()[t.stage.Case.Provider()].enums[enum]
		if !slices.ContainsFunc(t.stage.earlier, func(x *contracts.Exchange) bool { return holds(x, member, value) }) {
			t.fail(0, fmt.Sprintf("the value %q of %s, which the case is to meet", value, enum), "no exchange of the case has it")
		}
	}
}

// holds reports whether a parameter, a header or a member of that name has the
// value anywhere in an exchange.
func holds(x *contracts.Exchange, member, value string) bool {
	for _, form := range []string{x.URL.RawQuery, string(x.Body)} {
		values, _ := url.ParseQuery(form)
		if slices.Contains(values[member], value) {
			return true
		}
	}
	v, err := Body(x)
	return x.Header.Get("x-acs-"+strings.ToLower(member)) == value && value != "" || err == nil && anywhere(v, member, value)
}

func anywhere(v any, member, value string) bool {
	switch in := v.(type) {
	case map[string]any:
		for name, inner := range in {
			if name == member && strings.Trim(written(inner), `"`) == value || anywhere(inner, member, value) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(in, func(inner any) bool { return anywhere(inner, member, value) })
	}
	return false
}
