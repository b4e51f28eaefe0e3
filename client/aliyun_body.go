package client

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// aliyunMembers reads a body by what it is, not by what was asked for or
// declared: gateways answer in XML where they could not read the format.
func aliyunMembers(body []byte) (members, error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	if len(body) > 0 && body[0] == '<' {
		return xmlMembers(body)
	}
	m, ok := readMembers(body)
	if !ok {
		return nil, errors.New("it is neither a JSON object nor XML") // the decoder's own words repeat the body
	}
	return m, nil
}

func (m members) has(name string) bool {
	text, _ := m.text(name)
	return text != ""
}

// object is the first member of these names that there is.
func (m members) object(names ...string) (members, error) {
	for _, name := range names {
		raw := m.find(name)
		if absent(raw) {
			continue
		}
		o, ok := readMembers(raw)
		if !ok {
			return nil, fmt.Errorf("its %s is no object", name)
		}
		return o, nil
	}
	return nil, fmt.Errorf("it has no %s", strings.Join(names, " or "))
}

// but is what is left without those parts; nil is nothing.
func (m members) but(names ...string) map[string]json.RawMessage {
	var rest map[string]json.RawMessage
	for name, raw := range m {
		if slices.ContainsFunc(names, func(known string) bool { return strings.EqualFold(known, name) }) {
			continue
		}
		if rest == nil {
			rest = map[string]json.RawMessage{}
		}
		rest[name] = raw
	}
	return rest
}

// xmlElement is one of XML with what is in it.
type xmlElement struct {
	XMLName  xml.Name
	Text     string       `xml:",chardata"`
	Children []xmlElement `xml:",any"`
}

// xmlMembers reads an answer whose root may be missing, as in section 5 of the
// document.
func xmlMembers(body []byte) (members, error) {
	var all []xmlElement
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		var e xmlElement
		switch err := d.Decode(&e); {
		case errors.Is(err, io.EOF) && len(all) > 0:
			return rootless(all).members(), nil
		case err != nil:
			return nil, errors.New("its XML is not well-formed")
		case e.deeper(mostDeep):
			return nil, errors.New("its XML is nested too deep")
		}
		all = append(all, e)
	}
}

// mostDeep is far more than any answer has: each level is written as JSON into
// the one above, and a thousand of them would take a minute.
const mostDeep = 16

func (e xmlElement) deeper(than int) bool {
	return than == 0 || slices.ContainsFunc(e.Children, func(child xmlElement) bool { return child.deeper(than - 1) })
}

func rootless(all []xmlElement) xmlElement {
	if len(all) == 1 && len(all[0].Children) > 0 {
		return all[0]
	}
	return xmlElement{Children: all}
}

func (e xmlElement) members() members {
	byName := map[string][]json.RawMessage{}
	for _, child := range e.Children {
		byName[child.XMLName.Local] = append(byName[child.XMLName.Local], child.json())
	}
	m := members{}
	for name, all := range byName {
		if m[name] = all[0]; len(all) > 1 {
			m[name], _ = json.Marshal(all) // of JSON: never fails
		}
	}
	return m
}

func (e xmlElement) json() json.RawMessage {
	var v any = strings.TrimSpace(e.Text)
	if len(e.Children) > 0 {
		v = e.members()
	}
	raw, _ := json.Marshal(v) // of text: never fails
	return raw
}
