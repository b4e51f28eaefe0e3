package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
)

// Terminal is a run on a terminal: what is broken first, each whole, then the
// whole in a few lines.
func Terminal(w io.Writer, r *conformance.Report) {
	for _, one := range r.Results {
		if one.Outcome == conformance.Failed || one.Outcome == conformance.Stopped {
			Failure(w, one)
		}
	}
	Summary(w, r)
}

// Failure is one case that did not hold, whole.
func Failure(w io.Writer, r conformance.Result) {
	line(w, "%s %s", strings.ToUpper(string(r.Outcome)), r.ID)
	line(w, "  rule      %s", r.Rule)
	line(w, "  source    %s", r.Source)
	if r.Reason != "" {
		line(w, "  reason    %s", r.Reason)
	}
	for _, f := range r.Failures {
		if f.Step > 0 {
			line(w, "  call %d", f.Step)
		}
		line(w, "  expected  %s", f.Expected)
		line(w, "  actual    %s", f.Actual)
	}
	for _, f := range r.Findings {
		line(w, "  contract  %s", f)
	}
	for i, x := range r.Exchanges {
		line(w, "  exchange %d", i+1)
		line(w, "%s", Indented(x.Request, "    > "))
		line(w, "%s", Indented(x.Answer, "    < "))
		line(w, "    $ %s", x.Curl)
		line(w, "      (%s)", x.CurlNote)
	}
	if strings.HasPrefix(r.ID, r.Provider+".") { // a case, and no verdict of another command
		line(w, "  again     contract run --case %s", r.ID)
	}
	line(w, "")
}

// Indented is text with something before each of its lines.
func Indented(text, with string) string {
	return with + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n"+with)
}

// Summary is the whole in a few lines; what was skipped is named under its
// reason.
func Summary(w io.Writer, r *conformance.Report) {
	skipped := map[string][]string{}
	for _, one := range r.Of(conformance.Skipped) {
		skipped[one.Reason] = append(skipped[one.Reason], one.ID)
	}
	for _, why := range slices.Sorted(maps.Keys(skipped)) {
		line(w, "skipped, because %s:", why)
		line(w, "  %s", strings.Join(skipped[why], "\n  "))
	}
	forced := 0
	for _, one := range r.Results {
		if one.Forced != "" {
			forced++
		}
	}
	line(w, "%s: %d passed, %d failed, %d without an answer, %d skipped, %d not run; %d of them forced; seed %d; %d ms",
		r.Target, r.Passed, r.Failed, r.Errors, r.Skipped, r.NotRun, forced, r.Seed, r.TookMS)
	line(w, "exit %d: %s", r.Exit, r.ExitWhy)
}

func line(w io.Writer, format string, args ...any) {
	_, _ = fmt.Fprintf(w, format+"\n", args...)
}
