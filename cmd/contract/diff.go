package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/contracts"
)

// severities are what --fail-on takes, the worst first.
var severities = []string{"breaking", "risky", "info", "never"}

func newDiff() *cobra.Command {
	failOn := severities[0]
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what changed between two contracts, and what it means; exit 3 on a breaking change",
		Long: `Say what changed between two contracts and what each change means to somebody
who depends on the provider: a word more in an answer is breaking, one less is
not; in a request it is the other way round. severity.yaml beside the providers'
folders may judge otherwise. A contract against itself is no change.`,
		Example: `  contract diff aliyun my/aliyun
  contract diff old/ksyun new/ksyun --fail-on risky`,
		Args: exactly(2, "two contracts: contract diff OLD NEW"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(severities, failOn) {
				return usageError{fmt.Errorf("--fail-on %s: it is %s", failOn, strings.Join(severities, ", "))}
			}
			changes, err := compare(cmd.ErrOrStderr(), args[0], args[1])
			if err != nil {
				return err
			}
			return tell(cmd.OutOrStdout(), changes, failOn)
		},
	}
	cmd.Flags().StringVar(&failOn, "fail-on", failOn, "exit 3 on a change at least this bad: "+strings.Join(severities, ", "))
	return cmd
}

func compare(w io.Writer, before, after string) ([]contracts.Change, error) {
	changes, _, err := changed(w, before, after)
	return changes, err
}

// changed is compare with the older of the two.
func changed(w io.Writer, before, after string) ([]contracts.Change, *contracts.Document, error) {
	var both []*contracts.Document
	for _, arg := range []string{before, after} {
		s, err := find(arg)
		if err != nil {
			return nil, nil, err
		}
		d, err := s.sound(w)
		if err != nil {
			return nil, nil, err
		}
		both = append(both, d)
	}
	if known := contracts.Providers(); both[0].Provider != both[1].Provider && slices.Contains(known, both[0].Provider) && slices.Contains(known, both[1].Provider) {
		return nil, nil, usageError{fmt.Errorf("%s and %s are contracts of two providers: compare two of the same", before, after)}
	}
	changes, err := contracts.Diff(both[0], both[1])
	if err != nil {
		return nil, nil, usageError{err}
	}
	return changes, both[0], nil
}

func tell(w io.Writer, changes []contracts.Change, failOn string) error {
	if len(changes) == 0 {
		line(w, "no change")
		return nil
	}
	count := map[string]int{}
	for _, c := range changes {
		line(w, "%s", c)
		count[string(c.Severity)]++
	}
	line(w, "%d breaking, %d risky, %d info", count["breaking"], count["risky"], count["info"])
	bad := 0
	for _, severity := range severities[:slices.Index(severities, failOn)+1] {
		bad += count[severity]
	}
	if failOn == "never" || bad == 0 {
		return nil
	}
	return driftError{fmt.Errorf("%d of %d %s at least %s", bad, len(changes), plural(len(changes), "change")+" "+are(len(changes)), failOn)}
}

func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
