package ledger

import (
	"sync/atomic"
	"time"
)

// Clock is a tenant's time. Freshness, throttles, expiry and the Date header
// follow it; delays do not, so that a shifted clock cannot hang an answer.
type Clock struct {
	base  func() time.Time
	shift atomic.Int64
}

// NewClock returns a clock over base; nil means real time.
func NewClock(base func() time.Time) *Clock {
	if base == nil {
		base = time.Now
	}
	return &Clock{base: base}
}

// Now is the tenant's time.
func (c *Clock) Now() time.Time { return c.base().Add(time.Duration(c.shift.Load())) }

// Advance moves the clock by d, backwards if negative.
func (c *Clock) Advance(d time.Duration) { c.shift.Add(int64(d)) }
