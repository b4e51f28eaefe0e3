package scenarios

import (
	"slices"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

// truths is what a scenario says of numbers, one by one and by prefix.
type truths struct {
	exact    table
	prefixes table
	lengths  []int // of the prefixes there are, the longest first
	facts    []life
	index    map[string]uint32 // of a fact by its text, while the scenario is read
}

// life is what is true of a number over time: the first stage that is not over
// holds. The last stage has no end.
type life []stage

type stage struct {
	until time.Duration // since the scenario began; 0 is for ever
	truth numbering.Truth
}

func (l life) at(elapsed time.Duration) numbering.Truth {
	for _, s := range l[:len(l)-1] {
		if elapsed < s.until {
			return s.truth
		}
	}
	return l[len(l)-1].truth
}

// find looks a number up: itself first, then its prefixes, the longest first.
func (t *truths) find(n numsim.Number) (life, bool) {
	if at, ok := t.exact.get(pack(n)); ok {
		return t.facts[at], true
	}
	for _, length := range t.lengths {
		if length > len(n) {
			continue
		}
		if at, ok := t.prefixes.get(pack(n[:length])); ok {
			return t.facts[at], true
		}
	}
	return nil, false
}

// fact is the index of l, the same for the same text.
func (t *truths) fact(text string, l func() life) uint32 {
	if at, ok := t.index[text]; ok {
		return at
	}
	if t.index == nil {
		t.index = map[string]uint32{}
	}
	t.facts = append(t.facts, l())
	at := uint32(len(t.facts) - 1)
	t.index[text] = at
	return at
}

func (t *truths) setExact(n numsim.Number, fact uint32) { t.exact.put(pack(n), fact) }

func (t *truths) setPrefix(prefix numsim.Number, fact uint32) {
	t.prefixes.put(pack(prefix), fact)
	if !slices.Contains(t.lengths, len(prefix)) {
		t.lengths = append(t.lengths, len(prefix))
		slices.SortFunc(t.lengths, func(a, b int) int { return b - a })
	}
}
