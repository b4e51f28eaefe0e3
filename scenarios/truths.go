package scenarios

import (
	"fmt"
	"slices"
	"strings"
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
	index    map[string]uint32    // of a fact by its text, while the scenario is read
	mixed    map[[2]uint32]uint32 // of a fact on top of another, likewise
}

// life is what is true of a number over time: the first stage that is not over
// holds. The last stage has no end.
type life []stage

type stage struct {
	until time.Duration // since the scenario began; 0 is for ever
	open  bool          // the status is not said
	truth numbering.Truth
}

func (l life) at(elapsed time.Duration) stage {
	for _, s := range l[:len(l)-1] {
		if elapsed < s.until {
			return s
		}
	}
	return l[len(l)-1]
}

// over is what s says, and of what it leaves open what would be true without
// it.
func (s stage) over(under stage) stage {
	if !s.open {
		return s
	}
	if s.truth.Carrier != numsim.NoCarrier {
		under.truth.Carrier = s.truth.Carrier
	}
	if s.truth.Area != "" {
		under.truth.Area = s.truth.Area
	}
	if s.truth.Network != "" {
		under.truth.Network = s.truth.Network
	}
	return under
}

// over is the life whose every moment is that of l over that of under.
func (l life) over(under life) (both life) {
	for i, j := 0, 0; ; {
		a, b := l[i], under[j]
		s := a.over(b)
		s.until = max(a.until, b.until)
		if a.until > 0 && b.until > 0 {
			s.until = min(a.until, b.until)
		}
		both = append(both, s)
		if s.until == 0 {
			return both
		}
		if s.until == a.until {
			i++
		}
		if s.until == b.until {
			j++
		}
	}
}

func (l life) open() bool { return slices.ContainsFunc(l, func(s stage) bool { return s.open }) }

// String tells lives apart.
func (l life) String() string {
	var text strings.Builder
	for _, s := range l {
		fmt.Fprintf(&text, "%d|%t|%d|%d|%q|%q|", s.until, s.open, s.truth.Status, s.truth.Carrier, s.truth.Area, s.truth.Network)
	}
	return text.String()
}

// find looks a number up: itself first, then its prefixes, the longest first,
// until one says the status.
func (t *truths) find(n numsim.Number, elapsed time.Duration) stage {
	found := stage{open: true}
	if at, ok := t.exact.get(pack(n)); ok {
		found = t.facts[at].at(elapsed)
	}
	for _, length := range t.lengths {
		if !found.open {
			break
		}
		if length > len(n) {
			continue
		}
		if at, ok := t.prefixes.get(pack(n[:length])); ok {
			found = found.over(t.facts[at].at(elapsed))
		}
	}
	return found
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

// held is the fact of a number or prefix, if it has one.
func (t *truths) held(p Pattern) (fact uint32, ok bool) {
	if p.Prefix {
		return t.prefixes.get(pack(p.Digits))
	}
	return t.exact.get(pack(p.Digits))
}

func (t *truths) set(p Pattern, fact uint32) {
	if p.Prefix {
		t.setPrefix(p.Digits, fact)
	} else {
		t.setExact(p.Digits, fact)
	}
}

func (t *truths) setExact(n numsim.Number, fact uint32) { t.exact.put(pack(n), fact) }

func (t *truths) setPrefix(prefix numsim.Number, fact uint32) {
	t.prefixes.put(pack(prefix), fact)
	if !slices.Contains(t.lengths, len(prefix)) {
		t.lengths = append(t.lengths, len(prefix))
		slices.SortFunc(t.lengths, func(a, b int) int { return b - a })
	}
}
