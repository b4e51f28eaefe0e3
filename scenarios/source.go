package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// What a scenario's documents may be, all its files together.
const (
	maxBytes = 4 << 20
	maxNodes = 400_000
	maxDepth = 64
)

// flaw is what is wrong with a file as such.
type flaw struct {
	line, column int
	text         string
}

// parse makes nodes of a document; nil if it has none. Nothing is decoded, so
// no anchor is followed and no type guessed.
func parse(data []byte) (*yaml.Node, *flaw) {
	if at, text := unreadable(data); text != "" {
		line, column := position(data, at)
		return nil, &flaw{line, column, text}
	}
	if roughNodes(data) > 2*maxNodes {
		return nil, &flaw{1, 1, tooMany}
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	var document yaml.Node
	if err := d.Decode(&document); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, syntax(data, err)
	}
	var second yaml.Node
	if err := d.Decode(&second); errors.Is(err, io.EOF) {
		return document.Content[0], nil
	} else if err != nil {
		return nil, syntax(data, err)
	}
	return nil, &flaw{second.Line, second.Column, "a second document begins here; one file is one document"}
}

var tooMany = fmt.Sprintf("more than %d values; put numbers into a CSV file and name it under files", maxNodes)

// unreadable finds bytes that are no text, and directives: the parser's time
// grows with the square of their number.
func unreadable(data []byte) (at int, text string) {
	before := '\n'
	for i, r := range string(data) {
		switch {
		case r == utf8.RuneError && !bytes.HasPrefix(data[i:], []byte("\uFFFD")):
			return i, "this is not UTF-8; save the file as UTF-8"
		case r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f:
			return i, fmt.Sprintf("the control character %q is here", r)
		case r == '%' && strings.ContainsRune("\n\r\u0085\u2028\u2029\uFEFF", before):
			return i, "a line that begins with % is a directive; directives are not read here"
		}
		before = r
	}
	return 0, ""
}

// position is the line and column of a byte, the first being 1 and 1.
func position(data []byte, at int) (line, column int) {
	line = 1 + bytes.Count(data[:at], []byte{'\n'})
	begin := 1 + bytes.LastIndexByte(data[:at], '\n')
	return line, 1 + utf8.RuneCount(data[begin:at])
}

// roughNodes is never below the number of nodes that data has, but for the
// root, and seldom above twice as many: what would become too many is not parsed
// at all. Every node has an indicator of YAML before it or, as a key, behind it.
func roughNodes(data []byte) (n int) {
	for i, c := range data {
		switch c {
		case '[':
			n++
		case ',', '{', ':':
			n += 2
		case '-':
			if i+1 == len(data) || space(data[i+1]) {
				n++
			}
		case '?':
			n += 2
		}
	}
	return n
}

// space is false for none of the line breaks that YAML 1.1 has: those of more
// than one byte begin with one above ASCII.
func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c >= utf8.RuneSelf }

// syntax is what the parser said, with its line as far as it told one.
func syntax(data []byte, err error) *flaw {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(text, "unknown anchor '"); ok {
		name, _, _ := strings.Cut(rest, "'")
		line, column := position(data, max(0, bytes.Index(data, []byte("*"+name))))
		return &flaw{line, column, aliasText(name)}
	}
	at := &flaw{line: 1, column: 1}
	if rest, ok := strings.CutPrefix(text, "line "); ok {
		number, said, _ := strings.Cut(rest, ": ")
		if line, bad := strconv.Atoi(number); bad == nil {
			at.line, text = line, said
		}
		if early(text) {
			at.line++
		}
	}
	at.text = "this is not YAML: " + text
	if strings.HasPrefix(lineOf(data, at.line), "\t") {
		at.text += "; indent with spaces, not tabs"
	}
	return at
}

// early reports whether the parser counts lines from 0 when it says so; its
// scanner counts from 1.
func early(text string) bool {
	for _, of := range []string{"',' or", "<document", "'-' indicator", "key", "node content"} {
		if strings.HasPrefix(text, "did not find expected "+of) {
			return true
		}
	}
	return strings.HasPrefix(text, "found undefined tag handle")
}

func aliasText(name string) string {
	return "*" + name + " is an alias; aliases are not read here, write the value again, or in quotes if it is text that begins with *"
}

func lineOf(data []byte, number int) string {
	for range number - 1 {
		_, data, _ = bytes.Cut(data, []byte{'\n'})
	}
	line, _, _ := bytes.Cut(data, []byte{'\n'})
	return strings.TrimLeft(string(line), " ")
}

// kinds names nodes for people.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	if empty(n) {
		return "nothing"
	}
	return quote(n.Value)
}

// empty reports whether nothing was written where a value belongs.
func empty(n *yaml.Node) bool {
	if n.Kind != yaml.ScalarNode || !plain(n) {
		return false
	}
	switch n.Value {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}

// plain reports whether a scalar was written without quotes, on one line.
func plain(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Style&^yaml.TaggedStyle == 0 }
