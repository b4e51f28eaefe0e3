package contracts

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Outcome is what an answer says became of the call.
type Outcome struct {
	Value   any // the body's; nil where it cannot be read
	Code    string
	Message string
	Coded   bool // there is a code where the contract has it
	Success bool
	Rows    []ErrorRow // of the code, whatever their status
	XML     bool
}

// Means reports whether every row of the code is of one of these kinds, and there
// is one.
func (o Outcome) Means(kinds ...string) bool {
	for _, row := range o.Rows {
		if !slices.Contains(kinds, row.Kind) {
			return false
		}
	}
	return len(o.Rows) > 0
}

// Outcome reads an answer by the envelope, whether or not it keeps the contract.
func (c *Contract) Outcome(x *Exchange) Outcome {
	o := Outcome{XML: strings.HasSuffix(mediaType(x.AnswerHeader.Get("Content-Type")), "xml")}
	if o.XML {
		o.Value = insideXML(x.AnswerBody)
	} else {
		o.Value, _ = decodeJSON(x.AnswerBody)
	}
	e := &c.says.envelope
	o.Code, o.Coded = stringAt(o.Value, e.Code)
	o.Message, _ = stringAt(o.Value, e.Message)
	o.Success = succeeds(x.Status) && (o.Coded && slices.Contains(e.Success, o.Code) || !o.Coded && len(e.Success) == 0)
	for _, row := range c.says.errors {
		if o.Coded && row.Code == o.Code {
			o.Rows = append(o.Rows, row)
		}
	}
	return o
}

// succeeds reports whether a status is a success's. Which of them may come the
// contract's responses say.
func succeeds(status int) bool { return status >= http.StatusOK && status < http.StatusMultipleChoices }

// insideXML is what is below the root, whatever the root is called.
func insideXML(body []byte) any {
	top, err := elements(body)
	switch {
	case err != nil:
		return nil
	case len(top.children) == 1:
		return top.children[0].members()
	}
	return top.members()
}

// CodePointer is where an answer has its code.
func (c *Contract) CodePointer() string { return c.says.envelope.Code }

// AsSuccess are the exchanges with each code of success in the place of the code
// that came: an answer that keeps the contract then is a success in all but its
// code. XML is passed over.
func (c *Contract) AsSuccess(x *Exchange) (list []*Exchange) {
	for _, code := range c.says.envelope.Success {
		v, flaw := decodeJSON(x.AnswerBody)
		keys := keysOf(c.says.envelope.Code)
		parent, ok := Lookup(v, pointer(keys[:len(keys)-1]...))
		object, isObject := parent.(map[string]any)
		if flaw != nil || !ok || !isObject {
			continue
		}
		object[keys[len(keys)-1]] = code
		body, err := json.Marshal(v)
		if err != nil {
			continue
		}
		other := *x
		other.AnswerBody = body
		list = append(list, &other)
	}
	return list
}

// Finding completes a finding that somebody else made of this contract: at leads
// to the statement it is about. A severity that is there already stays.
func (c *Contract) Finding(f Finding, at ...string) Finding {
	grade := c.doc.severities.Rule(f.Rule)
	p := place{}.to(c.tree.root)
	for _, key := range at {
		next := c.tree.resolve(child(p.node, key))
		if next == nil {
			break
		}
		p = p.to(next)
	}
	if f.Severity == "" {
		f.Severity, f.Reason = grade.Severity, grade.Why
	}
	where := c.tree.position(p.node)
	where.Column = 0
	f.Provider, f.Profile, f.Needed = c.doc.Provider, c.name(), grade.Needed()
	f.Contract, f.Evidence, f.Confidence = where.String(), p.evidence, confidence(p.evidence)
	f.Expected = mask(cut(f.Expected))
	if len(f.Actual) > 6 {
		f.Actual = prose(f.Actual)
	}
	f.identify()
	return f
}

// Renamed is a finding of this contract by another rule, about the same place.
func (c *Contract) Renamed(f Finding, rule string) Finding {
	grade := c.doc.severities.Rule(rule)
	f.Rule, f.Severity, f.Reason, f.Needed = rule, grade.Severity, grade.Why, grade.Needed()
	f.identify()
	return f
}

// Word is a value of a closed list that an answer has.
type Word struct {
	Pointer string // * for any element
	Value   string
	Listed  []Value
}

// Words are the values of closed lists in an answer.
func (c *Contract) Words(x *Exchange) (list []Word) {
	t := c.open(x, "answer", Provider)
	kind := mediaType(x.AnswerHeader.Get("Content-Type"))
	media := t.response()
	if t.s.err != nil || media.node == nil {
		return nil
	}
	schema := media.to(t.s.tree.resolve(at(media.node, "content", kind, "schema")))
	if schema.node == nil || at(media.node, "content", kind) == nil {
		return nil
	}
	var walk func(v any, path []string)
	walk = func(v any, path []string) {
		switch v := v.(type) {
		case map[string]any:
			for _, name := range sortedKeys(v) {
				walk(v[name], append(slices.Clone(path), name))
			}
		case []any:
			for _, one := range v {
				walk(one, append(slices.Clone(path), "0"))
			}
		default:
			if w, ok := t.word(v, path, schema); ok {
				list = append(list, w)
			}
		}
	}
	walk(c.Outcome(x).Value, nil)
	return list
}

// Speaks reports whether an answer may have a member: it is declared, or nothing is
// said of what is in one above it. A star in the pointer is any element.
func (c *Contract) Speaks(x *Exchange, pointer string) bool {
	t := c.open(x, "answer", Provider)
	media := t.response()
	if t.s.err != nil || media.node == nil {
		return false
	}
	schema := at(media.node, "content", mediaType(x.AnswerHeader.Get("Content-Type")), "schema")
	path := keysOf(strings.ReplaceAll(pointer, "/*", "/0"))
	for i := range path {
		found, known := t.schemaPlace(media.to(schema), path[:i+1])
		if !known || silent(found.node) {
			return known
		}
	}
	return true
}

func (t *trial) word(v any, path []string, schema place) (Word, bool) {
	found, known := t.schemaPlace(schema, path)
	items := member(found.node, "enum")
	value, isText := stringAt(v, "")
	if !known || !isText || items == nil || items.Kind != yaml.SequenceNode || len(items.Content) < 2 {
		return Word{}, false
	}
	where := indexKey.ReplaceAllString(pointer(path...), "/*$1")
	return Word{Pointer: where, Value: value, Listed: t.s.tree.readEnum(found.node, items, nil).Values}, true
}

// Disorder is the first place where the elements of an XML answer come in
// another order than the contract has them; empty is nowhere.
func (c *Contract) Disorder(x *Exchange) (where, want, got string) {
	t := c.open(x, "answer", Provider)
	media := t.response()
	kind := mediaType(x.AnswerHeader.Get("Content-Type"))
	top, err := elements(x.AnswerBody)
	if t.s.err != nil || media.node == nil || err != nil || len(top.children) != 1 || !strings.HasSuffix(kind, "xml") {
		return "", "", ""
	}
	return t.s.tree.disorder(at(media.node, "content", kind, "schema"), top.children[0], "")
}

func (t *tree) disorder(schema *yaml.Node, e *element, at string) (where, want, got string) {
	var declared, came []string
	below := map[string]*yaml.Node{}
	t.properties(schema, func(name string, n *yaml.Node) {
		added := Evidence(text(member(n, "x-evidence"))).Kind() == "seen" // no document says where it stands
		if below[name] == nil && !added {
			declared = append(declared, name)
			below[name] = n
		}
	})
	for _, child := range e.children {
		if below[child.name] != nil && !slices.Contains(came, child.name) {
			came = append(came, child.name)
		}
	}
	declared = slices.DeleteFunc(declared, func(name string) bool { return !slices.Contains(came, name) })
	if !slices.Equal(declared, came) {
		return or(at, "/"), strings.Join(declared, ", "), strings.Join(came, ", ")
	}
	for _, child := range e.children {
		if n := below[child.name]; n != nil {
			if where, want, got := t.disorder(n, child, at+pointer(child.name)); where != "" {
				return where, want, got
			}
		}
	}
	return "", "", ""
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// Generation is a profile of the document with its operations.
type Generation struct {
	Name       string
	Operations []string
}

// Generations are the other profiles of the contract's document.
func (c *Contract) Generations() (list []Generation) {
	for _, p := range c.doc.profiles {
		if p.Name == c.Profile {
			continue
		}
		if other, err := c.with("profile", p.Name); err == nil {
			list = append(list, Generation{p.Name, other.Operations()})
		}
	}
	return list
}
