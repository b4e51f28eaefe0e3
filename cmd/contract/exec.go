package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/internal/supervise"
)

// executing is what contract exec is told.
type executing struct {
	scenarios []string
	set       []string
	seed      uint64
	seeded    bool
	from      time.Duration
	reports   []string
	failOn    string
	timeout   time.Duration
	command   []string
	signals   chan os.Signal
}

const execHelp = `Run a command, such as somebody's test suite, with a simulator of its own, and
judge what it asked of it.

The simulator listens on free ports of 127.0.0.1. The command gets its base URLs
and keys in the environment: NUMSIM_ALIYUN_URL, NUMSIM_ALIYUN_ACCESS_KEY_ID and so
on; docs/exec.md has the table. Its input and output are its own; what exec has to
say is on standard error, after it. Signals are passed on. When the command is
over, so is everything that it started.

Then exec judges: what the scenario expects, habits that cost money, requests that
leave the providers' contracts, refusals nobody expected. With several --scenario
the command is run once for each.

Exit codes: 0 all is well, 1 the verdict is red, or the command called nothing, 2
wrong usage, or the command cannot be started, 5 it was cut short by --timeout or a
signal, 8 the command itself failed and the verdict has nothing against it. If
several apply, the first of 2, 1, 5, 8 counts.`

func newExec() *cobra.Command {
	x := executing{failOn: string(contracts.Breaking)}
	cmd := &cobra.Command{
		Use:   "exec [flags] -- COMMAND [ARGUMENT...]",
		Short: "Run a command with a simulator of its own and judge its calls; exit 1 on a red verdict",
		Long:  execHelp,
		Example: `  contract exec -- npm test
  contract exec --scenario first-try-fails -- pytest
  contract exec --scenario throttle-storm --scenario my/outage.yaml --report junit=exec.xml -- mvn -B test`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("exec needs a command: contract exec -- npm test")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			x.command, x.seeded = args, cmd.Flags().Changed("seed")
			return x.run(cmd)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.SetInterspersed(false)
	flags.StringArrayVar(&x.scenarios, "scenario", nil, "a file, a folder with a scenario.yaml, or a built-in name; repeatable, a run each (default: only good answers)")
	flags.StringArrayVar(&x.set, "set", nil, "set a field of the accounts, PROVIDER.FIELD=VALUE; repeatable")
	flags.Uint64Var(&x.seed, "seed", 0, "instead of the scenario's")
	flags.DurationVar(&x.from, "from", 0, "begin so far into the scenario's time, such as 24h; the clock on the wire is the real one")
	flags.StringSliceVar(&x.reports, "report", nil, "KIND=FILE, with kind json, junit or md; several with commas")
	flags.StringVar(&x.failOn, "fail-on", x.failOn, "the least severity of a finding that counts: breaking, risky, info, never")
	flags.DurationVar(&x.timeout, "timeout", 0, "end the command after that long, ten seconds later by force (default: never)")
	return cmd
}

// newGuardian is the second process of exec; see internal/supervise.
func newGuardian() *cobra.Command {
	return &cobra.Command{
		Use: guardian, Hidden: true, Args: exactlyNone,
		Run: func(*cobra.Command, []string) { os.Exit(supervise.Guard()) },
	}
}

const guardian = "exec-guardian"

func (x *executing) run(cmd *cobra.Command) error {
	if !slices.Contains([]string{"breaking", "risky", "info", "never"}, x.failOn) {
		return usageError{fmt.Errorf("--fail-on %s: it is breaking, risky, info or never", x.failOn)}
	}
	outputs, err := readOutputs(x.reports)
	if err != nil {
		return usageError{err}
	}
	stages, err := x.stages()
	if err != nil {
		return err
	}
	x.signals = make(chan os.Signal, 8)
	signal.Notify(x.signals, supervise.Signals()...)
	defer signal.Stop(x.signals)
	broken := make(chan os.Signal, 1) // a reader that is gone must not end us before the report is written
	signal.Notify(broken, syscall.SIGPIPE)
	defer signal.Stop(broken)

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
	err = outputs.write(report)
	x.tell(cmd.ErrOrStderr(), report)
	switch {
	case err != nil:
		return err
	case end.code != exitOK:
		return told{end}
	}
	return nil
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
		return err
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
	case err != nil:
		return err
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

// supervise runs the command with the standard files of this process.
func (x *executing) supervise(cmd *cobra.Command, env []string) (supervise.Ended, error) {
	self, err := os.Executable()
	if err != nil {
		return supervise.Ended{}, err
	}
	out, outDone, err := fileOf(cmd.OutOrStdout())
	if err != nil {
		return supervise.Ended{}, err
	}
	defer outDone()
	errs, errsDone, err := fileOf(cmd.ErrOrStderr())
	if err != nil {
		return supervise.Ended{}, err
	}
	defer errsDone()
	return supervise.Command{
		Guardian: []string{self, "contract", guardian}, Args: x.command, Env: env,
		Files: [3]*os.File{os.Stdin, out, errs}, Terminal: term.IsTerminal(int(os.Stdin.Fd())),
		Timeout: x.timeout, Signals: x.signals,
	}.Run()
}

// fileOf is what a writer writes to; one that is no file gets a pipe, and done
// waits until all of it was copied.
func fileOf(w io.Writer) (f *os.File, done func(), err error) {
	if f, is := w.(*os.File); is {
		return f, func() {}, nil
	}
	from, to, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	copied, over := context.WithCancel(context.Background())
	go func() {
		defer over()
		_, _ = io.Copy(w, from)
	}()
	return to, func() { _ = to.Close(); <-copied.Done(); _ = from.Close() }, nil
}

// typed is the command as it was typed, or its beginning.
func (x *executing) typed() string {
	const longest = 100
	text := []rune(strings.ReplaceAll(strings.Join(x.command, " "), "\n", " "))
	if len(text) > longest {
		return string(text[:longest]) + "…"
	}
	return string(text)
}
