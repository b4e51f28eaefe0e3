package scenarios

import (
	"slices"

	"github.com/numsim/numsim"
)

// index finds the rules that may hold for a number, so that ten thousand rules
// that name numbers cost as much as the one that names this number. Every list
// is in the order of the rules.
type index struct {
	general  []int32
	exact    table // values are indexes of lists
	prefixes table
	lengths  []int // of the prefixes there are
	lists    [][]int32
	traits   [numsim.ChinaBroadnet + 1][numsim.ProbeFailed + 1][]int32 // by carrier and status
}

// newIndexes makes an index for each provider that a rule names, and one under
// "" for all others. Rules that name none are in every one.
func newIndexes(rules []rule) map[string]*index {
	all := map[string]*index{"": {}}
	for i := range rules {
		for _, name := range rules[i].When.Providers {
			if all[name] == nil {
				all[name] = &index{}
			}
		}
	}
	for name, ix := range all {
		for i := range rules {
			if named(rules[i].When.Providers, name) {
				ix.add(&rules[i])
			}
		}
	}
	return all
}

func (ix *index) add(r *rule) {
	w, at := &r.When, int32(r.at)
	switch {
	case len(w.Numbers) > 0:
		for _, p := range w.Numbers {
			ix.addPattern(p, at)
		}
	case len(w.Carriers) > 0 || len(w.Statuses) > 0:
		ix.addTraits(w, at)
	default:
		ix.general = append(ix.general, at)
	}
}

func (ix *index) addPattern(p Pattern, at int32) {
	t := &ix.exact
	if p.Prefix {
		t = &ix.prefixes
		if !slices.Contains(ix.lengths, len(p.Digits)) {
			ix.lengths = append(ix.lengths, len(p.Digits))
		}
	}
	list, ok := t.get(pack(p.Digits))
	if !ok {
		list = uint32(len(ix.lists))
		ix.lists = append(ix.lists, nil)
		t.put(pack(p.Digits), list)
	}
	if rules := ix.lists[list]; len(rules) == 0 || rules[len(rules)-1] != at {
		ix.lists[list] = append(rules, at)
	}
}

func (ix *index) addTraits(w *When, at int32) {
	for carrier := range ix.traits {
		if len(w.Carriers) > 0 && !slices.Contains(w.Carriers, numsim.Carrier(carrier)) {
			continue
		}
		for status := range ix.traits[carrier] {
			if len(w.Statuses) == 0 || slices.Contains(w.Statuses, numsim.Status(status)) {
				ix.traits[carrier][status] = append(ix.traits[carrier][status], at)
			}
		}
	}
}

// candidates are the lists a number is in, walked as one in the order of the
// rules; no rule comes twice.
type candidates struct {
	lists [longest + 3][]int32
	used  int
}

func (ix *index) candidates(n *Asked) (c candidates) {
	c.take(ix.general)
	c.take(ix.traits[n.Carrier][n.Status])
	if list, ok := ix.exact.get(pack(n.Number)); ok {
		c.take(ix.lists[list])
	}
	for _, length := range ix.lengths {
		if length > len(n.Number) {
			continue
		}
		if list, ok := ix.prefixes.get(pack(n.Number[:length])); ok {
			c.take(ix.lists[list])
		}
	}
	return c
}

func (c *candidates) take(list []int32) {
	if len(list) > 0 {
		c.lists[c.used] = list
		c.used++
	}
}

func (c *candidates) next() (at int32, more bool) {
	for i := range c.used {
		if list := c.lists[i]; len(list) > 0 && (!more || list[0] < at) {
			at, more = list[0], true
		}
	}
	for i := range c.used {
		if list := c.lists[i]; len(list) > 0 && list[0] == at {
			c.lists[i] = list[1:]
		}
	}
	return at, more
}
