package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"time"

	"github.com/numsim/numsim/scenarios"
)

// loader is what a scenario is loaded into.
type loader interface {
	Load(*scenarios.Draft) error
}

// watch looks at the scenario's folder once a second.
func watch(ctx context.Context, into loader, from source, log *slog.Logger) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	follow(ctx, tick.C, into, from, log)
}

// follow loads a scenario again whenever something in its folder has changed. A
// bad version never takes the place of a good one.
func follow(ctx context.Context, looks <-chan time.Time, into loader, from source, log *slog.Logger) {
	seen := from.fingerprint()
	for {
		select {
		case <-ctx.Done():
			return
		case <-looks:
		}
		if now := from.fingerprint(); now != seen {
			seen = now
			reload(into, from, log)
		}
	}
}

func reload(into loader, from source, log *slog.Logger) {
	var found strings.Builder
	d, err := from.read(&found)
	if err == nil {
		err = into.Load(d)
	}
	if err != nil {
		log.Error("the scenario was changed and cannot be used; the last good version goes on", "why", err.Error(), "found", found.String())
		return
	}
	log.Info("the scenario was loaded again, from its beginning", "name", d.Name)
}

// mostLooked bounds a look at the folder, which may be anybody's.
const mostLooked = 2000

// fingerprint is names, sizes and times of the documents in the folder and in
// the folders of that.
func (s source) fingerprint() string {
	var b strings.Builder
	_ = s.in(func(fsys fs.FS) error { return list(&b, fsys) }) // a folder that is gone has no documents
	return b.String()
}

func list(b *strings.Builder, fsys fs.FS) error {
	looked := 0
	return fs.WalkDir(fsys, ".", func(path string, e fs.DirEntry, err error) error {
		looked++
		switch {
		case looked > mostLooked:
			return fs.SkipAll
		case err != nil:
			return nil // what cannot be read now is seen when it can
		case e.IsDir() && strings.Count(path, "/") > 0:
			return fs.SkipDir
		case e.IsDir() || !strings.HasSuffix(path, ".yaml") && !strings.HasSuffix(path, ".csv"):
			return nil
		}
		if info, err := e.Info(); err == nil {
			fmt.Fprintf(b, "%s %d %d\n", path, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
}
