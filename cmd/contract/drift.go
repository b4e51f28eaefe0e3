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
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/drift"
	"github.com/numsim/numsim/internal/replay"
	"github.com/numsim/numsim/internal/report"
)

// drifting is what contract drift is told.
type drifting struct {
	running
	baseline  string
	scenario  string
	contracts string
	record    string
	documents map[string]*contracts.Document
	now       func() time.Time
	leak      atomic.Pointer[replay.Leak] // the first one, while calls are recorded
}

const driftHelp = `Hold what a provider answers against its contract, and against an older set of
its answers.

With DIR the recordings below it are looked at, which contract run --live --record
writes. Without, calls are made: to the URLs of --target, or to the simulator
inside this program, and --scenario has that one stand in for a provider that
drifts. A finding says which rule, how bad and why, how often it was seen and how
often it takes to believe it (severity.yaml), and which side is wrong, by the
table in docs/contract-testing.md. With fewer samples it is suspected, and fails
nothing.

Exit codes: 0 no drift, 1 the client, the contract or the simulator is wrong, 2
wrong usage, nothing to look at, or a file that is no recording, 3 a drift as bad
as --fail-on, 5 interrupted, 6 the provider's own faults and nothing else, 7 a
recording would have told a secret, 130 interrupted before anything was done.`

func newDrift() *cobra.Command {
	d := drifting{now: time.Now}
	d.failOn, d.workers = string(contracts.Breaking), 4
	cmd := &cobra.Command{
		Use:   "drift [DIR]",
		Short: "Say how a provider's answers left its contract; exit 3 on a breaking drift",
		Long:  driftHelp,
		Example: `  contract drift recordings
  contract drift recordings --baseline recordings-of-last-month
  contract drift --target ksyun=http://127.0.0.1:18082
  contract drift --scenario unknown-fields --report json=drift.json`,
		Args: atMost(1, "one folder of recordings: contract drift DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			context.AfterFunc(ctx, stop) // a second signal ends the process at once
			return d.run(ctx, cmd, args)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&d.baseline, "baseline", "", "a folder of older recordings to compare with")
	flags.StringArrayVar(&d.target, "target", nil, "where a provider answers, PROVIDER=URL, or a URL with --provider; repeatable")
	flags.StringVar(&d.provider, "provider", "", "look at one provider")
	flags.StringVar(&d.pattern, "case", "", "make the calls of such cases: ksyun.batch.*")
	flags.StringVar(&d.scenario, "scenario", "", "have the built-in simulator answer by this scenario, a file or a built-in one's name")
	flags.StringVar(&d.record, "record", "", "write what a simulator answered as recordings below this folder")
	flags.StringVar(&d.contracts, "contracts", "", "a folder with contracts of your own, PROVIDER/openapi.yaml; what is not there is built in")
	flags.StringVar(&d.profile, "profile", "", "generation of the provider's documents (default: the recording's, or the first)")
	flags.StringSliceVar(&d.reports, "report", nil, reportUsage)
	flags.StringVar(&d.failOn, "fail-on", d.failOn, "the least severity that ends with 3: breaking, risky, info, never")
	return cmd
}

// atMost takes a word or none.
func atMost(n int, want string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return usageError{fmt.Errorf("%s takes %s; see %s --help", cmd.CommandPath(), want, cmd.CommandPath())}
		}
		return nil
	}
}

func (d *drifting) run(ctx context.Context, cmd *cobra.Command, args []string) error {
	began := time.Now()
	outputs, err := d.checkDrift(cmd, args)
	if err != nil {
		return usageError{err}
	}
	if d.documents, err = documents(cmd.ErrOrStderr(), d.contracts); err != nil {
		return err
	}
	o := drift.Options{Documents: d.documents, Profile: d.profile, Now: d.now()}
	set, target, simulator, err := d.look(ctx, cmd, args)
	if err != nil {
		return err
	}
	o.Simulator = simulator
	if o.Baseline, err = d.older(set); err != nil {
		return usageError{err}
	}
	all, err := drift.Compare(set, o)
	if err != nil {
		return usageError{err}
	}
	report := all.Report(set, target, contracts.Severity(d.failOn), began)
	end := d.judge(ctx, set, o.Baseline, all)
	report.Exit, report.ExitWhy, report.TookMS = end.code, end.why, time.Since(began).Milliseconds()
	if ctx.Err() != nil {
		report.Partial = "interrupted"
	}
	tellDrift(cmd.OutOrStdout(), set, o.Baseline, all, end)
	if err := outputs.Write(report); err != nil {
		return err
	}
	if end.code != exitOK {
		return end
	}
	return nil
}

// checkDrift finds what does not go together.
func (d *drifting) checkDrift(cmd *cobra.Command, args []string) (report.Outputs, error) {
	for _, name := range []string{"target", "case", "scenario", "record"} {
		if len(args) > 0 && cmd.Flags().Changed(name) {
			return report.Outputs{}, fmt.Errorf("--%s makes calls, and %s has recordings of them: leave one of them out", name, args[0])
		}
	}
	switch {
	case !slices.Contains(severities, d.failOn):
		return report.Outputs{}, fmt.Errorf("--fail-on %s: it is %s", d.failOn, strings.Join(severities, ", "))
	case len(d.target) > 0 && d.scenario != "":
		return report.Outputs{}, errors.New("--scenario is for the built-in simulator: leave --target out, or give the scenario to that simulator")
	case d.provider != "" && !slices.Contains(contracts.Providers(), d.provider):
		return report.Outputs{}, fmt.Errorf("--provider %s: the providers are %s", d.provider, strings.Join(contracts.Providers(), ", "))
	}
	return report.Read(d.reports)
}

// older is the baseline, which is not the set itself.
func (d *drifting) older(set drift.Set) (drift.Set, error) {
	if d.baseline == "" {
		return drift.Set{}, nil
	}
	older, err := readSamples(d.baseline)
	switch {
	case err != nil:
		return older, fmt.Errorf("--baseline %s: %w", d.baseline, err)
	case len(older.Samples) == 0:
		return older, fmt.Errorf("--baseline %s: there is no recording in it%s", d.baseline, refusals(older))
	case set.Within(older):
		return older, fmt.Errorf("--baseline %s: all that is looked at is in it too, and what is compared with itself proves nothing", d.baseline)
	}
	return older, nil
}

func refusals(set drift.Set) string {
	if len(set.Refused) == 0 {
		return ""
	}
	return "; " + set.Refused[0].String()
}

// judge is how it ended: of several endings the first of 2, 7, 4, 1, 3, 5, 6.
func (d *drifting) judge(ctx context.Context, set, older drift.Set, all drift.Comparison) ending {
	var ends []ending
	for _, refused := range slices.Concat(set.Refused, older.Refused) {
		ends = append(ends, ending{exitUsage, refused.String()})
	}
	for _, one := range all.Drifts {
		if d.failOn != "never" && one.Fails(contracts.Severity(d.failOn)) {
			ends = append(ends, ending{exitOf(one), fmt.Sprintf("%s is wrong: %s %s", one.Verdict.Wrong, one.Rule, one.ID)})
		}
	}
	if leak := d.leak.Load(); leak != nil {
		ends = append(ends, ending{exitLeak, leak.Error()})
	}
	if ctx.Err() != nil {
		ends = append(ends, ending{exitPartial, "interrupted"})
	}
	if len(all.Faults) > 0 && len(all.Faults) == len(set.Samples) {
		ends = append(ends, ending{exitEnvironment, "the provider answered with faults of its own, and with nothing else"})
	}
	return worst(ends, ending{exitOK, "no drift that counts"})
}

// exitOf: what nobody can tell is the provider's until a person accepts it.
func exitOf(one drift.Drift) int {
	switch one.Side {
	case contracts.Client, contracts.Simulator, contracts.Contracts:
		return exitFault
	}
	return exitDrift
}

func tellDrift(w io.Writer, set, older drift.Set, all drift.Comparison, end ending) {
	for _, refused := range slices.Concat(set.Refused, older.Refused) {
		line(w, "refused %s", refused)
	}
	for _, one := range all.Drifts {
		line(w, "%s", one)
	}
	suspected := 0
	for _, one := range all.Drifts {
		if one.Suspected() {
			suspected++
		}
	}
	line(w, "%d %s, %d %s, %d of them suspected, %d faults of the provider's own", len(set.Samples), plural(len(set.Samples), "sample"),
		len(all.Drifts), plural(len(all.Drifts), "finding"), suspected, len(all.Faults))
	line(w, "exit %d: %s", end.code, end.why)
}
