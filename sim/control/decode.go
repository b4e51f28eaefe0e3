package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// What a body may be: one with a document in it is larger.
const (
	maxLarge   = 1 << 20
	maxNesting = 32
)

// readBody reads a body that is one JSON object with the members of the struct
// that like is, and returns a pointer to such a struct. It is stricter than
// encoding/json: a member has one spelling, is there once, and is not null.
func readBody(r *http.Request, like any, limit int64) (any, *problem) {
	if p := checkType(r.Header.Get("Content-Type")); p != nil {
		return nil, p
	}
	if limit == 0 {
		limit = maxBody
	}
	body, p := readAll(r, limit)
	if p != nil {
		return nil, p
	}
	into := reflect.New(reflect.TypeOf(like))
	if p := checkJSON(body, into.Type().Elem()); p != nil {
		return nil, p
	}
	if err := json.Unmarshal(body, into.Interface()); err != nil {
		return nil, mistyped(err)
	}
	return into.Interface(), nil
}

// checkJSON finds what encoding/json would let pass.
func checkJSON(body []byte, kind reflect.Type) *problem {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	w := &walker{d: d}
	if !utf8.Valid(body) || !bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("{")) {
		return notObject()
	}
	if p := w.value(kind, "", 0); p != nil {
		return p
	}
	if _, err := d.Token(); err != io.EOF {
		return notObject()
	}
	return nil
}

type walker struct{ d *json.Decoder }

func (w *walker) value(kind reflect.Type, where string, depth int) *problem {
	if depth > maxNesting {
		return bad(fmt.Sprintf("it is nested deeper than %d levels", maxNesting), "body", "send something flatter")
	}
	token, err := w.d.Token()
	switch {
	case err != nil:
		return notObject()
	case token == nil:
		return bad("it is null", where, "leave it out, or send a value")
	case token == json.Delim('{'):
		return w.object(kind, where, depth)
	case token == json.Delim('['):
		for w.d.More() {
			if p := w.value(elementOf(kind), where, depth+1); p != nil {
				return p
			}
		}
		_, err = w.d.Token()
	}
	if err != nil {
		return notObject()
	}
	return nil
}

func (w *walker) object(kind reflect.Type, where string, depth int) *problem {
	members := membersOf(kind)
	seen := map[string]bool{}
	for w.d.More() {
		token, err := w.d.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return notObject()
		}
		at := inside(where, name)
		if seen[name] {
			return bad("it is there twice", at, "send it once")
		}
		seen[name] = true
		next := elementOf(kind)
		if members != nil {
			i := slices.IndexFunc(members, func(m member) bool { return m.name == name })
			if i < 0 {
				return bad("there is no such field", at, meant(name, memberNames(members)))
			}
			next = members[i].kind
		}
		if p := w.value(next, at, depth+1); p != nil {
			return p
		}
	}
	if _, err := w.d.Token(); err != nil {
		return notObject()
	}
	return nil
}

func meant(name string, names []string) string {
	if len(names) == 0 {
		return "leave it out; this takes {}"
	}
	return fmt.Sprintf("did you mean %q? There are %s", nearest(name, names), list(names, "and"))
}

func inside(where, name string) string {
	name = name[:min(len(name), 64)]
	if where == "" {
		return fmt.Sprintf("field %q", name)
	}
	return fmt.Sprintf("%s.%q", where[:min(len(where), 128)], name)
}

// member is one member of a struct on the wire.
type member struct {
	name, about, said string // said: in the tag kind
	optional          bool
	kind              reflect.Type
}

// membersOf is nil for what is no struct, or writes itself.
func membersOf(kind reflect.Type) (list []member) {
	kind = bare(kind)
	if kind == nil || kind.Kind() != reflect.Struct || kind == reflect.TypeFor[moment]() {
		return nil
	}
	list = []member{}
	for _, f := range reflect.VisibleFields(kind) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" || f.Anonymous {
			continue
		}
		list = append(list, member{name, f.Tag.Get("about"), f.Tag.Get("kind"), strings.Contains(options, "omit"), f.Type})
	}
	return list
}

func memberNames(members []member) (names []string) {
	for _, m := range members {
		names = append(names, m.name)
	}
	return names
}

// bare is what a pointer points to.
func bare(kind reflect.Type) reflect.Type {
	for kind != nil && kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	return kind
}

func elementOf(kind reflect.Type) reflect.Type {
	kind = bare(kind)
	if kind == nil || kind.Kind() != reflect.Map && kind.Kind() != reflect.Slice || kind == reflect.TypeFor[json.RawMessage]() {
		return nil
	}
	return kind.Elem()
}

// mistyped says which member has another kind of value.
func mistyped(err error) *problem {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return bad("it has a value that cannot be read: "+err.Error(), "body", "GET "+specPath+" says what each field takes")
	}
	return bad("it is "+spokenValue(wrong.Value)+" and not "+spokenKind(wrong.Type), fmt.Sprintf("field %q", wrong.Field), "GET "+specPath+" says what each field takes")
}

func spokenKind(kind reflect.Type) string {
	switch kind.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Map, reflect.Struct:
		return "an object"
	case reflect.Uint64:
		return "a whole number from 0"
	}
	return "a whole number"
}

// spokenValue is a kind of value as encoding/json calls it, in our words.
func spokenValue(kind string) string {
	kind, _, _ = strings.Cut(kind, " ") // and the number itself
	switch kind {
	case "string":
		return "a text"
	case "bool":
		return "true or false"
	case "array":
		return "a list"
	case "object":
		return "an object"
	}
	return "a number"
}
