package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
)

// Terminal is a run on a terminal: what is broken first, then the whole in a few
// lines.
func Terminal(w io.Writer, r *conformance.Report) {
	Failures(w, r, "contract run")
	Summary(w, r)
}

// wholly is how many failures are printed with their exchanges: after ten nobody
// reads on, and what is wrong with the first is often wrong with all.
const wholly = 10

// Failures are the cases that did not hold, in the order of the rules. again
// is the command that runs one of them once more.
func Failures(w io.Writer, r *conformance.Report, again string) {
	n := 0
	for _, one := range r.Results {
		if one.Outcome != conformance.Failed && one.Outcome != conformance.Stopped {
			continue
		}
		if n++; n <= wholly {
			Failure(w, one, again)
			continue
		}
		if n == wholly+1 {
			line(w, "and without their exchanges, which --report json=FILE has and --case NAME prints:")
		}
		line(w, "%s %s\n  rule      %s\n  what      %s", strings.ToUpper(string(one.Outcome)), one.ID, one.Rule, inset(first(one)))
	}
	if n > wholly {
		line(w, "")
	}
}

// Failure is one case that did not hold, whole.
func Failure(w io.Writer, r conformance.Result, again string) {
	line(w, "%s %s", strings.ToUpper(string(r.Outcome)), r.ID)
	line(w, "  rule      %s", r.Rule)
	line(w, "  source    %s", r.Source)
	if r.Reason != "" {
		line(w, "  reason    %s", inset(r.Reason))
	}
	for i, f := range r.Failures {
		if f.Step > 0 && (i == 0 || r.Failures[i-1].Step != f.Step) {
			line(w, "  call %d", f.Step)
		}
		line(w, "  expected  %s", inset(f.Expected))
		line(w, "  actual    %s", inset(f.Actual))
	}
	for _, f := range r.Findings {
		line(w, "  contract  %s", inset(f.String()))
	}
	for _, text := range r.Remarks {
		line(w, "  remark    %s", inset(text))
	}
	for i, x := range r.Exchanges {
		line(w, "  exchange %d", i+1)
		line(w, "%s", Indented(x.Request, "    > "))
		line(w, "%s", Indented(x.Answer, "    < "))
		line(w, "    $ %s", x.Curl)
		line(w, "      (%s)", x.CurlNote)
	}
	if strings.HasPrefix(r.ID, r.Provider+".") { // a case, and no verdict of another command
		line(w, "  again     %s --case %s", again, r.ID)
	}
	line(w, "")
}

// inset has the further lines of a text below its first.
func inset(text string) string { return strings.ReplaceAll(text, "\n", "\n            ") }

// Indented is text with something before each of its lines.
func Indented(text, with string) string {
	return with + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n"+with)
}

// namesAtMost are how many skipped rules of one reason are named on a terminal.
const namesAtMost = 30

// Summary is the whole in a few lines; what was skipped is named under its
// reason.
func Summary(w io.Writer, r *conformance.Report) {
	skipped := map[string][]string{}
	for _, one := range r.Of(conformance.Skipped) {
		skipped[one.Reason] = append(skipped[one.Reason], one.ID)
	}
	for _, why := range slices.Sorted(maps.Keys(skipped)) {
		if n := len(skipped[why]); n > namesAtMost {
			line(w, "skipped, because %s: %d rules, which --report json=FILE names", why, n)
			continue
		}
		line(w, "skipped, because %s:", why)
		line(w, "  %s", strings.Join(skipped[why], "\n  "))
	}
	forced := 0
	for _, one := range r.Results {
		if one.Forced != "" && one.Outcome != conformance.Skipped {
			forced++
		}
	}
	line(w, "%s: %d passed, %d failed, %d without an answer, %d skipped, %d not run; %d of them forced; seed %d; %d ms",
		r.Target, r.Passed, r.Failed, r.Errors, r.Skipped, r.NotRun, forced, r.Seed, r.TookMS)
	line(w, "exit %d: %s", r.Exit, r.ExitWhy)
}

func line(w io.Writer, format string, args ...any) {
	_, _ = io.WriteString(w, Calm(fmt.Sprintf(format, args...))+"\n")
}
