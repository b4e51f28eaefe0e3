package sim

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/numsim/numsim/scenarios"
)

// addMembers puts members first into the object that text is, in their order.
// What is no object is left alone, and so is a member that is there already.
func addMembers(text []byte, members []scenarios.Member) []byte {
	var names [][]byte
	s := scan{text: text}
	if !s.whole(func(e element) { names = append(names, e.name) }) {
		return text
	}
	open := bytes.IndexAny(text, `{["`) // where the value begins, if it is an object
	if open < 0 || text[open] != '{' {
		return text
	}
	var added []byte
	empty := len(names) == 0
	for _, m := range members {
		name := AppendJSON(nil, m.Path)
		there := slices.ContainsFunc(names, func(n []byte) bool { return bytes.Equal(n, name) })
		if there || !isJSON(m.Value) {
			continue
		}
		names = append(names, name)
		added = append(append(append(append(added, name...), ':'), m.Value...), ',')
	}
	if empty {
		added = bytes.TrimSuffix(added, []byte{','})
	}
	return slices.Concat(text[:open+1], added, text[open+1:])
}

// setMember gives the value at m's path another one. Names are compared as
// they are written, in an array a step is an index, and of members with the
// same name the first is meant. Where there is no such value, text is left
// alone.
func setMember(text []byte, m scenarios.Member) []byte {
	if !isJSON(text) || !isJSON(m.Value) {
		return text
	}
	at := element{to: len(text)}
	for step := range strings.SplitSeq(m.Path, ".") {
		var ok bool
		if at, ok = child(text[:at.to], at.from, step); !ok {
			return text
		}
	}
	return slices.Concat(text[:at.from], []byte(m.Value), text[at.to:])
}

// child is the element that step leads to in the value at from.
func child(text []byte, from int, step string) (found element, ok bool) {
	name := AppendJSON(nil, step)
	s := scan{text: text, at: from}
	s.value(func(e element) {
		if !ok && (bytes.Equal(e.name, name) || e.name == nil && strconv.Itoa(e.index) == step) {
			found, ok = e, true
		}
	})
	return found, ok
}

// isJSON is whether text is one JSON value.
func isJSON[T string | []byte](text T) bool {
	s := scan{text: []byte(text)}
	return s.whole(nil)
}

// element is a member of an object or an element of an array.
type element struct {
	name     []byte // as it is written, in quotes; nil in an array
	index    int
	from, to int // where its value is
}

// scan walks over JSON text by RFC 8259. What is none ends it for good.
type scan struct {
	text  []byte
	at    int
	depth int
	bad   bool
}

// deepest is how far values may be nested to be read.
const deepest = 1000

// whole walks over all of the text, and is whether that is one value.
func (s *scan) whole(each func(element)) bool {
	s.value(each)
	s.space()
	return !s.bad && s.at == len(s.text)
}

// value walks over a value and gives each the elements of its first level.
func (s *scan) value(each func(element)) {
	s.space()
	switch s.next() {
	case '{':
		s.elements('{', '}', each)
	case '[':
		s.elements('[', ']', each)
	case '"':
		s.quoted()
	case 't':
		s.word("true")
	case 'f':
		s.word("false")
	case 'n':
		s.word("null")
	default:
		s.number()
	}
}

func (s *scan) elements(open, end byte, each func(element)) {
	if s.depth++; s.depth > deepest {
		s.bad = true
	}
	s.need(open)
	s.space()
	if !s.take(end) {
		s.list(open == '{', each)
		s.need(end)
	}
	s.depth--
}

func (s *scan) list(named bool, each func(element)) {
	for e := (element{}); !s.bad; e.index++ {
		s.space()
		if named {
			e.name = s.quoted()
			s.space()
			s.need(':')
			s.space()
		}
		e.from = s.at
		s.value(nil)
		e.to = s.at
		if each != nil && !s.bad {
			each(e)
		}
		if s.space(); !s.take(',') {
			return
		}
	}
}

func (s *scan) quoted() []byte {
	from := s.at
	s.need('"')
	for !s.bad && !s.take('"') {
		switch c := s.next(); {
		case c < 0x20: // the end of the text is one
			s.bad = true
		case c == '\\':
			s.at++
			s.escape()
		default:
			s.at++
		}
	}
	return s.text[from:s.at]
}

func (s *scan) escape() {
	if s.take('u') {
		for range 4 {
			s.one("0123456789abcdefABCDEF")
		}
		return
	}
	s.one(`"\/bfnrt`)
}

func (s *scan) number() {
	s.take('-')
	if !s.take('0') {
		s.digits()
	}
	if s.take('.') {
		s.digits()
	}
	if s.take('e') || s.take('E') {
		_ = s.take('+') || s.take('-')
		s.digits()
	}
}

func (s *scan) digits() {
	s.one("0123456789")
	for c := s.next(); c >= '0' && c <= '9'; c = s.next() {
		s.at++
	}
}

func (s *scan) word(w string) {
	for i := range len(w) {
		s.need(w[i])
	}
}

func (s *scan) space() {
	for !s.bad && (s.take(' ') || s.take('\n') || s.take('\r') || s.take('\t')) {
	}
}

// next is the byte that comes next. At the end it is 0, which no JSON has.
func (s *scan) next() byte {
	if s.bad || s.at >= len(s.text) {
		return 0
	}
	return s.text[s.at]
}

// take steps over c if it comes next.
func (s *scan) take(c byte) bool {
	if s.next() != c {
		return false
	}
	s.at++
	return true
}

func (s *scan) need(c byte) {
	if !s.take(c) {
		s.bad = true
	}
}

// one steps over one of these bytes.
func (s *scan) one(of string) {
	if strings.IndexByte(of, s.next()) < 0 {
		s.bad = true
		return
	}
	s.at++
}
