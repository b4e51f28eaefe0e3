package scenarios

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

// longestLine is far beyond any line with four short columns.
const longestLine = 4 << 10

// sheet is a CSV file while it is read.
type sheet struct {
	*page
	columns []string // after number
	facts   map[string]uint32
	seen    table // the line of a number
	line    int
}

// csvFile reads the numbers of a CSV file: a header, then a line each. What is
// wrong with the file as a whole is found where it is named.
func (p *page) csvFile(n *yaml.Node, name string) {
	name = p.beside(name)
	f, wrong := p.openFile(name)
	if wrong != "" {
		p.mistake(n, "%s", wrong)
		return
	}
	defer f.Close()
	s := &sheet{page: &page{reading: p.reading, file: name}, facts: map[string]uint32{}}
	if err := s.read(bufio.NewReaderSize(f, longestLine)); err != nil {
		p.mistake(n, "cannot read %s: %s", quote(name), reason(err))
	}
	p.reading.found = append(p.reading.found, s.found...) // before those of the document
}

func (s *sheet) read(r *bufio.Reader) error {
	for {
		text, err := r.ReadSlice('\n')
		switch {
		case err == io.EOF && len(text) == 0:
			if s.columns == nil {
				s.line = 1
				s.wrong(1, "the file is empty; it begins with the line number,status")
			}
			return nil
		case errors.Is(err, bufio.ErrBufferFull):
			s.line++
			s.wrong(1, fmt.Sprintf("a line is longer than %d bytes", longestLine))
			return nil
		case err != nil && err != io.EOF:
			return err
		}
		if s.line++; s.line == 1 {
			text = bytes.TrimPrefix(text, []byte("\uFEFF"))
		}
		if text = bytes.TrimRight(text, "\r\n"); len(text) > 0 && !s.row(text) {
			return nil
		}
	}
}

func (s *sheet) wrong(column int, text string) {
	s.add(Finding{Line: s.line, Column: column, Text: text})
}

// row reads a line and reports whether to go on.
func (s *sheet) row(text []byte) bool {
	if s.lines++; s.lines > maxLines {
		s.wrong(1, fmt.Sprintf("more than %d lines", maxLines))
		return false
	}
	if bytes.IndexByte(text, '"') >= 0 {
		cells, err := csv.NewReader(bytes.NewReader(text)).Read()
		if err != nil {
			s.wrong(1, "these quotes are not closed, or stand inside a cell; a cell has no line breaks here")
			return true
		}
		text = []byte(strings.Join(cells, ","))
	}
	if s.columns == nil {
		return s.header(string(text))
	}
	number, rest, more := bytes.Cut(text, []byte{','})
	if !more {
		s.wrong(1, fmt.Sprintf("1 cell where the header has %d", len(s.columns)+1))
		return s.errors < maxFindings
	}
	digits, prefix, ok := s.number(number)
	if fact, said := s.fact(rest, utf8.RuneCount(number)+2); ok && said {
		s.keep(digits, prefix, fact)
	}
	return s.errors < maxFindings
}

// keep takes a number's truth, unless the same file says otherwise of it.
func (s *sheet) keep(digits []byte, prefix bool, fact uint32) {
	t, key := &s.draft.truths, pack(numsim.Number(digits))
	held, sign := &t.exact, key
	if prefix {
		held, sign = &t.prefixes, key|1<<63 // above every key
	}
	before, said := held.get(key)
	fact, ok := s.over(fact, before, said)
	if !ok {
		s.wrong(1, fmt.Sprintf(tooManyFacts, maxFacts))
		return
	}
	if line, twice := s.seen.get(sign); twice {
		if before != fact {
			s.wrong(1, fmt.Sprintf("line %d says otherwise of the same number", line))
		}
		return
	}
	s.seen.put(sign, uint32(s.line))
	if prefix {
		t.setPrefix(numsim.Number(digits), fact)
	} else {
		t.exact.put(key, fact)
	}
}

func (s *sheet) header(text string) bool {
	names := strings.Split(strings.ToLower(strings.ReplaceAll(text, " ", "")), ",")
	s.columns = names[1:]
	sorted := slices.Sorted(slices.Values(names))
	known := func(name string) bool { return slices.Contains([]string{"number", "status", "carrier", "area"}, name) }
	if names[0] != "number" || !slices.Contains(s.columns, "status") || len(slices.Compact(sorted)) < len(names) ||
		slices.ContainsFunc(names, func(name string) bool { return !known(name) }) {
		s.wrong(1, fmt.Sprintf("%s is not a header such as number,status,carrier,area: number comes first, carrier and area may be missing", quote(text)))
		return false
	}
	return true
}

// number splits a number from the * behind it.
func (s *sheet) number(text []byte) (digits []byte, prefix, ok bool) {
	text = bytes.TrimSpace(text)
	digits = bytes.TrimSuffix(text, []byte{'*'})
	prefix = len(digits) < len(text)
	if pack(numsim.Number(digits)) != 0 && len(digits) <= mostDigits && (digits[0] != '1' || len(digits) == 11) {
		return digits, prefix, true
	}
	word := string(text)
	number, wrong := newPattern(word)
	switch {
	case !utf8.ValidString(word):
		wrong = "this is not UTF-8; save the file as CSV UTF-8"
	case strings.Trim(word, "0123456789.+eE") == "" && strings.ContainsAny(word, "eE"):
		wrong = word + " was shortened by a spreadsheet; give the column the format text there"
	}
	if wrong != "" {
		s.wrong(1, wrong)
		return nil, false, false
	}
	if text := doubt(number); text != "" {
		s.add(Finding{Line: s.line, Column: 1, Text: text, Warning: true})
	}
	return digits, prefix, true
}

// fact is what the other cells say. Few lines differ in them.
func (s *sheet) fact(rest []byte, column int) (uint32, bool) {
	if at, ok := s.facts[string(rest)]; ok {
		return at, true
	}
	text := string(rest)
	said, ok := s.said(text, column)
	if !ok {
		return 0, false
	}
	l := life{said}
	at, ok := s.newFact(l.String(), l)
	if !ok {
		s.wrong(column, fmt.Sprintf(tooManyFacts, maxFacts))
		return 0, false
	}
	s.facts[text] = at
	return at, true
}

func (s *sheet) said(rest string, column int) (said stage, ok bool) {
	cells := strings.Split(rest, ",")
	if len(cells) != len(s.columns) {
		s.wrong(1, fmt.Sprintf("%d cells where the header has %d", len(cells)+1, len(s.columns)+1))
		return said, false
	}
	errors, status := s.errors, column
	for i, cell := range cells {
		if cell = strings.TrimSpace(cell); s.columns[i] == "status" {
			said.open, status = cell == "", column
		}
		if cell != "" {
			s.cell(&said.truth, s.columns[i], cell, column)
		}
		column += utf8.RuneCountInString(cells[i]) + 1
	}
	if said == (stage{open: true}) && s.errors == errors {
		s.wrong(status, "nothing is said of this number; it needs a status, a carrier or an area")
	}
	return said, s.errors == errors
}

// cell reads one that is not empty: what is not said is as it is anyway.
func (s *sheet) cell(t *numbering.Truth, column, cell string, at int) {
	n := &yaml.Node{Kind: yaml.ScalarNode, Style: yaml.DoubleQuotedStyle, Value: cell, Line: s.line, Column: at}
	switch {
	case !utf8.ValidString(cell):
		s.wrong(at, "this is not UTF-8; save the file as CSV UTF-8")
	case column == "status":
		t.Status, _ = oneOf(s.page, n, s.statuses, "a status")
	case column == "carrier":
		t.Carrier, _ = oneOf(s.page, n, s.carriers, "a carrier")
	case column == "area":
		t.Area, _ = s.text(n, maxArea, "")
	}
}
