package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/supervise"
	"github.com/numsim/numsim/internal/verdict"
)

// ended is what the verdict has to know of the command.
func (x *executing) ended(e supervise.Ended, env *environment) verdict.Command {
	c := verdict.Command{
		Line: x.typed(), Ended: e.String(), Failed: !e.OK(), Left: e.Left, Beyond: e.Beyond, URLs: env.urls, Proxies: env.proxies,
	}
	switch cutBy(e) {
	case "interrupted":
		c.Cut = "a signal had come, " + e.Passed.String()
	case "the timeout was reached":
		c.Cut = "--timeout " + x.timeout.String()
	}
	return c
}

// cutBy is why the command was ended before it was over; empty is not.
func cutBy(e supervise.Ended) string {
	switch {
	case e.Late:
		return "the timeout was reached"
	case e.Interrupted():
		return "interrupted"
	}
	return ""
}

// judged adds the results of one run.
func judged(r *conformance.Report, in verdict.Input, took time.Duration) {
	for i, one := range verdict.Judge(in) {
		if i == 0 {
			one.Took = took // the command's
		}
		r.Add(one)
	}
}

// commandsOwn are the results about the command itself, which are not numsim's
// verdict.
func commandsOwn(r *conformance.Result) bool { return strings.HasSuffix(r.ID, ".command") }

// endingOf is how exec ends: of several endings the first of 1, 5, 8 counts.
func endingOf(r *conformance.Report) ending {
	red, looked, own := 0, 0, ""
	for i := range r.Results {
		one := &r.Results[i]
		switch {
		case commandsOwn(one) && one.Outcome == conformance.Failed:
			looked, own = looked+1, one.Failures[0].Actual
		case one.Outcome == conformance.Skipped:
		default:
			looked++
			if one.Outcome == conformance.Failed {
				red++
			}
		}
	}
	switch {
	case red > 0 && own != "":
		return ending{exitFault, fmt.Sprintf("%d of %d checks failed; and %s", red, looked, own)}
	case red > 0:
		return ending{exitFault, fmt.Sprintf("%d of %d checks failed", red, looked)}
	case r.Partial != "":
		return ending{exitPartial, r.Partial + " before the command was over"}
	case own != "":
		return ending{exitCommand, own + "; the verdict has nothing against it"}
	case r.Errors > 0:
		return ending{exitEnvironment, fmt.Sprintf("%d checks could not be made", r.Errors)}
	}
	return ending{exitOK, fmt.Sprintf("%d checks hold", looked)}
}
