package scenarios

import (
	"encoding/json"

	"github.com/numsim/numsim"
)

// shape is a part of a JSON Schema.
type shape map[string]any

// Schema is a JSON Schema (draft 2020-12) of scenario documents, for editors. It
// is made of the tables that documents are read by, so neither knows a key that
// the other does not.
func Schema() []byte {
	root := object(documentKeys())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "numsim scenario"
	text, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic(err) // shapes are maps, lists, texts and numbers
	}
	return append(text, '\n')
}

// object is a mapping with these keys and no others.
func object[T any](keys []key[T]) shape {
	properties := shape{}
	for _, k := range keys {
		described := shape{"description": k.about}
		for name, value := range k.shape {
			described[name] = value
		}
		properties[k.name] = described
	}
	return shape{"type": "object", "properties": properties, "additionalProperties": false}
}

func either(shapes ...shape) shape { return shape{"anyOf": shapes} }

func anyText() shape   { return shape{"type": "string"} }
func anyScalar() shape { return shape{"type": []string{"string", "number", "boolean"}} }
func anyObject() shape { return shape{"type": "object", "minProperties": 1} }
func yesNo() shape     { return shape{"type": "boolean"} }
func fromZero() shape  { return shape{"type": "integer", "minimum": 0} }

func httpStatus() shape {
	return shape{"type": "integer", "minimum": leastStatus, "maximum": mostStatus}
}

func matching(pattern string) shape {
	return shape{"type": []string{"string", "integer"}, "pattern": pattern}
}

func oneWord(words ...string) shape { return shape{"enum": words} }

func listOf(s shape) shape { return shape{"type": "array", "minItems": 1, "items": s} }

func oneOrList(s shape) shape { return either(s, listOf(s)) }

func pairOf(s shape) shape { return shape{"type": "array", "minItems": 2, "maxItems": 2, "items": s} }

func spanShape() shape {
	return matching(`^(0|([0-9]+d)?([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))*)$`)
}

func shareShape() shape { return matching(`^[0-9]{1,3}(\.[0-9]{1,4})?%$`) }

// numberPattern is also what a key of numbers looks like.
const numberPattern = `^[0-9]{1,15}\*?$`

func numberShape() shape { return matching(numberPattern) }

// The words of statuses and carriers are offered, but others in another case or
// with _ are read too.
func statusShape() shape { return either(oneWord(newStatusWords().words...), anyText()) }

func carrierShape() shape { return either(oneWord(newCarrierWords().words...), anyText()) }

func chanceShape() shape { return either(shareShape(), object(chanceKeys())) }

func delayShape() shape { return either(spanShape(), object(delayKeys())) }

func rulesShape() shape {
	one := object(ruleKeys())
	one["required"] = []string{"then"}
	return shape{"type": "array", "items": one}
}

func weightsShape() shape {
	words := shape{}
	for _, s := range numsim.Statuses() {
		words[s.String()] = shape{"type": "integer", "minimum": 0, "maximum": maxWeight}
	}
	return shape{"type": "object", "minProperties": 1, "properties": words}
}

func valueShape() shape { return oneOrList(anyScalar()) }

func lifeShape[S any](kind *lifeOf[S], bare shape) shape {
	stage := object(kind.keys)
	return either(bare, stage, listOf(either(bare, stage)))
}

func numbersShape() shape {
	return shape{
		"type": "object", "additionalProperties": false,
		"patternProperties": shape{numberPattern: lifeShape(numberLife(), statusShape())},
	}
}

func accountsShape() shape {
	fields := shape{"type": "object", "additionalProperties": either(valueShape(), listOf(either(anyScalar(), object(settingLife().keys))))}
	return shape{"type": "object", "additionalProperties": fields}
}
