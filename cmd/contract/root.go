package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/internal/report"
)

const rootHelp = `contract looks after what the providers promise.

Each provider has one OpenAPI document with the evidence for every statement,
and an overlay for every place where its documents disagree. The documents are
built in; wherever a document is asked for, a provider's name is the built-in
one, and a file or a folder is read instead. Only run, replay, drift and probe
dial, and only where --target or --control says, or run at the real provider with
--live.`

const rootExample = `  contract run                                   every rule, against the built-in simulator
  contract exec --scenario first-try-fails -- npm test
  contract list --md                             every rule in words
  contract lint                                  the built-in documents
  contract bundle --provider aliyun --profile 2022 --strip > aliyun.yaml
  contract diff aliyun my/aliyun                 what changed, and how bad it is
  contract drift recordings                      how a provider's answers left its contract
  contract run --target ksyun=http://127.0.0.1:18082 --report junit=report.xml
  contract probe --provider aliyun               watch a client that somebody else runs`

func newRoot(w *world) *cobra.Command {
	root := &cobra.Command{
		Use:           "contract",
		Short:         "Looks after what the providers promise",
		Long:          rootHelp,
		Example:       rootExample,
		Args:          noArguments,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())}
	})
	root.AddCommand(
		newRun(w),
		newExec(),
		newGuardian(),
		newReplay(),
		newList(),
		newLint(),
		newBundle(),
		newDiff(),
		newProbe(),
		newDrift(),
		newAccept(),
		newVectors(),
		newImpact(),
		newUsage(),
		newCoverage(),
		newReport(),
	)
	return root
}

// noArguments refuses a word that is no command and offers the nearest.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := fmt.Sprintf("there is no command %q", args[0])
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		message += fmt.Sprintf(" (did you mean %q?)", near[0])
	}
	return usageError{fmt.Errorf("%s; see contract --help", message)}
}

// exactly asks for n words and says which.
func exactly(n int, want string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) > n:
			return usageError{fmt.Errorf("%s has no use for %q; see %s --help", cmd.CommandPath(), args[n], cmd.CommandPath())}
		case len(args) < n:
			return usageError{fmt.Errorf("%s needs %s; see %s --help", cmd.CommandPath(), want, cmd.CommandPath())}
		}
		return nil
	}
}

func line(w io.Writer, format string, args ...any) {
	_, _ = io.WriteString(w, report.Calm(fmt.Sprintf(format, args...))+"\n")
}
