package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/chinese"
	"github.com/numsim/numsim/internal/report"
)

// listed is a rule as contract list --json has it.
type listed struct {
	ID     string   `json:"id"`
	Rule   string   `json:"rule"`
	ZH     string   `json:"rule_zh,omitempty"`
	Source string   `json:"source"`
	Live   string   `json:"live"`
	Needs  []string `json:"needs,omitempty"`
	Forced string   `json:"forced,omitempty"`
}

func newList() *cobra.Command {
	var md, asJSON bool
	var provider, pattern string
	var lang language
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the rules, in words, with where each is written",
		Example: `  contract list --case 'ksyun.batch.*'
  contract list --md > rules.md
  contract list --lang zh`,
		Args: exactlyNone,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := lang.check(); err != nil {
				return err
			}
			s, err := conformance.New(conformance.Cases())
			if err != nil {
				return err
			}
			r := running{provider: provider, pattern: pattern}
			cases, err := r.chosen(s)
			if err != nil {
				return usageError{err}
			}
			return list(cmd, cases, lang, md, asJSON)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&provider, "provider", "", "the rules of one provider")
	flags.StringVar(&pattern, "case", "", "the rules with such names: ksyun.batch.*")
	flags.BoolVar(&md, "md", false, "as a Markdown table")
	flags.BoolVar(&asJSON, "json", false, "as JSON")
	lang.flag(flags, "the rules in English or Chinese, en or zh; JSON has both with zh")
	cmd.MarkFlagsMutuallyExclusive("md", "json")
	return cmd
}

func list(cmd *cobra.Command, cases []conformance.Case, lang language, md, asJSON bool) error {
	out := cmd.OutOrStdout()
	all := make([]listed, len(cases))
	for i, c := range cases {
		all[i] = listed{ID: c.ID, Rule: c.Rule, Source: string(c.Source), Live: c.Live.String(), Needs: c.Needs(), Forced: c.Forced}
		if lang == "zh" {
			all[i].ZH = chinese.Rule(c.ID, c.Rule)
		}
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
		rule := cmp.Or(c.ZH, c.Rule)
		if md {
			line(out, "| `%s` | %s | %s | %s | %s |", c.ID, report.Cell(rule), report.Cell(c.Source), c.Live, report.Cell(strings.Join(c.Needs, ", ")))
			continue
		}
		line(out, "%s", fmt.Sprintf("%-48s %s (%s)", c.ID, rule, c.Source))
	}
	if !md {
		line(out, "%d rules", len(all))
	}
	return nil
}
