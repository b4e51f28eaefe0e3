package main

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/serve"
)

func newScenarios(providers []sim.Provider) *cobra.Command {
	cmd := &cobra.Command{Use: "scenarios", Short: "List, show and explain scenarios, and print their schema"}
	cmd.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List the embedded scenarios, one to a line", Args: atMost(0),
			RunE: func(cmd *cobra.Command, _ []string) error { return listScenarios(cmd.OutOrStdout()) },
		},
		&cobra.Command{
			Use: "show NAME|FILE", Short: "Print a scenario's document", Args: oneScenario,
			RunE: func(cmd *cobra.Command, args []string) error { return showScenario(cmd.OutOrStdout(), args[0]) },
		},
		newExplain(providers),
		&cobra.Command{
			Use: "schema", Short: "Print the JSON Schema of scenario documents, for editors", Args: atMost(0),
			RunE: func(cmd *cobra.Command, _ []string) error {
				_, err := cmd.OutOrStdout().Write(scenarios.Schema())
				return err
			},
		},
	)
	return cmd
}

func oneScenario(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usageError{fmt.Errorf("%s needs one scenario: a file, or a name of simulator scenarios list", cmd.CommandPath())}
	}
	return nil
}

func listScenarios(w io.Writer) error {
	for _, name := range scenarios.Names() {
		d, findings := scenarios.Read(scenarios.Library(), name+".yaml")
		if len(findings.Errors()) > 0 {
			return findings
		}
		line(w, "%-30s %s", name, d.About)
	}
	return nil
}

func showScenario(w io.Writer, name string) error {
	s, err := find(name)
	if err != nil {
		return usageError{err}
	}
	return s.in(func(fsys fs.FS) error {
		text, err := fs.ReadFile(fsys, s.name)
		if err == nil {
			_, err = w.Write(text)
		}
		return err
	})
}

// explainOrder is a call that is only thought of.
type explainOrder struct {
	provider, operation, account, number string
	at                                   time.Duration
	call                                 int
}

func newExplain(providers []sim.Provider) *cobra.Command {
	o := &explainOrder{}
	cmd := &cobra.Command{
		Use:   "explain NAME|FILE --number NUMBER",
		Short: "Say which rules would hold for a call, and why the others would not",
		Args:  oneScenario,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := find(args[0])
			if err != nil {
				return usageError{err}
			}
			e, err := s.read(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return o.explain(cmd.OutOrStdout(), scenarios.New(e.draft), s.folder, providers)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.number, "number", sampleNumber, "the number asked about")
	f.StringVar(&o.provider, "provider", "aliyun", "at which provider")
	f.StringVar(&o.operation, "operation", "", "what is called (default: the provider's first)")
	f.StringVar(&o.account, "account", "numsim", "by which account")
	f.DurationVar(&o.at, "at", 0, "how long after the scenario began")
	f.IntVar(&o.call, "call", 1, "the how-manieth such call it is")
	return cmd
}

func (o *explainOrder) explain(w io.Writer, s *scenarios.Scenario, folder string, providers []sim.Provider) error {
	chosen, err := choose(providers, []string{o.provider})
	if err != nil {
		return err
	}
	q, err := o.question(s, chosen[0])
	if err != nil {
		return err
	}
	line(w, "%s is %s, %s; %s asks %s at %s; seed %d", o.number, q.Numbers[0].Carrier, q.Numbers[0].Status, q.Account, q.Operation, q.Provider, s.Seed)
	for range o.call - 1 {
		s.Decide(q) // the calls before count
	}
	for _, v := range s.Explain(q) {
		name := v.Rule.Name
		if name == "" {
			name = v.Rule.Does()
		}
		if v.Holds {
			line(w, "holds   %s%s  %s", folder, v.Rule.Where, name)
		} else {
			line(w, "        %s%s  %s: %s", folder, v.Rule.Where, name, v.Why)
		}
	}
	return nil
}

// question is the call as rules see it, of a ready-made account.
func (o *explainOrder) question(s *scenarios.Scenario, p sim.Provider) (*scenarios.Question, error) {
	list, account, err := serve.Accounts(p, nil)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Account.Name == o.account {
			account = &list[i].Account
		}
	}
	own := *account
	own.Name = o.account
	operation := cmp.Or(o.operation, p.Traits().Operations[0])
	return serve.Consider(p, s, &own, operation, numsim.Number(o.number), o.at, &ledger.Counters{}).Question, nil
}
