package replay

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/internal/wire"
)

// Form is the version of the file's form.
const Form = 1

// Recording is one exchange as it is written down. Nobody edits one.
type Recording struct {
	Form      int       `json:"form"`
	Tool      string    `json:"tool"`
	Case      string    `json:"case"`
	Provider  string    `json:"provider"`
	Operation string    `json:"operation"`
	Contract  string    `json:"contract"` // hash of the document it was judged by
	Profile   string    `json:"profile"`
	Account   string    `json:"account"`            // the simulator's that the request is signed for
	StandIn   bool      `json:"stand_in,omitempty"` // a simulator answered, and no provider
	At        time.Time `json:"at"`
	Request   Asked     `json:"request"`
	Answer    Answered  `json:"answer"`
	Timing    Timing    `json:"timing"`
}

// Asked is the request, about stand-ins and signed with a simulator's key.
type Asked struct {
	Method     string            `json:"method"`
	Host       string            `json:"host"`
	Path       string            `json:"path"`
	Scheme     wire.Scheme       `json:"scheme"`
	Standing   wire.Standing     `json:"standing"`         // of the signature that was sent
	Skew       int               `json:"skew,omitempty"`   // seconds by which its timestamp was off
	Parameters []wire.Parameter  `json:"parameters"`       // with placeholders
	Dropped    int               `json:"dropped"`          // parameters that the contract does not know
	Query      string            `json:"query,omitempty"`  // signed again
	Header     map[string]string `json:"header,omitempty"` // signed again
	Body       []byte            `json:"body,omitempty"`   // signed again
	Unsigned   string            `json:"unsigned,omitempty"`
}

// Answered is the answer.
type Answered struct {
	Status  int               `json:"status"`
	Header  map[string]string `json:"header"`
	Body    []byte            `json:"body"`    // as the keep-list leaves it
	Decoded json.RawMessage   `json:"decoded"` // the same, to be read by people
	Dropped int               `json:"dropped"` // members that the contract does not know, their names neither kept
	// Undeclared are pointers to such members whose names are plain words, * for any
	// element. Their values are not kept.
	Undeclared []string `json:"undeclared,omitempty"`
	Bytes      int      `json:"bytes"` // as it came
	Opaque     bool     `json:"opaque,omitempty"`
}

// Timing is in milliseconds since the request was made; 0 was not seen.
type Timing struct {
	DNS       float64 `json:"dns"`
	Connect   float64 `json:"connect"`
	TLS       float64 `json:"tls"`
	FirstByte float64 `json:"firstByte"`
	Total     float64 `json:"total"`
}

// longest is more than any recording has.
const longest = 4 << 20

// Decode reads a recording. One that was made by another version of the form,
// or that is not whole, is an error.
func Decode(text []byte) (*Recording, error) {
	if len(text) > longest {
		return nil, fmt.Errorf("a recording has at most %d bytes, and this has %d", longest, len(text))
	}
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.DisallowUnknownFields()
	var r Recording
	if err := d.Decode(&r); err != nil {
		return nil, fmt.Errorf("it is no recording: %w", err)
	}
	if d.More() {
		return nil, errors.New("it is no recording: something follows it")
	}
	p, err := wire.Of(r.Provider)
	switch {
	case r.Form != Form:
		return nil, fmt.Errorf("its form is %d, and this program knows %d: record it again", r.Form, Form)
	case err != nil:
		return nil, err
	case !caseName(r.Case):
		return nil, errors.New("it is no recording: its case has no name that a case may have")
	case r.Request.Method != http.MethodGet && r.Request.Method != http.MethodPost || r.Request.Path != p.Path || r.Request.Host != p.Host:
		return nil, errors.New("it is no recording: its request is not one to its provider")
	case slices.ContainsFunc(r.Answer.Undeclared, wordless):
		return nil, errors.New("it is no recording: a name of what it did not keep is no word")
	case r.Answer.Status < 100 || r.Answer.Status > 999:
		return nil, errors.New("it is no recording: its answer has no status")
	}
	return &r, nil
}

// caseName is for names that become a folder's.
func caseName(name string) bool {
	return name != "" && len(name) <= 120 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") == "" &&
		!strings.Contains(name, "..") && strings.Trim(name, ".") == name
}

// File is a recording with the place it was read from.
type File struct {
	*Recording
	Path string
}

// ReadAll reads every recording below a folder, by path. That it is the case's
// own folder is checked, for a file that was moved would be judged by another
// rule.
func ReadAll(fsys fs.FS) (list []File, err error) {
	err = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".json") {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		r, err := Decode(text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if path.Base(path.Dir(name)) != r.Case && path.Dir(name) != "." {
			return fmt.Errorf("%s: it is a recording of %s: put it back into a folder of that name", name, r.Case)
		}
		list = append(list, File{r, name})
		return nil
	})
	slices.SortFunc(list, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return list, err
}
