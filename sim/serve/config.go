package serve

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/all"
	"github.com/numsim/numsim/sim/ledger"
)

// Config is a simulator that does not run yet.
type Config struct {
	Control string            // listen address; empty is 127.0.0.1:18080
	Hosts   []string          // names the control port may be called by, besides loopback's
	Listen  map[string]string // by provider; empty is 127.0.0.1 and the provider's port
	Set     []string          // provider.field=value, on the default tenant
	Seed    uint64            // of the derived default truth
	Log     *slog.Logger      // nil is silent
	Now     func() time.Time  // nil is real time
}

// Field is one parsed --set.
type Field struct{ Provider, Name, Value string }

// ParseField reads provider.field=value. The field may hold dots.
func ParseField(text string) (Field, error) {
	left, value, ok := strings.Cut(text, "=")
	provider, name, dotted := strings.Cut(left, ".")
	if !ok || !dotted || provider == "" || name == "" {
		return Field{}, fmt.Errorf("--set %s: write it as provider.field=value, such as aliyun.balance=0.30", text)
	}
	return Field{provider, name, value}, nil
}

// Accounts returns the ready-made accounts of p after set, and the readings
// that calls without an account are answered in.
func Accounts(p sim.Provider, set []Field) (list []sim.Ready, unclaimed *ledger.Account, err error) {
	t := p.Traits()
	base := t.Account
	for _, f := range set {
		if f.Provider != t.Name {
			continue
		}
		err := sim.Set(&base, f.Name, f.Value)
		if err == nil {
			err = sim.Finish(p, &base)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("--set %s.%s=%s: %w", t.Name, f.Name, f.Value, err)
		}
	}
	list = sim.ReadyMade(p, base)
	for i := range list {
		if err := sim.Finish(p, &list[i].Account); err != nil {
			return nil, nil, err
		}
	}
	base = list[0].Account
	base.Name = ""
	return list, &base, nil
}

// fields parses every --set and refuses a provider that does not exist.
func (c Config) fields(providers []sim.Provider) ([]Field, error) {
	var names []string
	for _, p := range providers {
		names = append(names, p.Traits().Name)
	}
	var fields []Field
	for _, text := range c.Set {
		f, err := ParseField(text)
		if err != nil {
			return nil, err
		}
		if err := Known(f.Provider, names); err != nil {
			return nil, fmt.Errorf("--set %s: %w", text, err)
		}
		fields = append(fields, f)
	}
	return fields, nil
}

// Known reports whether provider is one of those built, and says so if it is
// planned or misspelt.
func Known(provider string, built []string) error {
	switch {
	case slices.Contains(built, provider):
		return nil
	case slices.Contains(all.Planned(), provider):
		return fmt.Errorf("%s is not built yet; so far there is %s", provider, strings.Join(built, ", "))
	}
	return fmt.Errorf("there is no provider %q; did you mean %q?", provider, sim.Nearest(provider, slices.Concat(built, all.Planned())))
}
