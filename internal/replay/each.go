package replay

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Refused is a file that is no recording, and why. What it says may be printed.
type Refused struct{ Path, Why string }

func (r Refused) String() string { return r.Path + ": " + r.Why }

// ReadEach is ReadAll for files that anybody may have written: one that cannot be
// read is refused by name, and none of the others is lost. The error is the
// folder's.
func ReadEach(fsys fs.FS) (list []File, refused []Refused, err error) {
	err = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".json") {
			return err
		}
		r, err := readOne(fsys, name, d)
		if err != nil {
			refused = append(refused, Refused{printable(name), printable(err.Error())})
			return nil
		}
		list = append(list, File{r, name})
		return nil
	})
	slices.SortFunc(list, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return list, refused, err
}

// readOne does not open what is too large, or no file at all.
func readOne(fsys fs.FS, name string, d fs.DirEntry) (*Recording, error) {
	info, err := d.Info()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("it is no file but a link or a device")
	case info.Size() > longest:
		return nil, fmt.Errorf("a recording has at most %d bytes, and this has %d", longest, info.Size())
	}
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	r, err := Decode(text)
	if err != nil {
		return nil, err
	}
	if path.Base(path.Dir(name)) != r.Case && path.Dir(name) != "." {
		return nil, fmt.Errorf("it is a recording of %s: put it back into a folder of that name", r.Case)
	}
	return r, nil
}

// printable is what a decoder says of a file, without what it repeats of it.
func printable(text string) string {
	text = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`).ReplaceAllString(text, "…")
	text = regexp.MustCompile(`[0-9]{7,}`).ReplaceAllStringFunc(text, func(digits string) string {
		if len(digits) == len("4194304") { // a size
			return digits
		}
		return digits[:3] + strings.Repeat("*", len(digits)-3)
	})
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, text)
}
