package wire

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
)

// Spellings are the ways a text may stand in other text: as it is, escaped as a
// query, a path or a signed string has it, and in base64 or hexadecimal digits,
// wherever in a longer encoded text it begins.
func Spellings(text string) []string {
	if text == "" {
		return nil
	}
	once := escape(text)
	list := []string{text, url.QueryEscape(text), url.PathEscape(text), once, escape(once)}
	for _, form := range []string{text, once} {
		digits := hex.EncodeToString([]byte(form))
		list = append(list, digits, strings.ToUpper(digits))
		list = append(list, inside(form)...)
	}
	slices.Sort(list)
	return slices.Compact(slices.DeleteFunc(list, func(s string) bool { return len(s) < 4 }))
}

// escape follows RFC 3986, as both gateways ask for.
func escape(s string) string {
	return strings.NewReplacer("+", "%20", "*", "%2A", "%7E", "~").Replace(url.QueryEscape(s))
}

// inside is what base64 makes of a text at each of the three places it may
// begin at, without the digits its neighbours have a share in.
func inside(text string) (list []string) {
	for shift := range 3 {
		padded := strings.Repeat("\x00", shift) + text
		encoded := base64.RawStdEncoding.EncodeToString([]byte(padded))
		encoded = encoded[(shift*8+5)/6 : len(padded)*8/6]
		list = append(list, encoded, strings.NewReplacer("+", "-", "/", "_").Replace(encoded))
	}
	return list
}
