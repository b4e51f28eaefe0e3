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

// watch looks at the scenario's files once a second.
func watch(ctx context.Context, into loader, from source, seen marks, log *slog.Logger) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	follow(ctx, tick.C, into, from, seen, log)
}

// follow loads a scenario again whenever one of its files is not as it was
// seen. A bad version never takes the place of a good one, but its files are
// the ones looked at from then on: there it will be mended.
func follow(ctx context.Context, looks <-chan time.Time, into loader, from source, seen marks, log *slog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-looks:
		}
		now := from.marks(seen)
		if now.equal(seen) {
			continue
		}
		if seen = reload(into, from, log); len(seen) == 0 { // not even the folder could be opened
			seen = now
		}
	}
}

// reload returns the files of the version that it read.
func reload(into loader, from source, log *slog.Logger) marks {
	var found strings.Builder
	v, err := from.read(&found)
	if err == nil {
		err = into.Load(v.draft)
	}
	if err != nil {
		log.Error("the scenario was changed and cannot be used; the last good version goes on", "why", err.Error(), "found", found.String())
		return v.files
	}
	log.Info("the scenario was loaded again, from its beginning", "name", v.draft.Name)
	return v.files
}
