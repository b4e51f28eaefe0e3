package client

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/numsim/numsim"
)

var errCanceled = context.Canceled

func withCancel(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	return ctx, cancel
}

// Every attempt is made anew: a nonce is taken once, a timestamp grows stale.
func TestEachAttemptIsSignedAnew(t *testing.T) {
	s := newServer(t, says("throttled"), says("throttled"), says("answer"))
	ticks := 0
	y := newToy(t, s.URL, Options{Now: func() time.Time { ticks++; return noon.Add(time.Duration(ticks) * time.Second) }})
	_, failed := y.ask(t)
	require.Nil(t, failed)
	assert.Equal(t, []string{"1", "2", "3"}, s.seen("Nonce"))
	at := s.seen("At")
	assert.Less(t, at[0], at[1])
	assert.Less(t, at[1], at[2])
}

func TestAttemptsAreCounted(t *testing.T) {
	for name, row := range map[string]struct {
		retry    Retry
		word     string
		requests int
	}{
		"three by themselves":          {Retry{}, "throttled", 3},
		"as many as are wished":        {Retry{Attempts: 5}, "throttled", 5},
		"one is none":                  {Retry{Attempts: 1}, "throttled", 1},
		"what cannot change":           {Retry{}, "bad", 1},
		"not opened":                   {Retry{}, "closed", 1},
		"not opened, wished":           {Retry{Unsubscribed: true}, "closed", 3},
		"paying twice helps not there": {Retry{Charged: true}, "bad", 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, says(row.word))
			y := newToy(t, s.URL, Options{Retry: row.retry})
			_, failed := y.ask(t)
			require.NotNil(t, failed)
			assert.Equal(t, row.word, failed.Code)
			assert.Equal(t, NotCharged, failed.Charged)
			assert.Len(t, s.seen("Nonce"), row.requests)
			assert.Len(t, y.waits, row.requests-1)
		})
	}
}

// The wait doubles up to the most there may be, and is never less than half of
// that, nor nothing.
func TestWaitsDoubleWithinBounds(t *testing.T) {
	assert.Equal(t, time.Duration(1), Retry{Wait: 1, MostWait: 1}.wait(1, 0))
	for range 100 { // 24 << 6 is 1536, and 1579 >> 6 is 24
		assert.LessOrEqual(t, Retry{Wait: 24, MostWait: 1579}.wait(7, 0), time.Duration(1536))
	}
	rapid.Check(t, func(t *rapid.T) {
		r := Retry{
			Wait:     time.Duration(rapid.Int64Range(2, int64(time.Hour)).Draw(t, "wait")),
			MostWait: time.Duration(rapid.Int64Range(2, int64(24*time.Hour)).Draw(t, "most")),
		}
		failed := rapid.IntRange(1, 100).Draw(t, "failed")
		most := float64(r.Wait)
		for range failed - 1 {
			most *= 2
		}
		most = min(most, float64(r.MostWait))
		got := float64(r.wait(failed, 0))
		assert.LessOrEqual(t, got, most)
		assert.GreaterOrEqual(t, got, most/2-1)
		assert.Equal(t, 3*24*time.Hour, r.wait(failed, 3*24*time.Hour), "the provider's wish goes first")
	})
}

func TestJitterSpreads(t *testing.T) {
	r, seen := Options{}.settled("").Retry, map[time.Duration]bool{}
	for range 100 {
		seen[r.wait(3, 0)] = true
	}
	assert.Greater(t, len(seen), 90, "clients that failed together do not come back together")
}

func TestRetryAfterIsHonoured(t *testing.T) {
	for text, row := range map[string]struct {
		waits []time.Duration
		after time.Duration
	}{
		"7":                             {[]time.Duration{7 * time.Second, 7 * time.Second}, 7 * time.Second},
		" 30 ":                          {[]time.Duration{30 * time.Second, 30 * time.Second}, 30 * time.Second},
		"31":                            {nil, 31 * time.Second},
		"999999999999":                  {nil, 1_000_000 * time.Second},
		"Sun, 22 Nov 2026 12:00:09 GMT": {[]time.Duration{9 * time.Second, 9 * time.Second}, 9 * time.Second},
		"Sun, 22 Nov 2026 13:00:00 GMT": {nil, time.Hour},
	} {
		t.Run(text, func(t *testing.T) {
			s := newServer(t, says("throttled", "Retry-After", text))
			y := newToy(t, s.URL, Options{Now: func() time.Time { return noon }})
			_, failed := y.ask(t)
			require.NotNil(t, failed)
			assert.Equal(t, row.waits, y.waits)
			assert.Equal(t, row.after, failed.After)
		})
	}
	for _, text := range []string{"", "soon", "-5", "0", "Sun, 22 Nov 2026 11:00:00 GMT"} {
		assert.Zero(t, wish(http.Header{"Retry-After": {text}}, noon), text)
	}
}

func TestTheClientsOwnRate(t *testing.T) {
	s := newServer(t, says("answer"))
	y := newToy(t, s.URL, Options{Rate: 4, Burst: 2, Now: func() time.Time { return noon }})
	for range 4 {
		_, failed := y.ask(t)
		require.Nil(t, failed)
	}
	assert.Equal(t, []time.Duration{250 * time.Millisecond, 500 * time.Millisecond}, y.waits, "two at once, then four a second")

	retried := newServer(t, says("throttled"), says("answer"))
	y = newToy(t, retried.URL, Options{Rate: 1, Now: func() time.Time { return noon }})
	_, failed := y.ask(t)
	require.Nil(t, failed)
	require.Len(t, y.waits, 2, "before the second try, and then for its turn")
	assert.Equal(t, time.Second, y.waits[1])
}

// Whoever stops waiting learns why there was something to wait for.
func TestTheReasonIsReturnedWhenTheWaitIsEnded(t *testing.T) {
	for name, ended := range map[string]int{"before the second try": 1, "for the turn of the second try": 2} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, says("throttled"))
			waits := 0
			y := newToy(t, s.URL, Options{Rate: 1, Now: func() time.Time { return noon }, Sleep: func(context.Context, time.Duration) error {
				if waits++; waits == ended {
					return context.Canceled
				}
				return nil
			}})
			_, failed := y.ask(t)
			require.NotNil(t, failed)
			assert.ErrorIs(t, failed, numsim.Throttled)
			assert.Len(t, s.seen("Nonce"), 1)
		})
	}
	t.Run("for the turn of the first", func(t *testing.T) {
		s := newServer(t, says("answer"))
		y := newToy(t, s.URL, Options{Rate: 1, Now: func() time.Time { return noon }, Sleep: func(context.Context, time.Duration) error { return context.Canceled }})
		_, failed := y.ask(t)
		require.Nil(t, failed)
		cost, failed := y.ask(t)
		require.NotNil(t, failed)
		assert.Equal(t, NotCharged, cost)
		assert.ErrorIs(t, failed, context.Canceled)
		assert.Contains(t, failed.Error(), "rate limit")
	})
}

// A wait that the deadline would cut short is not begun.
func TestSleepKnowsTheDeadline(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	assert.ErrorIs(t, sleep(ctx, 2*time.Hour), context.DeadlineExceeded)
	assert.NoError(t, sleep(ctx, time.Nanosecond))
	cancel()
	assert.ErrorIs(t, sleep(ctx, 30*time.Minute), context.Canceled)
}

// strict refuses a timestamp that is more than a minute from its own clock.
func strict(own time.Time, before func()) behaviour {
	return func(w http.ResponseWriter, r *http.Request) {
		if before != nil {
			before()
		}
		at, _ := time.Parse(time.RFC3339Nano, r.Form.Get("At"))
		if at.Sub(own).Abs() > time.Minute {
			says("clock", "Date", own.Format(http.TimeFormat))(w, r)
			return
		}
		says("answer")(w, r)
	}
}

func TestTheClockIsCorrectedOnce(t *testing.T) {
	late := Options{CorrectClock: true, Now: func() time.Time { return noon }}
	s := newServer(t, strict(noon.Add(20*time.Minute), nil))
	y := newToy(t, s.URL, late)
	for range 2 {
		_, failed := y.ask(t)
		require.Nil(t, failed)
	}
	assert.Len(t, s.seen("Nonce"), 3, "two for the first call, one for the second")

	for name, row := range map[string]struct {
		o        Options
		does     behaviour
		requests int
	}{
		"it was not the clock":  {late, says("clock", "Date", noon.Add(20*time.Minute).Format(http.TimeFormat)), 2},
		"the clock was right":   {late, says("clock", "Date", noon.Format(http.TimeFormat)), 1},
		"there is no date":      {late, says("clock", "Date", "today"), 1},
		"nobody asked for that": {Options{Now: late.Now}, strict(noon.Add(time.Hour), nil), 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, row.does)
			_, failed := newToy(t, s.URL, row.o).ask(t)
			require.NotNil(t, failed)
			assert.ErrorIs(t, failed, numsim.Clock)
			assert.Len(t, s.seen("Nonce"), row.requests)
		})
	}
}

// Two calls that were signed by the wrong clock are both made again, though the
// first to come back has corrected it.
func TestTheClockIsCorrectedForAllUnderWay(t *testing.T) {
	var first sync.WaitGroup
	first.Add(2)
	var mu sync.Mutex
	arrived := 0
	s := newServer(t, strict(noon.Add(20*time.Minute), func() {
		mu.Lock()
		arrived++
		early := arrived <= 2
		mu.Unlock()
		if early {
			first.Done()
			first.Wait()
		}
	}))
	y := newToy(t, s.URL, Options{CorrectClock: true, Now: func() time.Time { return noon }})
	errs := make([]error, 2)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() { errs[i] = y.do(context.Background(), y.call()) })
	}
	all.Wait()
	assert.NoError(t, errors.Join(errs...))
	assert.Len(t, s.seen("Nonce"), 4)
}
