package contracts

import (
	"fmt"
	"slices"
	"strings"

	verrors "github.com/pb33f/libopenapi-validator/errors"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// failure is one thing the validator found, in terms of ours.
type failure struct {
	parameter string   // of a request, where it is not in the body
	path      []string // of the instance, where a schema failed
	word      string   // required, enum, const, type, pattern and so on; empty: not a schema's failure
	expected  string
	got       any // the value, where there is one; redacted later
	subtype   string
}

// failures flattens the validator's errors. What it says in prose is passed
// over: it repeats whole bodies.
func failures(errs []*verrors.ValidationError) (list []failure) {
	for _, e := range errs {
		found := false
		for _, s := range e.SchemaValidationErrors {
			if s.OriginalJsonSchemaError != nil && !found {
				list = append(list, leaves(s.OriginalJsonSchemaError, e.ParameterName)...)
				found = true
			}
		}
		if !found {
			list = append(list, failure{parameter: e.ParameterName, subtype: e.ValidationSubType, expected: e.Message})
		}
	}
	return list
}

// leaves are the innermost causes of a failed schema.
func leaves(e *jsonschema.ValidationError, parameter string) (list []failure) {
	for _, cause := range e.Causes {
		list = append(list, leaves(cause, parameter)...)
	}
	if len(e.Causes) > 0 {
		return list
	}
	f := failure{parameter: parameter, path: slices.Clone(e.InstanceLocation)}
	switch k := e.ErrorKind.(type) {
	case *kind.Required:
		return f.each(k.Missing, "required", "present")
	case *kind.AdditionalProperties:
		return f.each(k.Properties, "unknown", "absent")
	}
	f.word, f.expected, f.got = describe(e.ErrorKind)
	return append(list, f)
}

// each is the failure for every one of some members.
func (f failure) each(names []string, word, expected string) (list []failure) {
	for _, name := range names {
		one := f
		one.path = append(slices.Clone(f.path), name)
		one.word, one.expected, one.got = word, expected, absent{}
		list = append(list, one)
	}
	return list
}

// absent marks the value of a failure that has none to show.
type absent struct{}

func describe(k jsonschema.ErrorKind) (word, expected string, got any) {
	switch k := k.(type) {
	case *kind.Type:
		return "type", strings.Join(k.Want, " or "), kindName(k.Got)
	case *kind.Enum:
		return "enum", "one of " + list(k.Want), k.Got
	case *kind.Const:
		return "const", fmt.Sprint(k.Want), k.Got
	case *kind.Pattern:
		return "pattern", "a match of " + k.Want, k.Got
	case *kind.MinItems:
		return "items", fmt.Sprintf("at least %d", k.Want), kindName(fmt.Sprint(k.Got))
	case *kind.MaxItems:
		return "items", fmt.Sprintf("at most %d", k.Want), kindName(fmt.Sprint(k.Got))
	case *kind.MinLength:
		return "length", fmt.Sprintf("at least %d characters", k.Want), kindName(fmt.Sprint(k.Got))
	case *kind.MaxLength:
		return "length", fmt.Sprintf("at most %d characters", k.Want), kindName(fmt.Sprint(k.Got))
	case *kind.FalseSchema:
		return "forbidden", "absent", absent{}
	}
	words := k.KeywordPath()
	return strings.Join(words, "/"), "what the schema says", absent{}
}

// kindName is a word of ours, to be shown as it is.
type kindName string

func list(values []any) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, ", ")
}
