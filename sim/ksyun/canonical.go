package ksyun

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/numsim/numsim/sim"
)

// canonicalForm is what the simplified signature is made over: the sorted
// parameters but Signature, encoded by RFC 3986 and joined.
func (w *wire) canonicalForm() {
	b := w.toSign[:0]
	for _, pair := range w.form.Pairs {
		if string(pair.Key) != "Signature" {
			b = appendPair(b, pair)
		}
	}
	w.toSign = b
}

func appendPair(b []byte, pair sim.Pair) []byte {
	if len(b) > 0 && b[len(b)-1] != '\n' {
		b = append(b, '&')
	}
	b = sim.AppendPercent(b, pair.Key)
	b = append(b, '=')
	return sim.AppendPercent(b, pair.Value)
}

// stringToSign is AWS4's, over the canonical request. The path is / here, and
// the payload's hash is always that of the body received.
func (w *wire) stringToSign(r *sim.Request) {
	b := append(append(w.canonical[:0], r.Method...), "\n/\n"...)
	for _, pair := range w.query.Pairs {
		if w.auth.style != byQuery || string(pair.Key) != "X-Amz-Signature" {
			b = appendPair(b, pair)
		}
	}
	b = append(b, '\n')
	for _, name := range w.auth.names {
		b = append(append(b, name...), ':')
		b = appendHeader(b, r, name)
		b = append(b, '\n')
	}
	b = append(append(append(b, '\n'), w.auth.signed...), '\n')
	w.canonical = appendHash(b, r.Body)
	b = append(append(w.toSign[:0], algorithm...), '\n')
	b = append(append(b, w.stamped...), '\n')
	b = append(append(b, w.auth.scope...), '\n')
	w.toSign = appendHash(b, w.canonical)
}

// appendHeader appends a header's value as the scheme wants it: trimmed, runs
// of spaces made one, and the Host as received, port and all.
func appendHeader(b []byte, r *sim.Request, name string) []byte {
	if name == "host" {
		return append(b, r.Host...)
	}
	for i, value := range r.Header.Values(name) {
		if i > 0 {
			b = append(b, ',')
		}
		separator := ""
		for word := range strings.FieldsSeq(value) {
			b = append(append(b, separator...), word...)
			separator = " "
		}
	}
	return b
}

func appendHash(b, text []byte) []byte {
	sum := sha256.Sum256(text)
	return hex.AppendEncode(b, sum[:])
}

// compareEncoded orders names as their encoded texts would be: AWS4 sorts after
// encoding, where an escape's % comes before every letter and digit.
func compareEncoded(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			continue
		}
		if plain := unreserved(a[i]); plain != unreserved(b[i]) {
			if plain {
				return 1
			}
			return -1
		}
		return int(a[i]) - int(b[i])
	}
	return len(a) - len(b)
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-_.~", c) >= 0
}
