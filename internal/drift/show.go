package drift

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/wire"
)

// shownAtMost is how much of a body a report has.
const shownAtMost = 4 << 10

// show is a sample without what is somebody's: of a request the names of its
// parameters and the values that say what is asked, with numbers masked.
func show(s *Sample, declared []string) conformance.Shown {
	x := s.Exchange
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", x.Method, x.URL.Path)
	p, _ := wire.Of(s.Provider) // it has a contract
	values := url.Values{}
	for _, form := range []string{x.URL.RawQuery, string(x.Body)} {
		more, _ := url.ParseQuery(form) // what cannot be read is not shown
		maps.Copy(values, more)
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		value := "(hidden)"
		if said := slices.Contains([]string{"Action", "Version", "Format", "Service", "Region", "Mask"}, name); said {
			value = masked(values.Get(name))
		} else if p.Parameter(name).Class == wire.Number {
			value = masked(values.Get(name))
		}
		fmt.Fprintf(&b, "%s=%s\n", masked(name), value)
	}
	return conformance.Shown{
		Request: strings.TrimSpace(b.String()), Answer: answered(s, declared),
		Curl: "contract run --case " + s.Case, CurlNote: "makes the call again, to the built-in simulator",
	}
}

// answered is the answer with its texts cut where they may repeat what was
// signed, and without what the contract does not declare.
func answered(s *Sample, declared []string) string {
	head := fmt.Sprintf("HTTP %d\nContent-Type: %s\n\n", s.Exchange.Status, masked(s.Exchange.AnswerHeader.Get("Content-Type")))
	var v any
	if json.Unmarshal(s.Exchange.AnswerBody, &v) != nil {
		return head + fmt.Sprintf("(%d bytes that are no JSON)", len(s.Exchange.AnswerBody))
	}
	text, err := json.MarshalIndent(quiet(v, "", declared), "", "  ")
	if err != nil {
		return head
	}
	return head + string(text[:min(len(text), shownAtMost)])
}

// quiet hides what may be a number or a secret in every text.
func quiet(v any, at string, declared []string) any {
	switch v := v.(type) {
	case string:
		return masked(v)
	case float64:
		if v >= 1e7 {
			return "(a number)"
		}
	case []any:
		for i := range v {
			v[i] = quiet(v[i], at+"/*", declared)
		}
	case map[string]any:
		out := map[string]any{}
		for name, below := range v {
			here := at + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
			if !slices.Contains(declared, here) {
				out["(not declared)"] = "(hidden)"
				continue
			}
			out[name] = quiet(below, here, declared)
		}
		return out
	}
	return v
}

// masked is a text up to where parameters begin, with long runs of digits hidden.
func masked(s string) string {
	if i := strings.IndexAny(s, "=&%?"); i >= 0 {
		s = s[:i] + "…"
	}
	if runes := []rune(s); len(runes) > 96 {
		s = string(runes[:96]) + "…"
	}
	s = regexp.MustCompile(`[0-9]{7,}`).ReplaceAllStringFunc(s, func(digits string) string {
		return digits[:3] + strings.Repeat("*", len(digits)-3)
	})
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}
