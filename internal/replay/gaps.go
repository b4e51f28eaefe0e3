package replay

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Gap is a difference between simulator and provider that is known and not yet
// closed.
type Gap struct {
	Case    string `yaml:"case"`
	Pointer string `yaml:"pointer"` // as in a Difference; * is any one part
	Reason  string `yaml:"reason"`
	Expires string `yaml:"expires"` // the last day it is put up with

	until time.Time
}

// ReadGaps reads the list. A gap without a reason or an end is an error.
func ReadGaps(text []byte) ([]Gap, error) {
	var list struct {
		Gaps []Gap `yaml:"gaps"`
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&list); err != nil && err != io.EOF {
		return nil, fmt.Errorf("the list of gaps: %w", err)
	}
	seen := map[string]bool{}
	for i := range list.Gaps {
		g := &list.Gaps[i]
		day, err := time.Parse(time.DateOnly, g.Expires)
		switch {
		case !caseName(g.Case):
			return nil, fmt.Errorf("gap %d has no case", i+1)
		case !strings.HasPrefix(g.Pointer, "/"):
			return nil, fmt.Errorf("gap %d, %s, has no pointer such as /body/Code", i+1, g.Case)
		case strings.TrimSpace(g.Reason) == "":
			return nil, fmt.Errorf("gap %d, %s %s, has no reason", i+1, g.Case, g.Pointer)
		case err != nil:
			return nil, fmt.Errorf("gap %d, %s %s, does not say on which day it expires, such as 2027-01-31", i+1, g.Case, g.Pointer)
		case seen[g.Case+" "+g.Pointer]:
			return nil, fmt.Errorf("gap %d, %s %s, is there twice", i+1, g.Case, g.Pointer)
		}
		seen[g.Case+" "+g.Pointer], g.until = true, day.AddDate(0, 0, 1)
	}
	return list.Gaps, nil
}

// Excuse takes known differences out of what was played. What is wrong with the
// list itself is the error: a gap that has expired, or one whose case was played
// and did not show it.
func Excuse(played []Played, gaps []Gap, now time.Time) (left []Difference, excused int, err error) {
	met, shown := make([]bool, len(gaps)), make([]bool, len(gaps))
	for _, p := range played {
		for i, g := range gaps {
			met[i] = met[i] || p.Skipped == "" && p.Case == g.Case
		}
		for _, d := range p.Differences {
			i := slices.IndexFunc(gaps, func(g Gap) bool { return g.fits(d) })
			if i < 0 {
				left = append(left, d)
				continue
			}
			shown[i] = true
			excused++
		}
	}
	var errs []error
	for i, g := range gaps {
		switch {
		case met[i] && !shown[i]:
			errs = append(errs, fmt.Errorf("the gap %s %s no longer occurs: take it out of the list", g.Case, g.Pointer))
		case !now.Before(g.until):
			errs = append(errs, fmt.Errorf("the gap %s %s expired on %s: close it, or say again until when it is put up with", g.Case, g.Pointer, g.Expires))
		}
	}
	return left, excused, errors.Join(errs...)
}

func (g Gap) fits(d Difference) bool {
	want, got := strings.Split(g.Pointer, "/"), strings.Split(d.Pointer, "/")
	if g.Case != d.Case || len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && want[i] != "*" {
			return false
		}
	}
	return true
}
