package sim

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/numsim/numsim/scenarios"
)

// draws returns the delays of n draws, the shortest first.
func draws(d scenarios.Delay, n int) []time.Duration {
	all := make([]time.Duration, n)
	for i := range all {
		all[i] = delayOf(d, uint64(i))
	}
	slices.Sort(all)
	return all
}

func TestAFixedDelayHasNoChance(t *testing.T) {
	for _, row := range []struct {
		name string
		d    scenarios.Delay
		want time.Duration
	}{
		{"none", scenarios.Delay{}, 0},
		{"three seconds", scenarios.Delay{Min: 3 * time.Second, Max: 3 * time.Second}, 3 * time.Second},
		{"no upper end", scenarios.Delay{Min: 3 * time.Second}, 3 * time.Second},
		{"ends the wrong way round", scenarios.Delay{Min: 3 * time.Second, Max: time.Second}, 3 * time.Second},
		{"an hour", scenarios.Delay{Min: time.Hour, Max: time.Hour}, time.Minute},
		{"before now", scenarios.Delay{Min: -time.Hour, Max: -time.Hour}, 0},
		{"only a P50", scenarios.Delay{P50: time.Second}, time.Second},
		{"a P99 that is the P50", scenarios.Delay{P50: time.Second, P99: time.Second}, time.Second},
		{"a P99 below the P50", scenarios.Delay{P50: time.Second, P99: time.Millisecond}, time.Second},
		{"a P50 of an hour", scenarios.Delay{P50: time.Hour, P99: 2 * time.Hour}, time.Minute},
	} {
		t.Run(row.name, func(t *testing.T) {
			for _, d := range draws(row.d, 100) {
				assert.InDelta(t, row.want, d, float64(time.Microsecond), "a logarithm and back may cost a little")
			}
		})
	}
}

func TestADelayIsSpreadEvenly(t *testing.T) {
	all := draws(scenarios.Delay{Min: 100 * time.Millisecond, Max: 300 * time.Millisecond}, 10_000)
	assert.GreaterOrEqual(t, all[0], 100*time.Millisecond)
	assert.LessOrEqual(t, all[9999], 300*time.Millisecond)
	for share, want := range map[int]time.Duration{100: 102 * time.Millisecond, 2500: 150 * time.Millisecond, 5000: 200 * time.Millisecond, 9900: 298 * time.Millisecond} {
		assert.InDelta(t, want, all[share], float64(4*time.Millisecond), "%d of 10000", share)
	}
}

func TestBothEndsOfADelayAreDrawn(t *testing.T) {
	seen := map[time.Duration]int{}
	for _, d := range draws(scenarios.Delay{Min: 1, Max: 3}, 300) {
		seen[d]++
	}
	assert.Len(t, seen, 3)
	for d := time.Duration(1); d <= 3; d++ {
		assert.Greater(t, seen[d], 60, d)
	}
}

// The percentiles of a log-normal distribution follow from two of them: with
// z(99 %) = 2.3263, z(90 %) = 1.2816 and z(84.13 %) = 1, a P50 of 40 ms and a
// P99 of 900 ms make a P90 of 222 ms and a P84 of 152 ms.
func TestADelayIsLogNormal(t *testing.T) {
	all := draws(scenarios.Delay{P50: 40 * time.Millisecond, P99: 900 * time.Millisecond}, 100_000)
	for _, row := range []struct {
		share int
		want  time.Duration
	}{
		{100, 632 * time.Microsecond}, // P0.1
		{1_000, 1778 * time.Microsecond},
		{50_000, 40 * time.Millisecond},
		{84_134, 152_500 * time.Microsecond},
		{90_000, 222_100 * time.Microsecond},
		{99_000, 900 * time.Millisecond},
	} {
		assert.InEpsilon(t, row.want, all[row.share], 0.06, "%d of 100000", row.share)
	}
}

func TestALongTailIsCapped(t *testing.T) {
	all := draws(scenarios.Delay{P50: 10 * time.Second, P99: math.MaxInt64}, 10_000)
	assert.Equal(t, time.Minute, all[9_999])
	assert.Greater(t, time.Minute, all[5_000], "the cap is not for all")
}

func TestAnyDelayIsBoundedAndRepeated(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		any64 := rapid.Int64()
		d := scenarios.Delay{
			Min: time.Duration(any64.Draw(rt, "min")), Max: time.Duration(any64.Draw(rt, "max")),
			P50: time.Duration(any64.Draw(rt, "p50")), P99: time.Duration(any64.Draw(rt, "p99")),
		}
		draw := rapid.Uint64().Draw(rt, "draw")
		got := delayOf(d, draw)
		if got < 0 || got > time.Minute {
			rt.Fatalf("%v", got)
		}
		if again := delayOf(d, draw); again != got {
			rt.Fatalf("%v, then %v", got, again)
		}
	})
}

func TestAWaitEndsWithItsContextOrItsTime(t *testing.T) {
	assert.NoError(t, onWallTime(context.Background(), time.Nanosecond))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	assert.ErrorIs(t, onWallTime(ctx, time.Hour), context.Canceled)
}
