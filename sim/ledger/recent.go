package ledger

import (
	"time"

	"github.com/numsim/numsim"
)

// recent remembers when numbers were last asked about. Two stretches of time,
// each an interval long, are all it holds, and of each a million numbers: what
// is asked beyond that is answered.
type recent struct {
	every    time.Duration
	stretch  int64
	now, old map[numsim.Number]time.Time
}

const maxRecent = 1 << 20

func newRecent(every time.Duration) *recent {
	return &recent{every: every, now: map[numsim.Number]time.Time{}}
}

// admit is false if n was admitted less than the interval away, before or
// after: calls may arrive out of order.
func (r *recent) admit(n numsim.Number, at time.Time) bool {
	r.turn(at.UnixNano() / int64(r.every))
	for _, stretch := range [...]map[numsim.Number]time.Time{r.now, r.old} {
		if last, ok := stretch[n]; ok && at.Sub(last).Abs() < r.every {
			return false
		}
	}
	if len(r.now) < maxRecent {
		r.now[clone(n)] = at
	}
	return true
}

// turn moves on to the stretch of a call. One that is a stretch late counts
// with the current one; any other jump is a clock that was set.
func (r *recent) turn(to int64) {
	switch to - r.stretch {
	case 0, -1:
		return
	case 1:
		r.old = r.now
	default:
		r.old = nil
	}
	r.stretch, r.now = to, map[numsim.Number]time.Time{}
}
