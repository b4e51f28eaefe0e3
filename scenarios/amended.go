package scenarios

import (
	"maps"
	"slices"
	"time"

	"github.com/numsim/numsim"
)

// amended is what was said of numbers after the document was read. It is on
// top of the document as if it stood at its end: a number counts before any
// prefix, a longer prefix before a shorter, and of two words on the same the
// later.
type amended struct {
	exact, prefixes map[numsim.Number]life
	lengths         []int // of the prefixes there are, the longest first
}

// maxAmended bounds what is copied at each change.
const maxAmended = 10_000

// copy can be added to, and taken from, while the one before is read.
func (a *amended) copy() *amended {
	if a == nil {
		return &amended{exact: map[numsim.Number]life{}, prefixes: map[numsim.Number]life{}}
	}
	return &amended{exact: maps.Clone(a.exact), prefixes: maps.Clone(a.prefixes)}
}

func (a *amended) of(p Pattern) map[numsim.Number]life {
	if p.Prefix {
		return a.prefixes
	}
	return a.exact
}

func (a *amended) size() int { return len(a.exact) + len(a.prefixes) }

// ready is a with its lengths, nil where nothing is said.
func (a *amended) ready() *amended {
	a.lengths = nil
	for prefix := range a.prefixes {
		if !slices.Contains(a.lengths, len(prefix)) {
			a.lengths = append(a.lengths, len(prefix))
		}
	}
	slices.SortFunc(a.lengths, func(x, y int) int { return y - x })
	if a.size() == 0 {
		return nil
	}
	return a
}

// find is truths.find with a on top of t.
func (a *amended) find(t *truths, n numsim.Number, elapsed time.Duration) stage {
	found := stage{open: true}
	if l, ok := a.exact[n]; ok {
		found = l.at(elapsed)
	}
	if at, ok := t.exact.get(pack(n)); ok && found.open {
		found = found.over(t.facts[at].at(elapsed))
	}
	for length := len(n); length > 0 && found.open; length-- {
		if slices.Contains(a.lengths, length) {
			if l, ok := a.prefixes[n[:length]]; ok {
				found = found.over(l.at(elapsed))
			}
		}
		if found.open && slices.Contains(t.lengths, length) {
			if at, ok := t.prefixes.get(pack(n[:length])); ok {
				found = found.over(t.facts[at].at(elapsed))
			}
		}
	}
	return found
}
