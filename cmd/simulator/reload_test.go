package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
)

// shelf notes what was loaded.
type shelf struct {
	loaded []string
	err    error
}

func (s *shelf) Load(d *scenarios.Draft) error {
	s.loaded = append(s.loaded, d.Name)
	return s.err
}

// A version that is bad, or is gone, changes nothing; a good one is loaded
// once.
func TestOnlyGoodVersionsAreLoaded(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "s.yaml")
	write := func(text string) { require.NoError(t, os.WriteFile(path, []byte(text), 0o600)) }
	write("scenario: first\n")
	from, err := find(path)
	require.NoError(t, err)

	var log bytes.Buffer
	into, looks := &shelf{}, make(chan time.Time)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		follow(ctx, looks, into, from, slog.New(slog.NewTextHandler(&log, nil)))
	}()
	look := func() { looks <- time.Now(); looks <- time.Now() } // the second is taken when the first is done
	look()
	write("scenario: second\nseed: 2\n")
	look()
	write("scenario: third\nsed: 3\n")
	look()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("x"), 0o600))
	look()
	require.NoError(t, os.Remove(path))
	look()
	require.NoError(t, os.Rename(dir, dir+".old"))
	require.NoError(t, os.Mkdir(dir, 0o700))
	look()
	into.err = errors.New("no room for it")
	write("scenario: fourth, for once\n")
	look()
	write("scenario: fourth\n")
	look()
	stop()
	<-ended
	assert.Equal(t, []string{"second", "fourth"}, into.loaded)
	for _, says := range []string{`loaded again, from its beginning" name=second`, `did you mean \"seed\"`, "the last good version goes on", "no room for it"} {
		assert.Contains(t, log.String(), says)
	}
}
