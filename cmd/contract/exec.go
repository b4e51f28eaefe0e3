package main

import (
	"errors"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/supervise"
)

// executing is what contract exec is told.
type executing struct {
	scenarios []string
	set       []string
	seed      uint64
	seeded    bool
	from      time.Duration
	reports   []string
	failOn    string
	timeout   time.Duration
	command   []string
	signals   chan os.Signal
}

const execHelp = `Run a command, such as somebody's test suite, with a simulator of its own, and
judge what it asked of it.

The simulator listens on free ports of 127.0.0.1. The command gets its base URLs
and keys in the environment: NUMSIM_ALIYUN_URL, NUMSIM_ALIYUN_ACCESS_KEY_ID and so
on; docs/exec.md has the table. Its input and output are its own; what exec has to
say is on standard error, after it. Signals are passed on. When the command is
over, so is everything that it started.

Then exec judges: what the scenario expects, habits that cost money, requests that
leave the providers' contracts, refusals nobody expected. With several --scenario
the command is run once for each.

Exit codes: 0 all is well, 1 the verdict is red, or the command called nothing, 2
wrong usage, the command cannot be started, or a report not written, 5 it was cut
short by --timeout or a signal, 8 the command itself failed and the verdict has
nothing against it. If several apply, the first of 2, 1, 5, 8 counts.`

func newExec() *cobra.Command {
	x := executing{failOn: string(contracts.Breaking)}
	cmd := &cobra.Command{
		Use:   "exec [flags] -- COMMAND [ARGUMENT...]",
		Short: "Run a command with a simulator of its own and judge its calls; exit 1 on a red verdict",
		Long:  execHelp,
		Example: `  contract exec -- npm test
  contract exec --scenario first-try-fails -- pytest
  contract exec --scenario throttle-storm --scenario my/outage.yaml --report junit=exec.xml -- mvn -B test`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("exec needs a command: contract exec -- npm test")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			x.command, x.seeded = args, cmd.Flags().Changed("seed")
			return x.run(cmd)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.SetInterspersed(false)
	flags.StringArrayVar(&x.scenarios, "scenario", nil, "a file, a folder with a scenario.yaml, or a built-in name; repeatable, a run each (default: only good answers)")
	flags.StringArrayVar(&x.set, "set", nil, "set a field of the accounts, PROVIDER.FIELD=VALUE; repeatable")
	flags.Uint64Var(&x.seed, "seed", 0, "instead of the scenario's")
	flags.DurationVar(&x.from, "from", 0, "begin so far into the scenario's time, such as 24h; the clock on the wire is the real one")
	flags.StringSliceVar(&x.reports, "report", nil, reportUsage)
	flags.StringVar(&x.failOn, "fail-on", x.failOn, "the least severity of a finding that counts: breaking, risky, info, never")
	flags.DurationVar(&x.timeout, "timeout", 0, "end the command after that long, ten seconds later by force (default: never)")
	return cmd
}

// newGuardian is the second process of exec; see internal/supervise.
func newGuardian() *cobra.Command {
	return &cobra.Command{
		Use: guardian, Hidden: true, Args: exactlyNone,
		Run: func(*cobra.Command, []string) { os.Exit(supervise.Guard()) },
	}
}

const guardian = "exec-guardian"
