package ledger

import (
	"strings"
	"time"

	"github.com/numsim/numsim"
)

// Late reports whether the answer of n has yet to come: it does so when the
// account first asked for it that long ago, and is there from then on.
func (l *Ledger) Late(c *Claim, n numsim.Number, now time.Time, after time.Duration) bool {
	s := c.state
	s.mu.Lock()
	defer s.mu.Unlock()
	first, asked := s.awaited[n]
	if !asked || now.Before(first) { // before: the clock was set back
		if len(s.awaited) >= maxRecent {
			clear(s.awaited)
		}
		s.awaited[clone(n)] = now
		return true
	}
	return now.Sub(first) < after
}

// clone lets a number be kept without the request it came in: the numbers of a
// batch share one text.
func clone(n numsim.Number) numsim.Number { return numsim.Number(strings.Clone(string(n))) }
