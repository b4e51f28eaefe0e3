package capsule

import (
	"fmt"
	"strings"
	"unicode"
)

// visible is a text of a file as a terminal may have it: what is not printed, or
// turns the line round, is its number.
func visible(text string) string {
	if !strings.ContainsFunc(text, hidden) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if hidden(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func hidden(r rune) bool { return !unicode.IsPrint(r) }

func eachVisible(texts []string) (list []string) {
	for _, text := range texts {
		list = append(list, visible(text))
	}
	return list
}
