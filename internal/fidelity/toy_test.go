package fidelity

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

const (
	toyPage = "internal/fidelity/testdata/page.md"
	folder  = "internal/fidelity"
)

// toy is as much of a provider as a page speaks of.
type toy struct {
	sim.Provider
	traits sim.Traits
}

func newToy(t *testing.T) *toy {
	t.Helper()
	rows, err := numsim.NewCatalogue([]numsim.Row{
		{Name: "Bad/form", Status: 400, Message: "Bad {Part}.", Source: "section 3", Cause: "a wrong form"},
		{Name: "Busy", Status: 503, Message: "Busy.", Grade: numsim.ThirdParty, Source: "a blog", Cause: "account"},
	})
	require.NoError(t, err)
	return &toy{traits: sim.Traits{
		Name: "toy", Catalogue: rows, Profiles: []string{"1"}, Account: ledger.Account{Profile: "1"},
		Switches: []sim.Switch{
			{Name: "case", Values: []string{"lower", "upper"}, About: "letters are small (the table) or <B> (the sample)"},
			{Name: "hour", Values: []string{"any", "noon"}, About: "when it is open", Grade: numsim.Inferred},
		},
		Unused: unused(),
	}}
}

// unused are all settings there are but two.
func unused() (names []string) {
	for _, s := range setup.Settings(sim.Traits{}) {
		if s.Name != "balance" && s.Name != "profile" {
			names = append(names, s.Name)
		}
	}
	return names
}

func (p *toy) Traits() sim.Traits { return p.traits }

func (p *toy) Read(_ string, set map[string]string) (any, error) {
	return sim.Choose(p.traits.Switches, set)
}

func order() []Check {
	return []Check{
		{"the form", "Bad/form", numsim.Documented, "section 2"},
		{"the hour", "Busy", numsim.Inferred, "last"},
	}
}

// recorder keeps what a check has to say instead of failing.
type recorder struct {
	testing.TB
	said strings.Builder
}

func (r *recorder) Errorf(format string, args ...any) { fmt.Fprintf(&r.said, format, args...) }
func (r *recorder) FailNow()                          { runtime.Goexit() }

// complaints are what all checks say of the toy's page with this text.
func complaints(t *testing.T, provider sim.Provider, text string) string {
	t.Helper()
	r, done := &recorder{TB: t}, make(chan struct{})
	go func() { // FailNow ends the goroutine it is called in
		defer close(done)
		p := &Page{path: toyPage, folder: folder, provider: provider}
		p.parse(r, text)
		p.whole(r)
		p.grades(r)
		p.errors(r)
		p.switches(r)
		p.settings(r, 4)
		p.references(r, 4)
		p.Order(r, "Check", order())
		p.Contradictions(r, 2)
		p.Statuses(r, "Word")
	}()
	<-done
	return r.said.String()
}
