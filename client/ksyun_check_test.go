package client_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

func TestKsyunChecksInBatchesOfFifty(t *testing.T) {
	d := startDuo(t, serve.Config{})
	k := d.ksyun()
	assert.Equal(t, "ksyun", k.Provider())
	assert.Equal(t, 50, k.MostNumbers())
	for n, sizes := range map[int][]int{1: {1}, 2: {2}, 50: {50}, 51: {50, 1}, 120: {50, 50, 20}} {
		d.forget()
		numbers := lines(n)
		again := append(slices.Clone(numbers), numbers[n-1], numbers[0]) // these two are there twice
		results := k.Check(t.Context(), again...)
		assertAll(t, again, results, n)
		assert.Equal(t, sizes, d.sizes())
		for _, e := range d.seen {
			assert.Equal(t, map[bool]string{true: "PhoneNumberStatus", false: "BatchPhoneNumberStatus"}[n == 1], e.operation)
		}
	}
	assert.Empty(t, k.Check(t.Context()))
}

// assertAll expects every number to be answered in its place and the first n to
// be paid for.
func assertAll(t *testing.T, numbers []numsim.Number, results []client.Result, n int) {
	t.Helper()
	require.Len(t, results, len(numbers))
	for i, r := range results {
		require.NoError(t, r.Err)
		assert.Equal(t, numbers[i], r.Number)
		assert.Equal(t, numsim.Active, r.Status)
		assert.Equal(t, numsim.ChinaMobile, r.Carrier)
		if i < n {
			assert.Equal(t, client.IsCharged, r.Charged)
		} else {
			assert.Equal(t, client.NotCharged, r.Charged, "the second time it is not asked")
		}
	}
}

func TestKsyunChecksEachInRealtimeIfTold(t *testing.T) {
	d := startDuo(t, serve.Config{})
	c := d.ksyunConfig("numsim")
	c.Realtime = true
	k := d.newKsyun(c)
	assert.Equal(t, 1, k.MostNumbers())
	numbers := append(lines(3), lines(1)...)
	assertAll(t, numbers, k.Check(t.Context(), numbers...), 3)
	assert.Equal(t, []int{1, 1, 1}, d.sizes())
	assert.Equal(t, "PhoneNumberStatus", d.seen[2].operation)
}

// Each sort of number is asked about in its own way, and the order is kept.
func TestKsyunChecksNumbersAbroadByThemselves(t *testing.T) {
	d := startDuo(t, serve.Config{})
	numbers := []numsim.Number{"628120000200", "13900000200", "+62812", "85260000404", "13900000404", "628120000200", "", "447700000402", "139,138"}
	results := d.ksyun().Check(t.Context(), numbers...)
	require.Len(t, results, len(numbers))
	want := map[numsim.Number]told{
		"628120000200": {"1", numsim.Active}, "13900000200": {"1", numsim.Active}, "85260000404": {"3", numsim.Vacant},
		"13900000404": {"0", numsim.Vacant}, "447700000402": {"2", numsim.PoweredOff},
	}
	for i, r := range results {
		assert.Equal(t, numbers[i], r.Number)
		says, sound := want[r.Number]
		if !sound {
			assert.ErrorIs(t, r.Err, numsim.BadNumber)
			assert.Contains(t, r.Err.Error(), "was not sent")
			assert.Equal(t, client.NotCharged, r.Charged)
			continue
		}
		require.NoError(t, r.Err)
		assert.Equal(t, says, told{r.Word, r.Status})
	}
	assert.Equal(t, []string{"ID", "HK", "GB"}, []string{results[0].Area, results[3].Area, results[7].Area})
	assert.Equal(t, []int{2, 1, 1, 1}, d.sizes(), "a batch for the mainland, and once for each abroad")
}

// A place that is not listed has no channel; that is the number's trouble.
func TestKsyunPlaceWithoutChannel(t *testing.T) {
	d := startDuo(t, serve.Config{})
	r := d.ksyun().Check(t.Context(), "8613900000200")[0]
	assert.ErrorIs(t, r.Err, numsim.BadNumber)
	assert.Equal(t, "EmptyICmnChannel", errorIn(t, r.Err).Code)
}

// The provider does not say which number of a batch it refuses.
func TestKsyunOneBadNumberSpoilsNoBatch(t *testing.T) {
	d := startDuo(t, serve.Config{})
	numbers := lines(50)
	numbers[7], numbers[31] = "13912340400", "13956780400"
	results := d.ksyun().Check(t.Context(), numbers...)
	require.Len(t, results, 50)
	for i, r := range results {
		assert.Equal(t, numbers[i], r.Number)
		if i == 7 || i == 31 {
			assert.ErrorIs(t, r.Err, numsim.BadNumber)
			assert.Equal(t, client.NotCharged, r.Charged)
			continue
		}
		require.NoError(t, r.Err)
		assert.Equal(t, client.IsCharged, r.Charged)
	}
	answered := map[numsim.Number]int{}
	for _, e := range d.seen {
		if e.status == 200 {
			for _, n := range e.numbers {
				answered[n]++
			}
		}
	}
	assert.Len(t, answered, 48)
	for n, times := range answered {
		assert.Equal(t, 1, times, n)
	}
	assert.Less(t, len(d.seen), 26, "two searches by halves, not a call for each")
}

func TestKsyunBatchIsAsOldAsTheLag(t *testing.T) {
	const life = "accounts:\n  ksyun: {lag: 24h}\nnumbers:\n  \"13900001002\": [{until: 2h, status: active}, {status: vacant}]\n  \"62812000002\": [{until: 2h, status: active}, {status: vacant}]\n"
	d := startDuo(t, serve.Config{Scenario: scenarioOf(t, life)})
	for at, want := range map[time.Duration][]numsim.Status{
		3 * time.Hour:  {numsim.Vacant, numsim.Active, numsim.Active},
		27 * time.Hour: {numsim.Vacant, numsim.Vacant, numsim.Vacant},
	} {
		d.after(at)
		k := d.ksyun()
		single := k.Check(t.Context(), "13900001002")[0]
		several := k.Check(t.Context(), "13900001002", "13300000200", "62812000002")
		assert.Equal(t, want, []numsim.Status{single.Status, several[0].Status, several[2].Status}, at)
	}
}

// What the wire says in another order, twice, or of somebody else is taken for
// whom it is about.
func TestKsyunBatchIsReadByNumber(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		numbers := lines(rapid.IntRange(2, 8).Draw(rt, "asked"))
		said := rapid.Permutation(append(slices.Clone(numbers), "13800000200")).Draw(rt, "order")
		said = append(said, said[0])
		body := `{"Data":[`
		for i, n := range said {
			word := "1"
			if n == numbers[0] {
				word = "0"
			}
			body += fmt.Sprintf(`{"CheckStatus":%s,"Mobile":%s,"Carrier":"移动"}`, word, n)
			if i < len(said)-1 {
				body += ","
			}
		}
		body += `],"RequestId":"r"}`
		d := startFake(t, alwaysSaying(200, body))
		for i, r := range d.ksyun().Check(context.Background(), numbers...) {
			require.NoError(rt, r.Err)
			assert.Equal(rt, numbers[i], r.Number)
			assert.Equal(rt, i == 0, r.Status == numsim.Vacant)
		}
	})
}

func TestKsyunLeftOutIsPerhapsCharged(t *testing.T) {
	d := startDuo(t, serve.Config{Scenario: scenarioOf(t, "rules:\n  - when: {provider: ksyun, number: \"13300000200\"}\n    then: {drop: true}\n")})
	results := d.ksyun().Check(t.Context(), "13900000200", "13300000200", "13900000404")
	require.NoError(t, results[0].Err)
	require.NoError(t, results[2].Err)
	e := errorIn(t, results[1].Err)
	assert.ErrorIs(t, e, numsim.Malformed)
	assert.Equal(t, client.PerhapsCharged, e.Charged)
	assert.Equal(t, client.PerhapsCharged, results[1].Charged)
	assert.Len(t, d.seen, 1, "and so it is not asked about again")
}
