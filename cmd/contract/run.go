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

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/report"
)

// running is what contract run is told.
type running struct {
	target            []string
	control           string
	provider, pattern string
	profile           string
	reports           []string
	failOn            string
	seed              uint64
	workers           int
	deadline          time.Duration
	live              liveFlags
}

const runHelp = `Run the rules that everything must keep which answers as one of the providers.

Without --target a simulator inside this program is asked, a new one for each
case. With it, the one behind that URL; --control lets each case have a tenant of
its own there, and cases that need what the target cannot arrange are skipped by
name. Every exchange is also judged by the contracts.

With --live the provider itself is asked, with the credentials of its environment
variables, about numbers of an allow-list, for no more money than --max-cny. Start
with --plan, which sends nothing. docs/contract-testing.md has a first live run.

Exit codes: 0 all passed, 1 a rule was broken, 2 wrong usage or nothing was run,
3 the provider itself left its contract, 4 a guard of a live run refused, 5 the
run was cut short, or its money or calls are spent, 6 nobody answered, 7 a
recording would have told a secret, 130 interrupted before anything was done.`

func newRun(w *world) *cobra.Command {
	r := running{failOn: string(contracts.Breaking)}
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Run the rules against a simulator; exit 1 on a broken one",
		Long:  runHelp,
		Example: `  contract run
  contract run --case 'ksyun.batch.*'
  contract run --target aliyun=http://127.0.0.1:18081 --report junit=report.xml,md=report.md
  contract run --live --provider aliyun --max-cny 0 --numbers numbers.txt --numbers-sha256 SHA256 --plan`,
		Args: exactlyNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			context.AfterFunc(ctx, stop) // a second signal ends the process at once
			return r.run(ctx, cmd, w)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(&r.target, "target", nil, "where a provider answers, PROVIDER=URL, or a URL with --provider; repeatable")
	flags.StringVar(&r.control, "control", "", "the target's control port, such as http://127.0.0.1:18080")
	flags.StringVar(&r.provider, "provider", "", "the rules of one provider")
	flags.StringVar(&r.pattern, "case", "", "the rules with such names: ksyun.batch.*")
	flags.StringVar(&r.profile, "profile", "", "the rules about one generation of the provider's documents")
	flags.StringSliceVar(&r.reports, "report", nil, reportUsage)
	flags.StringVar(&r.failOn, "fail-on", r.failOn, "the least severity of a finding that breaks a rule: breaking, risky, info, never")
	flags.Uint64Var(&r.seed, "seed", 0, "repeat a run with this seed (default: another in each run, and printed)")
	flags.IntVar(&r.workers, "parallel", 4, "how many cases at a time")
	flags.DurationVar(&r.deadline, "deadline", 0, "end the run after that long; exit 5")
	r.live.add(cmd)
	return cmd
}

func exactlyNone(cmd *cobra.Command, args []string) error { return exactly(0, "")(cmd, args) }

func (r *running) run(ctx context.Context, cmd *cobra.Command, w *world) error {
	target, outputs, suite, cases, err := r.prepare(cmd)
	if err != nil {
		return err
	}
	var asked *live
	if r.live.on {
		if asked, err = r.goLive(cmd, w, suite); err != nil {
			return err
		}
		defer asked.close()
		target = asked
	}
	if r.deadline > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, r.deadline)
		defer stop()
	}
	played := r.play(ctx, cmd, suite, target, cases)
	if r.live.plan {
		return asked.planned(cmd.OutOrStdout(), played)
	}
	v := judge(ctx, suite, played, len(cases))
	if asked != nil {
		v = asked.judge(v, suite, played)
		asked.tell(cmd.OutOrStdout())
	}
	played.Exit, played.ExitWhy = v.code, v.why
	report.Failures(cmd.OutOrStdout(), played, r.again())
	report.Summary(cmd.OutOrStdout(), played)
	outputs.Stdout = cmd.OutOrStdout()
	if err := outputs.Write(played); err != nil {
		return err
	}
	if v.code != exitOK {
		return v
	}
	return nil
}

// again is the command without its --case.
func (r *running) again() string {
	words := []string{"contract run"}
	if r.live.on {
		words = append(words, "--live --provider", r.provider, "...") // the file of numbers and the money are the caller's
	}
	for _, target := range r.target {
		words = append(words, "--target", target)
	}
	if r.control != "" {
		words = append(words, "--control", r.control)
	}
	if len(r.target) > 0 && r.provider != "" {
		words = append(words, "--provider", r.provider)
	}
	return strings.Join(words, " ")
}

// prepare finds every mistake before anything is asked.
func (r *running) prepare(cmd *cobra.Command) (target conformance.Target, o report.Outputs, s *conformance.Suite, cases []conformance.Case, err error) {
	if !slices.Contains(severities, r.failOn) {
		return nil, o, nil, nil, usageError{fmt.Errorf("--fail-on %s: it is breaking, risky, info or never", r.failOn)}
	}
	if s, err = conformance.New(conformance.Cases()); err != nil {
		return nil, o, nil, nil, usageError{err}
	}
	if !cmd.Flags().Changed("seed") {
		r.seed = uint64(time.Now().UnixNano())
	}
	s.Seed, s.FailOn = r.seed, contracts.Severity(r.failOn)
	if o, err = report.Read(r.reports); err == nil {
		err = o.Check()
	}
	if err != nil {
		return nil, o, nil, nil, usageError{err}
	}
	if err = r.checkLive(cmd); err != nil {
		return nil, o, nil, nil, usageError{err}
	}
	if target, err = r.where(); err != nil {
		return nil, o, nil, nil, usageError{err}
	}
	if cases, err = r.chosen(s); err != nil {
		return nil, o, nil, nil, usageError{err}
	}
	return target, o, s, cases, nil
}

// chosen are the cases that the flags name.
func (r *running) chosen(s *conformance.Suite) ([]conformance.Case, error) {
	if r.provider != "" && s.Provider(r.provider) == nil {
		return nil, fmt.Errorf("--provider %s: the providers are %s", r.provider, strings.Join(contracts.Providers(), ", "))
	}
	cases, err := s.Select(r.provider, r.pattern)
	if errors.Is(err, conformance.ErrEmpty) {
		return nil, fmt.Errorf("no case is called %q; contract list has their names, and a run of nothing proves nothing", r.pattern)
	} else if err != nil {
		return nil, err
	}
	if r.profile != "" {
		cases = slices.DeleteFunc(cases, func(c conformance.Case) bool { return s.Profile(&c) != r.profile })
	}
	if len(cases) == 0 {
		return nil, fmt.Errorf("no case is about profile %q; a run of nothing proves nothing", r.profile)
	}
	return cases, nil
}

func (r *running) play(ctx context.Context, cmd *cobra.Command, s *conformance.Suite, t conformance.Target, cases []conformance.Case) *conformance.Report {
	report := &conformance.Report{Tool: "contract run", Target: t.Name(), Began: time.Now().UTC(), Seed: r.seed, FailOn: r.failOn}
	to := cmd.ErrOrStderr()
	if r.live.plan { // the plan itself is the progress
		to = io.Discard
	}
	bar := newProgress(to, len(cases))
	results := make([]*conformance.Result, len(cases))
	s.Each(ctx, t, cases, r.workers, func(i int, one conformance.Result) {
		results[i] = &one
		bar.did(one)
	})
	bar.over()
	for _, one := range results {
		if one == nil {
			report.NotRun++
			continue
		}
		report.Add(*one)
	}
	report.TookMS = time.Since(report.Began).Milliseconds()
	return report
}
