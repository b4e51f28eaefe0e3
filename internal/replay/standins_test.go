package replay

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

// The endings are the simulator's, which are the same for ever.
func TestEndings(t *testing.T) {
	for _, e := range numbering.Endings() {
		if e.Trouble == numbering.NoTrouble {
			assert.Equal(t, e.Digits, ending(e.Status), e.Status)
		}
	}
}

func TestTexts(t *testing.T) {
	truth := map[numsim.Number]numsim.Status{"13900000200": numsim.Active, "6281100000200": numsim.Vacant}
	s := newStandIns([]byte("a key"), truth, []string{"+8613900000200", "12"})
	n, abroad := s.number("13900000200"), s.number("6281100000200")
	require.Regexp(t, `^13900[0-9]{2}0200$`, n)
	require.Regexp(t, `^628[0-9]{6}0404$`, abroad)
	for text, want := range map[string]string{
		"13900000200":                    n,
		"a13900000200b":                  "a" + n + "b",
		"PhoneNumber%253D13900000200":    "PhoneNumber%253D" + n,
		"(139)0000-0200":                 "(" + n[:3] + ")" + n[3:7] + "-" + n[7:],
		"139 0000 0200":                  n[:3] + " " + n[3:7] + " " + n[7:],
		"139****0200":                    n[:3] + "****0200",
		"62******":                       "62******",
		"1.390.000.0200":                 n[:1] + "." + n[1:4] + "." + n[4:7] + "." + n[7:],
		"2026-11-22 10:00":               "2026-11-22 10:00",
		"1509361607000":                  "1509361607000",
		"403000":                         "403000",
		"":                               "",
		"no number":                      "no number",
		strings.Repeat("13900000200", 3): strings.Repeat(n, 3),
	} {
		assert.Equal(t, want, s.inText(text), text)
	}
	for _, stranger := range []string{"13812345678", "+1 2125550123", "8613812345678", "021-55501234", "138****5678"} {
		got := s.inText(stranger)
		assert.NotEqual(t, stranger, got)
		assert.Equal(t, got, s.inText(stranger), "the same each time")
		assert.Len(t, got, len(stranger))
	}
}

// Numbers of one carrier and one truth do not become one.
func TestManyStandIns(t *testing.T) {
	truth := map[numsim.Number]numsim.Status{}
	for i := range 50 {
		truth[numsim.Number("139000"+string(rune('0'+i/10))+string(rune('0'+i%10))+"999")] = numsim.Active
	}
	s := newStandIns([]byte("another key"), truth, nil)
	seen := map[string]bool{}
	for n := range truth {
		got := s.number(string(n))
		assert.False(t, seen[got], got)
		_, real := truth[numsim.Number(got)]
		assert.False(t, real, "a stand-in is not another real number")
		seen[got] = true
	}
}

func TestShape(t *testing.T) {
	s := newStandIns([]byte("a key"), nil, nil)
	got := s.shape("CC3BB6D2-2FDF-4321-9DCE-B38165CE4C47")
	assert.Regexp(t, `^[A-F0-9]{8}-[A-F0-9]{4}-[A-F0-9]{4}-[A-F0-9]{4}-[A-F0-9]{12}$`, got)
	assert.NotEqual(t, "CC3BB6D2-2FDF-4321-9DCE-B38165CE4C47", got)
	assert.Equal(t, got, s.shape("CC3BB6D2-2FDF-4321-9DCE-B38165CE4C47"))
	assert.Regexp(t, `^[1-6][0-5]{12}$`, s.shape("1100000000000"))
}
