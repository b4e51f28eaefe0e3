package main

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"github.com/numsim/numsim/scenarios"
)

// loader is what a scenario is loaded into.
type loader interface {
	Load(*scenarios.Draft) error
}

// watcher looks whether the files of a scenario are as they were seen.
type watcher struct {
	into loader
	from source
	seen marks
	log  *slog.Logger
}

// watch looks at the scenario's files once a second.
func (w *watcher) watch(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	w.follow(ctx, tick.C)
}

func (w *watcher) follow(ctx context.Context, looks <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-looks:
			w.look()
		}
	}
}

// look loads a scenario again if one of its files is not as it was. A bad
// version never takes the place of a good one, but its files are the ones
// looked at from then on: there it will be mended.
func (w *watcher) look() {
	now := w.from.marks(w.seen)
	if now.equal(w.seen) {
		return
	}
	if w.seen = w.reload(); len(w.seen) == 0 { // not even the folder could be opened
		w.seen = now
	}
}

// reload returns the files of the version that it read.
func (w *watcher) reload() marks {
	var found strings.Builder
	e, err := w.from.read(&found)
	if err == nil {
		err = w.into.Load(e.draft)
	}
	if err != nil {
		w.log.Error("the scenario was changed and cannot be used; the last good version goes on", "why", err.Error(), "found", found.String())
		return e.files
	}
	w.log.Info("the scenario was loaded again, from its beginning", "name", e.draft.Name)
	return e.files
}
