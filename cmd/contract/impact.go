package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/report"
	"github.com/numsim/numsim/internal/usage"
)

func newImpact() *cobra.Command {
	var files, journals, reports []string
	failOn := severities[0]
	cmd := &cobra.Command{
		Use:   "impact OLD NEW",
		Short: "Say which consumer uses what changed between two contracts; exit 3 where a breaking change touches one",
		Long: `Say which consumer uses what changed between two contracts: diff's changes, for
each consumer those that touch what it calls, sends, reads or handles. A usage file
has what a team wrote down; a journal, exported from a simulator while the team's
tests ran, has less: neither what was sent nor what was read. Where something is
not known the change touches perhaps, and counts. docs/impact.md has the format.`,
		Example: `  contract impact aliyun my/aliyun --usage team-a.yaml --journal team-b.ndjson
  contract impact old/ksyun new/ksyun --usage team-a.yaml --fail-on risky`,
		Args: exactly(2, "two contracts: contract impact OLD NEW --usage FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(severities, failOn) {
				return usageError{fmt.Errorf("--fail-on %s: it is %s", failOn, strings.Join(severities, ", "))}
			}
			outputs, err := report.Read(reports)
			if err != nil {
				return usageError{err}
			}
			began := time.Now()
			consumers, err := consumers(cmd.ErrOrStderr(), files, journals)
			if err != nil {
				return err
			}
			changes, d, err := changed(cmd.ErrOrStderr(), args[0], args[1])
			if err != nil {
				return err
			}
			for _, u := range consumers {
				if err := u.Check(d); err != nil {
					return usageError{err}
				}
			}
			r := impact(cmd.OutOrStdout(), d.Provider, changes, consumers, failOn)
			r.Target, r.Began = strings.Join(args, " -> "), began.UTC()
			if err := outputs.Write(r); err != nil {
				return err
			}
			if r.Exit == exitOK {
				return nil
			}
			return driftError{errors.New(r.ExitWhy)}
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(&files, "usage", nil, "a file of what a consumer uses; repeatable")
	flags.StringArrayVar(&journals, "journal", nil, "an exported journal of a consumer, named after the file; repeatable")
	flags.StringVar(&failOn, "fail-on", failOn, "exit 3 where a change at least this bad touches a consumer: "+strings.Join(severities, ", "))
	flags.StringSliceVar(&reports, "report", nil, reportUsage)
	return cmd
}

// consumers are those of all files, usage files first.
func consumers(w io.Writer, files, journals []string) (list []*usage.Usage, err error) {
	if len(files)+len(journals) == 0 {
		return nil, usageError{fmt.Errorf("impact needs a consumer: --usage FILE or --journal FILE; contract usage makes the one of the other")}
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, usageError{err}
		}
		u, err := usage.Read(name, text)
		if err != nil {
			return nil, usageError{err}
		}
		list = append(list, u)
	}
	for _, name := range journals {
		j, err := readJournal(w, name)
		if err != nil {
			return nil, err
		}
		list = append(list, usage.Derive(consumerOf(name), j))
	}
	return list, nil
}

// readJournal reads an export, and says so where calls are missing from it.
func readJournal(w io.Writer, name string) (*usage.Journal, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, usageError{fmt.Errorf("%w; simulator ctl journal export > FILE writes a journal", err)}
	}
	j, err := usage.ReadJournal(name, text)
	if err != nil {
		return nil, usageError{err}
	}
	if !j.Whole {
		line(w, "%s: calls are missing: the export has no end, or the journal dropped some (%d); what they used is not known", name, j.Dropped)
	}
	return j, nil
}

// consumerOf is a file's name without its endings.
func consumerOf(name string) string {
	name, _, _ = strings.Cut(filepath.Base(name), ".")
	return name
}

// impact tells each consumer what touches it, and has a result for each.
func impact(w io.Writer, provider string, changes []contracts.Change, consumers []*usage.Usage, failOn string) *conformance.Report {
	r := &conformance.Report{Tool: "contract impact", FailOn: failOn}
	for _, u := range consumers {
		hits := u.Touched(provider, changes)
		line(w, "%s: %d of %d %s %s what it uses of %s", u.Consumer, len(hits), len(changes), plural(len(changes), "change"), touch(len(changes)), provider)
		one := conformance.Result{
			ID: "impact." + provider + "." + u.Consumer, Provider: provider, Source: provider + "/openapi.yaml", Outcome: conformance.Passed,
			Rule: "No change that is at least " + failOn + " touches what " + u.Consumer + " uses",
		}
		for _, h := range hits {
			because := h.Because
			if h.Perhaps {
				because = "perhaps: " + because
			}
			line(w, "  %s\n    %s", h.Change, because)
			if atLeast(string(h.Change.Severity), failOn) {
				one.Outcome = conformance.Failed
				one.Failures = append(one.Failures, conformance.Failure{Expected: "nothing changes that it uses: " + because, Actual: h.Change.String()})
			}
		}
		r.Add(one)
	}
	r.ExitWhy = "no such change touches anybody"
	if r.Failed > 0 {
		r.Exit = exitDrift
		r.ExitWhy = fmt.Sprintf("%d of %d %s: a change that is at least %s touches them", r.Failed, len(consumers), plural(len(consumers), "consumer"), failOn)
	}
	return r
}

func touch(n int) string {
	if n == 1 {
		return "touches"
	}
	return "touch"
}

// atLeast reports whether one severity is as bad as another; nothing is as bad
// as never.
func atLeast(severity, than string) bool {
	return than != "never" && slices.Index(severities, severity) <= slices.Index(severities, than)
}
