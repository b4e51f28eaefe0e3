package sim

import (
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	upperHex = "0123456789ABCDEF"
	lowerHex = "0123456789abcdef"
)

// AppendPercent appends s encoded as RFC 3986 asks: letters, digits and -_.~
// stay, every other byte is an upper-case escape.
func AppendPercent[T string | []byte](dst []byte, s T) []byte {
	for i := range len(s) {
		c := s[i]
		if unreserved[c] {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', upperHex[c>>4], upperHex[c&15])
		}
	}
	return dst
}

// AppendPercentTwice appends what AppendPercent makes of its own output: an
// escape's % is escaped again.
func AppendPercentTwice(dst, s []byte) []byte {
	for _, c := range s {
		if unreserved[c] {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', '2', '5', upperHex[c>>4], upperHex[c&15])
		}
	}
	return dst
}

// unreserved marks the bytes RFC 3986 section 2.3 leaves as they are.
var unreserved = func() (table [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~") {
		table[c] = true
	}
	return table
}()

// AppendJSON appends s as a JSON string. Only what JSON forbids is escaped:
// & < > and / stay as the gateways leave them.
func AppendJSON(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, '\\', 'n')
		case r == '\r':
			dst = append(dst, '\\', 'r')
		case r == '\t':
			dst = append(dst, '\\', 't')
		case r < 0x20:
			dst = append(dst, '\\', 'u', '0', '0', upperHex[r>>4], upperHex[r&15])
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}

// AppendXML appends s as XML text. What XML 1.0 cannot carry at all becomes
// U+FFFD.
func AppendXML(dst []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r < 0x20 && r != '\t' && r != '\n' && r != '\r', r == 0xFFFE, r == 0xFFFF:
			dst = utf8.AppendRune(dst, utf8.RuneError)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// Excerpt is the part of a caller's text that a reason may repeat: 64 bytes at
// most, nothing that follows a "=", "&", "?" or "%", and no more than three
// digits in a row, so that neither a token nor a phone number gets into a log.
// Of a word that could be a secret in the wrong place it has the beginning.
func Excerpt(s string) string {
	if i := strings.IndexAny(s, "=&?%"); i >= 0 {
		s = s[:i]
	}
	out, digits := make([]byte, 0, 64), 0
	for _, c := range []byte(s[:min(len(s), 64)]) {
		if digits++; c < '0' || c > '9' {
			digits = 0
		} else if digits > 3 {
			c = '*'
		}
		out = append(out, c)
	}
	return strings.ToValidUTF8(shortened(string(out)), "\uFFFD")
}

// shortened cuts words of twenty characters and more that have a digit, as
// secrets do and names do not.
func shortened(s string) string {
	var out strings.Builder
	for s != "" {
		word := len(s) - len(strings.TrimLeftFunc(s, func(r rune) bool {
			return r == '-' || r == '_' || r == '+' || r == '*' || unicode.IsLetter(r) || unicode.IsDigit(r)
		}))
		if word >= 20 && strings.ContainsAny(s[:word], "0123456789*") {
			out.WriteString(s[:4] + "…")
		} else {
			out.WriteString(s[:word])
		}
		if s = s[word:]; s != "" {
			out.WriteByte(s[0])
			s = s[1:]
		}
	}
	return out.String()
}

// AppendUpperUUID appends id in the form 8-4-4-4-12 with upper-case digits.
func AppendUpperUUID(dst []byte, id [16]byte) []byte { return appendUUID(dst, id, upperHex) }

// AppendLowerUUID is AppendUpperUUID with lower-case digits.
func AppendLowerUUID(dst []byte, id [16]byte) []byte { return appendUUID(dst, id, lowerHex) }

func appendUUID(dst []byte, id [16]byte, digits string) []byte {
	for i, b := range id {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			dst = append(dst, '-')
		}
		dst = append(dst, digits[b>>4], digits[b&15])
	}
	return dst
}

// UpperUUID is AppendUpperUUID as a string.
func UpperUUID(id [16]byte) string { return string(AppendUpperUUID(make([]byte, 0, 36), id)) }

// LowerHex is id as 32 lower-case digits.
func LowerHex(id [16]byte) string { return hex.EncodeToString(id[:]) }
