package sim

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/numsim/numsim/scenarios"
)

// setElement gives the element at m's path another value. The path begins below
// the root; of elements with the same name the first is meant. Where there is
// no such element, or the text is no XML, it is left alone.
func setElement(text []byte, m scenarios.Member) []byte {
	at := root(text)
	if at == nil || !isJSON(m.Value) {
		return text
	}
	for step := range strings.SplitSeq(m.Path, ".") {
		if at = at.child(step); at == nil {
			return text
		}
	}
	return slices.Concat(text[:at.from], appendValueXML(nil, at.name, m.Value), text[at.to:])
}

// addElements puts members last into the root, in their order. One that is
// there already is left alone, and so is a root that is closed where it opens.
func addElements(text []byte, members []scenarios.Member) []byte {
	at := root(text)
	if at == nil || at.end == at.to {
		return text
	}
	var added []byte
	names := map[string]bool{}
	for _, m := range members {
		if at.child(m.Path) != nil || names[m.Path] || !isXMLName(m.Path) || !isJSON(m.Value) {
			continue
		}
		names[m.Path] = true
		added = appendValueXML(added, m.Path, m.Value)
	}
	return slices.Concat(text[:at.end], added, text[at.end:])
}

// appendValueXML writes a JSON value as the element of that name. A list is the
// element again for each of its values, null is an empty one, and a member
// whose name XML cannot have is left out.
func appendValueXML(b []byte, name, value string) []byte {
	value = strings.Trim(value, " \n\r\t")
	s := scan{text: []byte(value)}
	if value[0] == '[' {
		s.value(func(e element) { b = appendValueXML(b, name, value[e.from:e.to]) })
		return b
	}
	b = append(append(append(b, '<'), name...), '>')
	switch value[0] {
	case '{':
		s.value(func(e element) {
			if member := unquoted(e.name); isXMLName(member) {
				b = appendValueXML(b, member, value[e.from:e.to])
			}
		})
	case '"':
		b = AppendXML(b, unquoted(s.text))
	case 'n':
	default:
		b = append(b, value...)
	}
	return append(append(append(b, "</"...), name...), '>')
}

// unquoted is the text of a JSON string.
func unquoted(quoted []byte) (text string) {
	_ = json.Unmarshal(quoted, &text) // it was scanned, and so is a string
	return text
}

// isXMLName is stricter than XML: names of Latin letters, digits and - _ . are
// enough for any provider, and no colon can be taken for a name space.
func isXMLName(name string) bool {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
	return name != "" && strings.IndexByte(letters, name[0]) >= 0 && strings.Trim(name, letters+"0123456789-.") == ""
}

// xmlElement is an element of XML text, and where it is.
type xmlElement struct {
	name     string
	from, to int // with its tags
	end      int // of what is in it; to, where it is closed as it opens
	children []*xmlElement
}

func (e *xmlElement) child(name string) *xmlElement {
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// root is what all of the text is in; nil where it is no XML. Without a root,
// which one reading of Alibaba Cloud's document has, it is the whole text.
func root(text []byte) *xmlElement {
	top := &xmlElement{end: len(text)}
	if !xmlElements(text, top) || len(top.children) == 0 {
		return nil
	}
	if len(top.children) == 1 {
		return top.children[0]
	}
	top.end = top.children[len(top.children)-1].to
	top.to = len(text) + 1 // it has no end tag to be told from
	return top
}

// xmlElements reads the elements of a text into top, and reports whether it
// could.
func xmlElements(text []byte, top *xmlElement) bool {
	d := xml.NewDecoder(bytes.NewReader(text))
	for open := []*xmlElement{top}; ; {
		from := int(d.InputOffset())
		token, err := d.Token()
		if err != nil {
			return errors.Is(err, io.EOF)
		}
		within, to := open[len(open)-1], int(d.InputOffset())
		switch token.(type) {
		case xml.StartElement:
			name := text[from+1 : to-1]
			if end := bytes.IndexAny(name, "/ \n\r\t"); end >= 0 {
				name = name[:end]
			}
			e := &xmlElement{name: string(name), from: from}
			within.children, open = append(within.children, e), append(open, e)
		case xml.EndElement:
			within.end, within.to = from, to
			open = open[:len(open)-1]
		}
	}
}
