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

// settings: every setting the text names is one the program takes, and those of
// the table do what it says.
func (s *stage) settings(t *testing.T, p page) {
	named := regexp.MustCompile(`\b(?:aliyun|ksyun|ywjisu)\.[a-z-]+=[^\s"`+"`"+`]+`).FindAllString(p.prose, -1)
	require.NotEmpty(t, named)
	command := "simulator --quiet"
	for _, setting := range named {
		command += " --set " + setting
	}
	s.start(t, command)

	rows := p.table(t, "`ywjisu.quota=3`").rows
	require.Greater(t, len(rows), 5)
	for _, cells := range rows {
		s.setting(t, span(cells[0]), cells[1], span(cells[2]))
	}
}

// setting asks until the answer has the code that the table says comes of the
// setting. Where the cell between them begins with a digit, so many good answers
// come first; a limit on calls in a second cannot say how many.
func (s *stage) setting(t *testing.T, setting, happens, code string) {
	r := s.start(t, "simulator --quiet --set "+setting)
	provider, _, _ := strings.Cut(setting, ".")
	good := 0
	got := s.ask(t, r, provider, "--phone 13900000200")
	for ; good < 10 && got.Code != code; good++ {
		require.True(t, got.good(), "%s: %+v", setting, got)
		got = s.ask(t, r, provider, "--phone 13900000200")
	}
	assert.Equal(t, code, got.Code, "%s", setting)
	if first := regexp.MustCompile(`^\d+`).FindString(happens); first != "" {
		assert.Equal(t, first, strconv.Itoa(good), "%s", setting)
	}
}
