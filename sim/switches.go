package sim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/numsim/numsim"
)

// Choose returns a value for every switch: the one set, or the default. A name
// or value that does not exist is an error that offers the nearest one.
func Choose(switches []Switch, set map[string]string) (map[string]string, error) {
	chosen := make(map[string]string, len(switches))
	names := make([]string, 0, len(switches))
	for _, s := range switches {
		chosen[s.Name] = s.Values[0]
		names = append(names, s.Name)
		v, ok := set[s.Name]
		if !ok {
			continue
		}
		if !slices.Contains(s.Values, v) {
			return nil, fmt.Errorf("%s cannot be %q: it is one of %s", s.Name, v, strings.Join(s.Values, ", "))
		}
		chosen[s.Name] = v
	}
	for name := range set {
		if _, ok := chosen[name]; !ok {
			return nil, fmt.Errorf("there is no field or switch %q; did you mean %q?", name, Nearest(name, names))
		}
	}
	return chosen, nil
}

// Nearest returns the candidate with the fewest edits from word.
func Nearest(word string, candidates []string) string {
	best, least := "", int(^uint(0)>>1)
	for _, c := range candidates {
		if d := numsim.Edits(word, c); d < least {
			best, least = c, d
		}
	}
	return best
}
