package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/report"
	"github.com/numsim/numsim/internal/usage"
)

// covering is what coverage was asked for.
type covering struct {
	journals, providers, reports []string
	profile, badge               string
	min                          int
}

func newCoverage() *cobra.Command {
	x := &covering{}
	cmd := &cobra.Command{
		Use:   "coverage --journal FILE",
		Short: "Say how much of a provider's error table a consumer's tests have met; exit 1 below --min",
		Long: `Say which rows of a provider's error table, and which statuses of the operations
called, a consumer's tests have met, from journals that simulator ctl journal export
wrote; and of each that they have not, what provokes it.`,
		Example: `  contract coverage --journal team-a.ndjson
  contract coverage --journal team-a.ndjson --provider aliyun --min 20 --badge coverage.svg`,
		Args: exactly(0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error { return x.run(cmd.OutOrStdout(), cmd.ErrOrStderr()) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(&x.journals, "journal", nil, "an exported journal; repeatable")
	flags.StringArrayVar(&x.providers, "provider", nil, "a provider, or the folder of a contract; repeatable (default: those that were called)")
	flags.StringVar(&x.profile, "profile", "", "generation of the provider's documents (default: the first)")
	flags.IntVar(&x.min, "min", 0, "exit 1 where less than so many percent were met, 0 to 100")
	flags.StringVar(&x.badge, "badge", "", "a file for the percentage as an SVG")
	flags.StringSliceVar(&x.reports, "report", nil, reportUsage)
	return cmd
}

func (x *covering) run(stdout, stderr io.Writer) error {
	if x.min < 0 || x.min > 100 {
		return usageError{fmt.Errorf("--min %d: it is a percentage, from 0 to 100", x.min)}
	}
	outputs, err := report.Read(x.reports)
	if err != nil {
		return usageError{err}
	}
	began := time.Now()
	goals, err := x.goals(stderr)
	if err != nil {
		return err
	}
	end := x.verdict(goals)
	tellCoverage(stdout, goals)
	if err := x.paint(usage.Percent(goals)); err != nil {
		return err
	}
	if err := outputs.Write(x.report(goals, end, began)); err != nil {
		return err
	}
	if end.code == exitOK {
		return nil
	}
	return end
}

// goals reads the journals and holds them against each provider.
func (x *covering) goals(stderr io.Writer) (goals []usage.Goal, err error) {
	if len(x.journals) == 0 {
		return nil, usageError{fmt.Errorf("coverage needs a journal: contract coverage --journal FILE; simulator ctl journal export writes one")}
	}
	var journals []*usage.Journal
	providers := x.providers
	for _, name := range x.journals {
		j, err := readJournal(stderr, name)
		if err != nil {
			return nil, err
		}
		journals = append(journals, j)
		for _, p := range j.Providers() {
			if len(x.providers) == 0 && !slices.Contains(providers, p) {
				providers = append(providers, p)
			}
		}
	}
	if len(providers) == 0 {
		return nil, usageError{fmt.Errorf("nothing was called: %s", strings.Join(x.journals, ", "))}
	}
	for _, p := range providers {
		c, name, err := x.contract(stderr, p)
		if err != nil {
			return nil, err
		}
		goals = append(goals, usage.Cover(name, c, journals)...)
	}
	return goals, nil
}

func (x *covering) contract(stderr io.Writer, provider string) (*contracts.Contract, string, error) {
	s, err := find(provider)
	if err != nil {
		return nil, "", err
	}
	d, err := s.sound(stderr)
	if err != nil {
		return nil, "", err
	}
	c, err := d.For(x.profile, nil)
	if err != nil {
		return nil, "", usageError{err}
	}
	return c, d.Provider, nil
}

func (x *covering) verdict(goals []usage.Goal) ending {
	percent := usage.Percent(goals)
	if percent < x.min {
		return ending{exitFault, fmt.Sprintf("%d%% were met, and --min asks for %d%%", percent, x.min)}
	}
	return ending{exitOK, fmt.Sprintf("%d%% were met", percent)}
}

func tellCoverage(w io.Writer, goals []usage.Goal) {
	for _, p := range providersOf(goals) {
		its := slices.DeleteFunc(slices.Clone(goals), func(g usage.Goal) bool { return g.Provider != p })
		line(w, "%s: %d%%", p, usage.Percent(its))
		for _, g := range its {
			if g.Met > 0 {
				line(w, "  met %s (%d)", g.Name, g.Met)
			}
		}
		for _, g := range its {
			if g.Met == 0 {
				line(w, "  not met %s: %s", g.Name, g.How)
			}
		}
	}
	met := len(slices.DeleteFunc(slices.Clone(goals), func(g usage.Goal) bool { return g.Met == 0 }))
	line(w, "coverage: %d of %d, %d%%", met, len(goals), usage.Percent(goals))
}

func providersOf(goals []usage.Goal) (list []string) {
	for _, g := range goals {
		if !slices.Contains(list, g.Provider) {
			list = append(list, g.Provider)
		}
	}
	return list
}

func (x *covering) paint(percent int) error {
	if x.badge == "" {
		return nil
	}
	f, err := os.Create(x.badge)
	if err != nil {
		return usageError{fmt.Errorf("--badge: %w", err)}
	}
	if err := usage.Badge(f, percent); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}

// report has a result for each goal. One that was not met is skipped: it is the
// gate that fails.
func (x *covering) report(goals []usage.Goal, end ending, began time.Time) *conformance.Report {
	r := &conformance.Report{
		Tool: "contract coverage", Target: strings.Join(x.journals, ", "), Began: began.UTC(), FailOn: fmt.Sprintf("%d%%", x.min),
		Exit: end.code, ExitWhy: end.why,
	}
	for _, g := range goals {
		one := conformance.Result{
			ID:       "coverage." + g.Provider + "." + strings.NewReplacer(":", ".", "=", ".", "/", "-", " ", "-").Replace(strings.ToLower(g.Name)),
			Provider: g.Provider, Rule: g.Rule, Source: g.Source, Target: r.Target, Outcome: conformance.Passed,
		}
		if g.Met == 0 {
			one.Outcome, one.Reason = conformance.Skipped, "no call met it; what does: "+g.How
		}
		r.Add(one)
	}
	gate := conformance.Result{
		ID: "coverage.gate", Rule: fmt.Sprintf("at least %d%% of what is documented is met", x.min), Source: "--min", Target: r.Target, Outcome: conformance.Passed,
	}
	if end.code != exitOK {
		gate.Outcome = conformance.Failed
		gate.Failures = []conformance.Failure{{Expected: fmt.Sprintf("%d%%", x.min), Actual: fmt.Sprintf("%d%%", usage.Percent(goals))}}
	}
	r.Add(gate)
	return r
}
