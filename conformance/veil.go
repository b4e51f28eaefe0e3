package conformance

import (
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/numsim/numsim"
)

// veil leaves secrets out, the longest first, and masks numbers as they stand in
// requests and answers; anything of thirteen digits that begins otherwise is a
// time or a serial.
func veil(text string, secrets spelt) string {
	return digits.ReplaceAllStringFunc(unnumbered(without(text, secrets)), func(s string) string {
		if len(s) == 10 || len(s) == 13 && strings.HasPrefix(s, "17") {
			return s // a time
		}
		return numsim.Number(s).Masked()
	})
}

var (
	digits  = regexp.MustCompile(`[0-9]{8,}`) // what might be a number
	escaped = regexp.MustCompile(`(?:%(?:25)*3[0-9]|\\+u003[0-9]){8,}`)
	solid   = regexp.MustCompile(`[A-Za-z0-9+/_-]{11,}`)
)

// spelt are secrets, the longest first, each in the spellings that it can be read
// back from.
type spelt [][]string

// spell leaves out what is too short to be looked for.
func spell(secrets []string) (all spelt) {
	slices.SortFunc(secrets, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	for _, secret := range slices.Compact(secrets) {
		if len(secret) >= 4 {
			all = append(all, spellings(secret))
		}
	}
	return all
}

// without replaces secrets, in whatever case.
func without(text string, secrets spelt) string {
	folded := fold(text)
	for _, spellings := range secrets {
		for _, spelling := range spellings {
			for at := strings.Index(folded, spelling); at >= 0; at = strings.Index(folded, spelling) {
				text = text[:at] + "[secret]" + text[at+len(spelling):]
				folded = folded[:at] + "[......]" + folded[at+len(spelling):] // so that no secret is found in it
			}
		}
	}
	return text
}

// spellings are a text as answers may have it, in small letters, the longest
// first.
func spellings(text string) []string {
	once, whole := url.QueryEscape(text), hex.EncodeToString([]byte(text))
	var percent, units string
	for i := 0; i < len(whole); i += 2 {
		percent += "%" + whole[i:i+2]
		units += `\u00` + whole[i:i+2]
	}
	backwards := []byte(text)
	slices.Reverse(backwards)
	list := []string{
		text, once, url.QueryEscape(once), strings.ReplaceAll(text, "/", `\/`), percent, strings.ReplaceAll(percent, "%", "%25"), units, strings.ReplaceAll(units, `\`, `\\`),
		whole, string(backwards),
	}
	for shift := range 3 { // where in a longer text it may begin
		padded := strings.Repeat("\x00", shift) + text
		encoded := base64.RawStdEncoding.EncodeToString([]byte(padded))[(shift*8+5)/6 : len(padded)*8/6]
		list = append(list, encoded, strings.NewReplacer("+", "-", "/", "_").Replace(encoded))
	}
	for i, s := range list {
		list[i] = fold(s)
	}
	list = slices.DeleteFunc(list, func(s string) bool { return len(s) < 6 && s != fold(text) })
	slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	return list
}

// fold is a text of the same length with A to Z in small letters.
func fold(text string) string {
	b := []byte(text)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// unnumbered leaves out numbers that are spelt with escapes, or in base64.
func unnumbered(text string) string {
	text = escaped.ReplaceAllString(text, "[number]")
	return solid.ReplaceAllStringFunc(text, func(one string) string {
		plain := strings.NewReplacer("-", "+", "_", "/").Replace(one)
		for shift := range 4 {
			whole := plain[shift:]
			whole = whole[:len(whole)-len(whole)%4]
			if decoded, err := base64.RawStdEncoding.DecodeString(whole); err == nil && digits.Match(decoded) {
				return "[number]"
			}
		}
		return one
	})
}
