package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/serve"
	"github.com/numsim/numsim/sim/setup"
)

func newAccounts(providers []sim.Provider) *cobra.Command {
	var fields bool
	cmd := &cobra.Command{
		Use:       "accounts [PROVIDER]",
		Short:     "List every ready-made account and what it does",
		ValidArgs: names(providers),
		Args:      atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			chosen, err := choose(providers, args)
			if err != nil {
				return err
			}
			for _, p := range chosen {
				if fields {
					err = printFields(cmd.OutOrStdout(), p)
				} else {
					err = printAccounts(cmd.OutOrStdout(), p)
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&fields, "fields", false, "list the fields and switches that --set takes instead")
	return cmd
}

// choose is the provider that was named, or all of them.
func choose(providers []sim.Provider, args []string) ([]sim.Provider, error) {
	if len(args) == 0 {
		return providers, nil
	}
	for _, p := range providers {
		if p.Traits().Name == args[0] {
			return []sim.Provider{p}, nil
		}
	}
	return nil, usageError{serve.Known(args[0], names(providers))}
}

func printAccounts(w io.Writer, p sim.Provider) error {
	accounts, _, err := serve.Accounts(p, nil)
	if err != nil {
		return err
	}
	t := p.Traits()
	line(w, "%s (%s): the secrets of every one: %s; owner id %s\n", t.Name, t.Vendor, t.Secrets, t.Account.UID)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, a := range accounts {
		about := a.About
		if row := t.Catalogue.Find(a.Account.Answers); row != nil {
			about = fmt.Sprintf("HTTP %d %s: %s", row.Status, row.Name, row.Message)
		}
		line(tw, "  %s\t%s", a.Credential.ID, about)
	}
	line(tw, "")
	return tw.Flush()
}

func printFields(w io.Writer, p sim.Provider) error {
	name := p.Traits().Name
	line(w, "%s: --set %s.FIELD=VALUE, for every ready-made account unless its own trouble says otherwise\n", name, name)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, s := range setup.Settings(p.Traits()) {
		line(tw, "  %s\t%s", s.Name, s.About)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	line(tw, "\n  switch\tvalues, default first\treading (grade of the default)")
	for _, s := range p.Traits().Switches {
		line(tw, "  %s\t%s\t%s (%s)", s.Name, strings.Join(s.Values, "|"), s.About, s.Grade)
	}
	line(tw, "")
	return tw.Flush()
}
