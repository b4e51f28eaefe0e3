package conformance

import (
	"maps"
	"slices"
	"strings"
)

// Coordinates are where a case stands among the promises of its contract.
type Coordinates struct {
	Provider  string
	Operation string
	Errors    []string // rows of the error table
	Readings  []string // ID=VALUE, where the case asks for them or is about them
	Rows      []string // all it meets, as Promises names it
}

// Coordinates finds a case by its name; a name that is no case's has none.
func (s *Suite) Coordinates(id string) (c Coordinates, ok bool) {
	i := slices.IndexFunc(s.Cases, func(c Case) bool { return c.ID == id })
	if i < 0 {
		return c, false
	}
	one := &s.Cases[i]
	c.Provider, c.Rows = one.Provider(), one.meets()
	c.Operation, _, _ = strings.Cut(strings.TrimPrefix(id, c.Provider+"."), ".")
	_, readings := one.Given.reading(s.documents[c.Provider])
	asked := map[string]bool{}
	for id, value := range readings {
		asked[id+"="+value] = true
	}
	for _, row := range c.Rows {
		kind, name, _ := strings.Cut(row, ":")
		switch kind {
		case "error":
			c.Errors = append(c.Errors, name)
		case "reading":
			asked[name] = true
		}
	}
	c.Readings = slices.Sorted(maps.Keys(asked))
	slices.Sort(c.Errors)
	c.Errors = slices.Compact(c.Errors)
	return c, true
}
