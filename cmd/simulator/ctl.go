package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/ctl"
)

const ctlHelp = `ctl asks a running simulator by its control port, and changes it. Everything it
does is one request that any language can send: see docs/control.md.`

const ctlExample = `  simulator ctl tenants create ci-1 --set aliyun.balance=0.30   a world of its own, with its keys
  simulator ctl journal --tenant ci-1                           what was asked and answered, and why
  simulator ctl explain 13900000200 --tenant ci-1               what would come of a call`

// ctlFlags are what every command below ctl takes.
type ctlFlags struct {
	control, token, tenant string
	json                   bool
}

func newCtl() *cobra.Command {
	cmd := &cobra.Command{
		Use: "ctl", Short: "Ask a running simulator, and change it, by its control port", Long: ctlHelp, Example: ctlExample,
	}
	o := &ctlFlags{}
	f := cmd.PersistentFlags()
	f.SortFlags = false
	f.StringVar(&o.control, "control", "127.0.0.1:18080", "the control port: its URL, or the listen address the simulator was given")
	f.StringVar(&o.token, "control-token", "", "the token the control port asks for; better in NUMSIM_CONTROL_TOKEN, which other users do not see")
	f.StringVar(&o.tenant, "tenant", "", "whose clock, accounts, journal and scenario (default: the default tenant's)")
	f.BoolVar(&o.json, "json", false, "print the answer as JSON")
	cmd.AddCommand(
		newCtlTenants(o), newCtlClock(o), newCtlAccounts(o), newCtlScenario(o), newCtlRules(o), newCtlNumbers(o), newCtlExplain(o),
		newCtlVerify(o), newCtlSignature(o),
		newCtlJournal(o), newCtlState(o), newCtlCapsule(o),
	)
	return cmd
}

// client is one of the control port that was named.
func (o *ctlFlags) client() (*ctl.Client, error) {
	base := o.control
	if !strings.HasPrefix(base, "http://") {
		address, err := callable(base)
		if err != nil {
			return nil, usageError{err}
		}
		base = "http://" + address
	}
	return ctl.NewClient(ctl.Options{Base: base, Token: o.token, Tenant: o.tenant}), nil
}

// asks is a command that asks once and prints what came back: as JSON, or as
// say has it.
func asks[T any](o *ctlFlags, ask func(*cobra.Command, *ctl.Client, []string) (T, error), say func(io.Writer, T)) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		c, err := o.client()
		if err != nil {
			return err
		}
		got, err := ask(cmd, c, args)
		if err != nil {
			return err
		}
		if o.json {
			return printJSON(cmd.OutOrStdout(), got)
		}
		say(cmd.OutOrStdout(), got)
		return nil
	}
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// words asks for as many arguments as there are names, in their order.
func words(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < len(names) {
			return usageError{fmt.Errorf("%s needs %s; see %s --help", cmd.CommandPath(), strings.Join(names[len(args):], " and "), cmd.CommandPath())}
		}
		return atMost(len(names))(cmd, args)
	}
}

// some asks for one argument and more.
func some(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usageError{fmt.Errorf("%s needs %s; see %s --help", cmd.CommandPath(), name, cmd.CommandPath())}
		}
		return nil
	}
}

// done is for what has nothing to tell but that it was done.
type done struct {
	Done string `json:"done"`
}

func sayDone(w io.Writer, d done) { line(w, "%s", d.Done) }
