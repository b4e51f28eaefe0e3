package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/internal/drift"
)

// accepting is what contract accept is told.
type accepting struct {
	from, contracts, write string
	now                    func() time.Time
}

const acceptHelp = `Make of a finding a change to the contract, and print it as a diff to review: one
more reading of the documents, with the day it was seen as its evidence, by which
contract drift judges from then on. What the documents say stays as it is. Where no
contract can say it, such as an operation that is gone, a scenario is made by which
the simulator answers so. What can be neither is refused with the reason.

Nothing is written without --write, which copies the contract into a folder of
your own first. The result has passed contract lint.

Exit codes: 0 there is a change, 1 the finding cannot be accepted, 2 wrong usage,
or no such finding.`

func newAccept() *cobra.Command {
	a := accepting{now: time.Now}
	cmd := &cobra.Command{
		Use:   "accept FINDING --from REPORT|DIR",
		Short: "Turn a finding of drift into a change to the contract, or a scenario, to review",
		Long:  acceptHelp,
		Example: `  contract accept 1a2b3c4d5e6f7081 --from drift.json
  contract accept 1a2b3c4d5e6f7081 --from recordings --write my-contracts
  contract drift recordings --contracts my-contracts`,
		Args: exactly(1, "the id of a finding: contract accept 1a2b3c4d5e6f7081 --from drift.json"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.run(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&a.from, "from", "", "the JSON report with the finding, or the folder of recordings it is found in")
	flags.StringVar(&a.contracts, "contracts", "", "a folder with contracts of your own to change (default: that of --write if it has one, or the built-in ones)")
	flags.StringVar(&a.write, "write", "", "write the changed contract, or the scenario, into this folder")
	return cmd
}

func (a *accepting) run(cmd *cobra.Command, id string) error {
	if len(id) < 6 || strings.Trim(id, "0123456789abcdef") != "" {
		return usageError{fmt.Errorf("%q is no finding: ids are as contract drift prints them, 1a2b3c4d5e6f7081", id)}
	}
	if a.from == "" {
		return usageError{errors.New("say with --from in which report, or below which folder of recordings, the finding is")}
	}
	if _, err := os.Stat(a.write); a.contracts == "" && a.write != "" && err == nil {
		if found, _ := filepath.Glob(filepath.Join(a.write, "*", document)); len(found) > 0 {
			a.contracts = a.write
		}
	}
	all, err := documents(cmd.ErrOrStderr(), a.contracts)
	if err != nil {
		return err
	}
	f, err := a.finding(id, all)
	if err != nil {
		return usageError{err}
	}
	d := all[f.Provider]
	if d == nil {
		return usageError{fmt.Errorf("the finding is about %q, and there is no such provider", f.Provider)}
	}
	base := a.base(f.Provider)
	made, err := drift.Accept(base, d, f, a.now().UTC().Format(time.DateOnly))
	if err != nil {
		return fmt.Errorf("%s: %w", f.ID, err)
	}
	if made.Scenario != "" {
		if err := builtin.Check(string(made.Files[made.Scenario])); err != nil {
			return fmt.Errorf("%s: the scenario would not run, so there is none: %w", f.ID, err)
		}
	}
	_, _ = fmt.Fprint(cmd.OutOrStdout(), made.Diff())
	line(cmd.ErrOrStderr(), "contract: %s", made.What)
	if made.Next != "" {
		line(cmd.ErrOrStderr(), "contract: next: %s", made.Next)
	}
	if a.write == "" {
		line(cmd.ErrOrStderr(), "contract: nothing is written; --write DIR does")
		return nil
	}
	return a.keep(base, f.Provider, made)
}

// base is the folder the contract was read from.
func (a *accepting) base(provider string) fs.FS {
	if a.contracts != "" {
		if _, err := os.Stat(filepath.Join(a.contracts, provider, document)); err == nil {
			return os.DirFS(a.contracts)
		}
	}
	return contracts.Embedded()
}

// longestReport is more than any report has.
const longestReport = 64 << 20

// finding looks for an id, or the beginning of one.
func (a *accepting) finding(id string, all map[string]*contracts.Document) (contracts.Finding, error) {
	info, err := os.Stat(a.from)
	if err != nil {
		return contracts.Finding{}, fmt.Errorf("--from: %w", err)
	}
	var list []contracts.Finding
	if info.IsDir() {
		list, err = a.compared(all)
	} else {
		list, err = a.reported(info)
	}
	if err != nil {
		return contracts.Finding{}, fmt.Errorf("--from %s: %w", a.from, err)
	}
	found := map[string]contracts.Finding{}
	for _, f := range list {
		if strings.HasPrefix(f.ID, id) {
			found[f.ID] = f
		}
	}
	switch len(found) {
	case 0:
		return contracts.Finding{}, fmt.Errorf("--from %s: there is no finding %s among its %d", a.from, id, len(list))
	case 1:
		for _, f := range found {
			return f, nil
		}
	}
	return contracts.Finding{}, fmt.Errorf("--from %s: %d findings begin with %s; write more of it", a.from, len(found), id)
}

func (a *accepting) compared(all map[string]*contracts.Document) (list []contracts.Finding, err error) {
	set, err := readSamples(a.from)
	if err != nil {
		return nil, err
	}
	c, err := drift.Compare(set, drift.Options{Documents: all, Now: a.now()})
	for _, d := range c.Drifts {
		list = append(list, d.Finding)
	}
	return list, err
}

// reported reads a report, which anybody may have written.
func (a *accepting) reported(info fs.FileInfo) (list []contracts.Finding, err error) {
	if info.Size() > longestReport {
		return nil, fmt.Errorf("a report has at most %d bytes", longestReport)
	}
	text, err := os.ReadFile(a.from)
	if err != nil {
		return nil, err
	}
	return drift.Findings(text)
}

// keep writes the change into a folder, with the rest of the contract where it has
// none yet.
func (a *accepting) keep(base fs.FS, provider string, made *drift.Acceptance) error {
	if made.Scenario == "" {
		if _, err := os.Stat(filepath.Join(a.write, provider, document)); errors.Is(err, fs.ErrNotExist) {
			below, err := fs.Sub(base, provider)
			if err != nil {
				return err
			}
			if err := os.CopyFS(filepath.Join(a.write, provider), below); err != nil {
				return err
			}
		} else if a.contracts != a.write {
			return usageError{fmt.Errorf("--write %s: there is a contract of %s already; change that one with --contracts %s", a.write, provider, a.write)}
		}
	}
	for name, text := range made.Files {
		path := filepath.Join(a.write, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
