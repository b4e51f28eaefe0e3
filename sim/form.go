package sim

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// MaxParameters bounds a form; no provider documents more than a dozen.
const MaxParameters = 512

// Pair is one decoded parameter.
type Pair struct{ Key, Value []byte }

// Form is a request's parameters, decoded once by the rules of
// application/x-www-form-urlencoded and kept in the order they came. Unlike
// net/url it refuses what it cannot decode instead of going on with the rest,
// and it never picks one of two equal keys.
type Form struct {
	Pairs []Pair
	text  []byte
}

// Reset empties the form and keeps its memory.
func (f *Form) Reset() { f.Pairs, f.text = f.Pairs[:0], f.text[:0] }

// Add decodes encoded and appends its parameters. Empty pairs are skipped; a
// pair without "=" has an empty value.
func Add[T string | []byte](f *Form, encoded T) error {
	start := len(f.text)
	f.text = append(f.text, encoded...)
	rest := f.text[start:]
	for len(rest) > 0 {
		pair, after, _ := bytes.Cut(rest, []byte{'&'})
		rest = after
		if len(pair) == 0 {
			continue
		}
		if len(f.Pairs) == MaxParameters {
			return fmt.Errorf("there are more than %d parameters", MaxParameters)
		}
		key, value, valued := bytes.Cut(pair, []byte{'='})
		if !valued {
			value = pair[len(pair):] // empty is not absent
		}
		okKey, okValue := true, true
		if bytes.IndexByte(pair, '%') >= 0 || bytes.IndexByte(pair, '+') >= 0 { // most pairs have nothing to decode
			key, okKey = unescape(key)
			value, okValue = unescape(value)
		}
		if !okKey || !okValue {
			return fmt.Errorf("parameter %d has a %% that two hexadecimal digits do not follow", len(f.Pairs)+1)
		}
		if len(key) == 0 {
			return errors.New("a parameter has a value but no name")
		}
		f.Pairs = append(f.Pairs, Pair{key, value})
	}
	return nil
}

// Get returns the value of key, nil if it is absent.
func (f *Form) Get(key string) []byte {
	for i := range f.Pairs {
		if string(f.Pairs[i].Key) == key {
			return f.Pairs[i].Value
		}
	}
	return nil
}

// Sort orders the parameters by the bytes of their decoded keys.
func (f *Form) Sort() {
	slices.SortStableFunc(f.Pairs, func(a, b Pair) int { return bytes.Compare(a.Key, b.Key) })
}

// Repeated returns a key that a sorted form holds twice, or nil.
func (f *Form) Repeated() []byte {
	for i := 1; i < len(f.Pairs); i++ {
		if bytes.Equal(f.Pairs[i].Key, f.Pairs[i-1].Key) {
			return f.Pairs[i].Key
		}
	}
	return nil
}

// unescape decodes in place; decoding never lengthens.
func unescape(b []byte) ([]byte, bool) {
	out := b[:0]
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '+':
			out = append(out, ' ')
		case b[i] != '%':
			out = append(out, b[i])
		case i+2 < len(b) && hexValue(b[i+1]) < 16 && hexValue(b[i+2]) < 16:
			out = append(out, hexValue(b[i+1])<<4|hexValue(b[i+2]))
			i += 2
		default:
			return nil, false
		}
	}
	return out, true
}

func hexValue(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	}
	return 16
}
