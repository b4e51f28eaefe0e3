package serve

import (
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
)

// Config is a simulator that does not run yet.
type Config struct {
	Control string            // listen address; empty is 127.0.0.1:18080
	Hosts   []string          // names the control port may be called by, besides loopback's
	Listen  map[string]string // by provider; empty is 127.0.0.1 and the provider's port
	// FreePorts has every listener without an address take a free port of
	// 127.0.0.1 instead of its own.
	FreePorts bool
	Set       []string         // provider.field=value, on the default tenant
	Seed      uint64           // of the derived default truth, where the scenario has none
	Scenario  *scenarios.Draft // nil is the one with defaults only
	Log       *slog.Logger     // nil is silent
	Now       func() time.Time // nil is real time

	// Token is what the control port asks for. Empty is none on loopback, and one
	// made up where the port can be reached from elsewhere.
	Token string
	// TenantIdle is how long a tenant that nobody asks for anything stays; 0 is an
	// hour, below 0 for ever. The default tenant stays.
	TenantIdle time.Duration
	// JournalBytes bounds the journals of all tenants together; 0 is 64 MiB.
	JournalBytes int
	// ClearNumbers has the default tenant's journal show whole phone numbers.
	ClearNumbers bool
	// KeepRequests has the default tenant's journal keep what may be kept of
	// requests, so that a capsule can be made of it; other tenants' do.
	KeepRequests bool
	Explained    int // failed signatures that are explained in a second, at most; 0 is 50

	// Witness is told of every exchange once it is over, by several goroutines at
	// once; nil is nobody.
	Witness func(sim.Witnessed)
	// Listener goes around a provider's listener; nil leaves it as it is.
	Listener func(provider string, l net.Listener) net.Listener
}

// SettingError is a --set that cannot be taken.
type SettingError struct {
	Text string // as it was given
	Err  error
}

func (e *SettingError) Error() string { return "--set " + e.Text + ": " + e.Err.Error() }

func (e *SettingError) Unwrap() error { return e.Err }

// Field is one parsed --set.
type Field struct{ Provider, Name, Value string }

// ParseField reads provider.field=value. The field may hold dots.
func ParseField(text string) (Field, error) {
	left, value, ok := strings.Cut(text, "=")
	provider, name, dotted := strings.Cut(left, ".")
	if !ok || !dotted || provider == "" || name == "" {
		return Field{}, &SettingError{text, errors.New("write it as provider.field=value, such as aliyun.balance=0.30")}
	}
	return Field{provider, name, value}, nil
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
			return nil, &SettingError{text, err}
		}
		fields = append(fields, f)
	}
	return fields, nil
}

// errorLog takes what net/http has to say of its own: a panic of the control
// handler, a listener that cannot accept.
func (c Config) errorLog() *log.Logger {
	handler := slog.DiscardHandler
	if c.Log != nil {
		handler = c.Log.Handler()
	}
	return slog.NewLogLogger(handler, slog.LevelError)
}

// Known reports whether there is such a provider, and says so if it is
// misspelt.
func Known(provider string, built []string) error {
	if slices.Contains(built, provider) {
		return nil
	}
	return fmt.Errorf("there is no provider %q; did you mean %q?", provider, sim.Nearest(provider, built))
}
