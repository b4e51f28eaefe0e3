package client_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

func TestYwjisuChecksInBatchesOfFifty(t *testing.T) {
	d := startDuo(t, serve.Config{})
	y := d.ywjisu()
	assert.Equal(t, "ywjisu", y.Provider())
	assert.Equal(t, 50, y.MostNumbers())
	for n, sizes := range map[int][]int{1: {1}, 50: {50}, 51: {50, 1}, 120: {50, 50, 20}} {
		d.forget()
		numbers := lines(n)
		again := append(slices.Clone(numbers), numbers[n-1], numbers[0])
		assertAll(t, again, y.Check(t.Context(), again...), n)
		assert.Equal(t, sizes, d.sizes())
		assert.Empty(t, d.waits)
	}
	assert.Empty(t, y.Check(t.Context()))
}

func TestYwjisuSendsMainlandNumbersOnly(t *testing.T) {
	d := startDuo(t, serve.Config{})
	numbers := []numsim.Number{"628120000200", "13900000200", "", "1390000020", "139,138", "13900000404"}
	for i, r := range d.ywjisu().Check(t.Context(), numbers...) {
		assert.Equal(t, numbers[i], r.Number)
		if !r.Number.Mainland() {
			assert.ErrorIs(t, r.Err, numsim.BadNumber)
			assert.Equal(t, client.NotCharged, r.Charged)
			continue
		}
		assert.NoError(t, r.Err)
	}
	assert.Equal(t, []int{2}, d.sizes())
}

// A batch that the quota does not cover is refused whole and free.
func TestYwjisuQuotaSmallerThanTheBatch(t *testing.T) {
	d := startDuo(t, serve.Config{Set: []string{"ywjisu.quota=52"}})
	results := d.ywjisu().Check(t.Context(), lines(120)...)
	for i, r := range results {
		if i < 50 {
			require.NoError(t, r.Err)
			assert.Equal(t, client.IsCharged, r.Charged)
			continue
		}
		assert.ErrorIs(t, r.Err, numsim.Balance)
		assert.Equal(t, "510101", errorIn(t, r.Err).Code)
		assert.Equal(t, client.NotCharged, r.Charged)
	}
	assert.Equal(t, []int{50, 50, 20}, d.sizes())
}

func lateFor(t *testing.T, late string) *duo {
	return startDuo(t, serve.Config{Scenario: scenarioOf(t, "rules:\n  - when: {provider: ywjisu, carrier: telecom}\n    then: {late: "+late+"}\n")})
}

// Sixty numbers, two of them late: asked again after three seconds are those two
// alone, in one call.
func TestYwjisuAsksAgainForLateNumbersOnly(t *testing.T) {
	d := lateFor(t, "3s")
	numbers := lines(60)
	numbers[3], numbers[55] = "13300000404", "13300010402"
	numbers = append(numbers, "13300000404")
	results := d.ywjisu().Check(t.Context(), numbers...)
	for i, r := range results {
		require.NoError(t, r.Err)
		assert.Equal(t, numbers[i], r.Number)
	}
	assert.Equal(t, numsim.Vacant, results[3].Status)
	assert.Equal(t, client.IsCharged, results[3].Charged)
	assert.Equal(t, numsim.Suspended, results[55].Status)
	assert.Equal(t, numsim.Vacant, results[60].Status)
	assert.Equal(t, client.NotCharged, results[60].Charged, "asked once")
	assert.Equal(t, []time.Duration{3 * time.Second}, d.waits)
	assert.Equal(t, []int{50, 10, 2}, d.sizes())
	assert.Equal(t, []numsim.Number{"13300000404", "13300010402"}, d.seen[2].numbers)
}

func TestYwjisuGivesUpOnLateNumbers(t *testing.T) {
	for _, c := range []struct{ tries, calls int }{{0, 3}, {1, 2}, {4, 5}, {-1, 1}} {
		d := lateFor(t, "1h")
		config := d.ywjisuConfig("numsim")
		config.LateTries = c.tries
		results := d.newYwjisu(config).Check(t.Context(), "13900000200", "13300000200")
		require.NoError(t, results[0].Err)
		e := errorIn(t, results[1].Err)
		assert.ErrorIs(t, e, numsim.Late)
		assert.True(t, e.Retry)
		assert.Equal(t, 3*time.Second, e.After)
		assert.Equal(t, client.NotCharged, e.Charged)
		assert.Equal(t, client.NotCharged, results[1].Charged)
		assert.Equal(t, "ywjisu", results[1].Provider)
		assert.Len(t, d.seen, c.calls)
		for _, e := range d.seen[1:] {
			assert.Equal(t, []numsim.Number{"13300000200"}, e.numbers)
		}
		assert.ElementsMatch(t, slices.Repeat([]time.Duration{3 * time.Second}, c.calls-1), d.waits)
	}
}

// Late numbers of many batches wait together.
func TestYwjisuWaitsOnceForAllBatches(t *testing.T) {
	d := lateFor(t, "3s")
	var numbers []numsim.Number
	for i := range 120 {
		numbers = append(numbers, numsim.Number("133"+digits4(i)+"0200"))
	}
	for _, r := range d.ywjisu().Check(t.Context(), numbers...) {
		require.NoError(t, r.Err)
	}
	assert.Equal(t, []int{50, 50, 20, 50, 50, 20}, d.sizes())
	assert.Equal(t, []time.Duration{3 * time.Second}, d.waits)
}

func TestYwjisuStopsWaitingWhenTold(t *testing.T) {
	d := lateFor(t, "3s")
	ctx, cancel := context.WithCancel(t.Context())
	config := d.ywjisuConfig("numsim")
	config.Options.Sleep = func(context.Context, time.Duration) error { cancel(); return ctx.Err() }
	results := d.newYwjisu(config).Check(ctx, "13900000200", "13300000200")
	assert.NoError(t, results[0].Err)
	assert.ErrorIs(t, results[1].Err, numsim.Late)
	assert.Len(t, d.seen, 1)
}

// The second time the call fails: that is what is then known of the number.
func TestYwjisuLateAndThenRefused(t *testing.T) {
	d := startDuo(t, serve.Config{Scenario: scenarioOf(t, "rules:\n  - when: {provider: ywjisu, number: \"13300000200\", call: 1}\n    then: {late: 3s}\n  - when: {provider: ywjisu, call: 2, per: account}\n    then: {error: \"510101\"}\n")})
	results := d.ywjisu().Check(t.Context(), "13900000200", "13300000200")
	assert.NoError(t, results[0].Err)
	assert.ErrorIs(t, results[1].Err, numsim.Balance)
	assert.Len(t, d.seen, 2)
}

func TestYwjisuSuccessWithoutNumbersIsLate(t *testing.T) {
	d := startDuo(t, serve.Config{})
	r := d.ywjisu().Check(t.Context(), "13900000425")[0]
	require.NoError(t, r.Err)
	assert.Equal(t, numsim.Active, r.Status, "after three seconds it is there")
	assert.Equal(t, []int{1, 1}, d.sizes())
	for _, digits := range []string{"0500", "0999"} {
		r := d.ywjisu().Check(t.Context(), numsim.Number("1390000"+digits))[0]
		assert.ErrorIs(t, r.Err, numsim.Late, digits)
		assert.Equal(t, client.NotCharged, r.Charged)
	}
	d.forget()
	results := d.newYwjisu(d.ywjisuConfig("numsim-200000")).Check(t.Context(), lines(2)...)
	assert.ErrorIs(t, results[0].Err, numsim.Late)
	assert.ErrorIs(t, results[1].Err, numsim.Late)
	assert.Len(t, d.seen, 3)
}

func TestYwjisuIsAsOldAsTheLag(t *testing.T) {
	d := startDuo(t, serve.Config{Scenario: scenarioOf(t, "accounts:\n  ywjisu: {lag: 24h}\nnumbers:\n  \"13900001002\": [{until: 2h, status: active}, {status: vacant}]\n")})
	y := d.ywjisu()
	d.after(3 * time.Hour)
	r := y.Check(t.Context(), "13900001002")[0]
	assert.Equal(t, numsim.Active, r.Status)
	assert.LessOrEqual(t, r.SeenAt, duoBegan.Add(-21*time.Hour))
	d.after(27 * time.Hour)
	r = y.Check(t.Context(), "13900001002")[0]
	assert.Equal(t, numsim.Vacant, r.Status)
	assert.LessOrEqual(t, r.SeenAt, duoBegan.Add(3*time.Hour))
}
