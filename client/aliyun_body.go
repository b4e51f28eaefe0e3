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

// parts are those of an answer by name, whichever format it came in.
type parts map[string]json.RawMessage

// aliyunMembers reads a body by what it is, not by what was asked for or
// declared: gateways answer in XML where they could not read the format.
func aliyunMembers(body []byte) (parts, error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	if len(body) > 0 && body[0] == '<' {
		return xmlMembers(body)
	}
	var m parts
	if json.Unmarshal(body, &m) != nil || m == nil {
		return nil, errors.New("it is neither a JSON object nor XML") // the decoder's own words repeat the body
	}
	return m, nil
}

// find looks for a member. The SDKs take code and Code alike.
func (m parts) find(name string) json.RawMessage {
	if raw, ok := m[name]; ok {
		return raw
	}
	for other, raw := range m {
		if strings.EqualFold(other, name) {
			return raw
		}
	}
	return nil
}

// text is a member's text: a string as it is, a number or a truth value as
// written, nothing where it is absent or null. It is none where it has parts.
func (m parts) text(name string) (text string, ok bool) {
	raw := m.find(name)
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return "", true
	case raw[0] == '{' || raw[0] == '[':
		return "", false
	case raw[0] != '"':
		return string(raw), true
	}
	return text, json.Unmarshal(raw, &text) == nil
}

func (m parts) has(name string) bool {
	text, _ := m.text(name)
	return text != ""
}

// object is the first member of these names that there is.
func (m parts) object(names ...string) (parts, error) {
	for _, name := range names {
		raw := m.find(name)
		if len(raw) == 0 || string(raw) == "null" {
			continue
		}
		var o parts
		if json.Unmarshal(raw, &o) != nil {
			return nil, fmt.Errorf("its %s is no object", name)
		}
		return o, nil
	}
	return nil, fmt.Errorf("it has no %s", strings.Join(names, " or "))
}

// but is what is left without those parts; nil is nothing.
func (m parts) but(names ...string) map[string]json.RawMessage {
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
func xmlMembers(body []byte) (parts, error) {
	var all []xmlElement
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		var e xmlElement
		switch err := d.Decode(&e); {
		case errors.Is(err, io.EOF) && len(all) > 0:
			return rootless(all).parts(), nil
		case err != nil:
			return nil, errors.New("its XML is not well-formed")
		}
		all = append(all, e)
	}
}

func rootless(all []xmlElement) xmlElement {
	if len(all) == 1 && len(all[0].Children) > 0 {
		return all[0]
	}
	return xmlElement{Children: all}
}

func (e xmlElement) parts() parts {
	byName := map[string][]json.RawMessage{}
	for _, child := range e.Children {
		byName[child.XMLName.Local] = append(byName[child.XMLName.Local], child.json())
	}
	m := parts{}
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
		v = e.parts()
	}
	raw, _ := json.Marshal(v) // of text: never fails
	return raw
}
