package ledger

import (
	"slices"
	"time"
)

// Limit is how an account's calls in a second are counted.
type Limit uint8

// The ways to count.
const (
	FixedSecond   Limit = iota // the calls of each second of the clock
	SlidingSecond              // the calls of the second before each call
	TokenBucket                // a second's worth at once, then one each time it has refilled
)

var limitNames = [...]string{"fixed", "sliding", "bucket"}

// String is the way's name in settings.
func (l Limit) String() string { return limitNames[l] }

// Limits lists every way in order.
func Limits() []Limit { return []Limit{FixedSecond, SlidingSecond, TokenBucket} }

// throttle holds what the three ways need; an account uses one of them.
type throttle struct {
	fixed window
	calls []time.Time // SlidingSecond: of the last second, the oldest first
	full  time.Time   // TokenBucket: when the bucket will be full again
}

// setBack is how far a clock may seem to go back because calls arrive out of
// order. What is further was set, and starts afresh.
const setBack = 5 * time.Second

func (t *throttle) admit(l Limit, qps int, now time.Time) bool {
	if qps < 0 {
		return false
	}
	switch l {
	case SlidingSecond:
		return t.slide(qps, now)
	case TokenBucket:
		return t.drip(qps, now)
	}
	return t.fixed.admit(now.Unix(), qps)
}

func (t *throttle) slide(qps int, now time.Time) bool {
	if n := len(t.calls); n > 0 && t.calls[n-1].Sub(now) > setBack {
		t.calls = t.calls[:0]
	}
	over := slices.IndexFunc(t.calls, func(at time.Time) bool { return now.Sub(at) < time.Second })
	if over < 0 {
		over = len(t.calls)
	}
	t.calls = slices.Delete(t.calls, 0, over)
	if len(t.calls) >= qps {
		return false
	}
	t.calls = append(t.calls, now)
	return true
}

// drip takes one token: the bucket is full one refill later than it was to be.
func (t *throttle) drip(qps int, now time.Time) bool {
	refill := time.Second / time.Duration(qps)
	if t.full.Before(now) || t.full.Sub(now) > time.Second+setBack {
		t.full = now
	}
	if t.full.Sub(now)+refill > time.Duration(qps)*refill {
		return false
	}
	t.full = t.full.Add(refill)
	return true
}
