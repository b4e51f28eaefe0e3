package contracts

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// parameters are what a request says, decoded once and kept apart from the
// validator, which accepts a parameter given twice and bytes that are not
// UTF-8.
type parameters struct {
	names  []string // sorted
	values map[string][]string
	from   map[string]carrier
	flaws  []string // what could not be decoded, without the values
	kind   string   // the body's media type
}

// carrier is a set of places a parameter can stand in.
type carrier uint8

const (
	fromQuery carrier = 1 << iota
	fromForm
	fromJSON
)

var carrierNames = map[carrier]string{fromQuery: "query", fromForm: "form", fromJSON: "json"}

func (c *Contract) parameters(x *Exchange) *parameters {
	p := &parameters{values: map[string][]string{}, from: map[string]carrier{}}
	if x.URL != nil {
		p.decode(x.URL.RawQuery, fromQuery)
	}
	p.kind = mediaType(x.Header.Get("Content-Type"))
	switch {
	case len(x.Body) == 0:
	case p.kind == "application/x-www-form-urlencoded":
		p.decode(string(x.Body), fromForm)
	case p.kind == "application/json" && slices.Contains(c.says.rpc.Carriers, "json"):
		p.decodeJSON(x.Body)
	}
	for name := range p.values {
		p.names = append(p.names, name)
	}
	slices.Sort(p.names)
	return p
}

// mediaType is a content type without its parameters.
func mediaType(contentType string) string {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(kind))
}

// decode reads name=value pairs; empty pairs are passed over, as a document's
// own sample has one.
func (p *parameters) decode(encoded string, where carrier) {
	for pair := range strings.SplitSeq(encoded, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, errName := url.QueryUnescape(name)
		value, errValue := url.QueryUnescape(value)
		switch {
		case errName != nil:
			p.flaws = append(p.flaws, "a name in the "+carrierNames[where]+" has a broken escape")
		case errValue != nil:
			p.flaws = append(p.flaws, fmt.Sprintf("the value of %q has a broken escape", cut(name)))
		default:
			p.add(name, value, where)
		}
	}
}

func (p *parameters) decodeJSON(body []byte) {
	v, flaw := decodeJSON(body)
	object, ok := v.(map[string]any)
	switch {
	case flaw != nil:
		p.flaws = append(p.flaws, "the JSON body: "+flaw.text)
	case !ok:
		p.flaws = append(p.flaws, "the JSON body is not an object")
	}
	for name, value := range object {
		if text, ok := value.(string); ok {
			p.add(name, text, fromJSON)
		} else {
			p.flaws = append(p.flaws, fmt.Sprintf("the JSON member %q is not a string", cut(name)))
		}
	}
	slices.Sort(p.flaws)
}

func (p *parameters) add(name, value string, where carrier) {
	if !utf8.ValidString(name) || !utf8.ValidString(value) {
		p.flaws = append(p.flaws, fmt.Sprintf("%q is not UTF-8", cut(strings.ToValidUTF8(name, "?"))))
		return
	}
	p.values[name] = append(p.values[name], value)
	p.from[name] |= where
}

// one is the parameter's first value.
func (p *parameters) one(name string) string {
	if len(p.values[name]) == 0 {
		return ""
	}
	return p.values[name][0]
}
