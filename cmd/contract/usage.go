package main

import (
	"cmp"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim/internal/usage"
)

const usageHead = `# What %s used of the providers, as %d calls in a journal show it. A journal
# has neither the parameters of a call nor the fields that were read of its answer:
# add sends and reads to the operations, and handles, the codes there is a branch
# for, beside them. What is left out counts as not known.
`

func newUsage() *cobra.Command {
	var journals []string
	var consumer string
	cmd := &cobra.Command{
		Use:   "usage --journal FILE",
		Short: "Write what a consumer uses, from its journal",
		Long: `Write what a consumer uses, as a file for impact --usage, from journals that
simulator ctl journal export wrote. It has the operations that were called and the
rows and statuses that came back. What a journal cannot show has to be added by
hand: the parameters that are sent, the fields that are read, the codes that are
handled.`,
		Example: `  simulator ctl journal export > team-b.ndjson
  contract usage --journal team-b.ndjson > team-b.yaml`,
		Args: exactly(0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if len(journals) == 0 {
				return usageError{fmt.Errorf("usage needs a journal: contract usage --journal FILE")}
			}
			var all []*usage.Journal
			for _, name := range journals {
				j, err := readJournal(cmd.ErrOrStderr(), name)
				if err != nil {
					return err
				}
				all = append(all, j)
			}
			return writeUsage(cmd.OutOrStdout(), usage.Derive(cmp.Or(consumer, consumerOf(journals[0])), all...), all)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringArrayVar(&journals, "journal", nil, "an exported journal; repeatable")
	cmd.Flags().StringVar(&consumer, "consumer", "", "whose it is (default: the first journal's name)")
	return cmd
}

func writeUsage(w io.Writer, u *usage.Usage, journals []*usage.Journal) error {
	calls := 0
	for _, j := range journals {
		calls += len(j.Entries)
	}
	if _, err := fmt.Fprintf(w, usageHead, u.Consumer, calls); err != nil {
		return err
	}
	e := yaml.NewEncoder(w)
	e.SetIndent(2)
	if err := e.Encode(u); err != nil {
		return err
	}
	return e.Close()
}
