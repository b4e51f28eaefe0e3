//go:build unix

package readme

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bannerEnding is one of the endings the program prints when it starts, four to
// a line.
var bannerEnding = regexp.MustCompile(`(?m)  (\d{4}) ([a-z]+(?:[ -][a-z]+)*)(?:  |$)`)

// endings: the table has the endings the program prints, in its order and
// words, and each is answered as the table says.
func (s *stage) endings(t *testing.T, p page) {
	var printed, tabled []string
	for _, found := range bannerEnding.FindAllStringSubmatch(s.printed, -1) {
		printed = append(printed, found[1]+" "+found[2])
	}
	for _, cells := range p.rows(`\d{4}`) {
		require.Len(t, cells, 4, "%v", cells)
		digits, answer := span(cells[0]), cells[3]
		tabled = append(tabled, digits+" "+cells[1])
		got := s.ask(t, s.aliyun, "--phone 1390000"+digits)
		if strings.HasPrefix(answer, "HTTP ") {
			assert.Equal(t, answer, "HTTP "+strconv.Itoa(got.HTTP)+" `"+got.Code+"`", "%s", digits)
		} else {
			assert.Equal(t, 200, got.HTTP, "%s", digits)
			assert.Equal(t, span(answer), got.PhoneStatus.Status, "%s", digits)
		}
	}
	assert.Len(t, tabled, 17, "a magic ending holds for ever")
	assert.Equal(t, printed, tabled, "the program prints other endings than %s", p.name)
}

// accounts: every key of the table answers as the table says.
func (s *stage) accounts(t *testing.T, p page) {
	rows := p.rows(`n[^` + "`" + `]+`)
	seen := 0
	for _, cells := range rows {
		if len(cells) != 4 {
			continue // another table
		}
		seen++
		flags := []string{"--phone 13900000200", "--ak", span(cells[0])}
		if token := regexp.MustCompile("`(numsim-\\S+-token)`").FindStringSubmatch(cells[1]); token != nil {
			flags = append(flags, "--token", token[1])
		}
		got := s.ask(t, s.aliyun, flags...)
		// The account with one call a second refuses the second of a second, and
		// nobody knows when a second begins: of three calls two share one, or
		// the machine is slower than any test allows for.
		for calls := 1; calls < 10 && span(cells[0]) == "numsim-qps-1" && got.Code == "OK"; calls++ {
			got = s.ask(t, s.aliyun, flags...)
		}
		assert.Equal(t, span(cells[3]), got.Code, "%s", cells[0])
		assert.Equal(t, cells[2], strconv.Itoa(got.HTTP), "%s", cells[0])
	}
	assert.Greater(t, seen, 10, "the table of accounts was not found")
}

// settings: every setting the text names is one the program takes.
func (s *stage) settings(t *testing.T, p page) {
	named := regexp.MustCompile(`\baliyun\.[a-z-]+=[^\s"`+"`"+`]+`).FindAllString(p.prose, -1)
	require.NotEmpty(t, named)
	command := "simulator --quiet"
	for _, setting := range named {
		command += " --set " + setting
	}
	s.start(t, command)
}
