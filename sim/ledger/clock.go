package ledger

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Clock is a tenant's time. Freshness, throttles, expiry and the Date header
// follow it; delays do not, so that a shifted clock cannot hang an answer. It
// may be read while it is changed.
type Clock struct {
	base     func() time.Time
	changing sync.Mutex
	run      atomic.Pointer[run] // nil: it is the base's time
}

// run is how a clock goes from one change to the next.
type run struct {
	frozen bool
	scale  float64
	from   time.Time     // on the base, when it was changed
	at     time.Time     // what it was changed to
	ahead  time.Duration // of the base, at scale 1
}

// NewClock returns a clock over base; nil means real time.
func NewClock(base func() time.Time) *Clock {
	if base == nil {
		base = time.Now
	}
	return &Clock{base: base}
}

// Now is the tenant's time.
func (c *Clock) Now() time.Time {
	r := c.run.Load()
	switch {
	case r == nil:
		return c.base()
	case r.frozen:
		return r.at
	case r.scale == 1:
		return c.base().Add(r.ahead)
	}
	return r.scaled(c.base())
}

// scaled stops at the latest time there is instead of running over.
func (r *run) scaled(now time.Time) time.Time {
	gone := float64(now.Sub(r.from)) * r.scale
	if gone >= float64(latest().Sub(r.at)) {
		return latest()
	}
	return r.at.Add(time.Duration(gone))
}

// Pace is how the clock goes: whether it stands still, and how many of its
// seconds a second of the base is while it does not.
func (c *Clock) Pace() (frozen bool, scale float64) {
	r := c.present()
	return r.frozen, r.scale
}

func (c *Clock) present() run {
	if r := c.run.Load(); r != nil {
		return *r
	}
	return run{scale: 1}
}

// Advance moves the clock by d, backwards if negative.
func (c *Clock) Advance(d time.Duration) {
	c.changing.Lock()
	defer c.changing.Unlock()
	now, next := c.now()
	c.start(next, now.Add(d))
}

// Change is what is to become of a clock. What is nil or zero stays.
type Change struct {
	Now     *time.Time
	Advance time.Duration // after Now; backwards if negative
	Frozen  *bool
	Scale   float64
}

// A clock's times fit nanoseconds in 64 bits, with room for an account's skew.
func earliest() time.Time { return time.Date(1971, 1, 1, 0, 0, 0, 0, time.UTC) }
func latest() time.Time   { return time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC) }

// The bounds of Scale.
const (
	MinScale = 0.001
	MaxScale = 86400
)

// Why a clock was not changed.
var (
	ErrClockRange = errors.New("a clock goes from 1971 to 2200")
	ErrClockScale = fmt.Errorf("the scale of a clock is from %v to %v", MinScale, MaxScale)
)

// Change changes the clock in one step, or not at all.
func (c *Clock) Change(to Change) error {
	if to.Scale != 0 && !(to.Scale >= MinScale && to.Scale <= MaxScale) {
		return ErrClockScale
	}
	c.changing.Lock()
	defer c.changing.Unlock()
	at, next := c.now()
	if to.Now != nil {
		at = *to.Now
	}
	at = at.Add(to.Advance)
	if !InRange(at) {
		return ErrClockRange
	}
	if to.Frozen != nil {
		next.frozen = *to.Frozen
	}
	if to.Scale != 0 {
		next.scale = to.Scale
	}
	c.start(next, at)
	return nil
}

// now is the time and the run that a change begins from.
func (c *Clock) now() (at time.Time, next run) {
	base, r := c.base(), c.present()
	next = r
	next.from = base
	switch {
	case r.frozen:
		return r.at, next
	case r.scale == 1:
		return base.Add(r.ahead), next
	}
	return r.scaled(base), next
}

// start has the clock go on from at; without the monotonic reading, which a
// time that was set has not.
func (c *Clock) start(next run, at time.Time) {
	next.at = at.Round(0)
	next.ahead = next.at.Sub(next.from.Round(0))
	c.run.Store(&next)
}

// InRange reports whether a clock can have that time.
func InRange(at time.Time) bool { return !at.Before(earliest()) && !at.After(latest()) }
