package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/ctl"
)

const journalExample = `  simulator ctl journal --number 13900000200     everything about one number
  simulator ctl journal --row Insufficient.Balance
  simulator ctl journal tail                     each exchange when it happens
  simulator ctl journal export --format har      all of it, for other tools`

// journalOrder is which entries are meant.
type journalOrder struct {
	ctl.Filter
	since uint64
}

func (j *journalOrder) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&j.Provider, "provider", "", "of this provider only")
	f.StringVar(&j.Account, "account", "", "of this account only")
	f.StringVar(&j.Operation, "operation", "", "of this operation only")
	f.StringVar(&j.Number, "number", "", "of this phone number, or of this pseudonym")
	f.StringVar(&j.Row, "row", "", "refused with this row of the provider's error catalogue")
	f.Uint64Var(&j.since, "since", 0, "what follows this sequence number, instead of the newest")
	f.IntVar(&j.Limit, "limit", 0, "how many at most (default 100; export: all)")
}

func (j *journalOrder) filter(cmd *cobra.Command) ctl.Filter {
	f := j.Filter
	if cmd.Flags().Changed("since") {
		f.Since = &j.since
	}
	return f
}

func newCtlJournal(o *ctlFlags) *cobra.Command {
	j := &journalOrder{}
	cmd := &cobra.Command{
		Use: "journal", Short: "Print what was asked and answered, and why; follow, export or clear it", Args: noArguments, Example: journalExample,
	}
	cmd.RunE = asks(o, func(cmd *cobra.Command, c *ctl.Client, _ []string) (ctl.Page, error) {
		return c.Journal(cmd.Context(), j.filter(cmd))
	}, sayPage)
	j.flags(cmd)
	cmd.AddCommand(newJournalTail(o), newJournalExport(o), newJournalUnclaimed(o),
		&cobra.Command{
			Use: "show REQUEST-ID", Short: "Print one exchange, by the request id of its answer", Args: words("a request id"),
			RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) (ctl.Entry, error) {
				return c.Entry(cmd.Context(), args[0])
			}, sayEntry),
		},
		&cobra.Command{
			Use: "clear", Short: "Forget every entry", Args: noArguments,
			RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, _ []string) (done, error) {
				n, err := c.ClearJournal(cmd.Context())
				return done{fmt.Sprintf("%d %s", n, entryWord(n))}, err
			}, func(w io.Writer, d done) { line(w, "%s forgotten", d.Done) }),
		},
	)
	return cmd
}

func entryWord(n int) string {
	if n == 1 {
		return "entry"
	}
	return "entries"
}

func newJournalUnclaimed(o *ctlFlags) *cobra.Command {
	j := &journalOrder{}
	cmd := &cobra.Command{Use: "unclaimed", Short: "Print exchanges that no account claims, of all tenants' strangers", Args: noArguments}
	cmd.RunE = asks(o, func(cmd *cobra.Command, c *ctl.Client, _ []string) (ctl.Page, error) {
		return c.Unclaimed(cmd.Context(), j.filter(cmd))
	}, sayPage)
	j.flags(cmd)
	return cmd
}

func newJournalExport(o *ctlFlags) *cobra.Command {
	j, format := &journalOrder{}, ""
	cmd := &cobra.Command{Use: "export", Short: "Print all entries for other tools: a line of JSON each, or an HTTP archive", Args: noArguments}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := o.client()
		if err != nil {
			return err
		}
		return c.Export(cmd.Context(), j.filter(cmd), format, cmd.OutOrStdout())
	}
	cmd.Flags().StringVar(&format, "format", "ndjson", "ndjson or har")
	j.flags(cmd)
	return cmd
}

func newJournalTail(o *ctlFlags) *cobra.Command {
	j := &journalOrder{}
	cmd := &cobra.Command{Use: "tail", Short: "Print each exchange when it happens, until Ctrl-C", Args: noArguments}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := o.client()
		if err != nil {
			return err
		}
		for heard, err := range c.Tail(cmd.Context(), j.filter(cmd)) {
			if err != nil {
				return err
			}
			o.hear(cmd.OutOrStdout(), heard)
		}
		return nil
	}
	j.flags(cmd)
	return cmd
}

func (o *ctlFlags) hear(w io.Writer, heard ctl.Heard) {
	switch {
	case heard.Entry == nil:
		line(w, "%d %s missed", heard.Missed, entryWord(int(heard.Missed)))
	case o.json:
		_ = printJSON(w, heard.Entry)
	default:
		line(w, "%s", strings.ReplaceAll(row(*heard.Entry), "\t", "  "))
	}
}

func sayPage(w io.Writer, p ctl.Page) {
	table(w, func(t *tabwriter.Writer) {
		for _, e := range p.Entries {
			line(t, "%s", row(e))
		}
	})
	if more := p.Count - len(p.Entries); more > 0 {
		line(w, "%d of %d; --limit and --since show others", len(p.Entries), p.Count)
	}
	if !p.Complete {
		line(w, "Not complete: the journal had no room for %d older %s.", p.Dropped, entryWord(int(p.Dropped)))
	}
}

// row is an exchange on one line.
func row(e ctl.Entry) string {
	said := make([]string, len(e.Numbers))
	for i, n := range e.Numbers {
		said[i] = strings.TrimSpace(n.Number + " " + n.Status)
	}
	answer := strings.Join(said, ", ")
	if e.Row != "" {
		answer = strings.TrimSpace(answer+" "+e.Row) + ": " + e.Why
	}
	if !e.Delivered {
		answer += " (not delivered)"
	}
	who := cmp.Or(e.Account, cmp.Or(e.KeyID, "nobody"))
	return fmt.Sprintf("%d\t%s\t%s\t%s\t%s\t%d\t%s\t%s", e.Seq, e.At.Format(time.RFC3339), e.Provider, cmp.Or(e.Operation, "-"), who, e.HTTP, e.Charged, answer)
}

func sayEntry(w io.Writer, e ctl.Entry) {
	line(w, "%s", strings.ReplaceAll(row(e), "\t", "  "))
	for _, rule := range e.Rules {
		line(w, "  %s had a hand in it", rule)
	}
	for _, n := range e.Numbers {
		line(w, "  %s %s %s", n.Number, n.Status, n.Pseudonym)
	}
}
