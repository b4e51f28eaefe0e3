package contracts_test

import (
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/all"
)

// traits are the simulator's own word on each provider.
func traits(t *testing.T) map[string]sim.Traits {
	t.Helper()
	providers, err := all.Providers()
	require.NoError(t, err)
	out := map[string]sim.Traits{}
	for _, p := range providers {
		out[p.Traits().Name] = p.Traits()
	}
	return out
}

// loaded are the built-in documents; all tests share them, as goroutines may.
var loaded = sync.OnceValue(func() map[string]*contracts.Document {
	all := map[string]*contracts.Document{}
	for _, p := range contracts.Providers() {
		if d, flaws := contracts.Builtin(p); len(flaws) == 0 {
			all[p] = d
		}
	}
	return all
})

func load(t *testing.T, provider string) *contracts.Document {
	t.Helper()
	d := loaded()[provider]
	require.NotNil(t, d, "TestTheEmbeddedContractsAreSound says what is wrong with %s", provider)
	return d
}

func TestTheSimulatorHasTheSameProvidersProfilesAndOperations(t *testing.T) {
	all := traits(t)
	assert.ElementsMatch(t, contracts.Providers(), slices.Collect(maps.Keys(all)))
	for name, simulated := range all {
		d := load(t, name)
		var profiles []string
		for _, p := range d.Profiles() {
			profiles = append(profiles, p.Name)
		}
		assert.Equal(t, simulated.Profiles, profiles, "%s, the default first", name)
		operations := simulated.Operations
		if name == "ywjisu" {
			operations = []string{"Api/ApiAuth/getCheckResult"} // its path is real
		}
		assert.ElementsMatch(t, operations, d.Operations(), name)
	}
}

// Each row of the simulator's table is in the contract with the same code,
// status and message, and the other way round.
func TestTheSimulatorHasTheSameErrorTable(t *testing.T) {
	for name, simulated := range traits(t) {
		promised := map[string]contracts.ErrorRow{}
		for _, row := range load(t, name).Errors() {
			promised[row.Name] = row
		}
		for _, row := range simulated.Catalogue.Rows() {
			p, ok := promised[row.Name]
			if !assert.True(t, ok, "%s: the contract has no row %s", name, row.Name) {
				continue
			}
			assert.Equal(t, []any{row.Code, row.Status, row.Message, row.Kind.String()}, []any{p.Code, p.HTTP, p.Message, p.Kind}, "%s %s: %s", name, row.Name, p.Position)
			if row.Profile != "" || len(p.Profiles) > 0 {
				assert.ElementsMatch(t, append([]string{row.Profile}, row.Later...), p.Profiles, "%s %s: the generations that have it: %s", name, row.Name, p.Position)
			}
			delete(promised, row.Name)
		}
		assert.Empty(t, promised, "%s: rows the simulator does not have", name)
	}
}

// Each switch of the simulator is a discrepancy with the same values and the
// same default; a discrepancy without one says why.
func TestTheSimulatorHasASwitchForEachDiscrepancy(t *testing.T) {
	for name, simulated := range traits(t) {
		switches := map[string]sim.Switch{}
		for _, s := range simulated.Switches {
			switches[s.Name] = s
		}
		for _, x := range load(t, name).Discrepancies() {
			s, ok := switches[x.ID]
			if x.Unsimulated != "" {
				assert.False(t, ok, "%s %s: there is a switch", name, x.ID)
				continue
			}
			if !assert.True(t, ok, "%s %s: the simulator has no such switch; say unsimulated: WHY", name, x.ID) {
				continue
			}
			var values []string
			for _, r := range x.Readings {
				values = append(values, r.Name)
			}
			assert.Equal(t, s.Values, values, "%s %s", name, x.ID)
			assert.Equal(t, s.Values[0], x.Default, "%s %s", name, x.ID)
			delete(switches, x.ID)
		}
		assert.Empty(t, slices.Collect(maps.Keys(switches)), "%s: switches without a discrepancy", name)
	}
}

// What the documents say an account may do is what an account may do.
func TestTheSimulatorHasTheSameLimits(t *testing.T) {
	simulated := traits(t)["aliyun"]
	for profile, qps := range map[string]int{"2020": 200, "2021": 1000, "2022": 300, "today": 300} {
		c, err := load(t, "aliyun").For(profile, nil)
		require.NoError(t, err)
		at := slices.IndexFunc(c.Limits(), func(l contracts.Limit) bool { return l.Name == "qps" })
		require.GreaterOrEqual(t, at, 0)
		assert.Equal(t, qps, c.Limits()[at].Value, profile)
		assert.Equal(t, qps, simulated.QPS[profile], profile)
	}
}
