package ywjisu

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

// Escaped text is ASCII, keeps no slash bare, and says the same.
func FuzzEscaped(f *testing.F) {
	f.Add("上海-上海")
	f.Add("a/b\"c\\d\b\f\n\r\t\x00\x1f\x7f")
	f.Add("😀\xff\uFFFF")
	f.Fuzz(func(t *testing.T, s string) {
		b := appendEscaped(nil, s)
		for i, c := range b {
			require.True(t, c >= ' ' && c < utf8.RuneSelf, "%q", b)
			require.False(t, c == '/' && b[i-1] != '\\', "%q", b)
		}
		var back string
		require.NoError(t, json.Unmarshal(b, &back))
		require.Equal(t, string([]rune(s)), back)
	})
}

// As PHP prints these: php > echo json_encode("…");
func TestEscapedAsPHP(t *testing.T) {
	for text, want := range map[string]string{
		"成功":           `"\u6210\u529f"`,
		"a/b":          `"a\/b"`,
		"\b\f\n\r\t\v": `"\b\f\n\r\t\u000b"`,
		"\"\\":         `"\"\\"`,
		"😀":            `"\ud83d\ude00"`,
		"é\x7f":        "\"\\u00e9\x7f\"",
	} {
		assert.Equal(t, want, string(appendEscaped(nil, text)))
	}
}

// A number is seen once in each period: never later than asked for, never a
// whole period ago, and the same until the next time.
func FuzzObserved(f *testing.F) {
	f.Add("13900000200", int64(1795348800), int64(week))
	f.Add("", int64(0), int64(1))
	f.Add("1", int64(-1), int64(season))
	f.Fuzz(func(t *testing.T, n string, until, every int64) {
		if every <= 0 || every > season || until > 1<<40 || until < -1<<40 {
			return
		}
		at := observed(numsim.Number(n), until, every)
		require.LessOrEqual(t, at, until)
		require.Greater(t, at, until-every)
		require.Equal(t, at, observed(numsim.Number(n), at, every), "at that second it was just seen")
		require.Equal(t, at, observed(numsim.Number(n), at+every-1, every), "and is so until the next")
		require.Equal(t, at+every, observed(numsim.Number(n), at+every, every))
	})
}

// Numbers are not all seen at once.
func TestNumbersAreSeenAtDifferentTimes(t *testing.T) {
	seen := map[int64]bool{}
	for i := range 1000 {
		n := numsim.Number([]byte{'1', '3', '9', '0', '0', '0', '0', '0', byte('0' + i/100), byte('0' + i/10%10), byte('0' + i%10)})
		seen[observed(n, 1795348800, week)] = true
	}
	assert.Greater(t, len(seen), 990)
}
