package contracts

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/pb33f/libopenapi/what-changed/model"
)

// walker goes over what what-changed found, which comes as a tree of structs,
// one kind for each object of OpenAPI, and knows for each change where it is.
type walker struct {
	d             *differ
	before, after *side
	path          []string
}

func (w *walker) walk(changes *model.DocumentChanges) { w.value(reflect.ValueOf(changes)) }

func (w *walker) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		if c, ok := v.Interface().(*model.Change); ok {
			w.change(c)
			return
		}
		w.value(v.Elem())
	case reflect.Struct:
		w.fields(v)
	case reflect.Slice:
		for i := range v.Len() {
			name := strconv.Itoa(i)
			if p, ok := v.Index(i).Interface().(*model.ParameterChanges); ok {
				name = p.Name
			}
			w.within(name, v.Index(i))
		}
	case reflect.Map:
		names := map[string]reflect.Value{}
		for _, key := range v.MapKeys() {
			names[key.String()] = v.MapIndex(key)
		}
		for _, name := range slices.Sorted(maps.Keys(names)) {
			w.within(name, names[name])
		}
	}
}

func (w *walker) within(name string, v reflect.Value) {
	w.path = append(w.path, name)
	w.value(v)
	w.path = w.path[:len(w.path)-1]
}

// fields visits what may hold changes. Extensions are compared by their types;
// what is embedded has no name of its own.
func (w *walker) fields(v reflect.Value) {
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case !field.IsExported() || name == "extensions" || field.Name == "ChangeReference":
		case field.Anonymous || name == "changes":
			w.list(value)
		case name != "" && name != "-":
			w.within(name, value)
		}
	}
}

func (w *walker) list(v reflect.Value) {
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			w.value(v.Index(i))
		}
		return
	}
	w.value(v)
}
