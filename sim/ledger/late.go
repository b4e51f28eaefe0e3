package ledger

import (
	"strings"
	"time"

	"github.com/numsim/numsim"
)

// awaited remembers when numbers whose answers come late were first asked for:
// the newest, as many as two times maxAwaited. Beyond that an answer that was
// there comes late once more.
type awaited struct{ now, old map[numsim.Number]time.Time }

const maxAwaited = 1 << 16

// Late reports whether the answer of n has yet to come: it does so when the
// account first asked for it that long ago, and is there from then on.
func (l *Ledger) Late(c *Claim, n numsim.Number, now time.Time, after time.Duration) bool {
	s := c.state
	s.mu.Lock()
	defer s.mu.Unlock()
	first, asked := s.awaited.first(n)
	if !asked || now.Before(first) { // before: the clock was set back
		s.awaited.note(n, now)
		return true
	}
	return now.Sub(first) < after
}

func (a *awaited) first(n numsim.Number) (at time.Time, asked bool) {
	if at, asked = a.now[n]; !asked {
		at, asked = a.old[n]
	}
	return at, asked
}

func (a *awaited) note(n numsim.Number, at time.Time) {
	if a.now == nil || len(a.now) == maxAwaited {
		a.old, a.now = a.now, map[numsim.Number]time.Time{}
	}
	a.now[clone(n)] = at
}

// clone lets a number be kept without the request it came in: the numbers of a
// batch share one text.
func clone(n numsim.Number) numsim.Number { return numsim.Number(strings.Clone(string(n))) }
