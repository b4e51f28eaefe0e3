package explain

import (
	"slices"
	"strings"
)

// Pair is one parameter, decoded, or one header.
type Pair struct{ Name, Value string }

// plan is one way to sign: the right one, or one with a mistake or two.
type plan struct {
	pairs  []Pair // parameters; their order is made by order
	order  order
	coded  bool // sorted means by escaped names, as AWS4 has it
	escape escape
	inner  bool // escape is for parameters only, and not for the string they are joined to
	typed  bool // the path's %2F was written by hand, whatever escape is
	bare   bool // an empty value has no = either
	before string
	after  string

	method, path string
	frame        frame

	lines     []Pair // headers
	capital   bool   // with names as HTTP writes them
	list      string // of their names
	noGap     bool   // no empty line after them
	payload   string
	crlf      bool   // lines end as on Windows
	tail      string // behind all that is signed
	wide      bool   // the canonical request is signed itself, not its hash
	upper     bool   // hashes in capitals
	algorithm string
	stamp     string
	scope     *Scope // of the string to sign
	line      bool   // the scope is left out of it

	secret, suffix string
	keyed          *Scope // of the key
	derive         derive
	mode           mode
	hash           string

	parts []string // of a token; secret stands for itself
	join  string
}

type order uint8

const (
	sorted order = iota
	unsorted
	folded // without regard to case
	reversed
	byValue
)

// ordered are the parameters as they are joined.
func (p *plan) ordered() []Pair {
	list := slices.Clone(p.pairs)
	switch p.order {
	case unsorted:
		return list
	case folded:
		slices.SortStableFunc(list, func(a, b Pair) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
		return list
	case byValue:
		slices.SortStableFunc(list, func(a, b Pair) int { return strings.Compare(a.Value, b.Value) })
		return list
	}
	slices.SortStableFunc(list, func(a, b Pair) int {
		if p.coded {
			return compareCoded(a.Name, b.Name)
		}
		return strings.Compare(a.Name, b.Name)
	})
	if p.order == reversed {
		slices.Reverse(list)
	}
	return list
}

// compareCoded orders names as their escaped texts are ordered: the % of an
// escape comes before everything that stays as it is.
func compareCoded(a, b string) int {
	for i := range min(len(a), len(b)) {
		x, y := a[i], b[i]
		switch {
		case x == y:
		case unreserved[x] == unreserved[y]:
			return int(x) - int(y)
		case unreserved[x]:
			return 1
		default:
			return -1
		}
	}
	return len(a) - len(b)
}

// joined are the parameters as k=v&k=v.
func (p *plan) joined() []byte {
	b := append(make([]byte, 0, 512), p.before...)
	for i, pair := range p.ordered() {
		if i > 0 {
			b = append(b, '&')
		}
		b = p.escape.append(b, pair.Name)
		if p.bare && pair.Value == "" {
			continue
		}
		b = append(b, '=')
		b = p.escape.append(b, pair.Value)
	}
	return append(b, p.after...)
}

// without is pairs but for those of a name.
func without(pairs []Pair, name string) []Pair {
	return slices.DeleteFunc(slices.Clone(pairs), func(p Pair) bool { return p.Name == name })
}

// with is pairs with name's value replaced; a name that is not there is added.
func with(pairs []Pair, name, value string) []Pair {
	out := slices.Clone(pairs)
	for i := range out {
		if out[i].Name == name {
			out[i].Value = value
			return out
		}
	}
	return append(out, Pair{name, value})
}

func valueOf(pairs []Pair, name string) (string, bool) {
	for _, p := range pairs {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}
