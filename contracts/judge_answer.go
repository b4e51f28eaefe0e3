package contracts

import (
	"bytes"
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// JudgeAnswer says where the answer leaves the contract: by what the validator
// lets pass, by the schema, and by the error table.
func (c *Contract) JudgeAnswer(x *Exchange) []Finding {
	t := c.judgeAnswer(x)
	return t.close(func(other *Contract) []Finding { return other.judgeAnswer(x).close(nil) })
}

func (c *Contract) judgeAnswer(x *Exchange) *trial {
	side := x.Answerer
	if side == "" {
		side = Provider
	}
	t := c.open(x, "answer", side)
	if t.s.err != nil {
		t.add("contract.broken", "line", "", "a contract that can be judged by", t.s.err.Error(), place{})
		return t
	}
	response := t.response()
	if response.node == nil {
		t.add("resp.status", "status", "", "one of "+strings.Join(t.statuses(), ", "), strconv.Itoa(x.Status), place{}.to(t.item()))
		return t
	}
	t.repeated(response)
	kind := mediaType(x.AnswerHeader.Get("Content-Type"))
	media := response.to(at(response.node, "content", kind))
	if at(response.node, "content", kind) == nil {
		t.add("header.contenttype", "header", "/Content-Type", "one of "+strings.Join(keys(member(response.node, "content")), ", "), cmp.Or(show(kind, false), "no such header"), response)
		return t
	}
	t.body(kind, media)
	return t
}

// repeated finds headers that have one value and came with several.
func (t *trial) repeated(response place) {
	for _, name := range []string{"Content-Type", "Date", "X-Acs-Request-Id"} {
		if n := len(t.x.AnswerHeader.Values(name)); n > 1 {
			t.add("header.repeated", "header", "/"+name, "one "+name, strconv.Itoa(n)+" of them", response)
		}
	}
}

// response is the declared response of the status: the status itself, its
// hundred, or the default.
func (t *trial) response() place {
	p := place{}.to(t.item())
	all := at(t.item(), t.method(), "responses")
	status := strconv.Itoa(t.x.Status)
	for _, key := range []string{status, status[:1] + "XX", "default"} {
		if n := t.s.tree.resolve(member(all, key)); n != nil {
			return p.to(n)
		}
	}
	return place{}
}

func (t *trial) statuses() []string { return keys(at(t.item(), t.method(), "responses")) }

func keys(n *yaml.Node) (list []string) {
	pairs(n, func(k, _ *yaml.Node) { list = append(list, k.Value) })
	return list
}

// body judges what was answered.
func (t *trial) body(kind string, media place) {
	var v any
	var flaw *bodyFlaw
	body := t.x.AnswerBody
	schema := media.to(t.s.tree.resolve(member(media.node, "schema")))
	if strings.HasSuffix(kind, "xml") {
		root := strings.ReplaceAll(text(member(media.node, "x-xml-root")), "{operation}", t.operation)
		v, body, flaw = decodeXML(body, root)
	} else {
		v, flaw = decodeJSON(body)
	}
	if flaw != nil {
		t.add(flaw.rule, "body", flaw.pointer, flaw.expected, flaw.text, media)
		return
	}
	for _, f := range t.s.answer(t.path(), t.asked(), t.answered(body)) {
		if f.word == "" {
			t.add("resp.body.unreadable", "body", "", "a body of the contract's kind", "one that cannot be read", media)
			continue
		}
		t.wrong("resp", "body", f, schema)
	}
	t.undeclared(v, nil, schema)
	t.byTable(v, schema)
}

// asked is the least request an answer can be judged with.
func (t *trial) asked() *http.Request {
	r := t.synthetic()
	r.Body = http.NoBody
	return r
}

func (t *trial) answered(body []byte) *http.Response {
	h := http.Header{"Content-Type": {t.x.AnswerHeader.Get("Content-Type")}}
	return &http.Response{
		StatusCode: t.x.Status, Header: h, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: readCloser{bytes.NewReader(body)}, ContentLength: int64(len(body)),
	}
}

// undeclared finds members the schema does not know.
func (t *trial) undeclared(v any, path []string, schema place) {
	if list, ok := v.([]any); ok {
		for i, element := range list {
			t.undeclared(element, append(slices.Clone(path), strconv.Itoa(i)), schema)
		}
	}
	object, ok := v.(map[string]any)
	if !ok {
		return
	}
	for _, name := range sortedKeys(object) {
		here := append(slices.Clone(path), name)
		if at, known := t.schemaPlace(schema, here); !known {
			t.add("resp.field.added", "body", pointer(shorten(here)...), "no member of that name", show(object[name], true), at)
		} else if !silent(at.node) {
			t.undeclared(object[name], here, schema)
		}
	}
}

// silent reports whether a schema says nothing of what is in a value.
func silent(schema *yaml.Node) bool {
	for _, word := range []string{"properties", "items", "allOf", "anyOf", "oneOf", "then", "else"} {
		if member(schema, word) != nil {
			return false
		}
	}
	return true
}

// shorten cuts names that a stranger has made up.
func shorten(path []string) []string {
	out := make([]string, len(path))
	for i, key := range path {
		out[i] = mask(cut(key))
	}
	return out
}

func sortedKeys(m map[string]any) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
