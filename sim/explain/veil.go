package explain

import (
	"slices"
	"strings"
)

// longest is how much of a string to sign is kept and shown.
const longest = 4 << 10

// veiled are the strings of a plan as anybody may read them. A value that is
// not known to be harmless keeps its length and its signs, for it is they that
// get encoded wrongly; letters and digits become x.
func (x *search) veiled(p plan) Strings {
	var toSign, canonical []byte
	switch s := x.scheme.(type) {
	case *Token:
		p = s.masked(p)
		toSign, _ = x.strings(&p)
	case *Headed:
		toSign, _ = x.strings(&p) // a time, a scope and a hash
		p = x.q.veil(p)
		if _, canonical = x.strings(&p); p.wide {
			toSign = canonical
		}
	default:
		p = x.q.veil(p)
		toSign, _ = x.strings(&p)
	}
	return Strings{x.q.shown(toSign), x.q.shown(canonical)}
}

func (q *Question) veil(p plan) plan {
	p.pairs, p.lines = q.veilPairs(p.pairs), q.veilPairs(p.lines)
	if strings.Trim(p.payload, "0123456789abcdefABCDEF\n") != "" && p.payload != "UNSIGNED-PAYLOAD" {
		p.payload = veilText(p.payload)
	}
	return p
}

func (q *Question) veilPairs(pairs []Pair) []Pair {
	pairs = slices.Clone(pairs)
	for i := range pairs {
		p := &pairs[i]
		switch {
		case slices.Contains(q.Number, p.Name):
			p.Value = veilNumber(p.Value)
		case !slices.Contains(q.Shown, p.Name):
			p.Value, p.Name = veilText(p.Value), veilNumber(p.Name)
		}
	}
	return pairs
}

// veilText keeps the signs of a text.
func veilText(text string) string {
	b := []byte(text)
	for i, c := range b {
		if '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80 {
			b[i] = 'x'
		}
	}
	return string(b)
}

// veilNumber keeps three digits and the last four of a number, and less of a
// short one. Other text than digits stays.
func veilNumber(text string) string {
	b := []byte(text)
	for i := 0; i < len(b); {
		n := 0
		for i+n < len(b) && '0' <= b[i+n] && b[i+n] <= '9' {
			n++
		}
		head, tail := 3, 4
		if n < 11 {
			head, tail = 2, 2
		}
		for j := head; n >= 6 && j < n-tail; j++ {
			b[i+j] = 'x'
		}
		i += max(n, 1)
	}
	return string(b)
}

// shown is the last step of every text on its way out: no secret is in it,
// wherever the caller has put it, and it has a length.
func (q *Question) shown(text []byte) string {
	if len(text) > longest {
		text = append(text[:longest:longest], "…"...)
	}
	out := strings.ToValidUTF8(string(text), "\uFFFD")
	for _, secret := range []string{q.Key.Secret, q.Key.Password, q.Key.Token} {
		if len(secret) >= 4 {
			out = strings.ReplaceAll(out, secret, strings.Repeat("x", len(secret)))
		}
	}
	return out
}
