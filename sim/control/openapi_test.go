package control_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/serve"
)

// document is the OpenAPI document as a client reads it.
type document struct {
	OpenAPI    string
	Paths      map[string]map[string]operation
	Components struct{ Schemas map[string]schema }

	seen map[string]bool // fields, by schema
}

type operation struct {
	OperationID string
	Summary     string
	Parameters  []struct{ Name, In string }
	RequestBody *struct {
		Content map[string]struct{ Schema schema }
	}
	Responses map[string]struct {
		Content map[string]struct{ Schema schema }
	}
}

type schema struct {
	Ref         string `json:"$ref"`
	Type        any
	Description string
	Properties  map[string]schema
	Required    []string
	Items       *schema
	Additional  any `json:"additionalProperties"`
}

func documentOf(t *testing.T, s *simulator) (d document) {
	t.Helper()
	a := s.call("GET", "/v1/openapi.json", "")
	require.Equal(t, 200, a.status)
	require.NoError(t, json.Unmarshal([]byte(a.body), &d))
	return d
}

// Every route and method is in the document, and nothing else is; every
// operation says what it is for, and every field what it means.
func TestTheDocumentHasEveryRoute(t *testing.T) {
	s := run(t, serve.Config{})
	d := documentOf(t, s)
	assert.Equal(t, "3.1.0", d.OpenAPI)
	var there, said []string
	for _, r := range control.Routes(control.Options{Plane: plane{}, Signatures: &asked{}}) {
		for _, method := range r.Methods {
			if method != "HEAD" {
				there = append(there, strings.ToLower(method)+" "+r.Path)
			}
		}
	}
	ids := map[string]bool{}
	for path, methods := range d.Paths {
		for method, o := range methods {
			said = append(said, method+" "+path)
			assert.NotEmpty(t, o.Summary, path)
			assert.False(t, ids[o.OperationID], "%s twice", o.OperationID)
			ids[o.OperationID] = true
			for _, name := range regexp.MustCompile(`\{([^}]+)\}`).FindAllStringSubmatch(path, -1) {
				assert.True(t, slices.ContainsFunc(o.Parameters, func(p struct{ Name, In string }) bool { return p.In == "path" && p.Name == name[1] }))
			}
			if _, takes := bodies()[strings.ToUpper(method)+" "+path]; takes {
				assert.NotNil(t, o.RequestBody, "%s %s", method, path)
			} else {
				assert.Nil(t, o.RequestBody, "%s %s", method, path)
			}
		}
	}
	assert.ElementsMatch(t, there, said)
	for name, one := range d.Components.Schemas {
		for field, f := range one.Properties {
			assert.NotEmpty(t, f.Description, "%s.%s", name, field)
		}
	}
}

// The fields of a body that the document has are the ones that are taken: each
// is known, and the others are told of as the document has them.
func TestTheDocumentHasEveryFieldThatIsTaken(t *testing.T) {
	s := run(t, serve.Config{})
	d := documentOf(t, s)
	for at := range bodies() {
		method, path, _ := strings.Cut(at, " ")
		o := d.Paths[path][strings.ToLower(method)]
		taken := d.resolve(o.RequestBody.Content["application/json"].Schema)
		a := s.call(method, pathOf(control.Route{Path: path}, method), `{"nothing_here":1}`)
		said := problemOf(t, a).Error.Do
		_, listed, _ := strings.Cut(said, "There are ")
		if len(taken.Properties) == 0 {
			assert.Contains(t, said, "this takes {}")
			continue
		}
		if len(taken.Properties) == 1 {
			listed = said[strings.LastIndex(said, " ")+1:]
		}
		assert.ElementsMatch(t, slices.Sorted(maps.Keys(taken.Properties)), strings.FieldsFunc(strings.ReplaceAll(listed, " and ", ", "), func(r rune) bool { return r == ',' || r == ' ' }), at)
	}
}

func (d document) resolve(s schema) schema {
	if name, is := strings.CutPrefix(s.Ref, "#/components/schemas/"); is {
		return d.Components.Schemas[name]
	}
	return s
}

// conforms: the document has this status of this operation, and the answer is
// what it says there.
func (s *session) conforms(method, path string, a answer) {
	t := s.t
	t.Helper()
	d := documentOf(t, s.simulator)
	d.seen = s.seen
	path, _, _ = strings.Cut(path, "?")
	for template, methods := range d.Paths {
		pattern := regexp.MustCompile(`\\\{[^}]+\\\}`).ReplaceAllString(regexp.QuoteMeta(template), `[^/]+`)
		o, ok := methods[strings.ToLower(method)]
		if !ok || !regexp.MustCompile("^"+pattern+"$").MatchString(path) || template == "/v1/journal/{request-id}" && path == "/v1/journal/stream" {
			continue
		}
		response, ok := o.Responses[strconv.Itoa(a.status)]
		require.True(t, ok, "%s %s answers %d, which the document does not have", method, template, a.status)
		kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
		for media, one := range response.Content {
			if strings.HasPrefix(media, kind) && kind == "application/json" && one.Schema.Type != "string" {
				var value any
				require.NoError(t, json.Unmarshal([]byte(a.body), &value))
				for _, wrong := range d.judge(one.Schema, value, "") {
					t.Errorf("%s %s %d: %s", method, template, a.status, wrong)
				}
				return
			}
		}
		return
	}
	t.Errorf("the document has no %s %s", method, path)
}

// judge says where a value is not as a schema has it.
func (d document) judge(s schema, value any, at string) (wrong []string) {
	name := strings.TrimPrefix(s.Ref, "#/components/schemas/")
	s = d.resolve(s)
	switch v := value.(type) {
	case map[string]any:
		if !s.is("object") {
			return []string{fmt.Sprintf("%s is an object", at)}
		}
		for _, field := range s.Required {
			if _, there := v[field]; !there {
				wrong = append(wrong, at+" lacks "+field)
			}
		}
		for field, member := range v {
			d.seen[name+"."+field] = true
			one, known := s.Properties[field]
			switch more, dictionary := s.Additional.(map[string]any); {
			case known:
				wrong = append(wrong, d.judge(one, member, at+"."+field)...)
			case dictionary:
				var element schema
				text, _ := json.Marshal(more)
				_ = json.Unmarshal(text, &element)
				wrong = append(wrong, d.judge(element, member, at+".*")...)
			case s.Properties != nil:
				wrong = append(wrong, at+" has "+field+", which the document does not")
			}
		}
	case []any:
		if !s.is("array") {
			return []string{at + " is a list"}
		}
		for _, one := range v {
			if s.Items != nil {
				wrong = append(wrong, d.judge(*s.Items, one, at+"[]")...)
			}
		}
	case string:
		if !s.is("string") {
			return []string{at + " is a text"}
		}
	case float64:
		if !s.is("integer") && !s.is("number") || s.is("integer") && v != float64(int64(v)) {
			return []string{at + " is a number"}
		}
	case bool:
		if !s.is("boolean") {
			return []string{at + " is a truth"}
		}
	case nil:
		return []string{at + " is null"}
	}
	return wrong
}

func (s schema) is(kind string) bool {
	if list, several := s.Type.([]any); several {
		return slices.Contains(list, any(kind))
	}
	return s.Type == kind
}

// unseen: every field that the document says an answer may have is in one of
// the sessions.
func unseen(t *testing.T, seen map[string]bool) {
	t.Helper()
	d := documentOf(t, run(t, serve.Config{}))
	given := map[string]bool{}
	for _, methods := range d.Paths {
		for _, o := range methods {
			for _, r := range o.Responses {
				d.given(r.Content["application/json"].Schema, given)
			}
		}
	}
	require.Greater(t, len(given), 15)
	var missing []string
	for name := range given {
		for field := range d.Components.Schemas[name].Properties {
			if !seen[name+"."+field] && !brokenSigner(name+"."+field) {
				missing = append(missing, name+"."+field)
			}
		}
	}
	slices.Sort(missing)
	assert.Empty(t, missing)
}

// brokenSigner is for fields that take one to be seen, or a request of 200 KB,
// or another scheme of signatures: tests of sim/serve and of capsules have them.
func brokenSigner(field string) bool {
	if slices.Contains([]string{"CapsuleCall.headers", "CapsuleCall.token", "CapsuleCall.unsendable"}, field) {
		return true
	}
	return slices.Contains([]string{"Signature.difference", "Signature.string_signed", "Signature.canonical_signed", "Signature.not_all_tried"}, field)
}

func (d document) given(s schema, all map[string]bool) {
	name, is := strings.CutPrefix(s.Ref, "#/components/schemas/")
	if is && all[name] {
		return
	}
	if is {
		all[name] = true
	}
	s = d.resolve(s)
	for _, one := range s.Properties {
		d.given(one, all)
	}
	if s.Items != nil {
		d.given(*s.Items, all)
	}
	if more, dictionary := s.Additional.(map[string]any); dictionary {
		var element schema
		text, _ := json.Marshal(more)
		_ = json.Unmarshal(text, &element)
		d.given(element, all)
	}
}
