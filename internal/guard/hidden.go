package guard

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode"

	"github.com/numsim/numsim/internal/wire"
)

// fewest is how many digits a phone number has at least.
const fewest = 7

// manyDigits reports whether a text holds as many digits as a phone number, in
// any script, as it is or encoded once more.
func manyDigits(text string) bool {
	for _, reading := range readings(text) {
		n := 0
		for _, r := range reading {
			if unicode.IsNumber(r) {
				n++
			}
		}
		if n >= fewest {
			return true
		}
	}
	return false
}

func readings(text string) []string {
	list := []string{text}
	if plain, err := url.QueryUnescape(text); err == nil {
		list = append(list, plain)
	}
	if plain, err := hex.DecodeString(text); err == nil {
		list = append(list, string(plain))
	}
	for _, e := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		if plain, err := e.DecodeString(text); err == nil {
			list = append(list, string(plain))
		}
	}
	return list
}

// hides reports whether a value that is not asked about may still tell
// somebody's number: it has many digits, and neither the shape of what belongs
// there nor the caller's own credential explains them.
func (s *Session) hides(f wire.Field, value string) bool {
	own := slices.ContainsFunc(s.keys.Named(), func(n wire.Named) bool { return n.Value.Reveal() == value })
	if own || !manyDigits(value) {
		return false
	}
	if f.Shape == "" || !regexp.MustCompile(`\A(?:`+f.Shape+`)\z`).MatchString(value) {
		return true
	}
	return f.Class == wire.Moment && !s.plausible(value)
}

// plausible is for ywjisu's time, which has as many digits as a number abroad.
func (s *Session) plausible(value string) bool {
	seconds, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return true // the shape has signs between its digits
	}
	return s.now().Sub(time.Unix(seconds, 0)).Abs() < 400*24*time.Hour
}
