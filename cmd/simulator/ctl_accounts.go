package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/ctl"
)

func newCtlAccounts(o *ctlFlags) *cobra.Command {
	cmd := &cobra.Command{
		Use: "accounts [PROVIDER]", Short: "List a tenant's accounts; show one, change its money, print where that went", Args: atMost(1),
		RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) ([]ctl.Account, error) {
			return c.Accounts(cmd.Context(), strings.Join(args, ""))
		}, sayAccounts),
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "show PROVIDER/ACCOUNT", Short: "Print one account", Args: words("provider/account"),
			RunE: asks(o, onAccount(func(cmd *cobra.Command, c *ctl.Client, provider, name string, _ []string) (ctl.Account, error) {
				return c.Account(cmd.Context(), provider, name)
			}), sayAccount),
		},
		newChange(o, "top-up PROVIDER/ACCOUNT YUAN", "Add to the balance; with a minus, behind --, take from it", func(v string) ctl.AccountChange { return ctl.AccountChange{TopUp: v} }),
		newChange(o, "balance PROVIDER/ACCOUNT YUAN", "Set the balance, to yuan or unlimited", func(v string) ctl.AccountChange { return ctl.AccountChange{Balance: v} }),
		newChange(o, "quota PROVIDER/ACCOUNT ANSWERS", "Set how many answers it may still get", func(v string) ctl.AccountChange { return ctl.AccountChange{Quota: v} }),
		&cobra.Command{
			Use: "statement PROVIDER/ACCOUNT", Short: "Print where its money went since the scenario began", Args: words("provider/account"),
			RunE: asks(o, onAccount(func(cmd *cobra.Command, c *ctl.Client, provider, name string, _ []string) (ctl.Statement, error) {
				return c.Statement(cmd.Context(), provider, name)
			}), sayStatement),
		},
	)
	return cmd
}

// onAccount takes provider/account apart.
func onAccount[T any](ask func(cmd *cobra.Command, c *ctl.Client, provider, name string, rest []string) (T, error)) func(*cobra.Command, *ctl.Client, []string) (T, error) {
	return func(cmd *cobra.Command, c *ctl.Client, args []string) (none T, err error) {
		provider, name, ok := strings.Cut(args[0], "/")
		if !ok {
			return none, usageError{fmt.Errorf("%s is not provider/account, such as aliyun/numsim", args[0])}
		}
		return ask(cmd, c, provider, name, args[1:])
	}
}

func newChange(o *ctlFlags, use, short string, change func(value string) ctl.AccountChange) *cobra.Command {
	note := ""
	cmd := &cobra.Command{Use: use, Short: short, Args: words("provider/account", "an amount")}
	cmd.RunE = asks(o, onAccount(func(cmd *cobra.Command, c *ctl.Client, provider, name string, rest []string) (ctl.Account, error) {
		to := change(rest[0])
		to.Note = note
		return c.ChangeAccount(cmd.Context(), provider, name, to)
	}), sayAccount)
	cmd.Flags().StringVar(&note, "note", "", "what for; the statement has it")
	return cmd
}

func sayAccounts(w io.Writer, list []ctl.Account) {
	table(w, func(t *tabwriter.Writer) {
		line(t, "ACCOUNT\tID\tPROFILE\tBALANCE\tQUOTA\tPRICE\tABOUT")
		for _, a := range list {
			line(t, "%s/%s\t%s\t%s\t%s\t%s\t%s\t%s", a.Provider, a.Name, a.ID, a.Profile, a.Balance, a.Quota, a.Price, a.About)
		}
	})
}

func sayAccount(w io.Writer, a ctl.Account) { sayAccounts(w, []ctl.Account{a}) }

func sayStatement(w io.Writer, s ctl.Statement) {
	table(w, func(t *tabwriter.Writer) {
		line(t, "opening\t%s\t", s.Opening)
		for _, c := range s.Changes {
			line(t, "%s\t%s\t%s %s", c.At.Format(time.RFC3339), c.Amount, c.Kind, c.Note)
		}
		for _, c := range s.Charges {
			lost := ""
			if !c.Delivered {
				lost = ", and the answer was lost"
			}
			line(t, "%s\t-%s\t%s, %d %s, request %s%s", c.At.Format(time.RFC3339), c.Charged, c.Operation, c.Numbers, plural(c.Numbers, "number"), c.RequestID, lost)
		}
		if more := s.Count - len(s.Charges); more > 0 {
			line(t, "\t\tand %d older %s", more, plural(more, "charge"))
		}
		line(t, "balance\t%s\t", s.Balance)
		line(t, "quota\t%s\t", s.Quota)
	})
	if !s.Complete {
		line(w, "Not complete: %s.", s.Why)
	}
}
