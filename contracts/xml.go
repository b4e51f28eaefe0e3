package contracts

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// element is one XML element.
type element struct {
	name     string
	text     string
	children []*element
	begin    int64 // of its content in the body
	end      int64
}

// decodeXML reads an XML body whose root must have that name; "none" is a body
// without a root, as one document prints it. It returns the content as members
// and the bytes inside the root, which is what the validator is given: it does
// not miss a root, and blames a wrong one on the members.
func decodeXML(body []byte, root string) (members any, inside []byte, flaw *bodyFlaw) {
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return nil, nil, &bodyFlaw{"resp.body.empty", "", "an XML body", "nothing"}
	case !utf8.Valid(body):
		return nil, nil, &bodyFlaw{"encoding.charset", "", "UTF-8", "bytes that are not UTF-8"}
	}
	top, err := elements(body)
	if err != nil {
		return nil, nil, &bodyFlaw{"resp.body.unreadable", "", "XML", "a body that is no XML, or not all of it"}
	}
	if len(top.children) > 0 && strings.TrimSpace(top.text) != "" {
		return nil, nil, &bodyFlaw{"resp.body.unreadable", "", "XML", "text outside the elements"}
	}
	if root == "none" {
		return top.members(), body, nil
	}
	switch {
	case len(top.children) == 0:
		return nil, nil, &bodyFlaw{"xml.root", "", "the root " + root, "text without a root"}
	case len(top.children) > 1:
		return nil, nil, &bodyFlaw{"xml.root", "", "the root " + root, "several elements without a root"}
	case top.children[0].name != root:
		return nil, nil, &bodyFlaw{"xml.root", "", "the root " + root, "the root " + cut(top.children[0].name)}
	}
	only := top.children[0]
	return only.members(), body[only.begin:only.end], nil
}

// elements reads everything into an element without a name.
func elements(body []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	open := []*element{{}}
	for {
		before := d.InputOffset()
		t, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		last := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			if len(open) > deepest {
				return nil, errors.New("nested too deeply")
			}
			e := &element{name: t.Name.Local, begin: d.InputOffset()}
			last.children = append(last.children, e)
			open = append(open, e)
		case xml.EndElement:
			last.end = max(before, last.begin)
			open = open[:len(open)-1]
		case xml.CharData:
			last.text += string(t)
		case xml.Directive: // careful decoders refuse it for the entities it may declare
			return nil, errors.New("a document type")
		}
	}
	if len(open) != 1 {
		return nil, io.ErrUnexpectedEOF
	}
	return open[0], nil
}

// members are the children as JSON would have them: all text, and an array of
// those with one name.
func (e *element) members() any {
	if len(e.children) == 0 {
		return strings.TrimSpace(e.text)
	}
	out := map[string]any{}
	for _, c := range e.children {
		switch before := out[c.name].(type) {
		case nil:
			out[c.name] = c.members()
		case []any:
			out[c.name] = append(before, c.members())
		default:
			out[c.name] = []any{before, c.members()}
		}
	}
	return out
}
