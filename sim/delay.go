package sim

import (
	"context"
	"math"
	"math/bits"
	"math/rand/v2"
	"time"

	"github.com/numsim/numsim/scenarios"
)

// longestWait is how long an answer is held back at most.
const longestWait = time.Minute

// z99 is how many standard deviations the 99th percentile of a normal
// distribution lies above its middle.
const z99 = 2.3263478740408408

// What a draw decides is decided apart: a slow answer is no more garbled than
// a fast one.
const (
	delayStream = iota
	garbleStream
)

// delayOf is how long an answer is held back. It is the same for the same
// draw.
func delayOf(d scenarios.Delay, draw uint64) time.Duration {
	chance := rand.NewPCG(draw, delayStream).Uint64()
	if d.P50 > 0 {
		return logNormal(d, chance)
	}
	wait := d.Min
	if d.Max > d.Min {
		above, _ := bits.Mul64(chance, uint64(d.Max-d.Min)+1)
		wait += time.Duration(above)
	}
	return min(max(wait, 0), longestWait)
}

// logNormal is the quantile of d's distribution that chance stands for. Without
// a P99 beyond the P50 there is nothing to spread.
func logNormal(d scenarios.Delay, chance uint64) time.Duration {
	spread := 0.0
	if d.P99 > d.P50 {
		spread = math.Log(float64(d.P99)/float64(d.P50)) / z99
	}
	quantile := (float64(chance>>11) + 0.5) / (1 << 53) // never 0 or 1
	z := math.Sqrt2 * math.Erfinv(2*quantile-1)
	return time.Duration(min(float64(d.P50)*math.Exp(spread*z), float64(longestWait)))
}

// onWallTime waits for d to pass, or for ctx to end.
func onWallTime(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
