package wire

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

// MaxBody is the longest request body that is read; the longest that is any use
// has 50 numbers.
const MaxBody = 64 << 10

// Parameter is one name and value.
type Parameter struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	In    string `json:"in"` // query or form
}

// Request is a request as it was read.
type Request struct {
	Provider   Provider
	Method     string
	URL        *url.URL
	Host       string // as the server meets it
	Header     http.Header
	Parameters []Parameter // in their order
	Body       []byte
}

// Flaw is why a request cannot be read. It repeats no value.
type Flaw struct{ Why string }

func (f *Flaw) Error() string { return "the request cannot be read: " + f.Why }

func flaw(format string, args ...any) error { return &Flaw{fmt.Sprintf(format, args...)} }

// Read takes a request apart. The body is beside it, because it can be read but
// once.
func Read(provider string, r *http.Request, body []byte) (*Request, error) {
	p, err := Of(provider)
	if err != nil {
		return nil, err
	}
	q := &Request{Provider: p, Method: r.Method, URL: r.URL, Host: r.Host, Header: r.Header, Body: body}
	if q.Host == "" {
		q.Host = r.URL.Host
	}
	if err := q.line(); err != nil {
		return nil, err
	}
	if err := q.decode(r.URL.RawQuery, "query"); err != nil {
		return nil, err
	}
	if err := q.form(); err != nil {
		return nil, err
	}
	return q, q.once()
}

// line refuses what could be sent to another place than it seems.
func (q *Request) line() error {
	switch u := q.URL; {
	case q.Method != http.MethodGet && q.Method != http.MethodPost:
		return flaw("the method is neither GET nor POST")
	case u.Opaque != "" || u.User != nil || u.RawPath != "" || u.Fragment != "" || u.RawFragment != "":
		return flaw("its URL has more than scheme, host, path and query")
	case u.Path != q.Provider.Path && !(u.Path == "" && q.Provider.Path == "/"):
		return flaw("its path is not %s", q.Provider.Path)
	}
	for name, values := range q.Header {
		if len(values) != 1 {
			return flaw("the header %s has %d values", printable(name), len(values))
		}
	}
	for _, name := range []string{"Content-Encoding", "Transfer-Encoding", "Trailer"} {
		if q.Header.Get(name) != "" {
			return flaw("it has a header %s", name)
		}
	}
	return nil
}

// form reads the body, which is a form or nothing.
func (q *Request) form() error {
	kind := strings.ToLower(strings.TrimSpace(q.Header.Get("Content-Type")))
	kind, charset, _ := strings.Cut(kind, ";")
	switch {
	case len(q.Body) > MaxBody:
		return flaw("its body is longer than %d bytes", MaxBody)
	case len(q.Body) == 0:
		return nil
	case q.Method == http.MethodGet:
		return flaw("it is a GET with a body")
	case strings.TrimSpace(kind) != "application/x-www-form-urlencoded":
		return flaw("its body is not a form")
	case strings.Trim(charset, " ") != "" && strings.ReplaceAll(charset, " ", "") != "charset=utf-8":
		return flaw("its body is not UTF-8")
	}
	return q.decode(string(q.Body), "form")
}

func (q *Request) decode(encoded, in string) error {
	for pair := range strings.SplitSeq(encoded, "&") {
		if pair == "" { // a document's own sample has one, 002:185
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, errName := url.QueryUnescape(name)
		value, errValue := url.QueryUnescape(value)
		switch {
		case errName != nil || errValue != nil:
			return flaw("an escape in the %s is broken", in)
		case !utf8.ValidString(name) || !utf8.ValidString(value):
			return flaw("the %s is not UTF-8", in)
		case strings.Contains(pair, ";"):
			return flaw("the %s has a semicolon, which some take for the end of a parameter", in)
		}
		q.Parameters = append(q.Parameters, Parameter{name, value, in})
	}
	return nil
}

// once refuses a parameter that is there twice: one reader takes the first of
// them, another the last.
func (q *Request) once() error {
	seen := map[string]bool{}
	for _, p := range q.Parameters {
		name := strings.ToLower(p.Name)
		if seen[name] {
			return flaw("the parameter %s is given twice", printable(p.Name))
		}
		seen[name] = true
	}
	return nil
}

// printable is a name that a stranger may have made up.
func printable(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r >= '0' && r <= '9' {
			return '?'
		}
		return r
	}, name)
	return name[:min(len(name), 40)]
}

// Get is a parameter's value, whatever the case of its name.
func (q *Request) Get(name string) string {
	value, _ := q.Look(name)
	return value
}

// Look is Get, and reports whether the parameter is there.
func (q *Request) Look(name string) (string, bool) {
	for _, p := range q.Parameters {
		if strings.EqualFold(p.Name, name) {
			return p.Value, true
		}
	}
	return "", false
}

// Operation is what the request calls, by its own words.
func (q *Request) Operation() string {
	switch {
	case q.Provider.operation == "":
		return strings.TrimPrefix(q.Provider.Path, "/")
	case q.style() == ACS3:
		return q.Header.Get("X-Acs-Action")
	}
	return q.Get(q.Provider.operation)
}

// Entries are what the request asks about, as it has them: numbers, or what is
// there in the place of numbers. An empty entry is not one.
func (q *Request) Entries() (list []string) {
	for _, p := range q.Parameters {
		if q.Provider.Parameter(p.Name).Class != Number {
			continue
		}
		for entry := range strings.SplitSeq(p.Value, ",") {
			if entry != "" {
				list = append(list, entry)
			}
		}
	}
	return list
}
