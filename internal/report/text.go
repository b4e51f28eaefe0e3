package report

import (
	"fmt"
	"strings"
	"unicode"

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

// visible is a text whose invisible characters are seen: what turns the order of
// a line about, or hides in it, must not mislead whoever reads a report.
func visible(text string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(text, "\uFFFD") {
		switch {
		case r == '\n', r == '\t':
			b.WriteRune(r)
		case r == '\r':
			b.WriteRune('␍')
		case r < 0x20:
			b.WriteRune('␀' + r) // the pictures of control characters stand in their order
		case r == 0x7f:
			b.WriteRune('␡')
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) || r == 0xFFFE || r == 0xFFFF:
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// short is a text of no more than so many characters.
func short(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}

// Calm is a text that a terminal shows as it is, and in which no line is a
// command to the CI system that reads along: those of GitHub begin a line, after
// blanks, or stand anywhere in it, as those of Azure do.
func Calm(text string) string {
	lines := strings.Split(strings.NewReplacer("##[", "# #[", "##vso[", "# #vso[", "##teamcity[", "# #teamcity[").Replace(visible(text)), "\n")
	for i, one := range lines {
		if rest := strings.TrimLeftFunc(one, unicode.IsSpace); strings.HasPrefix(rest, "::") {
			lines[i] = one[:len(one)-len(rest)] + "| " + rest
		}
	}
	return strings.Join(lines, "\n")
}
