package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/report"
)

// listed is a rule as contract list --json has it.
type listed struct {
	ID     string   `json:"id"`
	Rule   string   `json:"rule"`
	Source string   `json:"source"`
	Live   string   `json:"live"`
	Needs  []string `json:"needs,omitempty"`
	Forced string   `json:"forced,omitempty"`
}

func newList() *cobra.Command {
	var md, asJSON bool
	var provider, pattern string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the rules, in words, with where each is written",
		Example: `  contract list --case 'ksyun.batch.*'
  contract list --md > rules.md`,
		Args: exactlyNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := conformance.New(conformance.Cases())
			if err != nil {
				return err
			}
			r := running{provider: provider, pattern: pattern}
			cases, err := r.chosen(s)
			if err != nil {
				return usageError{err}
			}
			return list(cmd, cases, md, asJSON)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&provider, "provider", "", "the rules of one provider")
	flags.StringVar(&pattern, "case", "", "the rules with such names: ksyun.batch.*")
	flags.BoolVar(&md, "md", false, "as a Markdown table")
	flags.BoolVar(&asJSON, "json", false, "as JSON")
	cmd.MarkFlagsMutuallyExclusive("md", "json")
	return cmd
}

func list(cmd *cobra.Command, cases []conformance.Case, md, asJSON bool) error {
	out := cmd.OutOrStdout()
	all := make([]listed, len(cases))
	for i, c := range cases {
		all[i] = listed{c.ID, c.Rule, string(c.Source), c.Live.String(), c.Needs(), c.Forced}
	}
	if asJSON {
		e := json.NewEncoder(out)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(all)
	}
	if md {
		line(out, "| case | rule | source | live | needs |\n|---|---|---|---|---|")
	}
	for _, c := range all {
		if md {
			line(out, "| `%s` | %s | %s | %s | %s |", c.ID, report.Cell(c.Rule), report.Cell(c.Source), c.Live, report.Cell(strings.Join(c.Needs, ", ")))
			continue
		}
		line(out, "%s", fmt.Sprintf("%-48s %s (%s)", c.ID, c.Rule, c.Source))
	}
	if !md {
		line(out, "%d rules", len(all))
	}
	return nil
}
