package contracts

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// JudgeRequest says where the request leaves the contract; nothing is left out
// because something else was found. The order is always the same.
func (c *Contract) JudgeRequest(x *Exchange) []Finding {
	t := c.judgeRequest(x)
	return t.close(func(other *Contract) []Finding { return other.judgeRequest(x).close(nil) })
}

func (c *Contract) judgeRequest(x *Exchange) *trial {
	t := c.open(x, "request", Client)
	if t.s.err != nil {
		t.add("contract.broken", "line", "", "a contract that can be judged by", t.s.err.Error(), place{})
		return t
	}
	t.target()
	t.oneValueEach()
	rpc := place{}.to(member(t.s.tree.root, "x-rpc"))
	if t.operation == "" {
		t.add("req.operation", "line", "", "one of "+strings.Join(c.Operations(), ", "), t.why, rpc)
		return t
	}
	if t.declared(rpc) {
		t.bySchema()
	}
	return t
}

// target judges where the request went and how.
func (t *trial) target() {
	says, rpc := &t.c.says.rpc, place{}.to(member(t.s.tree.root, "x-rpc"))
	if !slices.Contains(says.Methods, t.x.Method) {
		t.add("req.method", "line", "", strings.Join(says.Methods, " or "), cut(t.x.Method), rpc)
	}
	if says.RealPath != "" && pathOf(t.x) != says.RealPath {
		t.add("req.path", "line", "", says.RealPath, "another path", rpc)
	}
	if t.x.URL != nil && t.x.URL.Scheme != "" && !slices.Contains(says.Transport, t.x.URL.Scheme) {
		t.add("req.transport", "line", "", strings.Join(says.Transport, " or "), cut(t.x.URL.Scheme), rpc)
	}
}

// oneValueEach finds what the validator lets pass: a parameter given twice, and
// text that cannot be decoded.
func (t *trial) oneValueEach() {
	rpc := place{}.to(member(t.s.tree.root, "x-rpc"))
	for _, flaw := range t.params.flaws {
		t.add("req.encoding", "body", "", "UTF-8, escaped as a form", flaw, rpc)
	}
	for _, name := range t.params.names {
		if n := len(t.params.values[name]); n > 1 {
			_, p := t.parameter(name)
			t.add("req.param.repeated", where(t.params.from[name]), pointer(cut(name)), "one value", fmt.Sprintf("%d values", n), p)
		}
	}
}

func where(c carrier) string {
	var names []string
	for _, one := range []carrier{fromQuery, fromForm, fromJSON} {
		if c&one != 0 {
			names = append(names, carrierNames[one])
		}
	}
	return strings.Join(names, " and ")
}

// declared judges where parameters stand, and those nobody knows. It reports
// whether the body could be read at all.
func (t *trial) declared(rpc place) (readable bool) {
	carriers := t.c.says.rpc.Carriers
	if len(t.scheme.Carriers) > 0 {
		carriers = t.scheme.Carriers
	}
	readable = true
	if len(t.x.Body) > 0 && t.params.kind != "application/x-www-form-urlencoded" && (t.params.kind != "application/json" || !slices.Contains(carriers, "json")) {
		t.add("req.body.type", "header", "/Content-Type", "application/x-www-form-urlencoded", show(t.params.kind, false), rpc)
		readable = false
	}
	for _, name := range t.params.names {
		for _, one := range []carrier{fromQuery, fromForm, fromJSON} {
			if t.params.from[name]&one != 0 && !slices.Contains(carriers, carrierNames[one]) {
				t.add("req.carrier", carrierNames[one], pointer(cut(name)), "in the "+strings.Join(carriers, " or the "), "in the "+carrierNames[one], rpc)
			}
		}
		if node, _ := t.parameter(name); node == nil {
			t.add("req.param.undeclared", where(t.params.from[name]), pointer(cut(name)), "a parameter of the contract", "one it does not know", place{}.to(t.item()))
		}
	}
	return readable
}

// parameter is what the contract says of a parameter: in the query, or as a
// property of the form.
func (t *trial) parameter(name string) (*yaml.Node, place) {
	item := t.item()
	p := place{}.to(item)
	for _, list := range []*yaml.Node{member(item, "parameters"), at(item, t.method(), "parameters")} {
		if list == nil {
			continue
		}
		for _, ref := range list.Content {
			n := t.s.tree.resolve(ref)
			if text(member(n, "name")) == name {
				return n, p.to(n)
			}
		}
	}
	if form := t.form(); form != nil {
		if found, known := t.schemaPlace(p.to(form), []string{name}); known {
			return found.node, found
		}
	}
	return nil, p
}

// method is the operation that the synthetic request is judged by.
func (t *trial) method() string {
	for _, m := range []string{"post", "get"} {
		if member(t.item(), m) != nil {
			return m
		}
	}
	return "post"
}

func (t *trial) form() *yaml.Node {
	return at(t.s.tree.resolve(at(t.item(), t.method(), "requestBody")), "content", "application/x-www-form-urlencoded", "schema")
}

// bySchema hands the validator one request that holds every parameter where the
// contract declares it, each once: methods and carriers have been judged.
func (t *trial) bySchema() {
	if form := t.form(); form != nil && len(t.params.names) == 0 {
		t.allMissing(place{}.to(t.item()).to(form))
		return // an empty form is no body to the validator
	}
	for _, f := range t.s.request(t.path(), t.synthetic()) {
		if f.parameter == "" {
			t.wrong("req", "form", f, place{}.to(t.item()).to(t.form()))
			continue
		}
		node, p := t.parameter(f.parameter)
		f.path = []string{f.parameter}
		t.parameterFailure(f, node, p)
	}
}

func (t *trial) allMissing(form place) {
	for _, name := range texts(member(t.s.tree.resolve(form.node), "required")) {
		t.wrong("req", "form", failure{path: []string{name}, word: "required", expected: "present"}, form)
	}
}

func (t *trial) parameterFailure(f failure, node *yaml.Node, p place) {
	location, value := "query", t.params.one(f.parameter)
	_, given := t.params.values[f.parameter]
	if text(member(node, "in")) == "header" {
		location, value = "header", t.x.Header.Get(f.parameter)
		given = value != ""
	}
	if !given {
		t.add("req.param.missing", location, pointer(f.path...), "present", "absent", p)
		return
	}
	if f.word == "" {
		f.expected = "what the contract says of it"
	}
	schema := p.to(t.s.tree.resolve(member(node, "schema")))
	t.add("req.param.value", location, pointer(f.path...), f.expected, show(value, secret(node) || secret(schema.node)), schema)
}

// synthetic is a GET with everything in the query, or a POST with everything in
// the form, as the contract declares them.
func (t *trial) synthetic() *http.Request {
	values := url.Values{}
	for _, name := range t.params.names {
		values.Set(name, t.params.one(name))
	}
	r := &http.Request{
		Method: strings.ToUpper(t.method()), URL: &url.URL{Scheme: "http", Host: "provider.invalid", Path: t.path()},
		Host: "provider.invalid", Header: t.x.Header.Clone(), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Body: http.NoBody,
	}
	if r.Header == nil {
		r.Header = http.Header{}
	}
	r.Header.Del("Content-Type")
	if t.form() == nil {
		r.URL.RawQuery = values.Encode()
		return r
	}
	body := []byte(values.Encode())
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Body, r.ContentLength = readCloser{bytes.NewReader(body)}, int64(len(body))
	return r
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }
