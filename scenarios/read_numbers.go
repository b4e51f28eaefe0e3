package scenarios

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

// numberStage is what is true of a number until its end.
type numberStage struct {
	ending
	truth  numbering.Truth
	status bool
	said   bool // anything
}

func numberLife() *lifeOf[numberStage] {
	end := func(s *numberStage) *ending { return &s.ending }
	status := func(p *page, n *yaml.Node, s *numberStage) {
		s.truth.Status, _ = oneOf(p, n, p.statuses, "a status")
		s.status, s.said = true, true
	}
	text := func(p *page, n *yaml.Node, s *numberStage) string {
		said, _ := p.text(n, maxArea, "")
		s.said = s.said || n.Value != ""
		return said
	}
	return &lifeOf[numberStage]{bare: status, end: end, keys: []key[numberStage]{
		untilKey(end),
		{"status", "one of the statuses, in the words people use; if nothing is said, what is true anyway", statusShape(), status},
		{"carrier", "who carries it, if not whom its prefix belongs to", carrierShape(), func(p *page, n *yaml.Node, s *numberStage) {
			s.truth.Carrier, _ = oneOf(p, n, p.carriers, "a carrier")
			s.said = true
		}},
		{"area", "where it was issued, such as 上海-上海", anyText(), func(p *page, n *yaml.Node, s *numberStage) {
			s.truth.Area = text(p, n, s)
		}},
		{"network", "abroad, whose network it is in, such as XL; only where a provider lists networks", anyText(), func(p *page, n *yaml.Node, s *numberStage) {
			s.truth.Network = text(p, n, s)
		}},
	}}
}

const maxArea = 64

// numbers reads what is true of numbers. One that is said again, here or in a
// document that includes this one, is as it was said last; what the last word
// leaves open is as before.
func (p *page) numbers(n *yaml.Node, d *Draft) {
	if n.Kind != yaml.MappingNode {
		p.mistake(n, "%s where a mapping belongs, of numbers to what is true of them", kindOf(n))
		return
	}
	for name, value := range pairs(n) {
		number, ok := p.pattern(name)
		fact, said := p.fact(value)
		if !ok || !said {
			continue
		}
		before, again := d.truths.held(number)
		if fact, ok = p.over(fact, before, again); !ok {
			p.mistake(value, tooManyFacts, maxFacts)
			continue
		}
		d.truths.set(number, fact)
	}
}

// mostDigits is the longest number of E.164.
const mostDigits = 15

// pattern reads a number, or digits and *.
func (p *page) pattern(n *yaml.Node) (Pattern, bool) {
	word, ok := p.word(n)
	if !ok {
		return Pattern{}, false
	}
	if plain(n) && oddNumber(n) {
		p.mistake(n, "%s without quotes can be read as another number; quote it", word)
		return Pattern{}, false
	}
	number, wrong := newPattern(word)
	if wrong != "" {
		p.mistake(n, "%s", wrong)
		return Pattern{}, false
	}
	if text := doubt(number); text != "" {
		p.warn(n, "%s", text)
	}
	return number, true
}

// oddNumber reports whether a reader of YAML could take a scalar for another
// number: octal, hexadecimal, with an exponent, a point or underscores.
func oddNumber(n *yaml.Node) bool {
	if n.Value[0] == '0' && len(n.Value) > 1 {
		return true
	}
	return n.Tag != "!!str" && strings.Trim(n.Value, "0123456789") != ""
}

func newPattern(word string) (_ Pattern, wrong string) {
	digits, prefix := strings.CutSuffix(word, "*")
	switch {
	case digits == "" || strings.Trim(digits, "0123456789") != "":
		return Pattern{}, quote(word) + " is not a number: digits only, and * at the end for all that begin so"
	case len(digits) > mostDigits:
		return Pattern{}, fmt.Sprintf("%s has %d digits; the longest numbers have %d", quote(word), len(digits), mostDigits)
	}
	return Pattern{numsim.Number(digits), prefix}, ""
}

// doubt is what speaks against a number: after a 1, in China and in North
// America, there are ten more digits.
func doubt(p Pattern) string {
	if p.Digits[0] != '1' || len(p.Digits) == 11 || p.Prefix && len(p.Digits) < 11 {
		return ""
	}
	return fmt.Sprintf("%q has %d digits; a number that begins with 1 has 11", p.Digits, len(p.Digits))
}

// fact is what a value says of a number. The same text is the same fact, and
// read once.
func (p *page) fact(n *yaml.Node) (at uint32, ok bool) {
	if n.Kind == yaml.ScalarNode {
		if at, ok = p.draft.truths.index[n.Value]; ok {
			return at, true
		}
	}
	errors := p.errors
	all := stages(p, n, p.tables.number)
	l := make(life, len(all))
	for i, s := range all {
		if !s.said {
			p.mistake(p.list(n)[i], "nothing is said of the number; add status:, carrier:, area: or network:")
		}
		l[i] = stage{s.until, !s.status, s.truth}
	}
	if p.errors > errors || len(l) == 0 {
		return 0, false
	}
	text := n.Value
	if n.Kind != yaml.ScalarNode {
		text = l.String()
	}
	if at, ok = p.newFact(text, l); !ok {
		p.mistake(n, tooManyFacts, maxFacts)
	}
	return at, ok
}

const tooManyFacts = "more than %d different things are said of numbers"

// newFact is false when there are too many.
func (r *reading) newFact(text string, l life) (uint32, bool) {
	t := &r.draft.truths
	if _, known := t.index[text]; !known && len(t.facts) >= maxFacts {
		return 0, false
	}
	return t.fact(text, func() life { return l }), true
}

// over is the fact that comes of one said on top of another, if there is one.
// Few pairs differ, however many numbers there are.
func (r *reading) over(fact, before uint32, said bool) (uint32, bool) {
	t := &r.draft.truths
	if !said || !t.facts[fact].open() {
		return fact, true
	}
	pair := [2]uint32{fact, before}
	if both, known := t.mixed[pair]; known {
		return both, true
	}
	l := t.facts[fact].over(t.facts[before])
	both, ok := r.newFact(l.String(), l)
	if t.mixed == nil {
		t.mixed = map[[2]uint32]uint32{}
	}
	if ok {
		t.mixed[pair] = both
	}
	return both, ok
}
