package main

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"hash"
)

// space is what one exchange works in.
type space struct {
	query  query
	toSign []byte
	sum    []byte
	text   []byte
	mac    hash.Hash
}

func newSpace(secret string) *space {
	return &space{mac: hmac.New(sha1.New, []byte(secret+"&"))}
}

// signed reports whether the query's Signature is that of the rest of it.
func (s *space) signed(method string) bool {
	s.toSign = s.query.appendToSign(append(append(s.toSign[:0], method...), "&%2F&"...))
	s.mac.Reset()
	_, _ = s.mac.Write(s.toSign) // a hash never fails
	s.sum = s.mac.Sum(s.sum[:0])
	s.text = base64.StdEncoding.AppendEncode(s.text[:0], s.sum)
	return hmac.Equal(s.text, s.query.get("Signature"))
}

// appendToSign writes the canonical query, escaped once more as the scheme
// asks: "=" and "&" become escapes, and the "%" of each escape does.
func (q *query) appendToSign(dst []byte) []byte {
	first := true
	for _, p := range q.pairs {
		if string(p.name) == "Signature" {
			continue
		}
		if !first {
			dst = append(dst, "%26"...)
		}
		first = false
		dst = appendTwice(dst, p.name)
		dst = append(dst, "%3D"...)
		dst = appendTwice(dst, p.value)
	}
	return dst
}

// appendTwice escapes b by RFC 3986, and the result again.
func appendTwice(dst, b []byte) []byte {
	const digits = "0123456789ABCDEF"
	for _, c := range b {
		if plain[c] {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', '2', '5', digits[c>>4], digits[c&15])
		}
	}
	return dst
}

// plain marks what RFC 3986 leaves as it is.
var plain = func() (table [256]bool) {
	for c := range table {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		table[c] = letter || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '.' || c == '~'
	}
	return table
}()
