package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"maps"
)

// marks are how files were, by their names in a folder.
type marks map[string]string

func (m marks) equal(other marks) bool { return maps.Equal(m, other) }

// mostHashed is the size of the files whose content is looked at: an edit may
// keep size and time.
const mostHashed = 1 << 20

// markOf is how a file is now. A new file in the place of an old one is what
// it says that counts, and one that is not there is something too.
func markOf(fsys fs.FS, name string) string {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return "nothing"
	}
	mark := fmt.Sprintf("%s %d %d", info.Mode().Type(), info.Size(), info.ModTime().UnixNano())
	if !info.Mode().IsRegular() || info.Size() > mostHashed {
		return mark
	}
	f, err := fsys.Open(name)
	if err != nil {
		return mark + " unread"
	}
	defer func() { _ = f.Close() }()
	hash := sha256.New()
	if _, err := io.Copy(hash, io.LimitReader(f, mostHashed)); err != nil {
		return mark + " unread"
	}
	return fmt.Sprintf("%s %x", mark, hash.Sum(nil))
}

// noting is a folder that notes how each file was before it was opened: what
// is written while a document is read makes a difference later.
type noting struct {
	fs.FS
	was marks
}

// Stat implements fs.StatFS. The reader of documents asks it of every file.
func (n noting) Stat(name string) (fs.FileInfo, error) {
	if _, noted := n.was[name]; !noted {
		n.was[name] = markOf(n.FS, name)
	}
	return fs.Stat(n.FS, name)
}

// of are the marks of these files.
func (n noting) of(files []string) marks {
	seen := marks{}
	for _, name := range files {
		if _, noted := n.was[name]; !noted {
			n.was[name] = markOf(n.FS, name)
		}
		seen[name] = n.was[name]
	}
	return seen
}
