package numbering

import (
	"strings"

	"github.com/numsim/numsim"
)

// Plan maps the first four digits of a mainland number to its carrier.
type Plan struct {
	carriers [10000]numsim.Carrier
}

// Segments lists one carrier's prefixes, three or four digits each, separated
// by spaces.
type Segments struct {
	Carrier  numsim.Carrier
	Prefixes string
}

// NewPlan builds a plan; where two segments overlap the later one wins, so a
// four-digit prefix may follow the three-digit one it carves from.
func NewPlan(segments ...Segments) *Plan {
	p := &Plan{}
	for _, s := range segments {
		for _, prefix := range strings.Fields(s.Prefixes) {
			first, count := index(prefix), 1
			for range 4 - len(prefix) {
				first, count = first*10, count*10
			}
			for i := range count {
				p.carriers[first+i] = s.Carrier
			}
		}
	}
	return p
}

// Listed2020 is the list printed in Alibaba Cloud's document of 2020-09-23,
// section 6: 在网号段. 170 is told apart by its fourth digit.
func Listed2020() []Segments {
	return []Segments{
		{numsim.ChinaTelecom, "133 153 1700 1701 1702 173 177 180 181 189 199 191"},
		{numsim.ChinaUnicom, "130 131 132 145 155 156 185 186 171 175 176 1704 1707 1708 1709 166 167"},
		{numsim.ChinaMobile, "134 135 136 137 138 139 147 148 150 151 152 154 157 158 159 165 172 178 182 183 184 187 188 198 1703 1705 1706"},
	}
}

// Since2020 is what was assigned after, or is missing from, that list.
func Since2020() []Segments {
	return []Segments{
		{numsim.ChinaTelecom, "162 1740 190 193"},
		{numsim.ChinaUnicom, "196"},
		{numsim.ChinaMobile, "195 197"},
		{numsim.ChinaBroadnet, "192"},
	}
}

// Carrier returns who carries n, and whether its prefix is assigned in this
// plan. n has the mainland form.
func (p *Plan) Carrier(n numsim.Number) (numsim.Carrier, bool) {
	c := p.carriers[index(string(n[:4]))]
	return c, c != numsim.NoCarrier
}

// index reads digits as a number; callers have checked that they are digits.
func index(digits string) (i int) {
	for _, d := range []byte(digits) {
		i = i*10 + int(d-'0')
	}
	return i
}
