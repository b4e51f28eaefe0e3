package serve

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/numbering"
	"github.com/numsim/numsim/sim/setup"
)

// number is the stand-in of one.
func (f *filler) number(n string) (string, error) {
	if !plausible(n) && !f.clear {
		return f.shape(n), nil
	}
	if f.clear || f.words[n] {
		return n, nil
	}
	if got := f.made[n]; got != "" {
		return got, nil
	}
	mask := numsim.Number(n).Masked()
	for try := range uint64(2 * mostTries) {
		got := f.candidate(n, try)
		to := numsim.Number(got).Masked()
		if got != n && !f.taken[got] && !f.words[got] && (f.masks[mask] == "" || f.masks[mask] == to) && f.alike(n, got) {
			f.made[n], f.masks[mask], f.taken[got] = got, to, true
			return got, nil
		}
	}
	return "", refused(http.StatusConflict, "no other number stands for "+numsim.Number(n).Masked()+" and is decided alike", "", needClear)
}

// candidate keeps what a mask shows, or later the digits that are written
// somewhere: where those are seven, a mask leaves none.
func (f *filler) candidate(n string, try uint64) string {
	front, back := 3, 4
	switch {
	case len(n) < 8:
		front, back = 1, 0
	case try >= mostTries:
		front, back = f.longestWritten(n), 0
	}
	digits := []byte(n)
	drawn := f.draw(n, try)
	for i := front; i < len(n)-back; i++ {
		digits[i] = byte('0' + drawn%10)
		drawn /= 10
	}
	return string(digits)
}

func (f *filler) longestWritten(n string) int {
	for length := len(n) - 1; length > 3; length-- {
		if f.words[n[:length]] {
			return length
		}
	}
	return 3
}

// inVerdict puts the masks of stand-ins into the lines of a verdict.
func (f *filler) inVerdict(j control.Judgement) control.Judgement {
	for _, list := range [][]control.Judged{j.Unmet, j.Unexpected, j.Hazards, j.Unused} {
		for i := range list {
			for _, mask := range slices.Sorted(maps.Keys(f.masks)) {
				if len(mask) > len("****") && strings.Contains(list[i].What, mask) {
					list[i].What = strings.ReplaceAll(list[i].What, mask, f.masks[mask])
					break
				}
			}
		}
	}
	return j
}

// alike reports whether nothing that people wrote tells the two apart, and the
// same is true of both whenever the number was asked about.
func (f *filler) alike(n, other string) bool {
	for length := 3; length <= len(n); length++ {
		if (f.words[n[:length]] || f.words[other[:length]]) && n[:length] != other[:length] {
			return false
		}
	}
	for _, u := range f.uses[n] {
		for _, s := range []*scenarios.Scenario{f.start, f.world.scenario} {
			if f.truth(s, u, n) != f.truth(s, u, other) {
				return false
			}
		}
	}
	return true
}

func (f *filler) truth(s *scenarios.Scenario, u lookup, n string) numbering.Truth {
	i, err := f.plane.at(u.provider)
	if err != nil {
		return numbering.Truth{}
	}
	ready := f.world.casts[i].ready
	at := slices.IndexFunc(ready, func(r setup.Ready) bool { return r.Account.Name == u.account })
	if at < 0 {
		return numbering.Truth{}
	}
	a := f.world.ledger.Find(u.provider, []byte(ready[at].Credential.ID)).At(u.elapsed).Account
	return Consider(f.plane.providers[i], s, a, u.operation, numsim.Number(n), u.elapsed, nil).Truth
}
