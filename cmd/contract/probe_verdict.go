package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/internal/report"
	"github.com/numsim/numsim/probe"
)

// judgeProbe is how a guided run ended.
func judgeProbe(r *conformance.Report, asked int) ending {
	judged := r.Passed + r.Failed
	for _, one := range r.Of(conformance.Skipped) {
		if len(one.Failures) > 0 {
			judged++ // a known failure
		}
	}
	switch {
	case r.Partial == "interrupted" && len(r.Results) == 0:
		return ending{exitInterrupted, "interrupted before anything was judged"}
	case judged == 0 && r.Partial == "":
		return ending{exitUsage, fmt.Sprintf("none of %d modules could be judged; a run of nothing proves nothing", asked)}
	case r.Failed > 0:
		return ending{exitFault, fmt.Sprintf("%d of %d modules failed", r.Failed, judged)}
	case r.Partial != "":
		return ending{exitPartial, fmt.Sprintf("%s: %d of %d modules were not run", r.Partial, r.NotRun, asked)}
	}
	return ending{exitOK, fmt.Sprintf("%d of %d modules passed, none failed", r.Passed, asked)}
}

// probeError tells what to change from what is down.
func probeError(err error) error {
	var refused *ctl.Error
	var address *net.OpError
	switch {
	case errors.As(err, &refused):
		return usageError{err}
	case errors.As(err, &address) && address.Op == "listen":
		return usageError{err}
	case errors.As(err, &address):
		return ending{exitEnvironment, err.Error()}
	}
	return err
}

// writeProbed is a module's verdict, under what it asked for.
func writeProbed(w io.Writer, r conformance.Result, lang language, exchanges bool) {
	line(w, "          %s", strings.ToUpper(string(r.Outcome)))
	for _, f := range r.Failures {
		line(w, "  expected  %s", lang.text(f.Expected))
		line(w, "  actual    %s", lang.text(f.Actual))
	}
	if r.Reason != "" {
		line(w, "  because   %s", lang.text(r.Reason))
	}
	for _, text := range r.Remarks {
		line(w, "  remark    %s", lang.text(text))
	}
	for i, x := range r.Exchanges {
		if exchanges {
			line(w, "  exchange %d", i+1)
			line(w, "%s", report.Indented(x.Request, "    > "))
			line(w, "%s", report.Indented(x.Answer, "    < "))
		}
	}
	if r.Outcome == conformance.Failed {
		line(w, "  again     contract probe --provider %s --module %s", r.Provider, strings.TrimPrefix(r.ID, "probe."+r.Provider+"."))
	}
	line(w, "")
}

// writeProbeSummary is a line for each module, and the end.
func writeProbeSummary(w io.Writer, r *conformance.Report, expected probe.Expected) {
	for _, one := range r.Results {
		line(w, "%-8s %s", one.Outcome, one.ID)
	}
	for _, k := range expected {
		if !slices.ContainsFunc(r.Results, func(one conformance.Result) bool {
			return one.ID == k.Module && one.Outcome != conformance.Skipped || one.ID == k.Module && len(one.Failures) > 0
		}) {
			line(w, "expected, and not judged in this run: %s", k.Module)
		}
	}
	line(w, "%s: %d passed, %d failed, %d skipped, %d not run", r.Target, r.Passed, r.Failed, r.Skipped, r.NotRun)
	line(w, "exit %d: %s", r.Exit, r.ExitWhy)
}
