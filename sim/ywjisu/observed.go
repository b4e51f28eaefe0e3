package ywjisu

import (
	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/numbering"
)

// How long what is known of a number is used. Vacant and suspended were seen
// within about a week (section 1.3.1); the server of 2017 kept reports for 90
// days.
const (
	week   = 7 * 24 * 60 * 60
	season = 90 * 24 * 60 * 60
)

// lastTime is when the number was seen as it is answered, in milliseconds since
// 1970; false where it was not seen at all.
func (r *reading) lastTime(c *sim.Call, a *sim.Answer) (ms int64, known bool) {
	digit, every := r.status(a), int64(season)
	switch {
	case r.malformed(a):
		return c.Now.UnixMilli(), true // nothing was looked up; the server of 2017 gave the time of the call
	case (digit == unlisted || digit == silent) && !r.unseenDated:
		return 0, false
	case digit == vacant || digit == '2':
		every = week
	}
	return observed(a.Number, c.Now.Add(-c.Account.Lag).Unix(), every) * 1000, true
}

// observed is the last second up to until at which n was looked at. It is
// looked at once in every so many seconds, at an offset that its FNV-1a hash
// gives, so that the answer stays the same until the next look.
func observed(n numsim.Number, until, every int64) int64 {
	since := (until - int64(numbering.Hash(n, 0)%uint64(every))) % every
	if since < 0 {
		since += every
	}
	return until - since
}

// origin is area and numberType, both empty for a number in no segment.
func (r *reading) origin(a *sim.Answer) (area, kind string) {
	switch {
	case r.malformed(a):
		return "", ""
	case a.Carrier == numsim.NoCarrier:
		return a.Area, ""
	case a.Area != "":
		return a.Area, r.carriers[a.Carrier]
	}
	return numbering.Area(a.Number), r.carriers[a.Carrier]
}
