//go:build unix

package readme

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// listens is a provider's flag in the help: its name, its vendor, its address.
var listens = regexp.MustCompile(`(?m)^ +--(\w+) string +listen address of (.+) \(default (\S+)\)$`)

// services: the first table has every provider with the address that it and
// `simulator sign` take by default, and the secrets that the program prints.
func (s *stage) services(t *testing.T, p page) {
	rows := p.table(t, "`http://127.0.0.1:18081`").rows
	found := listens.FindAllStringSubmatch(s.run(t, "simulator --help"), -1)
	require.Len(t, found, len(rows), "listeners of providers in the help")
	for i, cells := range rows {
		name, vendor, address := found[i][1], found[i][2], found[i][3]
		assert.Equal(t, name, provider(t, cells[0]), "%s", cells[0])
		assert.Equal(t, "http://"+address, span(cells[2]), "%s", name)
		assert.Contains(t, s.run(t, "simulator sign "+name+" --phone 13900000200"), "'http://"+address+"/", name)
		banner := regexp.MustCompile(`(?m)^  ` + regexp.QuoteMeta(vendor) + ` .*$`).FindString(s.printed)
		secrets := regexp.MustCompile(`\bnumsim[\w-]*`).FindAllString(banner, -1)
		assert.Equal(t, secrets, spans(cells[3]), "%s", name)
	}
	assert.Contains(t, s.run(t, "simulator healthcheck --help"), `(default "127.0.0.1:18080")`, "the block asks the port the image exposes")
}

// bannerEnding is one of the endings the program prints when it starts, four to
// a line.
var bannerEnding = regexp.MustCompile(`(?m)  (\d{4}) ([a-z]+(?:[ -][a-z]+)*)(?:  |$)`)

// operations are the three of the column Kingsoft Cloud, in the column's order,
// with the number that each takes.
var operations = []struct{ name, prefix string }{
	{"PhoneNumberStatus", ""}, {"BatchPhoneNumberStatus", ""}, {"IsmsPhoneNumberStatus", "62"},
}

// late is a number that ywjisu leaves out at first.
type late struct{ phone, status string }

// endings: the table has the endings the program prints, in its order and
// words, and each is answered as the table says, at every provider. Each page
// has numbers of its own, since a late number is late once.
func (s *stage) endings(t *testing.T, p page) (awaited []late) {
	var printed, tabled []string
	for _, found := range bannerEnding.FindAllStringSubmatch(s.printed, -1) {
		printed = append(printed, found[1]+" "+found[2])
	}
	prefix := "13" + strconv.Itoa(9-slices.Index(names, p.name)) + "0000"
	for _, cells := range p.table(t, "`0200`").rows {
		phone := prefix + span(cells[0])
		tabled = append(tabled, span(cells[0])+" "+cells[1])
		s.aliyunEnding(t, phone, cells[3])
		s.ksyunEnding(t, phone, cells[4])
		if s.ywjisuEnding(t, phone, cells[5]) {
			awaited = append(awaited, late{phone, span(cells[5])})
		}
	}
	assert.Len(t, tabled, 17, "a magic ending holds for ever")
	assert.Equal(t, printed, tabled, "the program prints other endings than %s", p.name)
	s.unassigned(t, p)
	return awaited
}

func (s *stage) aliyunEnding(t *testing.T, phone, cell string) {
	got := s.ask(t, s.running, "aliyun", "--phone", phone)
	if strings.HasPrefix(cell, "HTTP ") {
		assert.Equal(t, cell, "HTTP "+got.cell(), phone)
		return
	}
	assert.True(t, got.good(), "%s: %+v", phone, got)
	assert.Equal(t, spans(cell), got.Statuses, phone)
}

// ksyunEnding asks all three operations; a refusal is that of all of them, and
// of a batch that holds another number too.
func (s *stage) ksyunEnding(t *testing.T, phone, cell string) {
	var statuses []string
	for _, o := range operations {
		got := s.ask(t, s.running, "ksyun", "--operation", o.name, "--phone", o.prefix+phone)
		if strings.HasPrefix(cell, "HTTP ") {
			assert.Equal(t, cell, "HTTP "+got.cell(), "%s %s", o.name, phone)
			continue
		}
		assert.True(t, got.good(), "%s %s: %+v", o.name, phone, got)
		statuses = append(statuses, got.Statuses...)
	}
	batch := s.ask(t, s.running, "ksyun", "--phone", "13900000200,"+phone)
	if strings.HasPrefix(cell, "HTTP ") {
		assert.Equal(t, cell, "HTTP "+batch.cell(), "a batch with %s", phone)
		return
	}
	assert.Equal(t, spans(cell), statuses, phone)
	assert.Equal(t, []string{"1", spans(cell)[1]}, batch.Statuses, "a batch with %s", phone)
}

// ywjisuEnding says whether the number is one that comes later.
func (s *stage) ywjisuEnding(t *testing.T, phone, cell string) (comesLater bool) {
	got := s.ask(t, s.running, "ywjisu", "--phone", phone+",13900000200")
	word := span(cell)
	switch {
	case len(word) == len("400001"):
		assert.Equal(t, reply{HTTP: 200, Code: word}, got, phone)
	case strings.HasPrefix(cell, "–"):
		assert.Equal(t, reply{HTTP: 200, Code: "000000", Statuses: []string{"1"}}, got, "%s is left out", phone)
		return word != ""
	default:
		assert.Equal(t, reply{HTTP: 200, Code: "000000", Statuses: []string{word, "1"}}, got, phone)
	}
	return false
}

// arrives asks until the number is there. It has been three seconds by now, or
// soon will be.
func (s *stage) arrives(t *testing.T, l late) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	got := s.ask(t, s.running, "ywjisu", "--phone", l.phone)
	for len(got.Statuses) == 0 && got.good() && ctx.Err() == nil {
		got = s.ask(t, s.running, "ywjisu", "--phone", l.phone)
	}
	assert.Equal(t, reply{HTTP: 200, Code: "000000", Statuses: []string{l.status}}, got)
}

// unassigned: the number the text gives as one without a prefix is answered as
// a wrong number, whatever its ending.
func (s *stage) unassigned(t *testing.T, p page) {
	const phone = "14000000200"
	require.True(t, p.spans()[phone], "%s names no number without an assigned prefix", p.name)
	for _, cells := range p.table(t, "`0422`").rows {
		if span(cells[0]) != "0422" {
			continue
		}
		s.aliyunEnding(t, phone, cells[3])
		s.ywjisuEnding(t, phone, cells[5])
		for i, o := range operations[:2] { // abroad, there are no prefixes
			got := s.ask(t, s.running, "ksyun", "--operation", o.name, "--phone", phone)
			assert.Equal(t, spans(cells[4])[i:i+1], got.Statuses, o.name)
		}
	}
}
