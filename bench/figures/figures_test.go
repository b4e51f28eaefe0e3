package figures_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/bench/figures"
)

func TestPercentileIsTheNearestRank(t *testing.T) {
	ten := []int{10, 20, 30, 40, 50, 60, 70, 80, 90, 100}
	for _, tt := range []struct {
		why    string
		values []int
		p      float64
		want   int
	}{
		{"half of ten do not exceed the fifth", ten, 0.5, 50},
		{"a little more than half needs the sixth", ten, 0.51, 60},
		{"99 in a hundred of ten is all of them", ten, 0.99, 100},
		{"none is still the least", ten, 0, 10},
		{"all is the greatest", ten, 1, 100},
		{"one value is every percentile", []int{7}, 0.99, 7},
		{"nothing measured is zero", nil, 0.5, 0},
	} {
		assert.Equal(t, tt.want, figures.Percentile(tt.values, tt.p), tt.why)
	}
}

func TestMedianAndLeastKeepTheOrderOfWhatTheyAreGiven(t *testing.T) {
	values := []time.Duration{9, 1, 5, 7, 3}
	assert.EqualValues(t, 5, figures.Median(values))
	assert.EqualValues(t, 1, figures.Least(values))
	assert.Equal(t, []time.Duration{9, 1, 5, 7, 3}, values, "a report prints rounds in the order they ran")
	assert.EqualValues(t, 2, figures.Median([]int{1, 2, 3, 4}), "of two in the middle the lower one")
	assert.Zero(t, figures.Least([]int{}))
}

func TestRatio(t *testing.T) {
	assert.InDelta(t, 1.3, figures.Ratio(26*time.Microsecond, 20*time.Microsecond), 1e-9)
	assert.True(t, math.IsNaN(figures.Ratio(1.0, 0)), "a floor that was not measured is no floor")
}
