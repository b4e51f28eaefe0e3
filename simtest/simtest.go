package simtest

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing/fstest"
	"time"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/serve"
)

// TB is what Start needs of a test: a *testing.T or *testing.B.
type TB interface {
	Helper()
	Name() string
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
	Failed() bool
}

// Options say what a test's tenant begins with. The zero value has the accounts,
// limits and balances of the documents, and real time.
type Options struct {
	// Scenario is the name of an embedded scenario, or a document's text if it
	// has a line break. It includes nothing.
	Scenario string
	// Numbers are true on top of the scenario: "13900001111": "suspended".
	Numbers map[string]string
	// Set are fields and switches of accounts: "aliyun.balance=0.30".
	Set    []string
	Seed   uint64    // 0 is 0: everything is the same in each run
	Now    time.Time // its clock's; zero is now
	Frozen bool      // its clock moves only when told to
	// Capsule is a folder. If the test fails, its run is put there as one file,
	// which simulator capsule replay replays elsewhere; the environment's
	// NUMSIM_CAPSULE_DIR is that folder for every test that names none.
	Capsule string
	// ClearNumbers has a capsule hold the numbers that were called, in the place of
	// stand-ins, which a scenario that draws by number does not allow.
	ClearNumbers bool
	// InMemory has URLs that only HTTPClient reaches: nothing listens, as a
	// testing/synctest bubble needs it.
	InMemory bool
}

// Sim is a tenant of the shared simulator.
type Sim struct {
	tb     TB
	shared *shared
	tenant *serve.Tenant
	memory bool
	folder string // of capsules; empty is none
	before uint64 // the next call with a key of nobody's, when the test began
}

// shared is the simulator of a test binary.
type shared struct {
	*serve.Simulator
	listening sync.Once
	failed    error
}

// theOne is made by whoever needs it first. A simulator for each test would cost
// a test's time, and tenants keep tests apart.
var theOne = sync.OnceValues(anew)

func anew() (*shared, error) {
	s, err := serve.New(serve.Config{FreePorts: true})
	return &shared{Simulator: s}, err
}

// simulator is the test's: what is made in a testing/synctest bubble may not be
// used outside it, so that a test in memory shares with nobody.
func (o Options) simulator() (*shared, error) {
	if o.InMemory {
		return anew()
	}
	return theOne()
}

// Start opens a tenant for the test and closes it with the test. If the test
// has failed by then, the calls it made are logged.
func Start(tb TB, options ...Options) *Sim {
	tb.Helper()
	var o Options
	switch len(options) {
	case 0:
	case 1:
		o = options[0]
	default:
		tb.Fatalf("simtest: Start takes one Options, not %d", len(options))
	}
	one, err := o.simulator()
	if err != nil {
		tb.Fatalf("simtest: %v", err)
	}
	draft, err := o.draft()
	if err != nil {
		tb.Fatalf("simtest: %v", err)
	}
	tenant, err := one.NewTenant(serve.TenantOptions{Scenario: draft, Set: o.Set, Seed: o.Seed, Now: o.Now, Frozen: o.Frozen, ClearNumbers: o.ClearNumbers})
	if err != nil {
		tb.Fatalf("simtest: %v", err)
	}
	s := &Sim{tb: tb, shared: one, tenant: tenant, memory: o.InMemory, folder: cmp.Or(o.Capsule, os.Getenv("NUMSIM_CAPSULE_DIR")), before: one.Unclaimed().Next()}
	tb.Cleanup(s.end)
	return s
}

func (s *Sim) end() {
	if s.tb.Failed() {
		s.tb.Logf("simtest: what the simulator saw of %s (seed %d):\n%s", s.tb.Name(), s.tenant.Scenario().Seed, s.Journal())
		s.leaveCapsule()
	}
	if err := s.shared.CloseTenant(s.tenant.Name); err != nil {
		s.tb.Errorf("simtest: %v", err)
	}
}

// draft reads the scenario, and numbers on top of it.
func (o Options) draft() (*scenarios.Draft, error) {
	files, name, err := o.files()
	if err != nil {
		return nil, err
	}
	d, found, err := serve.Scenario(files, name)
	if err != nil {
		return nil, err
	}
	if wrong := found.Errors(); len(wrong) > 0 {
		return nil, wrong
	}
	return d, nil
}

// files are a document that includes the scenario and says the numbers.
func (o Options) files() (fs.FS, string, error) {
	all := fstest.MapFS{}
	var top strings.Builder
	top.WriteString("scenario: test\n")
	switch {
	case o.Scenario == "":
	case strings.Contains(o.Scenario, "\n"):
		all["scenario.yaml"] = &fstest.MapFile{Data: []byte(o.Scenario)}
		top.WriteString("include: [scenario.yaml]\n")
	default:
		text, err := fs.ReadFile(scenarios.Library(), o.Scenario+".yaml")
		if err != nil {
			return nil, "", fmt.Errorf("no embedded scenario is called %q; simulator scenarios list has the names (the text of a document has a line break)", o.Scenario)
		}
		all[o.Scenario+".yaml"] = &fstest.MapFile{Data: text}
		top.WriteString("include: [" + o.Scenario + ".yaml]\n")
	}
	if len(o.Numbers) > 0 {
		top.WriteString("numbers:\n")
		for _, n := range slices.Sorted(maps.Keys(o.Numbers)) {
			top.WriteString("  \"" + n + "\": " + o.Numbers[n] + "\n")
		}
	}
	all["test.yaml"] = &fstest.MapFile{Data: []byte(top.String())}
	return all, "test.yaml", nil
}

// Credentials are what a client needs to call one provider.
type Credentials struct {
	URL      string // base URL
	ID       string // AccessKeyId, Accesskey or code
	Secret   string // AccessKeySecret, secret or private key
	Password string // ywjisu's pwd
	Token    string // of a temporary key
}

// Aliyun is the account "numsim" at Alibaba Cloud.
func (s *Sim) Aliyun() Credentials { return s.Account("aliyun", "numsim") }

// Ksyun is the account "numsim" at Kingsoft Cloud.
func (s *Sim) Ksyun() Credentials { return s.Account("ksyun", "numsim") }

// Ywjisu is the account "numsim" at ywjisu.
func (s *Sim) Ywjisu() Credentials { return s.Account("ywjisu", "numsim") }

// Account is one of the ready-made accounts, such as "numsim-broke", that
// simulator accounts lists.
func (s *Sim) Account(provider, name string) Credentials {
	s.tb.Helper()
	i := s.provider(provider)
	for _, r := range s.tenant.Ready(i) {
		if r.Account.Name == name {
			c := r.Credential
			return Credentials{URL: s.url(i), ID: c.ID, Secret: c.Secret, Password: c.Password, Token: c.Token}
		}
	}
	s.tb.Fatalf("simtest: %s has no account %q; see simulator accounts", provider, name)
	return Credentials{}
}

// provider is the place of a provider, whose name may be mistyped: nothing was
// ever called at one that does not exist, and that must not pass for a success.
func (s *Sim) provider(name string) int {
	s.tb.Helper()
	var names []string
	for i := range s.shared.Providers {
		if s.shared.Providers[i].Traits.Name == name {
			return i
		}
		names = append(names, s.shared.Providers[i].Traits.Name)
	}
	s.tb.Fatalf("simtest: there is no provider %q; there are %s", name, strings.Join(names, ", "))
	return 0
}

// Advance puts the test's clock forward.
func (s *Sim) Advance(d time.Duration) { s.tenant.Clock().Advance(d) }

// Now is the test's time.
func (s *Sim) Now() time.Time { return s.tenant.Clock().Now() }

// Freeze stops the test's clock, which then moves by Advance only.
func (s *Sim) Freeze() {
	frozen := true
	_ = s.tenant.Clock().Change(ledger.Change{Frozen: &frozen}) // a clock can always be stopped
}
