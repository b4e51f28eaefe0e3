package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/ctl"
)

func newCtlScenario(o *ctlFlags) *cobra.Command {
	cmd := &cobra.Command{
		Use: "scenario", Short: "Print the scenario that is on, or begin another", Args: noArguments,
		RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, _ []string) (ctl.Scenario, error) {
			return c.Scenario(cmd.Context())
		}, sayScenario),
	}
	var seed uint64
	load := &cobra.Command{
		Use: "load [NAME|FILE]", Short: "Begin another scenario, or without a name the one with defaults only; a bad one changes nothing", Args: atMost(1),
	}
	load.RunE = asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) (ctl.Scenario, error) {
		to, err := ctl.LoadScenario{}, error(nil)
		if len(args) > 0 {
			to, err = content(args[0])
		}
		if err != nil {
			return ctl.Scenario{}, usageError{err}
		}
		if cmd.Flags().Changed("seed") {
			to.Seed = &seed
		}
		return c.LoadScenario(cmd.Context(), to)
	}, sayScenario)
	load.Flags().Uint64Var(&seed, "seed", 0, "in the place of the document's")
	cmd.AddCommand(load)
	return cmd
}

func sayScenario(w io.Writer, s ctl.Scenario) {
	for _, f := range s.Findings {
		line(w, "%s", f)
	}
	line(w, "scenario %s, seed %d, began %s, %d %s", cmp.Or(s.Name, "with defaults only"), s.Seed, s.Began.Format(time.RFC3339), s.Rules, plural(s.Rules, "rule"))
	if s.About != "" {
		line(w, "%s", s.About)
	}
	if s.Added+s.Said > 0 {
		line(w, "At run time: %d %s added, %d %s said", s.Added, plural(s.Added, "rule"), s.Said, plural(s.Said, "number"))
	}
	for _, f := range s.Files {
		line(w, "\n# %s\n%s", f.Name, strings.TrimRight(f.Text, "\n"))
	}
}

func newCtlRules(o *ctlFlags) *cobra.Command {
	cmd := &cobra.Command{
		Use: "rules", Short: "Print the rules of the scenario that is on; add one or take one away", Args: noArguments,
		RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, _ []string) (ctl.Rules, error) { return c.Rules(cmd.Context()) }, sayRules),
	}
	var first bool
	add := &cobra.Command{
		Use: "add RULE|-", Short: "Add a rule, one entry as under rules in a document; - reads it from standard input", Args: words("a rule"),
		Example: `  simulator ctl rules add '{name: slow, when: {provider: aliyun}, then: {delay: 2s}}'`,
	}
	add.RunE = asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) (ctl.Rule, error) {
		text, err := textOr(args[0], cmd.InOrStdin())
		if err != nil {
			return ctl.Rule{}, err
		}
		return c.AddRule(cmd.Context(), ctl.AddRule{Text: text, First: first})
	}, sayRule)
	add.Flags().BoolVar(&first, "first", false, "have it tried before all others")
	cmd.AddCommand(add, &cobra.Command{
		Use: "remove NAME", Short: "Take a rule away", Args: words("a rule's name"),
		RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) (done, error) {
			return done{args[0] + " is gone"}, c.RemoveRule(cmd.Context(), args[0])
		}, sayDone),
	})
	return cmd
}

// textOr is a text, or for - what comes in.
func textOr(text string, in io.Reader) (string, error) {
	if text != "-" {
		return text, nil
	}
	read, err := io.ReadAll(in)
	return string(read), err
}

func sayRules(w io.Writer, r ctl.Rules) {
	table(w, func(t *tabwriter.Writer) {
		for _, one := range r.Rules {
			line(t, "%s\t%s\t%s\tacted in %d", cmp.Or(one.Name, "-"), one.Where, one.Does, one.Acted)
		}
	})
	if more := r.Count - len(r.Rules); more > 0 {
		line(w, "and %d more", more)
	}
	if !r.Complete {
		line(w, "The journal dropped entries: rules may have acted more often.")
	}
}

func sayRule(w io.Writer, r ctl.Rule) {
	for _, f := range r.Findings {
		line(w, "%s", f)
	}
	line(w, "%s: %s", r.Name, r.Does)
}

func newCtlNumbers(o *ctlFlags) *cobra.Command {
	cmd := &cobra.Command{
		Use: "numbers", Short: "Print what was said of numbers at run time; say more, or take it back", Args: noArguments,
		RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, _ []string) (map[string]json.RawMessage, error) {
			return c.Numbers(cmd.Context())
		}, sayNumbers),
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "set NUMBER=STATUS...", Short: "Say what is true of numbers, or of all that begin with digits and *", Args: some("a number and a status"),
			Example: `  simulator ctl numbers set 13900003333=suspended '1391111*=vacant'
  simulator ctl numbers set '13900004444=[{"until":"1h","status":"busy"},{"status":"active"}]'`,
			RunE: asks(o, setNumbers, sayDone),
		},
		&cobra.Command{
			Use: "forget [NUMBER]", Short: "Take back what was said at run time, of one number or of all", Args: atMost(1),
			RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) (done, error) {
				n, err := c.ForgetNumbers(cmd.Context(), strings.Join(args, ""))
				return done{fmt.Sprintf("%d %s taken back", n, plural(n, "number"))}, err
			}, sayDone),
		},
	)
	return cmd
}

func setNumbers(cmd *cobra.Command, c *ctl.Client, args []string) (done, error) {
	numbers := map[string]any{}
	for _, arg := range args {
		number, said, ok := strings.Cut(arg, "=")
		if !ok || said == "" {
			return done{}, usageError{fmt.Errorf("%s is not number=status, such as 13900003333=suspended", arg)}
		}
		numbers[number] = said
		if strings.ContainsAny(said[:1], "[{") {
			numbers[number] = json.RawMessage(said)
			if !json.Valid([]byte(said)) {
				return done{}, usageError{fmt.Errorf("what is said of %s is not JSON", number)}
			}
		}
	}
	return done{fmt.Sprintf("%d %s said", len(numbers), plural(len(numbers), "number"))}, c.SayNumbers(cmd.Context(), numbers)
}

func sayNumbers(w io.Writer, numbers map[string]json.RawMessage) {
	for _, number := range slices.Sorted(maps.Keys(numbers)) {
		line(w, "%s  %s", number, numbers[number])
	}
}

func newCtlState(o *ctlFlags) *cobra.Command {
	cmd := &cobra.Command{Use: "state", Short: "Save a tenant as one file, or put it back"}
	cmd.AddCommand(
		&cobra.Command{
			Use: "save FILE|-", Short: "Save the tenant: scenario, settings, clock, money, counters and states; no secrets", Args: words("a file"),
			RunE: func(cmd *cobra.Command, args []string) error {
				c, err := o.client()
				if err != nil {
					return err
				}
				text, err := c.SaveState(cmd.Context())
				if err != nil {
					return err
				}
				return saveText(cmd, args[0], text)
			},
		},
		&cobra.Command{
			Use: "load FILE|-", Short: "Put the tenant back as it was saved; make it if there is none of its name", Args: words("a file"),
			RunE: asks(o, loadState, func(w io.Writer, r ctl.Restored) {
				if r.Keys != nil {
					sayKeys(w, *r.Keys)
					return
				}
				sayTenant(w, r.Tenant)
			}),
		},
	)
	return cmd
}

func loadState(cmd *cobra.Command, c *ctl.Client, args []string) (ctl.Restored, error) {
	var text []byte
	var err error
	if args[0] == "-" {
		text, err = io.ReadAll(cmd.InOrStdin())
	} else {
		text, err = os.ReadFile(args[0])
	}
	if err != nil {
		return ctl.Restored{}, usageError{err}
	}
	return c.RestoreState(cmd.Context(), text)
}

func newCtlExplain(o *ctlFlags) *cobra.Command {
	call := ctl.Call{}
	cmd := &cobra.Command{
		Use: "explain NUMBER...", Short: "Say what would come of a call now, rule by rule; nothing is counted or charged", Args: some("a number"),
	}
	cmd.RunE = asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) (ctl.Explanation, error) {
		asked := call
		asked.Numbers = args
		return c.Explain(cmd.Context(), asked)
	}, sayExplanation)
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&call.Provider, "provider", "aliyun", "at which provider")
	f.StringVar(&call.Operation, "operation", "", "what is called (default: the provider's first)")
	f.StringVar(&call.Account, "account", "numsim", "by which account")
	f.StringVar(&call.At, "at", "", "how long after the scenario began, such as 90s or 2d (default: now)")
	return cmd
}

func sayExplanation(w io.Writer, e ctl.Explanation) {
	for _, n := range e.Numbers {
		line(w, "%s is %s, %s (%s); %s asks %s at %s, %s after the scenario began", n.Number, n.Carrier, n.Status, n.Origin, e.Account, e.Operation, e.Provider, e.Elapsed)
		for _, v := range n.Rules {
			name := cmp.Or(v.Rule, v.Does)
			if v.Holds {
				line(w, "holds   %s  %s: %s", v.Where, name, v.Does)
			} else {
				line(w, "        %s  %s: %s", v.Where, name, strings.Join(v.Failed, "; "))
			}
		}
		if n.Nearest != nil {
			line(w, "closest %s  %s", n.Nearest.Where, cmp.Or(n.Nearest.Rule, n.Nearest.Does))
		}
	}
}
