package contracts

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// patch is a merge patch under construction.
type patch struct {
	c    *Contract
	t    *tree
	f    Finding
	seen Evidence
	tree map[string]any
}

// unseen is what is known of a word that no document has.
const unseen = "seen in answers; no document says what it means"

// make fills the patch for the finding's rule.
func (p *patch) make() error {
	makers := map[string]func() error{
		"resp.enum.new": p.word, "resp.field.type": p.kind, "resp.field.nullable": p.kind,
		"resp.field.removed": p.optional, "resp.field.required-lost": p.optional, "resp.field.added": p.member,
		"resp.field.value": p.value, "resp.items": p.items, "resp.status": p.status,
		"header.contenttype": p.media, "xml.root": p.root,
		"error.code.new": p.code, "error.http.changed": p.http, "error.message.changed": p.message,
		"success.code.changed": p.success, "limit.batch": p.limit, "limit.qps": p.limit,
	}
	if maker := makers[p.f.Rule]; maker != nil {
		return maker()
	}
	if why := refusals()[p.f.Rule]; why != "" {
		return Unacceptable(p.f.Rule + " cannot be accepted: " + why)
	}
	return Unacceptable(p.f.Rule + " cannot be accepted: no statement of a contract would make it none")
}

// refusals are why a rule's findings are not for the contract.
func refusals() map[string]string {
	return map[string]string{
		"timing.p95":               "how long answers take is no promise; set timeouts by it, and record a new baseline",
		"sig.rejected":             "a signature that computes and is refused has to be understood first: key, clock or algorithm; add a scheme with vectors by hand",
		"charge.rule":              "it is money, and the bill decides: ask the provider, then write x-billing by hand",
		"operation.withdrawn":      "the code it was refused with is in no table: accept that one as error.code.new first, and then this one as a scenario",
		"error.envelope":           "x-envelope names one place for all refusals: find out which answers come so, then change it by hand",
		"error.precedence.changed": "no contract says which of several faults is told",
		"evidence.stale":           "only a new recording helps: contract run --live --record",
		"resp.enum.unseen":         "a word that is not seen may still come; nothing has to change",
		"encoding.charset":         "a contract has UTF-8 only, because JSON and the client's decoders have",
		"header.repeated":          "no contract says how often a header comes; a scenario with raw plays it",
		"limit.body":               "the contract has no limit of a body; add x-limits body by hand",
		"xml.order":                "members have no order in a contract",
		"resp.body.empty":          "there is no answer to describe; a scenario with raw plays it",
		"resp.body.unreadable":     "there is no answer to describe; a scenario with body or raw plays it",
		"resp.key.repeated":        "no schema can say it; a scenario with raw plays it",
		"contract.broken":          "mend the contract: contract lint says where",
	}
}

// set puts a value at keys; a list on the way cannot be patched in parts.
func (p *patch) set(keys []string, value any) error {
	for i := range keys {
		if n := at(p.t.root, keys[:i]...); n != nil && n.Kind == yaml.SequenceNode {
			return Unacceptable("the schema stands inside a list, which an overlay cannot reach: move it to components/schemas first")
		}
	}
	in := p.tree
	for _, key := range keys[:len(keys)-1] {
		next, ok := in[key].(map[string]any)
		if !ok {
			next = map[string]any{}
			in[key] = next
		}
		in = next
	}
	in[keys[len(keys)-1]] = value
	return nil
}

func (p *patch) setAll(spots []spot, values map[string]any) error {
	for _, s := range spots {
		for key, value := range values {
			if err := p.set(s.to(key).keys, value); err != nil {
				return err
			}
		}
	}
	return nil
}

// speakers are the schemas about the finding's place.
func (p *patch) speakers(pointer string, conditions bool) (list []spot) {
	for _, schema := range p.t.schemas(p.f.Operation, p.f.Status) {
		list = append(list, p.t.speakers(schema, keysOf(pointer), conditions)...)
	}
	return unique(list)
}

// having are those with a word of JSON Schema.
func having(list []spot, word string) []spot {
	return slices.DeleteFunc(slices.Clone(list), func(s spot) bool { return member(s.node, word) == nil })
}

var nothingThere = Unacceptable("the contract has no statement there any more: judge it again")

// whole is the value that was seen, which must not have been hidden.
func (p *patch) whole(value string) error {
	if value == "" || strings.ContainsAny(value, "*…") || strings.Contains(value, hidden) {
		return Unacceptable("the finding does not tell the whole value, which may be somebody's: add it by hand")
	}
	return nil
}
