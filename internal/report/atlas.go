package report

import (
	"path"
	"slices"
	"strings"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// atlas knows where the cases of conformance stand in the contracts, which it
// reads when it is first asked for one. Without a suite it knows nothing, and
// reports are written all the same.
type atlas struct {
	suite *conformance.Suite
	read  bool
}

func (a *atlas) coordinates(id string) (conformance.Coordinates, bool) {
	provider, _, _ := strings.Cut(id, ".")
	if !slices.Contains(contracts.Providers(), provider) {
		return conformance.Coordinates{}, false
	}
	if !a.read {
		a.suite, _ = conformance.New(conformance.Cases())
		a.read = true
	}
	if a.suite == nil {
		return conformance.Coordinates{}, false
	}
	return a.suite.Coordinates(id)
}

// line is the line of the contract that a case is about: of its row, else of its
// reading, else the head of the document. What is no case may name its page.
func (a *atlas) line(r conformance.Result) (file string, line int) {
	c, ok := a.coordinates(r.ID)
	if file := path.Clean(r.Source); !ok && (strings.HasSuffix(file, ".md") || strings.HasSuffix(file, ".yaml")) && !strings.ContainsAny(file, " :") {
		return told(file), 1
	}
	if !slices.Contains(contracts.Providers(), r.Provider) {
		return "", 0
	}
	for _, row := range c.Rows {
		kind, name, _ := strings.Cut(row, ":")
		if at := a.position(c.Provider, kind, name); at.Line > 0 {
			return "contracts/" + at.File, at.Line
		}
	}
	return "contracts/" + r.Provider + "/openapi.yaml", 1
}

func (a *atlas) position(provider, kind, name string) (at contracts.Position) {
	d := a.suite.Provider(provider)
	switch kind {
	case "error":
		for _, row := range d.Errors() {
			if row.Name == name {
				at = row.Position
			}
		}
	case "reading":
		id, value, _ := strings.Cut(name, "=")
		if x := d.Discrepancy(id); x != nil && x.Reading(value) != nil {
			at = x.Reading(value).Position
		}
	case "value":
		schema, value, _ := strings.Cut(name, "=")
		for _, e := range d.Enums() {
			for _, v := range e.Values {
				if strings.HasSuffix(e.Pointer, "/"+schema) && v.Value == value {
					at = v.Position
				}
			}
		}
	}
	return at
}
