package control

import (
	"encoding/json"
	"reflect"
	"strings"
)

// schemas are those of the types on the wire, by name.
type schemas struct{ made object }

// of is the schema of a value's type: a reference, and the type under
// components.
func (s *schemas) of(value any) object { return s.kind(reflect.TypeOf(value), "") }

func ref(value any) object {
	return object{"$ref": "#/components/schemas/" + schemaName(reflect.TypeOf(value))}
}

// schemaName begins with a capital, whether others may use the type or not.
func schemaName(kind reflect.Type) string {
	return strings.ToUpper(kind.Name()[:1]) + kind.Name()[1:]
}

func (s *schemas) kind(kind reflect.Type, said string) object {
	kind = bare(kind)
	switch {
	case kind == reflect.TypeFor[moment]():
		return object{"type": "string", "format": "date-time"}
	case kind == reflect.TypeFor[json.RawMessage]() && said == "object":
		return object{"type": "object"}
	case kind == reflect.TypeFor[json.RawMessage]():
		return object{"type": []string{"string", "object", "array"}}
	}
	switch kind.Kind() {
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Slice:
		return object{"type": "array", "items": s.kind(kind.Elem(), said)}
	case reflect.Map:
		return s.dictionary(kind, said)
	case reflect.Struct:
		return s.structure(kind)
	}
	return object{"type": "integer"}
}

func (s *schemas) dictionary(kind reflect.Type, said string) object {
	if kind.Elem().Kind() == reflect.Interface {
		return object{"type": "object"}
	}
	return object{"type": "object", "additionalProperties": s.kind(kind.Elem(), said)}
}

func (s *schemas) structure(kind reflect.Type) object {
	if s.made[schemaName(kind)] == nil {
		properties, required := object{}, []string{}
		s.made[schemaName(kind)] = properties // before its members, one of which may be of the same type
		for _, m := range membersOf(kind) {
			one := s.kind(m.kind, m.said)
			one["description"] = m.about
			properties[m.name] = one
			if !m.optional {
				required = append(required, m.name)
			}
		}
		s.made[schemaName(kind)] = object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
	}
	return object{"$ref": "#/components/schemas/" + schemaName(kind)}
}
