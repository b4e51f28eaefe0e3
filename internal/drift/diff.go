package drift

import (
	"fmt"
	"strings"
)

// around is how many lines stand around a change.
const around = 3

// unified is the difference of two texts, in one hunk: changes of ours stand
// close together.
func unified(from, to, before, after string) string {
	if before == after {
		return ""
	}
	a, b := lines(before), lines(after)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	first, behind := max(head-around, 0), min(tail, around)
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n@@ -%s +%s @@\n", from, to, span(first, len(a)-tail+behind), span(first, len(b)-tail+behind))
	write(&out, " ", a[first:head])
	middle(&out, a[head:len(a)-tail], b[head:len(b)-tail])
	write(&out, " ", a[len(a)-tail:len(a)-tail+behind])
	return out.String()
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func span(first, end int) string {
	if end == first {
		return fmt.Sprintf("%d,0", first)
	}
	return fmt.Sprintf("%d,%d", first+1, end-first)
}

func write(out *strings.Builder, sign string, list []string) {
	for _, line := range list {
		out.WriteString(sign + line + "\n")
	}
}

// largest is how many lines are compared one by one.
const largest = 2000

// middle is what differs, with the longest lines in common between.
func middle(out *strings.Builder, a, b []string) {
	if len(a) > largest || len(b) > largest {
		write(out, "-", a)
		write(out, "+", b)
		return
	}
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			write(out, " ", a[i:i+1])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			write(out, "-", a[i:i+1])
			i++
		default:
			write(out, "+", b[j:j+1])
			j++
		}
	}
}
