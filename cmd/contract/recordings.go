package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/drift"
	"github.com/numsim/numsim/internal/replay"
)

// recordingsIn is a folder of recordings that is there.
func recordingsIn(dir string) (fs.FS, error) {
	const written = "contract run --live --record DIR and contract drift --record DIR write such a folder"
	info, err := os.Stat(dir)
	var path *fs.PathError
	switch {
	case errors.As(err, &path):
		return nil, fmt.Errorf("%w; %s", path.Err, written)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, errors.New("it is a file, and a folder of recordings is asked for; " + written)
	}
	return os.DirFS(dir), nil
}

func readRecordings(dir string) ([]replay.File, error) {
	folder, err := recordingsIn(dir)
	if err != nil {
		return nil, err
	}
	return replay.ReadAll(folder)
}

func readSamples(dir string) (drift.Set, error) {
	folder, err := recordingsIn(dir)
	if err != nil {
		return drift.Set{}, err
	}
	return drift.Read(folder, conformance.Cases())
}
