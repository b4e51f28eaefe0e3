package serve_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/serve"
)

// play is what clients do while a scenario is on, and what they see of it.
type play struct {
	set     []string // what --set has beside the scenario
	patient bool     // answers that are held back are not waited for, only noted
	act     func(*stage)
	want    string // what is seen, with any space between
}

// library is one play for each embedded scenario.
func library() map[string]play {
	all := map[string]play{}
	for _, plays := range []map[string]play{accountPlays(), timelinePlays(), numberPlays(), refusalPlays(), bodyPlays(), networkPlays()} {
		maps.Copy(all, plays)
	}
	return all
}

// Every scenario has a play, and the play is about the scenario: it goes
// otherwise when what the scenario says is taken out, and also when any one
// rule of it is, or what it sets of any one field.
func TestTheLibraryIsPlayed(t *testing.T) {
	all := library()
	require.Equal(t, scenarios.Names(), slices.Sorted(maps.Keys(all)), "one play for each scenario")
	require.GreaterOrEqual(t, len(all), 25)
	for name, p := range all {
		t.Run(name, func(t *testing.T) {
			d := draftOf(t, name)
			want := strings.Fields(p.want)
			t.Run("as it is", func(t *testing.T) { assert.Equal(t, want, p.run(t, d)) })
			for what, lacking := range lacking(d) {
				t.Run("without "+what, func(t *testing.T) {
					assert.NotEqual(t, want, p.run(t, lacking), "nobody sees what the scenario says there")
				})
			}
		})
	}
}

// A scenario has the name of its file and says in one line what it is for, and
// nothing is wrong with it, not even a warning.
func TestTheLibraryIsInOrder(t *testing.T) {
	for _, name := range scenarios.Names() {
		d, findings, err := serve.Scenario(scenarios.Library(), name+".yaml")
		require.NoError(t, err)
		assert.Empty(t, findings, name)
		assert.Equal(t, name, d.Name)
		assert.Greater(t, len(d.About), 40, name)
		assert.LessOrEqual(t, len(d.About), 160, name)
		assert.NotContains(t, d.About, "\n", name)
		assert.True(t, strings.HasSuffix(d.About, ".") || strings.HasSuffix(d.About, "?"), name)
	}
}

func draftOf(t *testing.T, name string) *scenarios.Draft {
	t.Helper()
	d, findings, err := serve.Scenario(scenarios.Library(), name+".yaml")
	require.NoError(t, err)
	require.Empty(t, findings.Errors())
	return d
}

func (p play) run(t *testing.T, d *scenarios.Draft) []string {
	t.Helper()
	s := newStage(t, d, p)
	p.act(s)
	return s.seen
}

// lacking are drafts like d that lack everything, or something.
func lacking(d *scenarios.Draft) map[string]*scenarios.Draft {
	all := map[string]*scenarios.Draft{"all it says": {Name: d.Name, Seed: d.Seed, HasSeed: d.HasSeed}}
	for i := range d.Rules {
		less := *d
		less.Rules = slices.Delete(slices.Clone(d.Rules), i, i+1)
		all[fmt.Sprintf("rule %d", i+1)] = &less
	}
	for _, set := range d.Settings {
		less := *d
		less.Settings = slices.DeleteFunc(slices.Clone(d.Settings), func(s scenarios.Setting) bool {
			return s.Provider == set.Provider && s.Account == set.Account && s.Field == set.Field
		})
		all[strings.Join([]string{set.Provider, set.Account, set.Field}, " ")] = &less
	}
	if d.NoMagic {
		less := *d
		less.NoMagic = false
		all["magic: off"] = &less
	}
	if d.Weights != nil {
		less := *d
		less.Weights = map[numsim.Status]int(nil)
		all["weights"] = &less
	}
	return all
}
