package drift

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/replay"
	"github.com/numsim/numsim/internal/wire"
)

// Sample is one exchange with a provider.
type Sample struct {
	Provider string
	Case     string // of conformance
	Place    string // the file, or the target
	Profile  string // of the contract it was recorded by; empty is the default
	At       time.Time
	Took     time.Duration
	Exchange *contracts.Exchange

	Signed   bool     // the signature that was sent computes again
	Wrong    bool     // the request breaks the contract on purpose
	Refusals []string // codes that the case asks for
	Unjudged bool     // the request is not as it was sent: its signature could not be made again
	Dropped  int      // members of the answer that the recording did not keep
	Named    []string // pointers to others, of which it kept the name
	Opaque   bool     // nothing of the answer was kept
	digest   string
}

// asks says which samples ask the same.
func (s *Sample) asks() string { return s.Provider + " " + s.Case }

// Set is what was seen of one or more providers.
type Set struct {
	Samples []*Sample
	Refused []replay.Refused // files that are no recordings
}

// Read reads the recordings below a folder. Of cases, it is told which break the
// contract on purpose.
func Read(fsys fs.FS, cases []conformance.Case) (Set, error) {
	files, refused, err := replay.ReadEach(fsys)
	set := Set{Refused: refused}
	known := map[string]*conformance.Case{}
	for i := range cases {
		known[cases[i].ID] = &cases[i]
	}
	for _, f := range files {
		s := fromRecording(f)
		s.meant(known[s.Case])
		set.Samples = append(set.Samples, s)
	}
	slices.SortStableFunc(set.Samples, func(a, b *Sample) int { return a.At.Compare(b.At) })
	return set, err
}

// meant takes over what the case is about; nil is a case of another version.
func (s *Sample) meant(c *conformance.Case) {
	if c == nil {
		return
	}
	s.Wrong = slices.ContainsFunc(c.Steps, func(step conformance.Step) bool { return step.Wrong })
	s.Refusals = c.Refusals()
}

func fromRecording(f replay.File) *Sample {
	rec := f.Recording
	sum := sha256.New()
	fmt.Fprint(sum, rec.Provider, rec.Case, rec.At.UnixNano(), rec.Request.Query)
	_, _ = sum.Write(rec.Request.Body)
	_, _ = sum.Write(rec.Answer.Body)
	s := &Sample{
		Provider: rec.Provider, Case: rec.Case, Place: f.Path, Profile: rec.Profile, At: rec.At,
		Took:   time.Duration(rec.Timing.Total * float64(time.Millisecond)),
		Signed: rec.Request.Standing == wire.Valid, Unjudged: rec.Request.Unsigned != "",
		Dropped: rec.Answer.Dropped, Named: rec.Answer.Undeclared, Opaque: rec.Answer.Opaque, digest: hex.EncodeToString(sum.Sum(nil)),
		Exchange: &contracts.Exchange{
			Case: rec.Case, Method: rec.Request.Method, Header: header(rec.Request.Header), Body: rec.Request.Body,
			URL:    &url.URL{Scheme: "https", Host: rec.Request.Host, Path: rec.Request.Path, RawQuery: rec.Request.Query},
			Status: rec.Answer.Status, AnswerHeader: header(rec.Answer.Header), AnswerBody: rec.Answer.Body,
		},
	}
	if s.Unjudged {
		s.unsigned(rec.Request.Parameters)
	}
	return s
}

// unsigned has the request say what it asked, where it could not be signed again.
func (s *Sample) unsigned(parameters []wire.Parameter) {
	query, form := url.Values{}, url.Values{}
	for _, p := range parameters {
		if p.In == "form" {
			form.Add(p.Name, p.Value)
		} else {
			query.Add(p.Name, p.Value)
		}
	}
	s.Exchange.URL.RawQuery = query.Encode()
	if len(form) > 0 {
		s.Exchange.Body = []byte(form.Encode())
		s.Exchange.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
}

func header(all map[string]string) http.Header {
	h := http.Header{}
	for name, value := range all {
		h.Set(name, value)
	}
	return h
}

// Providers are those that there are samples of.
func (s Set) Providers() (list []string) {
	for _, one := range s.Samples {
		if !slices.Contains(list, one.Provider) {
			list = append(list, one.Provider)
		}
	}
	slices.Sort(list)
	return list
}

// of are the samples of a provider.
func (s Set) of(provider string) (list []*Sample) {
	for _, one := range s.Samples {
		if one.Provider == provider {
			list = append(list, one)
		}
	}
	return list
}

// Within reports whether every recording of the set is in another one: a set is
// no news to itself.
func (s Set) Within(other Set) bool {
	known := map[string]bool{}
	for _, one := range other.Samples {
		known[one.digest] = true
	}
	for _, one := range s.Samples {
		if one.digest == "" || !known[one.digest] {
			return false
		}
	}
	return len(s.Samples) > 0
}

// numbers are how many a request asks about.
func (s *Sample) numbers() int {
	n := 0
	for _, form := range []string{s.Exchange.URL.RawQuery, string(s.Exchange.Body)} {
		values, _ := url.ParseQuery(form) // what cannot be read asks about nothing
		for _, name := range []string{"Mobiles", "mobiles"} {
			for _, value := range values[name] {
				n += strings.Count(value, ",") + 1
			}
		}
	}
	return n
}
