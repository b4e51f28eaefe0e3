package main

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/scenarios"
)

func newCtlTenants(o *ctlFlags) *cobra.Command {
	cmd := &cobra.Command{
		Use: "tenants", Short: "List tenants; create, show, reset and delete them", Args: noArguments,
		RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, _ []string) ([]ctl.Tenant, error) {
			return c.Tenants(cmd.Context())
		}, sayTenants),
	}
	cmd.AddCommand(
		newCtlTenantsCreate(o),
		&cobra.Command{
			Use: "show NAME", Short: "Print one tenant", Args: words("a tenant's name"),
			RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) (ctl.Tenant, error) {
				return c.Tenant(cmd.Context(), args[0])
			}, sayTenant),
		},
		&cobra.Command{
			Use: "reset NAME", Short: "Begin a tenant's scenario anew: money, counters, nonces and journal", Args: words("a tenant's name"),
			RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) (ctl.Tenant, error) {
				return c.ResetTenant(cmd.Context(), args[0])
			}, sayTenant),
		},
		&cobra.Command{
			Use: "delete NAME", Short: "Forget a tenant", Args: words("a tenant's name"),
			RunE: asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) (done, error) {
				return done{args[0] + " is gone"}, c.DeleteTenant(cmd.Context(), args[0])
			}, sayDone),
		},
	)
	return cmd
}

// tenantOrder is what a tenant is to begin with.
type tenantOrder struct {
	scenario, now string
	seed          uint64
	frozen, clear bool
	set           []string
	profile       map[string]string
}

func newCtlTenantsCreate(o *ctlFlags) *cobra.Command {
	t := &tenantOrder{}
	cmd := &cobra.Command{
		Use: "create [NAME]", Short: "Make a tenant and print its keys, which nothing prints again", Args: atMost(1),
	}
	cmd.RunE = asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) (ctl.Keys, error) {
		made, err := t.tenant(cmd, args)
		if err != nil {
			return ctl.Keys{}, usageError{err}
		}
		return c.NewTenant(cmd.Context(), made)
	}, sayKeys)
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&t.scenario, "scenario", "", "a scenario: a file, a folder with a scenario.yaml, or a name of simulator scenarios list; its text is sent")
	f.StringArrayVar(&t.set, "set", nil, "provider.field=value for its accounts; repeatable")
	f.StringToStringVar(&t.profile, "profile", nil, "provider=profile for its accounts, such as aliyun=2022")
	f.Uint64Var(&t.seed, "seed", 0, "whatever is left to chance follows from it (default: the scenario's)")
	f.StringVar(&t.now, "now", "", "what time it is to be, such as 2026-11-22T12:00:00Z")
	f.BoolVar(&t.frozen, "frozen", false, "have its clock stand still")
	f.BoolVar(&t.clear, "clear-numbers", false, "whole phone numbers in its journal, instead of masked ones")
	return cmd
}

func (t *tenantOrder) tenant(cmd *cobra.Command, args []string) (made ctl.NewTenant, err error) {
	made = ctl.NewTenant{Set: t.set, Profile: t.profile, Frozen: t.frozen, ClearNumbers: t.clear}
	if len(args) > 0 {
		made.Name = args[0]
	}
	if cmd.Flags().Changed("seed") {
		made.Seed = &t.seed
	}
	if t.now != "" {
		at, err := time.Parse(time.RFC3339, t.now)
		if err != nil {
			return made, fmt.Errorf("--now %s is not a time such as 2026-11-22T12:00:00Z", t.now)
		}
		made.Now = &at
	}
	if t.scenario != "" {
		load, err := content(t.scenario)
		if err != nil {
			return made, fmt.Errorf("--scenario %s: %w", t.scenario, err)
		}
		made.Scenario, made.Files, made.ScenarioName = load.Scenario, load.Files, load.ScenarioName
	}
	return made, nil
}

// content is a scenario as it is sent: its text with the files it names, or the
// name of one of the library.
func content(name string) (load ctl.LoadScenario, err error) {
	s, err := find(name)
	if err != nil {
		return load, err
	}
	if s.dir == "" {
		return ctl.LoadScenario{ScenarioName: strings.TrimSuffix(s.name, ".yaml")}, nil
	}
	err = s.in(func(fsys fs.FS) error {
		d, _ := scenarios.Read(fsys, s.name) // the simulator says what is wrong with it
		load.Files = map[string]string{}
		for _, file := range d.Files {
			text, err := fs.ReadFile(fsys, file)
			switch {
			case file == s.name && err != nil:
				return err
			case file == s.name:
				load.Scenario = string(text)
			case err == nil:
				load.Files[file] = string(text)
			}
		}
		return nil
	})
	return load, err
}

func table(w io.Writer, fill func(*tabwriter.Writer)) {
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	fill(t)
	_ = t.Flush()
}

func sayTenants(w io.Writer, list []ctl.Tenant) {
	table(w, func(t *tabwriter.Writer) {
		line(t, "NAME\tSCENARIO\tSEED\tENTRIES\tUSED")
		for _, one := range list {
			line(t, "%s\t%s\t%d\t%d\t%s", one.Name, cmp.Or(one.Scenario, "-"), one.Seed, one.Entries, one.Used.Format(time.RFC3339))
		}
	})
}

func sayTenant(w io.Writer, one ctl.Tenant) { sayTenants(w, []ctl.Tenant{one}) }

func sayKeys(w io.Writer, k ctl.Keys) {
	line(w, "tenant %s", k.Name)
	table(w, func(t *tabwriter.Writer) {
		for _, name := range slices.Sorted(maps.Keys(k.Providers)) {
			e := k.Providers[name]
			if e.Code != "" {
				line(t, "%s\t%s\tcode %s, pwd %s, private key %s", name, e.BaseURL, e.Code, e.Password, e.PrivateKey)
				continue
			}
			line(t, "%s\t%s\tkey %s, secret %s", name, e.BaseURL, e.AccessKeyID, e.AccessKeySecret)
		}
	})
	line(w, "Its other accounts are %s.NAME with the same secrets, for every NAME of simulator accounts", k.Name)
}
