package client

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// veil hides what a request held where it comes back: a provider repeats a
// parameter or the string to sign, a proxy the whole request.
type veil struct {
	req      *http.Request
	replacer *strings.Replacer
}

const veiled = "[sent]"

// harmless names what every call sends and nobody hides.
func harmless(name string) bool {
	return slices.Contains([]string{
		"Action", "Version", "Format", "Mask", "SignatureMethod", "SignatureVersion",
		"X-Acs-Action", "X-Acs-Version", "Accept", "Content-Type", "User-Agent",
	}, name)
}

// cover hides it in an error. What the provider said is cut to a sensible
// length as well, and holds no line breaks.
func (v *veil) cover(e *Error) {
	e.Message = maskDigits(tidy(v.hide(e.Message), 500))
	e.Code, e.RequestID = tidy(v.hide(e.Code), 100), tidy(v.hide(e.RequestID), 100)
	if e.Err != nil {
		if text := e.Err.Error(); v.hide(text) != text {
			e.Err = &hushed{v.hide(text), e.Err}
		}
	}
}

func (v *veil) hide(text string) string {
	if v.replacer == nil {
		v.replacer = v.newReplacer()
	}
	return v.replacer.Replace(text)
}

func (v *veil) newReplacer() *strings.Replacer {
	var pairs []string
	for _, text := range v.sent() {
		pairs = append(pairs, text, veiled)
	}
	return strings.NewReplacer(pairs...)
}

// sent lists query, form and all values of the request in every spelling, the
// longest first.
func (v *veil) sent() (texts []string) {
	texts = append(spellings(v.req.URL.RawQuery), spellings(v.body())...)
	for name, values := range v.values() {
		if harmless(name) {
			continue
		}
		for _, value := range values {
			for _, part := range append(strings.FieldsFunc(value, separates), value) {
				texts = append(texts, spellings(part)...)
			}
		}
	}
	texts = slices.DeleteFunc(texts, func(s string) bool { return len(s) < 4 })
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return slices.Compact(texts)
}

// spellings are how a text comes back: as it is, encoded for a query or for a
// string to sign. Of an Authorization's parts the value alone may.
func spellings(text string) []string {
	once := percentEncode(text)
	_, value, _ := strings.Cut(text, "=")
	return []string{text, value, once, url.QueryEscape(text), percentEncode(once)}
}

func separates(r rune) bool { return r == ',' || r == ' ' }

func (v *veil) values() url.Values {
	all := url.Values{}
	for _, more := range []map[string][]string{v.req.URL.Query(), v.form(), v.req.Header} {
		for name, values := range more {
			all[name] = append(all[name], values...)
		}
	}
	return all
}

func (v *veil) form() url.Values {
	form, _ := url.ParseQuery(v.body())
	return form
}

func (v *veil) body() string {
	if v.req.GetBody == nil {
		return ""
	}
	body, err := v.req.GetBody()
	if err != nil {
		return ""
	}
	text, _ := io.ReadAll(body) // of a string: never fails
	return string(text)
}

// tidy is text of at most so many characters, on one line.
func tidy(text string, most int) string {
	return shortened(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?")), most)
}

func shortened(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// maskDigits hides whatever has as many digits in a row as a phone number.
func maskDigits(text string) string {
	masked := []byte(text)
	for from := 0; from < len(masked); {
		to := from
		for to < len(masked) && masked[to] >= '0' && masked[to] <= '9' {
			to++
		}
		if to-from >= 7 {
			copy(masked[from:to], strings.Repeat("#", to-from))
		}
		from = max(to, from+1)
	}
	return string(masked)
}

// bare takes off the URL, which holds the number and the key, and whatever else
// of an error looks like a part of one: a proxy's is there with its password.
func bare(err error) error {
	for at := (*url.Error)(nil); errors.As(err, &at) && at.Err != nil; at = nil {
		err = at.Err
	}
	if err == nil {
		return nil
	}
	if text := scrubbed(err.Error()); text != err.Error() {
		return &hushed{text, err}
	}
	return err
}

// scrubbed leaves out what is in quotes, since anything may be in them, and the
// words that may be of an address, a form or a number.
func scrubbed(text string) string {
	words := strings.Fields(unquoted(text))
	for i, word := range words {
		if strings.ContainsAny(word, "=@") || strings.Contains(word, "://") || maskDigits(word) != word {
			words[i] = "…"
		}
	}
	return strings.Join(words, " ")
}

func unquoted(text string) string {
	var b strings.Builder
	inside := false
	for escaped, rest := false, text; len(rest) > 0; rest = rest[1:] {
		switch c := rest[0]; {
		case escaped:
			escaped = false
		case c == '\\' && inside:
			escaped = true
		case c == '"' && !inside:
			inside = true
			b.WriteString("…")
		case c == '"':
			inside = false
		case !inside:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// hushed is an error with another text, which is all of it that prints.
type hushed struct {
	text string
	err  error
}

func (h *hushed) Error() string { return h.text }

// Is finds what the error is, without telling what it says.
func (h *hushed) Is(target error) bool { return errors.Is(h.err, target) }

// As likewise.
func (h *hushed) As(target any) bool { return errors.As(h.err, target) }

// Format implements fmt.Formatter, because %#v would look inside.
func (h *hushed) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, h.text) }
