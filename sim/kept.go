package sim

import (
	"net/http"
	"strings"
)

// Parameter is one that requests have, or a header, by its exact name, and what
// the journal keeps of it.
type Parameter struct {
	Name  string
	Holds Holding
	// Words are the values of a Word that may leave the process; any other stands
	// for one that nobody knows.
	Words []string
}

// Holding is what a parameter holds.
type Holding uint8

// The holdings.
const (
	Word    Holding = iota // one of a few
	Version                // a date, or digits and a dot
	Numbers                // phone numbers, with commas between them
	Moment                 // when the request was made
	Nonce                  // made up for one request
	Secret                 // names or proves the caller: that it is there is kept, and nothing else
	Scheme                 // begins with a Word, and the rest is secret
)

// What a line of Kept says.
const (
	KeptQuery  = 'q'
	KeptForm   = 'f'
	KeptHeader = 'h'
	KeptFlaw   = '!' // why the request could not be sent again
	KeptMore   = '+' // a parameter that nobody knows was left out
)

// mostKept bounds what one request takes of a journal.
const mostKept = 8 << 10

// kept writes what may be kept of a request: its method, then a line for each
// known parameter and header, as it was sent. A secret has a bare name if it was
// there and a name with = if it was empty.
func (e *Engine) kept(b []byte, c *Call) []byte {
	r := &c.Request
	b = append(b, r.Method...)
	b = append(b, '\n')
	path := e.traits.Path
	if path == "" {
		path = "/"
	}
	switch {
	case r.Flaw != "":
		return append(b, "!it could not be read as it was sent"...)
	case r.Path != path:
		return append(b, "!it went to another path"...)
	case len(r.RawQuery)+len(r.Body) > mostKept:
		return append(b, "!it is longer than what is kept of one"...)
	case len(r.Body) > 0 && !formBody(r.Header):
		return append(b, "!its body is no form"...)
	}
	b = keptPairs(b, e.traits.Parameters, KeptQuery, r.RawQuery)
	b = keptPairs(b, e.traits.Parameters, KeptForm, r.Body)
	for i := range e.traits.Headers {
		h := &e.traits.Headers[i]
		if values := r.Header[h.Name]; len(values) > 0 {
			value := values[0]
			if h.Holds == Scheme {
				value, _, _ = strings.Cut(value, " ")
			}
			b = keepValue(b, h, KeptHeader, value)
		}
	}
	return b
}

func formBody(h http.Header) bool {
	values := h["Content-Type"]
	if len(values) != 1 {
		return false
	}
	kind, _, _ := strings.Cut(values[0], ";")
	return strings.EqualFold(strings.TrimSpace(kind), "application/x-www-form-urlencoded")
}

// keptPairs goes over pairs as they were sent, still encoded.
func keptPairs[T string | []byte](b []byte, known []Parameter, in byte, encoded T) []byte {
	for from := 0; from < len(encoded); {
		to, equals := from, -1
		for to < len(encoded) && encoded[to] != '&' {
			if encoded[to] == '=' && equals < 0 {
				equals = to
			}
			to++
		}
		if equals < 0 {
			equals = to
		}
		if to > from {
			b = keepPair(b, known, in, encoded[from:equals], encoded[min(equals+1, to):to])
		}
		from = to + 1
	}
	return b
}

func keepPair[T string | []byte](b []byte, known []Parameter, in byte, name, value T) []byte {
	for i := range known {
		if string(name) == known[i].Name {
			return keepValue(b, &known[i], in, value)
		}
	}
	return append(b, KeptMore, '\n')
}

func keepValue[T string | []byte](b []byte, p *Parameter, in byte, value T) []byte {
	b = append(append(b, in), p.Name...)
	if p.Holds == Secret && len(value) > 0 {
		return append(b, '\n')
	}
	b = append(b, '=')
	for i := range len(value) {
		if value[i] < ' ' { // in no form that is one
			return append(b, "?\n"...)
		}
	}
	return append(append(b, value...), '\n')
}
