package contracts

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// trial is the judgement of one side of one exchange.
type trial struct {
	c         *Contract
	s         *compiled
	x         *Exchange
	params    *parameters
	scheme    Signature
	operation string
	why       string // there is no operation
	direction string
	side      Side
	findings  []Finding
}

// open finds out what the exchange is about.
func (c *Contract) open(x *Exchange, direction string, side Side) *trial {
	t := &trial{c: c, x: x, params: c.parameters(x), direction: direction, side: side}
	t.scheme = c.signature(x, t.params)
	t.operation, t.why = c.operation(x, t.params)
	t.s = c.scheme(t.scheme.Name)
	return t
}

// path is the virtual path.
func (t *trial) path() string { return "/" + t.operation }

func (t *trial) item() *yaml.Node { return at(t.s.tree.root, "paths", t.path()) }

// place is a node of the contract with the evidence it has or inherits.
type place struct {
	node     *yaml.Node
	evidence Evidence
}

// to goes on to a node below.
func (p place) to(n *yaml.Node) place {
	if n == nil {
		return p
	}
	p.node = n
	for _, key := range []string{"x-evidence", "evidence"} {
		if e := text(member(n, key)); e != "" {
			p.evidence = Evidence(e)
		}
	}
	return p
}

// add makes a finding of what is wrong at a place of the contract.
func (t *trial) add(rule, location, pointer, expected, actual string, p place) {
	severity := t.c.doc.severities.Rule(rule)
	f := Finding{
		Rule: rule, Provider: t.c.doc.Provider, Operation: t.operation, Side: t.side,
		Severity: severity.Severity, Reason: severity.Why, Confidence: confidence(p.evidence),
		Direction: t.direction, Location: location, Pointer: pointer, Expected: cut(expected), Actual: actual,
		Contract: t.position(p.node), Evidence: p.evidence, Profile: t.c.name(),
	}
	if t.x.Case != "" {
		f.Cases = []string{t.x.Case}
	}
	if rule == "resp.enum.new" && p.node != nil && text(member(p.node, "x-open-enum")) == "true" {
		f.Severity, f.Reason = Risky, "the list is said to be open"
	}
	f.identify()
	t.findings = append(t.findings, f)
}

func (t *trial) position(n *yaml.Node) string {
	p := t.s.tree.position(n)
	p.Column = 0
	return p.String()
}

// confidence is how sure the contract's own statement is.
func confidence(e Evidence) string {
	switch e.Kind() {
	case "document", "sdk":
		return "high"
	case "seen":
		return "medium"
	}
	return "low"
}

// schemaPlace follows an instance's path through a schema to the statement
// about it; known is whether the schema knows the path at all.
func (t *trial) schemaPlace(p place, path []string) (found place, known bool) {
	p = p.to(t.s.tree.resolve(p.node))
	if p.node == nil {
		return p, false
	}
	if len(path) == 0 {
		return p, true
	}
	for _, next := range t.below(p.node, path[0]) {
		if found, known := t.schemaPlace(p.to(next), path[1:]); known {
			return found, true
		}
	}
	return p, false
}

// below are the schemas that speak of one member or element.
func (t *trial) below(schema *yaml.Node, key string) (list []*yaml.Node) {
	if n := at(schema, "properties", key); n != nil {
		list = append(list, n)
	}
	if n := member(schema, "items"); n != nil && key != "" && strings.Trim(key, "0123456789") == "" {
		list = append(list, n)
	}
	for _, word := range []string{"allOf", "anyOf", "oneOf"} {
		if branches := member(schema, word); branches != nil {
			for _, branch := range branches.Content {
				list = append(list, t.below(t.s.tree.resolve(branch), key)...)
			}
		}
	}
	for _, word := range []string{"then", "else"} {
		if branch := member(schema, word); branch != nil {
			list = append(list, t.below(t.s.tree.resolve(branch), key)...)
		}
	}
	return list
}

// wrong makes a finding of a failure of the validator.
func (t *trial) wrong(prefix, location string, f failure, p place) {
	at, known := t.schemaPlace(p, f.path)
	if f.word == "required" && !known {
		at = p
	}
	actual := "absent"
	if f.word != "required" {
		actual = show(f.got, secret(at.node) || !known)
	}
	t.add(ruleOf(prefix, f.word), location, pointer(f.path...), f.expected, actual, at)
}

func secret(n *yaml.Node) bool { return n != nil && text(member(n, "x-secret")) == "true" }

// ruleOf is the rule a schema's word breaks.
func ruleOf(prefix, word string) string {
	rules := map[string]string{
		"required": "resp.field.removed", "type": "resp.field.type", "enum": "resp.enum.new",
		"forbidden": "resp.field.added", "unknown": "resp.field.added", "items": "resp.items",
	}
	if prefix == "req" {
		rules = map[string]string{"required": "req.param.missing"}
	}
	if rule := rules[word]; rule != "" {
		return rule
	}
	if prefix == "req" {
		return "req.param.value"
	}
	return "resp.field.value"
}

// close sorts what was found and asks which other readings would accept it.
func (t *trial) close(again func(*Contract) []Finding) []Finding {
	found := sortFindings(t.findings)
	if len(found) == 0 || again == nil {
		return found
	}
	offers := make([][]string, len(found))
	t.c.others(func(id, value string, e Evidence, other *Contract) {
		left := again(other)
		if len(left) >= len(found) {
			return
		}
		for i := range found {
			if !slices.ContainsFunc(left, func(f Finding) bool { return f.ID == found[i].ID && f.Pointer == found[i].Pointer }) {
				offers[i] = append(offers[i], fmt.Sprintf("%s=%s (%s)", id, value, e))
			}
		}
	})
	for i, list := range offers {
		if len(list) > 0 {
			found[i].Suggestion = "would be accepted with " + strings.Join(list[:min(len(list), 3)], ", or with ")
		}
	}
	return found
}

// others visits the contracts that differ by one reading, or by the profile.
func (c *Contract) others(visit func(id, value string, e Evidence, other *Contract)) {
	for _, x := range c.doc.discrepancies {
		if x.ByExchange || !x.in(c.Profile) {
			continue
		}
		for _, r := range x.Readings {
			now, changed := c.Switches[x.ID]
			if r.Name == now || !changed && r.Name == x.Default || r.patch == nil && r.Name != x.Default {
				continue
			}
			if other, err := c.with(x.ID, r.Name); err == nil {
				visit(x.ID, r.Name, r.Evidence, other)
			}
		}
	}
	for _, p := range c.doc.profiles {
		if p.Name == c.Profile {
			continue
		}
		if other, err := c.with("profile", p.Name); err == nil {
			visit("profile", p.Name, p.Evidence, other)
		}
	}
}
