package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/numsim/numsim/conformance"
)

// judge is how a run ended. Of several endings the first of 2, 1, 3, 5, 6
// counts; guards (4) and redaction (7) are a live run's.
func judge(ctx context.Context, s *conformance.Suite, r *conformance.Report, asked int) ending {
	ran := r.Passed + r.Failed
	if ctx.Err() != nil {
		r.Partial = "interrupted"
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			r.Partial = "the deadline was reached"
		}
	}
	switch {
	case r.Partial == "interrupted" && ran == 0 && len(r.Results) == 0:
		return ending{exitInterrupted, "interrupted before anything was done"}
	case ran == 0 && r.Errors == 0 && r.Partial == "":
		return ending{exitUsage, fmt.Sprintf("none of %d cases could be run: the target can arrange none of them", asked)}
	case r.Failed > 0 && s.FailOn != "never" && !r.OnlyDrift():
		return ending{exitFault, fmt.Sprintf("%d of %d rules are broken", r.Failed, ran)}
	case r.Failed > 0 && s.FailOn != "never":
		return ending{exitDrift, fmt.Sprintf("the provider left its contract in %d of %d rules", r.Failed, ran)}
	case r.Partial != "":
		return ending{exitPartial, fmt.Sprintf("%s: %d of %d cases were not run", r.Partial, r.NotRun+r.Errors, asked)}
	case r.Errors > 0:
		return ending{exitEnvironment, fmt.Sprintf("%d of %d cases got no answer", r.Errors, asked)}
	}
	return ending{exitOK, fmt.Sprintf("%d rules hold", ran)}
}
