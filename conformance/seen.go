package conformance

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/contracts"
)

// Seen is what came of a step.
type Seen struct {
	*Stage
	Exchanges []*contracts.Exchange // of this step
	Value     any                   // of a production client
	Err       error                 // likewise
}

// Last is the step's last exchange, an empty one where there was none.
func (s *Seen) Last() *contracts.Exchange {
	if len(s.Exchanges) == 0 {
		return &contracts.Exchange{}
	}
	return s.Exchanges[len(s.Exchanges)-1]
}

// Fault is the production client's error, nil where it has none.
func (s *Seen) Fault() *client.Error {
	var e *client.Error
	errors.As(s.Err, &e)
	return e
}

// Body is an answer's content: what a JSON decoder reads, numbers as they are
// written, or an XML document's as objects of strings, without its root.
func Body(x *contracts.Exchange) (any, error) {
	if bytes.HasPrefix(bytes.TrimSpace(x.AnswerBody), []byte("<")) {
		return fromXML(x.AnswerBody)
	}
	d := json.NewDecoder(bytes.NewReader(x.AnswerBody))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the JSON")
	}
	return v, nil
}

// node is an XML element.
type node struct {
	XMLName  xml.Name
	Text     string `xml:",chardata"`
	Children []node `xml:",any"`
}

func fromXML(text []byte) (any, error) {
	var root node
	if err := xml.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	return root.value(), nil
}

func (n node) value() any {
	if len(n.Children) == 0 {
		return n.Text
	}
	object := map[string]any{}
	for _, child := range n.Children {
		object[child.XMLName.Local] = child.value()
	}
	return object
}

// written is a value as JSON writes it: the string "1" is not the number 1.
func written(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err.Error()
	}
	return strings.TrimSpace(b.String())
}
