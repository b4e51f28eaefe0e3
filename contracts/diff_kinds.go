package contracts

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pb33f/libopenapi/what-changed/model"
	"go.yaml.in/yaml/v3"
)

// change finds out which kind of ours it is, and where both documents say it.
func (w *walker) change(c *model.Change) {
	keys := documentKeys(w.path)
	s := &shift{
		keys: keys, property: c.Property, added: c.ChangeType == model.PropertyAdded || c.ChangeType == model.ObjectAdded,
		removed: c.ChangeType == model.PropertyRemoved || c.ChangeType == model.ObjectRemoved,
		old:     follow(w.before.tree.root, keys), new: follow(w.after.tree.root, keys),
		was: c.Original, now: c.New,
	}
	was, now := member(s.old, s.property), member(s.new, s.property)
	kind := s.kind()
	where := append(slices.Clone(keys), s.named()...)
	if s.property == "type" { // of a list of types the library says nothing
		s.was, s.now = words(was), words(now)
	}
	w.d.add(kind, pointer(where...), s.was, s.now,
		positionOf(w.before.tree, was, s.old), positionOf(w.after.tree, now, s.new))
}

// documentKeys turns what-changed's names into those of the document.
func documentKeys(path []string) (keys []string) {
	for i, name := range path {
		switch {
		case name == "pathItems", name == "response" && i > 0 && path[i-1] == "responses":
			continue
		case name == "schemas":
			name = "schema"
		case name == "requestBodies":
			name = "requestBody"
		}
		keys = append(keys, name)
	}
	return keys
}

// follow is at, but finds a parameter by its name.
func follow(n *yaml.Node, keys []string) *yaml.Node {
	for i, key := range keys {
		if i > 0 && keys[i-1] == "parameters" && n != nil && n.Kind == yaml.SequenceNode {
			at := slices.IndexFunc(n.Content, func(p *yaml.Node) bool { return text(member(p, "name")) == key })
			if at < 0 {
				return nil
			}
			n = n.Content[at]
			continue
		}
		n = child(n, key)
	}
	return n
}

func positionOf(t *tree, exact, around *yaml.Node) Position {
	if exact != nil {
		return t.position(exact)
	}
	if around != nil {
		return t.position(around)
	}
	return Position{}
}

func words(n *yaml.Node) string {
	if n != nil && n.Kind == yaml.SequenceNode {
		return strings.Join(texts(n), ", ")
	}
	return text(n)
}

// shift is one change with both of its sides.
type shift struct {
	keys           []string // of what holds the property
	property       string
	added, removed bool
	old, new       *yaml.Node // what holds the property
	was, now       string
}

func (s *shift) under(key string) bool { return slices.Contains(s.keys, key) }

// named is the end of the pointer: what was added or taken away has a name.
func (s *shift) named() []string {
	switch s.property {
	case "codes":
		return []string{s.was + s.now}
	case "properties", "parameters", "content":
		return []string{s.property, s.was + s.now}
	}
	return []string{s.property}
}

func (s *shift) kind() string {
	prose := []string{"description", "summary", "title", "operationId", "examples", "example", "tags", "termsOfService", "deprecated"}
	switch {
	case slices.Contains(prose, s.property) || s.under("info"):
		return "description"
	case s.under("servers") || s.property == "servers":
		return "rpc"
	case len(s.keys) == 1 && s.keys[0] == "paths", len(s.keys) == 2 && s.keys[0] == "paths" && slices.Contains([]string{"get", "post"}, s.property):
		return s.one("operation.added", "operation.removed")
	case s.under("responses"):
		return s.answer()
	case s.under("parameters") || s.under("requestBody") || s.property == "parameters" || s.property == "requestBody":
		return s.request()
	}
	return "other"
}

// one is the kind of something there is now, or is no longer.
func (s *shift) one(added, removed string) string {
	if s.added || !s.removed && s.was == "" {
		return added
	}
	return removed
}

// answer: what may newly come is a danger, what comes no longer is none.
func (s *shift) answer() string {
	switch s.property {
	case "codes":
		return s.one("answer.status.added", "answer.status.removed")
	case "content":
		return s.one("answer.media.added", "answer.media.removed")
	case "properties":
		return s.one("answer.property.added", "answer.property.removed")
	case "required":
		return s.one("answer.required.added", "answer.required.removed")
	case "type", "items":
		return "answer.type"
	case "const":
		return "answer.const"
	case "enum":
		return s.answerEnum()
	case "pattern", "format":
		return "answer.value"
	case "if", "then", "else", "allOf", "anyOf", "oneOf", "not":
		return "answer.condition"
	}
	switch s.bound() {
	case wider:
		return "answer.limit.raised"
	case narrower:
		return "answer.limit.lowered"
	}
	return "other"
}

func (s *shift) answerEnum() string {
	switch {
	case member(s.new, "enum") == nil:
		return "answer.enum.added" // anything may come now
	case member(s.old, "enum") == nil:
		return "answer.enum.removed"
	case s.one("added", "removed") == "removed":
		return "answer.enum.removed"
	case text(member(s.old, "x-open-enum")) == "true":
		return "answer.enum.added.open"
	}
	return "answer.enum.added"
}

// request: what calls of today may no longer say is a danger.
func (s *shift) request() string {
	switch s.property {
	case "parameters":
		return s.parameter()
	case "required":
		return s.demand()
	case "properties":
		return s.one("request.optional.added", "request.parameter.removed") // its being required is a change of its own
	case "content", "requestBody":
		return "request.media"
	case "type":
		if s.under("application/json") {
			return "request.type"
		}
		return "request.type.form"
	case "const":
		return "request.const"
	case "enum":
		return s.requestEnum()
	case "pattern", "format":
		return s.form()
	case "in":
		return "rpc"
	}
	switch s.bound() {
	case wider:
		return "request.widened"
	case narrower:
		return "request.narrowed"
	}
	return "other"
}

// parameter is one that a list of parameters has now, or has no longer.
func (s *shift) parameter() string {
	if s.one("added", "removed") == "removed" {
		return "request.parameter.removed"
	}
	n := follow(s.new, []string{"parameters", s.now})
	if text(member(n, "required")) == "true" {
		return "request.required.added"
	}
	return "request.optional.added"
}

// demand is the flag of a parameter, or a name in the list of a form.
func (s *shift) demand() string {
	if s.now == "true" || s.now != "false" && s.one("added", "removed") == "added" {
		return "request.required.added"
	}
	return "request.required.removed"
}

func (s *shift) requestEnum() string {
	switch {
	case member(s.old, "enum") == nil:
		return "request.narrowed"
	case member(s.new, "enum") == nil:
		return "request.widened"
	}
	return s.one("request.enum.added", "request.enum.removed")
}

func (s *shift) form() string {
	switch {
	case member(s.old, s.property) == nil:
		return "request.narrowed"
	case member(s.new, s.property) == nil:
		return "request.widened"
	}
	return "request.pattern"
}

// width is what became of a bound.
type width int

const (
	unknownWidth width = iota
	wider
	narrower
)

// bound reports whether more or less fits than before.
func (s *shift) bound() width {
	upper := strings.HasPrefix(s.property, "max") || strings.HasPrefix(s.property, "exclusiveMax")
	if !upper && !strings.HasPrefix(s.property, "min") && !strings.HasPrefix(s.property, "exclusiveMin") {
		return unknownWidth
	}
	was, errOld := strconv.ParseFloat(text(member(s.old, s.property)), 64)
	now, errNew := strconv.ParseFloat(text(member(s.new, s.property)), 64)
	switch {
	case errNew != nil: // the bound is gone
		return wider
	case errOld != nil:
		return narrower
	case upper == (now > was):
		return wider
	}
	return narrower
}
