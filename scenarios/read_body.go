package scenarios

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"go.yaml.in/yaml/v3"
)

func bodyKeys() []key[Damage] {
	return []key[Damage]{
		{"add", "members added at the top of the object", anyObject(), func(p *page, n *yaml.Node, d *Damage) {
			d.Add = p.jsonMembers(n)
		}},
		{"set", "members that get another value, by path: PhoneStatus.Status, Data.0.CheckStatus", anyObject(), func(p *page, n *yaml.Node, d *Damage) {
			d.Set = p.jsonMembers(n)
			for name := range pairs(n) {
				if strings.Contains("."+name.Value+".", "..") {
					p.mistake(name, "%s is not a path such as Data.0.CheckStatus", quote(name.Value))
				}
			}
		}},
		{"truncate", "how much of the body is sent, such as 50%; the length announced is that of the part", shareShape(), (*page).truncate},
		{"short", "with truncate: the length announced is the whole's", yesNo(), func(p *page, n *yaml.Node, d *Damage) { d.Short = p.flag(n) }},
		{"garble", "some bytes are others", yesNo(), func(p *page, n *yaml.Node, d *Damage) { d.Garble = p.flag(n) }},
		{"replace", "this text instead, as text/html", anyText(), func(p *page, n *yaml.Node, d *Damage) {
			d.Replace, _ = p.text(n, maxBody, "\n\r\t")
		}},
		{"status", "with replace: the HTTP status it is sent with, instead of the answer's", httpStatus(), (*page).httpStatus},
	}
}

func (p *page) body(n *yaml.Node, r *ruleDraft) {
	d := &r.answer().Body
	errors := p.errors
	if !mapping(p, n, p.tables.body, d) || p.errors > errors {
		return
	}
	changed := len(d.Add)+len(d.Set) > 0
	switch {
	case d.Status != 0 && d.Replace == "":
		p.mistake(n, "status is that of the text under replace; what else is done to a body leaves the answer's")
	case !changed && d.Truncate == 0 && !d.Short && !d.Garble && d.Replace == "":
		p.mistake(n, "nothing becomes of the body")
	case d.Short && d.Truncate == 0:
		p.mistake(n, "short means nothing without truncate")
	case d.Replace != "" && changed:
		p.mistake(n, "replace leaves nothing to add to or set")
	}
}

// httpStatus takes those that can have a body.
func (p *page) httpStatus(n *yaml.Node, d *Damage) {
	status, ok := p.whole(n, leastStatus, mostStatus)
	if ok && (status == http.StatusNoContent || status == http.StatusNotModified) {
		p.mistake(n, "an answer with status %d has no body", status)
	}
	d.Status = status
}

// The statuses that an answer can have.
const (
	leastStatus = 200
	mostStatus  = 599
)

func (p *page) truncate(n *yaml.Node, d *Damage) {
	word, ok := p.word(n)
	if !ok {
		return
	}
	millionths, err := share(word)
	switch per := millionths / 10_000; {
	case err != nil:
		p.mistake(n, "%s%s", err, percentHint(word))
	case per < 1 || per > 99 || millionths%10_000 != 0:
		p.mistake(n, "%s is not a whole percentage from 1%% to 99%%", quote(word))
	default:
		d.Truncate = per
	}
}

func (p *page) jsonMembers(n *yaml.Node) (all []Member) {
	if n.Kind != yaml.MappingNode {
		p.mistake(n, "%s where a mapping belongs, of members to values", kindOf(n))
		return nil
	}
	for name, value := range pairs(n) {
		path, ok := p.word(name)
		if text := p.jsonText(value); ok {
			all = append(all, Member{path, text})
		}
	}
	return all
}

// jsonText is a value as JSON, as long as a body at most.
func (p *page) jsonText(n *yaml.Node) string {
	text := p.json(nil, n)
	if len(text) > maxBody {
		p.mistake(n, "longer than %d bytes as JSON", maxBody)
		return ""
	}
	return string(text)
}

// json writes a value as JSON. Words without quotes are null, true, false,
// numbers as JSON has them, and otherwise text; what YAML would take for other
// numbers wants quotes.
func (p *page) json(dst []byte, n *yaml.Node) []byte {
	switch {
	case n.Kind == yaml.MappingNode:
		return p.jsonObject(dst, n)
	case n.Kind == yaml.SequenceNode:
		dst = append(dst, '[')
		for i, one := range n.Content {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = p.json(dst, one)
		}
		return append(dst, ']')
	case empty(n):
		return append(dst, "null"...)
	case plain(n) && (n.Value == "true" || n.Value == "false"):
		return append(dst, n.Value...)
	case plain(n) && (n.Tag == "!!int" || n.Tag == "!!float" || oddNumber(n) && strings.Trim(n.Value, "0123456789") == ""):
		if !jsonNumber(n.Value) {
			p.mistake(n, "%s can be read as different numbers; quote it, or write it with digits only", quote(n.Value))
		}
		return append(dst, n.Value...)
	}
	return appendText(dst, n.Value)
}

func (p *page) jsonObject(dst []byte, n *yaml.Node) []byte {
	dst = append(dst, '{')
	first := true
	for name, value := range pairs(n) {
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = p.json(append(appendText(dst, name.Value), ':'), value)
	}
	return append(dst, '}')
}

// jsonNumber reports whether text is a JSON number without an exponent.
func jsonNumber(text string) bool {
	whole, decimals, dotted := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	return whole != "" && strings.Trim(whole+decimals, "0123456789") == "" &&
		(whole == "0" || whole[0] != '0') && dotted == (decimals != "")
}

// appendText writes a JSON string with Chinese and < as they are.
func appendText(dst []byte, text string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string can always be encoded
	return append(dst, bytes.TrimRight(b.Bytes(), "\n")...)
}
