package ksyun

import (
	"bytes"
	"net/http"
	"slices"
	"strings"

	"github.com/numsim/numsim/sim"
)

const malformed = "InvalidQueryParameter"

// parse decodes query and body once and finds out which of them are the call's
// parameters: the body alone under the simplified signature, as the document
// has it, and both together under AWS4, whose SDKs say Action and Version in
// the query, in the body, or in both.
func (p *Provider) parse(c *sim.Call, w *wire) *sim.Refusal {
	r := &c.Request
	if r.Flaw != "" {
		return p.fill(malformed, "body", r.Flaw)
	}
	if name := repeatedHeader(r.Header); name != "" {
		return p.fill(malformed, name, "the header "+name+" is given twice")
	}
	if err := sim.Add(&w.query, r.RawQuery); err != nil {
		return p.fill(malformed, undecodable(r.RawQuery, "query"), "in the query, "+err.Error())
	}
	slices.SortFunc(w.query.Pairs, func(a, b sim.Pair) int { return compareEncoded(a.Key, b.Key) })
	w.auth.style = styleOf(r.Header.Get("Authorization"), &w.query)
	kind := bodyKind(c)
	if no := p.parseBody(w, r.Body, kind); no != nil {
		return no
	}
	for _, form := range [...]*sim.Form{&w.query, &w.form} {
		if key := form.Repeated(); key != nil {
			return p.fill(malformed, string(key), "the parameter "+sim.Excerpt(string(key))+" is given twice")
		}
	}
	if w.auth.style == simplified && kind != jsonBody && r.Method == http.MethodPost {
		return nil
	}
	return p.merge(w)
}

func (p *Provider) parseBody(w *wire, body []byte, kind int) *sim.Refusal {
	switch kind {
	case formBody:
		if err := sim.Add(&w.form, body); err != nil {
			return p.fill(malformed, undecodable(string(body), "body"), "in the body, "+err.Error())
		}
	case jsonBody:
		if err := addJSON(&w.form, body); err != nil {
			return p.fill(malformed, "body", "in the body, "+err.Error())
		}
	}
	w.form.Sort()
	return nil
}

// A body holds parameters if it is a form, or JSON where the switch says so.
const (
	noBody = iota
	formBody
	jsonBody
)

func bodyKind(c *sim.Call) int {
	if c.Request.Method == http.MethodGet {
		return noBody
	}
	kind, _, _ := strings.Cut(c.Request.Header.Get("Content-Type"), ";")
	kind = strings.TrimSpace(kind)
	switch {
	case strings.EqualFold(kind, "application/x-www-form-urlencoded"):
		return formBody
	case strings.EqualFold(kind, "application/json") && read(c).jsonRead:
		return jsonBody
	}
	return noBody
}

// merge adds the query to the parameters of the body. A name may be in both if
// it says the same.
func (p *Provider) merge(w *wire) *sim.Refusal {
	body := w.form.Pairs
	for _, pair := range w.query.Pairs {
		at, found := slices.BinarySearchFunc(body, pair.Key, func(b sim.Pair, key []byte) int { return bytes.Compare(b.Key, key) })
		switch {
		case !found:
			w.form.Pairs = append(w.form.Pairs, pair)
		case !bytes.Equal(body[at].Value, pair.Value):
			return p.fill(malformed, string(pair.Key), "query and body disagree about "+sim.Excerpt(string(pair.Key)))
		}
	}
	w.form.Sort()
	return nil
}

// undecodable is the name of the first parameter that cannot be decoded, as
// far as it can be read.
func undecodable(encoded, otherwise string) string {
	var one sim.Form
	for pair := range strings.SplitSeq(encoded, "&") {
		one.Reset()
		if sim.Add(&one, pair) != nil {
			name, _, _ := strings.Cut(pair, "=")
			return name
		}
	}
	return otherwise
}

// repeatedHeader names a header that decides how the request is read and is
// given twice: a client and a relay on the way may each see another one.
func repeatedHeader(h http.Header) string {
	for name, values := range h {
		if len(values) > 1 && (name == "Authorization" || name == "Content-Type" || name == "Date" || strings.HasPrefix(name, "X-Amz-")) {
			return name
		}
	}
	return ""
}
