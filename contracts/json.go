package contracts

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// bodyFlaw is a body that cannot be judged, or only in part.
type bodyFlaw struct {
	rule     string
	pointer  string
	expected string
	text     string // what there is instead
}

var errRepeated = errors.New("repeated")

// decodeJSON reads one JSON value. It finds what the validator lets pass:
// nothing at all, bytes that are not UTF-8, a key given twice.
func decodeJSON(body []byte) (any, *bodyFlaw) {
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return nil, &bodyFlaw{"resp.body.empty", "", "a JSON body", "nothing"}
	case !utf8.Valid(body):
		return nil, &bodyFlaw{"encoding.charset", "", "UTF-8", "bytes that are not UTF-8"}
	}
	r := &jsonReader{d: json.NewDecoder(bytes.NewReader(body))}
	r.d.UseNumber()
	v, err := r.value("", 0)
	switch {
	case errors.Is(err, errRepeated):
		return nil, &bodyFlaw{"resp.key.repeated", r.repeated, "each key once", "a key given twice"}
	case err != nil:
		return nil, &bodyFlaw{"resp.body.unreadable", "", "JSON", "a body that is no JSON, or not all of it"}
	}
	if _, err := r.d.Token(); err != io.EOF {
		return nil, &bodyFlaw{"resp.body.unreadable", "", "JSON", "something behind the JSON"}
	}
	if halfPair(body) {
		return nil, &bodyFlaw{"encoding.charset", "", "UTF-8", "an escape that is half a character"}
	}
	return v, nil
}

// halfPair reports whether a body has one half of a surrogate pair without the
// other. Go's decoder puts a mark in its place, others refuse the whole.
func halfPair(body []byte) bool {
	for i := 0; i+6 <= len(body); i++ {
		if body[i] != '\\' {
			continue
		}
		first, isEscape := escaped(body[i:])
		switch {
		case !isEscape:
			i++ // the character behind it
		case !utf16.IsSurrogate(first):
			i += 5
		default:
			second, _ := escaped(body[i+6:])
			if utf16.DecodeRune(first, second) == unicode.ReplacementChar {
				return true
			}
			i += 11
		}
	}
	return false
}

// escaped is the character that a text begins with as \u and four digits.
func escaped(text []byte) (rune, bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	return rune(n), err == nil
}

type jsonReader struct {
	d        *json.Decoder
	repeated string
}

// deepest is how far values may be nested; no provider's go beyond four.
const deepest = 64

func (r *jsonReader) value(where string, depth int) (any, error) {
	t, err := r.d.Token()
	if err != nil {
		return nil, err
	}
	switch {
	case depth > deepest:
		return nil, errors.New("nested too deeply")
	case t == json.Delim('{'):
		return r.object(where, depth)
	case t == json.Delim('['):
		return r.array(where, depth)
	}
	return t, nil
}

func (r *jsonReader) object(where string, depth int) (any, error) {
	out := map[string]any{}
	for r.d.More() {
		t, err := r.d.Token()
		if err != nil {
			return nil, err
		}
		key, _ := t.(string)
		here := where + pointer(key)
		if _, twice := out[key]; twice {
			r.repeated = here
			return nil, errRepeated
		}
		if out[key], err = r.value(here, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := r.d.Token()
	return out, err
}

func (r *jsonReader) array(where string, depth int) (any, error) {
	out := []any{}
	for r.d.More() {
		v, err := r.value(where+"/"+strconv.Itoa(len(out)), depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	_, err := r.d.Token()
	return out, err
}

// Lookup follows a JSON pointer (RFC 6901) into a decoded value.
func Lookup(v any, pointer string) (any, bool) {
	for _, key := range keysOf(pointer) {
		switch in := v.(type) {
		case map[string]any:
			next, ok := in[key]
			if !ok {
				return nil, false
			}
			v = next
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(in) {
				return nil, false
			}
			v = in[i]
		default:
			return nil, false
		}
	}
	return v, true
}
