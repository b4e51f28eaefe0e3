package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/internal/report"
	"github.com/numsim/numsim/internal/supervise"
)

func (x *executing) run(cmd *cobra.Command) error {
	if !slices.Contains(severities, x.failOn) {
		return usageError{fmt.Errorf("--fail-on %s: it is breaking, risky, info or never", x.failOn)}
	}
	if x.timeout < 0 || x.from < 0 {
		return usageError{errors.New("--timeout and --from are spans, such as 10m: they cannot be negative")}
	}
	outputs, err := report.Read(x.reports)
	if err != nil {
		return usageError{err}
	}
	if err := outputs.Check(); err != nil {
		return usageError{err}
	}
	stages, err := x.stages()
	if err != nil {
		return err
	}
	defer x.listen()()
	report := &conformance.Report{Tool: "contract exec", Target: "a simulator of its own", Began: time.Now().UTC(), FailOn: x.failOn}
	for i, s := range stages {
		if report.Partial == "interrupted" {
			report.NotRun = len(stages) - i
			break
		}
		if err := x.play(cmd, s, report); err != nil {
			return err
		}
	}
	report.TookMS = time.Since(report.Began).Milliseconds()
	end := endingOf(report)
	report.Exit, report.ExitWhy = end.code, end.why
	if err := outputs.Write(report); err != nil {
		end = ending{exitUsage, strings.ReplaceAll(err.Error(), "\n", "; ") + "; the verdict would be exit " + fmt.Sprint(end.code) + ": " + end.why}
		report.Exit, report.ExitWhy = end.code, end.why
	}
	x.tell(cmd.ErrOrStderr(), report)
	if end.code != exitOK {
		return told{end}
	}
	return nil
}

// listen has signals come here instead of ending the program: a reader that is
// gone must not keep the report from being written either.
func (x *executing) listen() (stop func()) {
	x.signals = make(chan os.Signal, 8)
	broken := make(chan os.Signal, 1)
	signal.Notify(x.signals, supervise.Signals()...)
	signal.Notify(broken, syscall.SIGPIPE)
	return func() {
		signal.Stop(x.signals)
		signal.Stop(broken)
	}
}

// staged is one run of the command: its scenario, and what ids call it.
type staged struct {
	options builtin.StageOptions
	name    string
}

// stages finds every mistake before anything runs.
func (x *executing) stages() (list []staged, err error) {
	names := x.scenarios
	if len(names) == 0 {
		names = []string{""}
	}
	for _, name := range names {
		s := staged{options: builtin.StageOptions{Scenario: name, Set: x.set, From: x.from}}
		if x.seeded {
			s.options.Seed = &x.seed
		}
		if s.name, err = s.options.Check(); err != nil {
			return nil, usageError{err}
		}
		if n := slices.IndexFunc(list, func(other staged) bool { return other.name == s.name }); n >= 0 {
			return nil, usageError{fmt.Errorf("--scenario %s: %s is given twice, and its results would have the same names", name, s.name)}
		}
		list = append(list, s)
	}
	return list, nil
}

// play runs the command once, and adds what is to be said of it.
func (x *executing) play(cmd *cobra.Command, s staged, report *conformance.Report) error {
	stage, err := builtin.NewStage(s.options)
	if err != nil {
		return usageError{fmt.Errorf("%w; nothing was run", err)}
	}
	environment, err := newEnvironment(stage, os.Environ())
	if err != nil {
		return errors.Join(err, stage.Close())
	}
	ended, err := x.supervise(cmd, environment.list)
	drained := stage.Close()
	var start *supervise.StartError
	switch {
	case errors.As(err, &start):
		return usageError{fmt.Errorf("%w; nothing was run", err)}
	case err != nil: // nothing is known of how it would have ended
		return ending{exitPartial, err.Error()}
	case drained != nil:
		return drained
	}
	in := stage.Seen()
	in.FailOn, in.Command = contracts.Severity(x.failOn), x.ended(ended, environment)
	report.Seed = stage.Seed()
	if in.Command.Cut != "" {
		report.Partial = cutBy(ended)
	}
	judged(report, in, ended.Took)
	return nil
}
