package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/numsim/numsim/sim"
)

const rootHelp = `simulator imitates paid providers that answer "is this phone number alive?".

Point a client's base URL at it and the client gets the bytes, the refusals and
the bill the provider documents. Without a command it serves; it needs no file
and no account, and it dials nowhere.

Flags win over the environment, the environment over defaults: the flag
--log-format is NUMSIM_LOG_FORMAT, and NUMSIM_SET takes several settings
separated by spaces. Only sign has flags alone, and ctl but for NUMSIM_CONTROL,
NUMSIM_CONTROL_TOKEN and NUMSIM_TENANT.`

const rootExample = `  simulator                                        serve on 127.0.0.1
  simulator sign aliyun --phone 13900000200 | sh   ask the running simulator
  simulator accounts aliyun                        every ready-made account
  simulator --set aliyun.balance=0.30              a balance for three answers
  simulator --free-ports --quiet                   free ports, one line of output`

func newRoot(providers []sim.Provider, getenv func(string) string) *cobra.Command {
	serve := newServe(providers)
	root := &cobra.Command{
		Use:           "simulator",
		Short:         "Imitates providers that answer: is this phone number alive?",
		Long:          rootHelp,
		Example:       rootExample,
		Args:          noArguments,
		Version:       versionText(),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          serve.RunE,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return fromEnvironment(shared(cmd), getenv)
		},
	}
	root.Flags().AddFlagSet(serve.Flags())
	root.Flags().SortFlags = false
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())}
	})
	root.AddCommand(serve, newSign(providers), newAccounts(providers), newCheck(), newScenarios(providers), newNumbers(), newCapsule(), newCtl(), newHealthcheck(), newVersion())
	for _, cmd := range root.Commands() {
		orHelp(cmd)
	}
	return root
}

// orHelp has a command that does nothing by itself say what is below it.
func orHelp(cmd *cobra.Command) {
	for _, below := range cmd.Commands() {
		orHelp(below)
	}
	if cmd.HasSubCommands() && !cmd.Runnable() {
		cmd.Args, cmd.RunE = noArguments, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	}
}

// shared are a command's flags that the environment may fill. Those of sign would
// be one provider's and be taken by all, and ctl's --set is not serve's.
func shared(cmd *cobra.Command) *pflag.FlagSet {
	for above := cmd.Parent(); above != nil; above = above.Parent() {
		if above.Name() == "sign" || above.Name() == "ctl" || above.Name() == "capsule" {
			return cmd.InheritedFlags()
		}
	}
	return cmd.Flags()
}

// noArguments refuses a word that is no command and offers the nearest.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := fmt.Sprintf("%s has no command %q", cmd.CommandPath(), args[0])
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		message += fmt.Sprintf(" (did you mean %q?)", near[0])
	}
	return usageError{fmt.Errorf("%s; see %s --help", message, cmd.CommandPath())}
}

// atMost refuses surplus words.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return usageError{fmt.Errorf("%s has no use for %q; see %s --help", cmd.CommandPath(), args[n], cmd.CommandPath())}
		}
		return nil
	}
}

// fromEnvironment fills every flag that was not given from NUMSIM_<FLAG>.
func fromEnvironment(flags *pflag.FlagSet, getenv func(string) string) (err error) {
	flags.VisitAll(func(f *pflag.Flag) {
		name := "NUMSIM_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value := getenv(name)
		if f.Changed || value == "" || f.Name == "help" || f.Name == "version" || err != nil {
			return
		}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			err = list.Replace(strings.Fields(value))
		} else {
			err = f.Value.Set(value)
		}
		if err != nil {
			err = usageError{fmt.Errorf("%s=%s is not a value of --%s, which takes %s", name, value, f.Name, f.Value.Type())}
		}
	})
	return err
}
