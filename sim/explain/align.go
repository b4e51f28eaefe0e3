package explain

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// around is how many bytes of a string are shown on each side of a difference.
const around = 32

// Align sets two strings one above the other where they first differ, with a
// caret below; nothing if they are the same. Of texts with several lines it
// shows the one that differs.
func Align(ours, theirs string) []string {
	if ours == theirs {
		return nil
	}
	var out []string
	our, their := strings.Split(ours, "\n"), strings.Split(theirs, "\n")
	if len(our) > 1 || len(their) > 1 {
		n := 0
		for n < len(our)-1 && n < len(their)-1 && our[n] == their[n] {
			n++
		}
		out = append(out, "line "+strconv.Itoa(n+1))
		if our[n] == their[n] { // one of them goes on
			our[n], their[n] = our[n]+strings.Repeat("⏎", len(our)-n-1), their[n]+strings.Repeat("⏎", len(their)-n-1)
		}
		ours, theirs = our[n], their[n]
	}
	at := 0
	for at < len(ours) && at < len(theirs) && ours[at] == theirs[at] {
		at++
	}
	for at > 0 && (at < len(ours) && !utf8.RuneStart(ours[at]) || at < len(theirs) && !utf8.RuneStart(theirs[at])) {
		at--
	}
	a, column := window(ours, at)
	b, _ := window(theirs, at)
	return append(out, "ours   "+a, "yours  "+b, strings.Repeat(" ", 7+column)+"^")
}

// window is the part of text around at, and which of its columns at is.
func window(text string, at int) (part string, column int) {
	from, to := at-around, min(at+around, len(text))
	lead, tail := "…", "…"
	if from <= 0 {
		from, lead = 0, ""
	}
	if to == len(text) {
		tail = ""
	}
	head := inColumns(lead + text[from:at])
	return head + inColumns(text[at:to]) + tail, utf8.RuneCountInString(head)
}

// inColumns has a column for each character and no control characters.
func inColumns(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return '·'
		}
		return r
	}, text)
}
