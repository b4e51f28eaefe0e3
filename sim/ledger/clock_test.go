package ledger_test

import (
	"math"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/ledger"
)

// ticking is a clock over a base that moves when it is told to.
func ticking() (c *ledger.Clock, tick func(time.Duration)) {
	var base atomic.Int64
	base.Store(noon.UnixNano())
	c = ledger.NewClock(func() time.Time { return time.Unix(0, base.Load()).UTC() })
	return c, func(d time.Duration) { base.Add(int64(d)) }
}

func change(t *testing.T, c *ledger.Clock, to ledger.Change) {
	t.Helper()
	require.NoError(t, c.Change(to))
}

func TestAClockFollowsItsBase(t *testing.T) {
	assert.WithinRange(t, ledger.NewClock(nil).Now(), noon.AddDate(-5, 0, 0), noon.AddDate(100, 0, 0))
	c, tick := ticking()
	assert.Equal(t, noon, c.Now())
	tick(time.Minute)
	assert.Equal(t, noon.Add(time.Minute), c.Now())
	change(t, c, ledger.Change{Advance: time.Hour})
	assert.Equal(t, noon.Add(61*time.Minute), c.Now())
	change(t, c, ledger.Change{Advance: -2 * time.Hour})
	tick(time.Second)
	assert.Equal(t, noon.Add(-59*time.Minute+time.Second), c.Now(), "and back")
	change(t, c, ledger.Change{Now: new(noon.AddDate(1, 0, 0))})
	tick(time.Second)
	assert.Equal(t, noon.AddDate(1, 0, 0).Add(time.Second), c.Now())
	frozen, scale := c.Pace()
	assert.False(t, frozen)
	assert.Equal(t, 1.0, scale)
}

// A frozen clock stands where it was, can be moved, and goes on from there.
func TestAFrozenClockStands(t *testing.T) {
	c, tick := ticking()
	tick(time.Minute)
	change(t, c, ledger.Change{Frozen: new(true)})
	tick(time.Hour)
	assert.Equal(t, noon.Add(time.Minute), c.Now())
	change(t, c, ledger.Change{Frozen: new(true), Advance: time.Second})
	tick(time.Hour)
	assert.Equal(t, noon.Add(61*time.Second), c.Now())
	frozen, _ := c.Pace()
	assert.True(t, frozen)
	change(t, c, ledger.Change{Frozen: new(false)})
	assert.Equal(t, noon.Add(61*time.Second), c.Now(), "nothing is made up for")
	tick(time.Second)
	assert.Equal(t, noon.Add(62*time.Second), c.Now())
}

// A scale is of the time from then on, is kept while the clock is frozen, and
// never makes the clock jump.
func TestAScaledClock(t *testing.T) {
	c, tick := ticking()
	change(t, c, ledger.Change{Scale: 60})
	assert.Equal(t, noon, c.Now())
	tick(time.Second)
	assert.Equal(t, noon.Add(time.Minute), c.Now())
	change(t, c, ledger.Change{Scale: 0.5})
	tick(10 * time.Second)
	assert.Equal(t, noon.Add(65*time.Second), c.Now())
	change(t, c, ledger.Change{Frozen: new(true)})
	tick(time.Hour)
	change(t, c, ledger.Change{Frozen: new(false)})
	tick(2 * time.Second)
	assert.Equal(t, noon.Add(66*time.Second), c.Now())
	change(t, c, ledger.Change{Scale: 1, Now: &noon})
	tick(time.Second)
	assert.Equal(t, noon.Add(time.Second), c.Now())
}

// However long it runs, a clock stays within what nanoseconds can say.
func TestAScaledClockStopsAtTheEndOfTime(t *testing.T) {
	c, tick := ticking()
	change(t, c, ledger.Change{Scale: ledger.MaxScale})
	tick(200 * 365 * 24 * time.Hour)
	end := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	assert.Equal(t, end, c.Now())
	assert.ErrorIs(t, c.Change(ledger.Change{Advance: 1}), ledger.ErrClockRange)
	change(t, c, ledger.Change{Advance: -time.Second, Scale: 1})
	assert.Equal(t, end.Add(-time.Second), c.Now())
}

// What cannot be is refused whole.
func TestClockChangesThatCannotBe(t *testing.T) {
	c, _ := ticking()
	change(t, c, ledger.Change{Advance: time.Hour})
	for _, row := range []struct {
		change ledger.Change
		err    error
	}{
		{ledger.Change{Now: new(time.Date(1970, 12, 31, 23, 59, 59, 0, time.UTC))}, ledger.ErrClockRange},
		{ledger.Change{Now: &time.Time{}}, ledger.ErrClockRange},
		{ledger.Change{Now: new(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC))}, ledger.ErrClockRange},
		{ledger.Change{Advance: math.MaxInt64}, ledger.ErrClockRange},
		{ledger.Change{Advance: -100 * 366 * 24 * time.Hour}, ledger.ErrClockRange},
		{ledger.Change{Scale: -1}, ledger.ErrClockScale},
		{ledger.Change{Scale: math.NaN()}, ledger.ErrClockScale},
		{ledger.Change{Scale: math.Inf(1)}, ledger.ErrClockScale},
		{ledger.Change{Scale: ledger.MaxScale + 1, Frozen: new(true)}, ledger.ErrClockScale},
		{ledger.Change{Scale: ledger.MinScale / 2}, ledger.ErrClockScale},
	} {
		assert.ErrorIs(t, c.Change(row.change), row.err, "%+v", row.change)
	}
	assert.Equal(t, noon.Add(time.Hour), c.Now())
	frozen, scale := c.Pace()
	assert.False(t, frozen)
	assert.Equal(t, 1.0, scale)
}

// No change is lost, and no reader sees half of one.
func TestAClockIsChangedByManyAtOnce(t *testing.T) {
	c, _ := ticking()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 500 {
				c.Advance(time.Second)
				assert.NoError(t, c.Change(ledger.Change{Advance: time.Second, Frozen: new(true)}))
				assert.NoError(t, c.Change(ledger.Change{Frozen: new(false), Scale: 2}))
			}
		})
		all.Go(func() {
			for last := noon; last.Before(noon.Add(time.Hour)); {
				now := c.Now()
				if !assert.False(t, now.Before(last), "it went back") {
					return
				}
				last = now
			}
		})
	}
	all.Wait()
	assert.Equal(t, noon.Add(8000*time.Second), c.Now())
}
