package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/contracts"
)

func newLint() *cobra.Command {
	return &cobra.Command{
		Use:   "lint [FILE...]",
		Short: "Find mistakes in contracts; exit 2 on one",
		Long: `Find mistakes in contracts: keys that do not exist, statements without evidence,
overlays that nothing reaches or that change nothing, references to nowhere, and
what the validator would silently let pass. Every profile and every reading is
compiled. Without FILE the built-in contracts are looked at.`,
		Example: `  contract lint
  contract lint my/aliyun my/ksyun/openapi.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = contracts.Providers()
			}
			broken := 0
			for _, arg := range args {
				flaws, err := lint(cmd.OutOrStdout(), arg)
				if err != nil {
					return err
				}
				if flaws > 0 {
					broken++
				}
			}
			if broken > 0 {
				return usageError{fmt.Errorf("%d of %d %s broken", broken, len(args), plural(len(args), "contract"))}
			}
			return nil
		},
	}
}

func lint(w io.Writer, arg string) (flaws int, err error) {
	s, err := find(arg)
	if err != nil {
		return 0, err
	}
	d, found, err := s.load()
	if err != nil {
		return 0, err
	}
	if d != nil && len(found) == 0 {
		found = d.Check()
	}
	s.print(w, found)
	if len(found) > 0 {
		return len(found), nil
	}
	line(w, "%s: ok, %d %s, %d errors, %d %s, %d discrepancies", arg, len(d.Operations()), plural(len(d.Operations()), "operation"),
		len(d.Errors()), len(d.Profiles()), plural(len(d.Profiles()), "profile"), len(d.Discrepancies()))
	return 0, nil
}
