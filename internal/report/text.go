package report

import (
	"strings"

	"github.com/numsim/numsim/conformance"
)

// first is a failure in a line.
func first(r conformance.Result) string {
	for _, f := range r.Failures {
		return "expected " + f.Expected + "; " + f.Actual
	}
	for _, f := range r.Findings {
		return f.String()
	}
	return r.Reason
}

// printable is a text without what XML 1.0 has no place for.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000:
			return r
		}
		return -1
	}, strings.ToValidUTF8(text, "\uFFFD"))
}
