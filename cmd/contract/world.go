package main

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/wire"
)

// world is what of the machine a live run touches. Only tests, in this process,
// have another: no flag and no variable leads to a stand-in.
type world struct {
	keys       func(provider string) (wire.Keys, error)
	repository func() []fs.FS // in which no credential may stand
	standIn    *guard.StandIn
	sleep      func(context.Context, time.Duration) error
}

func realWorld() *world {
	return &world{
		keys:       func(provider string) (wire.Keys, error) { return guard.FromEnvironment(provider, os.Getenv) },
		repository: repository,
	}
}

// repository is the one that the command runs in, none if it runs in none.
func repository() []fs.FS {
	dir, err := os.Getwd()
	if err != nil {
		return nil
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return []fs.FS{os.DirFS(dir)}
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// run is the whole program but for the process around it.
func run(args []string, stdout, stderr io.Writer) int {
	return realWorld().run(context.Background(), args, stdout, stderr)
}
