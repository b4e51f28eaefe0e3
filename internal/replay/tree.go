package replay

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// node is a value of an answer, with its members in the order they came in, and
// as often.
type node struct {
	kind     kind
	text     string // of a string, a number or a word
	members  []member
	elements []*node
}

type kind byte

const (
	isObject kind = iota
	isArray
	isString
	isNumber
	isWord // true, false, null
)

type member struct {
	name  string
	value *node
}

// body is an answer's body as it can be walked.
type body struct {
	top  *node
	xml  bool
	root string // of XML
	head string // its declaration
}

// deepest bounds what is walked; no provider's answer has more than four.
const deepest = 64

var errDeep = errors.New("the body is nested too deeply")

// parseBody reads JSON or XML. What is neither is no provider's answer, and
// nothing of it is known.
func parseBody(contentType string, text []byte) (*body, error) {
	if strings.Contains(strings.ToLower(contentType), "xml") {
		return parseXML(text)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	top, err := parseJSON(d, 0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the JSON")
	}
	return &body{top: top}, nil
}

func parseJSON(d *json.Decoder, depth int) (*node, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	if depth > deepest {
		return nil, errDeep
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			return parseObject(d, depth)
		}
		return parseArray(d, depth)
	case string:
		return &node{kind: isString, text: t}, nil
	case json.Number:
		return &node{kind: isNumber, text: t.String()}, nil
	case bool:
		if t {
			return &node{kind: isWord, text: "true"}, nil
		}
		return &node{kind: isWord, text: "false"}, nil
	}
	return &node{kind: isWord, text: "null"}, nil
}

func parseObject(d *json.Decoder, depth int) (*node, error) {
	n := &node{kind: isObject}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		value, err := parseJSON(d, depth+1)
		if err != nil {
			return nil, err
		}
		n.members = append(n.members, member{name.(string), value}) // JSON has no other names
	}
	_, err := d.Token()
	return n, err
}

func parseArray(d *json.Decoder, depth int) (*node, error) {
	n := &node{kind: isArray}
	for d.More() {
		value, err := parseJSON(d, depth+1)
		if err != nil {
			return nil, err
		}
		n.elements = append(n.elements, value)
	}
	_, err := d.Token()
	return n, err
}

// parseXML reads elements; attributes and comments are no provider's.
func parseXML(text []byte) (*body, error) {
	b := &body{xml: true}
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		t, err := d.Token()
		if err == io.EOF && b.top != nil {
			return b, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.ProcInst:
			b.head = "<?xml version='1.0' encoding='UTF-8'?>"
		case xml.StartElement:
			if b.top != nil {
				return nil, errors.New("the XML has more than one root")
			}
			b.root = t.Name.Local
			if b.top, err = parseElement(d, 0); err != nil {
				return nil, err
			}
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return nil, errors.New("the XML has text outside its root")
			}
		}
	}
}

func parseElement(d *xml.Decoder, depth int) (*node, error) {
	if depth > deepest {
		return nil, errDeep
	}
	n, inside := &node{kind: isString}, strings.Builder{}
	for {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			below, err := parseElement(d, depth+1)
			if err != nil {
				return nil, err
			}
			n.kind = isObject
			n.members = append(n.members, member{t.Name.Local, below})
		case xml.CharData:
			inside.Write(t)
		case xml.EndElement:
			if n.kind == isString {
				n.text = inside.String()
			}
			return n, nil
		}
	}
}

// encode writes the body as the wire has it, without white space of its own.
func (b *body) encode() []byte {
	var out bytes.Buffer
	if b.xml {
		out.WriteString(b.head)
		b.top.writeXML(&out, b.root)
	} else {
		b.top.writeJSON(&out)
	}
	return out.Bytes()
}

// json is the body as JSON, for people to read.
func (b *body) json() []byte {
	var out bytes.Buffer
	b.top.writeJSON(&out)
	return out.Bytes()
}

func (n *node) writeJSON(out *bytes.Buffer) {
	switch n.kind {
	case isObject:
		open := byte('{')
		for _, m := range n.members {
			out.WriteByte(open)
			writeString(out, m.name)
			out.WriteByte(':')
			m.value.writeJSON(out)
			open = ','
		}
		if open == '{' {
			out.WriteByte(open)
		}
		out.WriteByte('}')
	case isArray:
		open := byte('[')
		for _, e := range n.elements {
			out.WriteByte(open)
			e.writeJSON(out)
			open = ','
		}
		if open == '[' {
			out.WriteByte(open)
		}
		out.WriteByte(']')
	case isString:
		writeString(out, n.text)
	default:
		out.WriteString(n.text)
	}
}

func writeString(out *bytes.Buffer, s string) {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	_ = e.Encode(s)             // a string can always be encoded
	out.Truncate(out.Len() - 1) // without the line break
}

func (n *node) writeXML(out *bytes.Buffer, name string) {
	out.WriteString("<" + name + ">")
	for _, m := range n.members {
		m.value.writeXML(out, m.name)
	}
	if n.kind != isObject {
		_ = xml.EscapeText(out, []byte(n.text)) // a buffer takes everything
	}
	out.WriteString("</" + name + ">")
}
