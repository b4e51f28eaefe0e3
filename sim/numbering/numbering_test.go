package numbering_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

func TestCarriersByPrefix(t *testing.T) {
	listed := numbering.NewPlan(numbering.Listed2020()...)
	today := numbering.NewPlan(append(numbering.Listed2020(), numbering.Since2020()...)...)
	for _, tt := range []struct {
		number        numsim.Number
		listed2020    numsim.Carrier
		assignedToday numsim.Carrier
		why           string
	}{
		{"13900000000", numsim.ChinaMobile, numsim.ChinaMobile, "139"},
		{"13000000000", numsim.ChinaUnicom, numsim.ChinaUnicom, "130"},
		{"13300000000", numsim.ChinaTelecom, numsim.ChinaTelecom, "133"},
		{"13490000000", numsim.ChinaMobile, numsim.ChinaMobile, "134 whole, satellites and all, as listed"},
		{"17000000000", numsim.ChinaTelecom, numsim.ChinaTelecom, "170 goes by its fourth digit: 1700"},
		{"17030000000", numsim.ChinaMobile, numsim.ChinaMobile, "1703"},
		{"17040000000", numsim.ChinaUnicom, numsim.ChinaUnicom, "1704"},
		{"17090000000", numsim.ChinaUnicom, numsim.ChinaUnicom, "1709"},
		{"16200000000", numsim.NoCarrier, numsim.ChinaTelecom, "162 came after the list"},
		{"19000000000", numsim.NoCarrier, numsim.ChinaTelecom, "190"},
		{"19200000000", numsim.NoCarrier, numsim.ChinaBroadnet, "192"},
		{"19300000000", numsim.NoCarrier, numsim.ChinaTelecom, "193"},
		{"19500000000", numsim.NoCarrier, numsim.ChinaMobile, "195"},
		{"19600000000", numsim.NoCarrier, numsim.ChinaUnicom, "196"},
		{"19700000000", numsim.NoCarrier, numsim.ChinaMobile, "197"},
		{"17400000000", numsim.NoCarrier, numsim.ChinaTelecom, "1740"},
		{"17410000000", numsim.NoCarrier, numsim.NoCarrier, "1741 is nobody's"},
		{"12000000000", numsim.NoCarrier, numsim.NoCarrier, "120 never was a mobile prefix"},
	} {
		c, ok := listed.Carrier(tt.number)
		assert.Equal(t, tt.listed2020, c, tt.why)
		assert.Equal(t, tt.listed2020 != numsim.NoCarrier, ok, tt.why)
		c, _ = today.Carrier(tt.number)
		assert.Equal(t, tt.assignedToday, c, tt.why)
	}
}

func TestEndingsAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range numbering.Endings() {
		assert.Len(t, e.Digits, 4)
		assert.False(t, seen[e.Digits], "%s is there twice", e.Digits)
		seen[e.Digits] = true
	}
	assert.Len(t, seen, 17)
}

// Published for ever: these answers must not change between versions or
// machines, or every test that relies on them breaks. The list was made by a
// Python program written from the comment on derive.
func TestDerivedTruthIsPinned(t *testing.T) {
	d := numbering.NewDefaults(numbering.Options{})
	got := ""
	for i := range 12 {
		got += d.Of(numsim.Number(fmt.Sprintf("139000000%02d", i))).Status.String() + " "
	}
	assert.Equal(t, "unreachable active active active active active active active vacant active busy active ", got)
	assert.NotEqual(t, sequence(0), sequence(7), "another seed, another world")
}

func sequence(seed uint64) (all []numsim.Status) {
	d := numbering.NewDefaults(numbering.Options{Seed: seed})
	for i := range 200 {
		all = append(all, d.Of(numsim.Number(fmt.Sprintf("13912340%03d", i))).Status)
	}
	return all
}

// The derived world has the stated mix, within what chance allows.
func TestDerivedTruthFollowsItsWeights(t *testing.T) {
	d, counts := numbering.NewDefaults(numbering.Options{}), map[numsim.Status]int{}
	const n = 100_000
	for i := range n {
		counts[d.Of(numsim.Number(fmt.Sprintf("1391%06d9", i))).Status]++
	}
	assert.InDelta(t, 0.72, float64(counts[numsim.Active])/n, 0.02)
	assert.InDelta(t, 0.11, float64(counts[numsim.Vacant])/n, 0.01)
	assert.InDelta(t, 0.07, float64(counts[numsim.Suspended])/n, 0.01)
	assert.Zero(t, counts[numsim.WrongNumber], "wrong numbers are made by the plan, not by chance")
}

func TestSampleNumberIsMarked(t *testing.T) {
	truth := numbering.NewDefaults(numbering.Options{}).Of("15112345678")
	assert.Equal(t, numbering.Truth{Status: numsim.Active, Sample: true}, truth)
}

func TestOtherWeightsAndNoMagic(t *testing.T) {
	d := numbering.NewDefaults(numbering.Options{Weights: map[numsim.Status]int{numsim.Vacant: 1, numsim.Risky: 3}, NoMagic: true})
	counts := map[numsim.Status]int{}
	for i := range 4000 {
		counts[d.Of(numsim.Number(fmt.Sprintf("1391%06d0", i))).Status]++
	}
	assert.Len(t, counts, 2)
	assert.InDelta(t, 3000, counts[numsim.Risky], 150)
	assert.Contains(t, []numsim.Status{numsim.Vacant, numsim.Risky}, d.Of("13900000402").Status, "no ending means anything")
}
