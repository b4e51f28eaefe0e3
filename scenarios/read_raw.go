package scenarios

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

func rawKeys() []key[Raw] {
	return []key[Raw]{
		{"status", "of HTTP; 200, if nothing is said", shape{"type": "integer", "minimum": 200, "maximum": 599}, func(p *page, n *yaml.Node, raw *Raw) {
			raw.Status, _ = p.whole(n, 200, 599)
		}},
		{"header", "headers with their values; Content-Type is application/json, if nothing is said", shape{"type": "object", "additionalProperties": anyScalar()}, (*page).rawHeader},
		{"body", "text as it is, or a mapping or list that is written as JSON", either(anyText(), anyObject(), shape{"type": "array"}), func(p *page, n *yaml.Node, raw *Raw) {
			if n.Kind == yaml.ScalarNode {
				raw.Body, _ = p.text(n, maxBody, "\n\r\t")
				return
			}
			raw.Body = p.jsonText(n)
		}},
		{"charged", "whether the call costs what it would have cost; false, if nothing is said", yesNo(), func(p *page, n *yaml.Node, raw *Raw) {
			raw.Charged = p.flag(n)
		}},
	}
}

func (p *page) raw(n *yaml.Node, r *ruleDraft) {
	raw := &Raw{Status: 200}
	r.Then.Raw = raw
	r.mark(p, "raw", n)
	if mapping(p, n, p.tables.raw, raw) && len(n.Content) == 0 {
		p.mistake(n, "an answer in your own words has a body, a status or a header")
	}
	if raw.Body != "" && (raw.Status == 204 || raw.Status == 304) {
		p.mistake(n, "an answer with status %d has no body", raw.Status)
	}
	if !raw.has("Content-Type") {
		raw.Header = append(raw.Header, Header{"Content-Type", "application/json"})
	}
}

func (r *Raw) has(name string) bool {
	for _, h := range r.Header {
		if strings.EqualFold(h.Name, name) {
			return true
		}
	}
	return false
}

// ofConnection are the headers that say where an answer ends and what becomes
// of its connection: to lie about them is what truncate and fault are for.
var ofConnection = [...]string{"Content-Length", "Transfer-Encoding", "Connection", "Trailer", "Upgrade", "Keep-Alive", "Date"}

const maxHeaders = 32

func (p *page) rawHeader(n *yaml.Node, raw *Raw) {
	if n.Kind != yaml.MappingNode {
		p.mistake(n, "%s where a mapping belongs, of headers to values", kindOf(n))
		return
	}
	if len(n.Content)/2 > maxHeaders {
		p.mistake(n, "more than %d headers", maxHeaders)
		return
	}
	for name, value := range pairs(n) {
		text, ok := p.text(value, 4<<10, "")
		switch {
		case !ok:
		case !token(name.Value):
			p.mistake(name, "%s is not the name of a header", quote(name.Value))
		case raw.has(name.Value):
			p.mistake(name, "%s is there already; names differ in more than case", name.Value)
		case strings.Trim(text, " \t") != text:
			p.mistake(value, "%s begins or ends with a space, which no header keeps", quote(text))
		default:
			p.connectionHeader(name)
			raw.Header = append(raw.Header, Header{name.Value, text})
		}
	}
}

func (p *page) connectionHeader(n *yaml.Node) {
	for _, own := range ofConnection {
		if strings.EqualFold(n.Value, own) {
			p.mistake(n, "%s is numsim's to write; body: {truncate} and fault: tell lies about lengths and connections", own)
		}
	}
}

// token reports whether text can be the name of a header (RFC 9110, 5.6.2).
func token(text string) bool {
	return text != "" && len(text) <= 64 &&
		strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~") == ""
}
