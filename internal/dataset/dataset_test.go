package dataset_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/internal/dataset"
	"github.com/numsim/numsim/sim/numbering"
)

func rows(t *testing.T, p dataset.Plan) [][]string {
	t.Helper()
	var out strings.Builder
	require.NoError(t, dataset.Write(&out, p))
	list, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"number", "status", "carrier", "area"}, list[0])
	return list[1:]
}

func TestASetIsPlausible(t *testing.T) {
	plan := numbering.NewPlan(append(numbering.Listed2020(), numbering.Since2020()...)...)
	list := rows(t, dataset.Plan{Count: 20_000, Seed: 7})
	seen, carriers, statuses := map[string]bool{}, map[string]int{}, map[string]int{}
	for _, row := range list {
		n := numsim.Number(row[0])
		require.True(t, n.Mainland(), n)
		require.False(t, seen[row[0]], "%s comes twice", n)
		seen[row[0]] = true
		for _, e := range numbering.Endings() {
			require.NotEqual(t, e.Digits, string(n[7:]), "a magic ending")
		}
		carrier, assigned := plan.Carrier(n)
		require.True(t, assigned)
		require.Equal(t, carrier.String(), row[2])
		require.Regexp(t, `^\p{Han}+-\p{Han}+$`, row[3])
		carriers[row[2]]++
		statuses[row[1]]++
	}
	assert.Len(t, list, 20_000)
	assert.InDelta(t, 12_000, carriers["mobile"], 400)
	assert.InDelta(t, 200, carriers["broadnet"], 80)
	assert.InDelta(t, 16_000, statuses["active"], 400)
	assert.InDelta(t, 1_600, statuses["suspended"], 200)
}

func TestTheSeedDecidesTheSet(t *testing.T) {
	a := rows(t, dataset.Plan{Count: 50, Seed: 1})
	assert.Equal(t, a, rows(t, dataset.Plan{Count: 50, Seed: 1}))
	assert.NotEqual(t, a, rows(t, dataset.Plan{Count: 50}))
}

func TestWeightsOfOnesOwn(t *testing.T) {
	for _, row := range rows(t, dataset.Plan{
		Count: 300, Carriers: map[numsim.Carrier]int{numsim.ChinaTelecom: 5}, Statuses: map[numsim.Status]int{numsim.Risky: 1, numsim.Active: 0},
	}) {
		require.Equal(t, []string{"risky", "telecom"}, row[1:3])
	}
}

func TestSetsThatCannotBeMade(t *testing.T) {
	for _, tt := range []struct {
		plan dataset.Plan
		says string
	}{
		{dataset.Plan{}, "a set has from 1 to 100000000 numbers"},
		{dataset.Plan{Count: 1, Carriers: map[numsim.Carrier]int{numsim.ChinaMobile: 0}}, "all weights are zero"},
		{dataset.Plan{Count: 30_000_000, Carriers: map[numsim.Carrier]int{numsim.ChinaBroadnet: 1}}, "broadnet has room for 25000000 numbers of a set, and 30000000 are asked for"},
	} {
		assert.ErrorContains(t, dataset.Write(&strings.Builder{}, tt.plan), tt.says)
	}
}
