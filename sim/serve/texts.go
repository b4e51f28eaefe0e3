package serve

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// texts is a folder of files by their content; nothing of the machine's own
// files can be reached through it.
type texts map[string]string

// Open implements fs.FS.
func (t texts) Open(name string) (fs.File, error) {
	text, ok := t[name]
	switch {
	case !fs.ValidPath(name):
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	case !ok:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &opened{strings.NewReader(text), info{path.Base(name), int64(len(text))}}, nil
}

// ReadDir implements fs.ReadDirFS: the files of one folder.
func (t texts) ReadDir(name string) (list []fs.DirEntry, err error) {
	for file, text := range t {
		if path.Dir(file) == name {
			list = append(list, fs.FileInfoToDirEntry(info{path.Base(file), int64(len(text))}))
		}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}

// opened is one file of them, opened.
type opened struct {
	io.Reader
	info info
}

// Stat implements fs.File.
func (t *opened) Stat() (fs.FileInfo, error) { return t.info, nil }

// Close implements fs.File.
func (t *opened) Close() error { return nil }

type info struct {
	name string
	size int64
}

func (i info) Name() string     { return i.name }
func (i info) Size() int64      { return i.size }
func (info) Mode() fs.FileMode  { return 0o444 }
func (info) ModTime() time.Time { return time.Time{} }
func (info) IsDir() bool        { return false }
func (info) Sys() any           { return nil }
