package client

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/numsim/numsim"
)

// watched is a source that is left alone once it refuses everybody.
type watched struct {
	Source
	rest time.Duration
	log  *slog.Logger
	now  func() time.Time

	mu    sync.Mutex
	why   error // nil while it is asked
	until time.Time
}

func newWatched(s Source, c *Checker) *watched {
	w := &watched{Source: s, rest: c.Rest, log: c.Log, now: c.Now}
	if w.now == nil {
		w.now = time.Now
	}
	return w
}

// alone is why the source is not asked at present, or nil.
func (w *watched) alone() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.why != nil && w.rest > 0 && !w.now().Before(w.until) {
		w.why = nil
	}
	return w.why
}

// judge leaves the source alone after an error that every other number would
// meet as well.
func (w *watched) judge(err error) {
	var e *Error
	if !errors.As(err, &e) || !everybodys(e.Kind) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.why != nil {
		return // another call was quicker
	}
	w.until = w.now().Add(w.rest)
	w.why = fmt.Errorf("not asked: %w since it answered: %w", ErrLeftAlone, e)
	if w.log != nil {
		w.log.LogAttrs(context.Background(), slog.LevelWarn, "provider left alone", slog.String("provider", w.Provider()), slog.String("for", w.period()), slog.Any("error", e))
	}
}

func (w *watched) period() string {
	if w.rest == 0 {
		return "the rest of the run"
	}
	return w.rest.String()
}

// everybodys reports whether an error is about the account, not about a number
// or a moment.
func everybodys(k numsim.Kind) bool {
	switch k {
	case numsim.Auth, numsim.Signature, numsim.Balance, numsim.Unsubscribed, numsim.Withdrawn:
		return true
	}
	return false
}
