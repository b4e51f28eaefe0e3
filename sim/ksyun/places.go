package ksyun

import (
	"slices"

	"github.com/numsim/numsim"
)

// Place is a country or region of the international query.
type Place struct {
	ISO      string   // alpha-2, the answer's NationEnCode
	Name     string   // as the document lists it
	Code     string   // calling code, which places may share
	Carriers []string // those the document lists; none means every network
	prefixes []string // where they are not the code
}

// Serves reports whether the place's numbers of that carrier are answered.
func (p *Place) Serves(carrier string) bool {
	return len(p.Carriers) == 0 || slices.Contains(p.Carriers, carrier)
}

// Prefixes are the first digits of the place's numbers.
func (p *Place) Prefixes() []string {
	if p.prefixes != nil {
		return p.prefixes
	}
	return []string{p.Code}
}

// Places finds a place by a number's first digits.
type Places struct {
	list     []Place
	byPrefix map[numsim.Number]*Place
	longest  int
}

// NewPlaces indexes the document's list.
func NewPlaces() *Places {
	ps := &Places{list: listedPlaces(), byPrefix: map[numsim.Number]*Place{}}
	for i := range ps.list {
		for _, prefix := range ps.list[i].Prefixes() {
			ps.byPrefix[numsim.Number(prefix)] = &ps.list[i]
			ps.longest = max(ps.longest, len(prefix))
		}
	}
	return ps
}

// Find returns the place of an international number, the longest prefix
// deciding, or nil.
func (ps *Places) Find(n numsim.Number) *Place {
	for length := min(ps.longest, len(n)); length > 0; length-- {
		if place := ps.byPrefix[n[:length]]; place != nil {
			return place
		}
	}
	return nil
}
