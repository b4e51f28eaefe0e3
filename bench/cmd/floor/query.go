package main

import "bytes"

// query is the decoded parameters in the order of their names. It is decoded
// where it stands, in a copy that the next query overwrites.
type query struct {
	text  []byte
	pairs []pair
}

type pair struct{ name, value []byte }

// read decodes raw; false is a query that cannot be decoded.
func (q *query) read(raw string) bool {
	q.text, q.pairs = append(q.text[:0], raw...), q.pairs[:0]
	for rest := q.text; len(rest) > 0; {
		var one []byte
		one, rest, _ = bytes.Cut(rest, []byte{'&'})
		name, value, _ := bytes.Cut(one, []byte{'='})
		name, okName := unescape(name)
		value, okValue := unescape(value)
		if !okName || !okValue {
			return false
		}
		q.insert(pair{name, value})
	}
	return true
}

// unescape decodes b in place.
func unescape(b []byte) ([]byte, bool) {
	if bytes.IndexByte(b, '%') < 0 && bytes.IndexByte(b, '+') < 0 {
		return b, true
	}
	n := 0
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case c == '+':
			c = ' '
		case c == '%' && (i+2 >= len(b) || digit(b[i+1]) > 15 || digit(b[i+2]) > 15):
			return nil, false
		case c == '%':
			c = digit(b[i+1])<<4 | digit(b[i+2])
			i += 2
		}
		b[n] = c
		n++
	}
	return b[:n], true
}

func digit(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	}
	return 255
}

// insert keeps the order. Clients send their parameters in it already, all but
// the Signature.
func (q *query) insert(p pair) {
	q.pairs = append(q.pairs, p)
	for i := len(q.pairs) - 1; i > 0 && bytes.Compare(q.pairs[i].name, q.pairs[i-1].name) < 0; i-- {
		q.pairs[i], q.pairs[i-1] = q.pairs[i-1], q.pairs[i]
	}
}

func (q *query) get(name string) []byte {
	for i := range q.pairs {
		if string(q.pairs[i].name) == name {
			return q.pairs[i].value
		}
	}
	return nil
}
