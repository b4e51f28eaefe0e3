package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
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

// watched is a folder with a scenario, looked at whenever the test says so.
type watched struct {
	t       *testing.T
	dir     string
	into    shelf
	log     bytes.Buffer
	watcher *watcher
}

// watching begins with s.yaml.
func watching(t *testing.T, text string) *watched {
	w := &watched{t: t, dir: filepath.Join(t.TempDir(), "folder")}
	require.NoError(t, os.Mkdir(w.dir, 0o700))
	w.write("s.yaml", text)
	from, err := find(filepath.Join(w.dir, "s.yaml"))
	require.NoError(t, err)
	first, err := from.read(&w.log)
	require.NoError(t, err, &w.log)
	w.watcher = &watcher{&w.into, from, first.files, slog.New(slog.NewTextHandler(&w.log, nil))}
	w.look("as it was read")
	return w
}

func (w *watched) path(name string) string { return filepath.Join(w.dir, name) }

func (w *watched) write(name, text string) {
	w.t.Helper()
	require.NoError(w.t, os.MkdirAll(filepath.Dir(w.path(name)), 0o700))
	require.NoError(w.t, os.WriteFile(w.path(name), []byte(text), 0o600))
}

// look looks, and says what was loaded since the last time.
func (w *watched) look(why string, loaded ...string) {
	w.t.Helper()
	w.watcher.look()
	w.watcher.look() // nothing is left to be done
	assert.Equal(w.t, loaded, w.into.loaded, why)
	w.into.loaded = nil
}

// logged is what the log says since the last time, each of these among it.
func (w *watched) logged(says ...string) {
	w.t.Helper()
	for _, text := range says {
		assert.Contains(w.t, w.log.String(), text)
	}
	w.log.Reset()
}

// A version that is bad, or is gone, changes nothing; a good one is loaded
// once.
func TestOnlyGoodVersionsAreLoaded(t *testing.T) {
	w := watching(t, "scenario: first\n")
	w.write("s.yaml", "scenario: second\nseed: 2\n")
	w.look("a good one", "second")
	w.logged(`loaded again, from its beginning" name=second`)
	w.write("s.yaml", "scenario: third\nsed: 3\n")
	w.look("a bad one")
	w.logged("the last good version goes on", w.dir+"/s.yaml: 1 mistake", w.dir+"/s.yaml:2:1: ", `did you mean \"seed\"`)
	w.into.err = errors.New("no room for it")
	w.write("s.yaml", "scenario: fourth\n")
	w.look("one that is not taken", "fourth")
	w.logged("no room for it")
}

// What the document names counts, there or not, and nothing else in the
// folder.
func TestOnlyTheFilesOfTheScenarioCount(t *testing.T) {
	w := watching(t, "scenario: first\n")
	w.write("other.yaml", "scenario: other\n")
	w.write("parts/list.csv", "number,status\n")
	w.look("nobody named them")

	w.write("s.yaml", "scenario: second\ninclude: parts/a.yaml\n")
	w.look("it names what is not there")
	w.logged(`there is no file \"parts/a.yaml\"`)
	w.write("parts/a.yaml", "files: lost.csv\n")
	w.look("now it is, and names another")
	w.logged(`there is no file \"parts/lost.csv\"`)
	w.write("parts/lost.csv", "number,status\n13900000200,busy\n")
	w.look("all is there", "second")

	w.write("parts/lost.csv", "number,status\n13900000200,real\n")
	w.look("a list changed", "second")
	w.write("parts/list.csv", "number,status\n13900000200,real\n")
	w.write("other.yaml", "scenario: another\n")
	w.look("they are still nobody's")
	w.write("s.yaml", "scenario: third\n")
	w.look("it needs no other now", "third")
	w.write("parts/a.yaml", "seed: 1\n")
	w.look("which is nobody's any more")
}

// Each tick is a look, until the end.
func TestLooksFollowTheTicks(t *testing.T) {
	w := watching(t, "scenario: first\n")
	ctx, stop := context.WithCancel(t.Context())
	ticks, ended := make(chan time.Time), make(chan struct{})
	go func() {
		defer close(ended)
		w.watcher.follow(ctx, ticks)
	}()
	w.write("s.yaml", "scenario: second\n")
	ticks <- time.Now()
	ticks <- time.Now() // taken when the first is done
	stop()
	<-ended
	assert.Equal(t, []string{"second"}, w.into.loaded)
}

// What is written while a document is read is not lost: the file counts as it
// was before.
func TestAFileChangesWhileItIsRead(t *testing.T) {
	files := fstest.MapFS{"s.yaml": {Data: []byte("seed: 1\n")}}
	before := markOf(files, "s.yaml")
	noted := noting{files, marks{}}
	_, err := noted.Stat("s.yaml")
	require.NoError(t, err)
	files["s.yaml"] = &fstest.MapFile{Data: []byte("seed: 2\n")}
	_, err = noted.Stat("s.yaml")
	require.NoError(t, err)
	assert.Equal(t, marks{"s.yaml": before, "t.yaml": "nothing"}, noted.of([]string{"s.yaml", "t.yaml"}))
	assert.NotEqual(t, before, markOf(files, "s.yaml"))
}

// A large list is known by its size and time alone, and what is no file is not
// opened: a pipe would keep the watcher for ever.
func TestWhatIsNotOpened(t *testing.T) {
	large := &fstest.MapFile{Data: bytes.Repeat([]byte("x"), mostHashed+1)}
	files := fstest.MapFS{"list.csv": large, "pipe": {Mode: fs.ModeNamedPipe}}
	before := markOf(files, "list.csv")
	large.Data = bytes.Repeat([]byte("y"), mostHashed+1)
	assert.Equal(t, before, markOf(files, "list.csv"))
	large.ModTime = time.Unix(1, 0)
	assert.NotEqual(t, before, markOf(files, "list.csv"))
	assert.NotContains(t, markOf(closedFS{files}, "pipe"), "unread")
	assert.Contains(t, markOf(closedFS{fstest.MapFS{"s.yaml": {}}}, "s.yaml"), "unread")
}

// closedFS tells of its files and opens none.
type closedFS struct{ fstest.MapFS }

func (closedFS) Open(string) (fs.File, error) { return nil, fs.ErrPermission }

func TestFoldersComeAndGo(t *testing.T) {
	w := watching(t, "scenario: first\n")
	require.NoError(t, os.Remove(w.path("s.yaml")))
	w.look("gone")
	w.logged("there is no file")
	require.NoError(t, os.Rename(w.dir, w.dir+".old"))
	w.look("the folder is gone too")
	assert.Empty(t, w.log.String(), "which is no news")
	require.NoError(t, os.Mkdir(w.dir, 0o700))
	w.look("another one")
	w.write("s.yaml", "scenario: second\n")
	w.look("with the document", "second")
	require.NoError(t, os.RemoveAll(w.dir))
	w.look("all of it at once")
	w.logged("the last good version goes on")
	w.write("s.yaml", "scenario: second\n")
	w.look("and back, with the same text", "second")
}

// Editors write another file and rename it.
func TestAFileIsRenamedOverAnother(t *testing.T) {
	w := watching(t, "scenario: one\n")
	w.write(".s.yaml.swp", "scenario: two\n")
	w.look("not yet")
	info, err := os.Stat(w.path("s.yaml"))
	require.NoError(t, err)
	require.NoError(t, os.Chtimes(w.path(".s.yaml.swp"), info.ModTime(), info.ModTime()))
	require.NoError(t, os.Rename(w.path(".s.yaml.swp"), w.path("s.yaml")))
	w.look("of the same size and time", "two")
	require.NoError(t, os.Chtimes(w.path("s.yaml"), time.Time{}, info.ModTime().Add(time.Hour)))
	w.look("touched", "two")
}
