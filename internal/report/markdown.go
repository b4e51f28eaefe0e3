package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/numsim/numsim/conformance"
)

// Markdown is for people who read it in a browser: what is broken first.
func Markdown(w io.Writer, r *conformance.Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s: %s\n\n", Cell(r.Tool), Cell(r.ExitWhy))
	fmt.Fprintf(&b, "Target: %s. Seed: %d. Exit: %d.\n\n", Cell(r.Target), r.Seed, r.Exit)
	b.WriteString("| passed | failed | without an answer | skipped | not run |\n|---|---|---|---|---|\n")
	fmt.Fprintf(&b, "| %d | %d | %d | %d | %d |\n\n", r.Passed, r.Failed, r.Errors, r.Skipped, r.NotRun)
	table(&b, "Broken rules", "| case | rule | source | what |", append(r.Of(conformance.Failed), r.Of(conformance.Stopped)...), first)
	table(&b, "Skipped", "| case | rule | source | why |", r.Of(conformance.Skipped), func(one conformance.Result) string { return one.Reason })
	table(&b, "Noticed, and not counted", "| case | rule | source | remark |", remarked(r), func(one conformance.Result) string { return strings.Join(one.Remarks, "; ") })
	_, err := io.WriteString(w, b.String())
	return err
}

func table(b *strings.Builder, title, head string, list []conformance.Result, what func(conformance.Result) string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "### %s\n\n%s\n|---|---|---|---|\n", title, head)
	for _, one := range list {
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", Cell(one.ID), Cell(one.Rule), Cell(one.Source), Cell(what(one)))
	}
	b.WriteString("\n")
}

// remarked are the results with remarks.
func remarked(r *conformance.Report) (list []conformance.Result) {
	for _, one := range r.Results {
		if len(one.Remarks) > 0 {
			list = append(list, one)
		}
	}
	return list
}

// Cell is a text that stays in its cell and is neither HTML nor a link, nor a
// picture of somebody's.
func Cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;", "`", "'", "](", `]\(`).Replace(visible(text))
}
