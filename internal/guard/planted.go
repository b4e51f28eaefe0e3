package guard

import (
	"bytes"
	"io/fs"

	"github.com/numsim/numsim/internal/wire"
)

// mostLooked is how much of one file is looked at.
const mostLooked = 8 << 20

// Planted refuses credentials that stand in a file: somebody will commit it.
// Each file system is a repository, or a folder of scenarios. What Git packs is
// not looked into.
func Planted(k wire.Keys, places ...fs.FS) error {
	for _, place := range places {
		err := fs.WalkDir(place, ".", func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return refuse(Credentials, "make it readable, or leave it out", "%s cannot be looked through for credentials", path)
			case d.IsDir() && d.Name() == ".git":
				return fs.SkipDir
			case !d.Type().IsRegular():
				return nil
			}
			return planted(k, place, path)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func planted(k wire.Keys, place fs.FS, path string) error {
	text, err := fs.ReadFile(place, path)
	if err != nil {
		return refuse(Credentials, "make it readable, or leave it out", "%s cannot be looked through for credentials", path)
	}
	text = text[:min(len(text), mostLooked)]
	for _, n := range k.Named() {
		for _, spelling := range wire.Spellings(n.Value.Reveal()) {
			if bytes.Contains(text, []byte(spelling)) {
				return refuse(Credentials, "take it out of the file, revoke it, and export a new one", "the %s stands in %s", n.Name, path)
			}
		}
	}
	return nil
}
