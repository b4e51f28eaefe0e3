package contracts

import (
	"fmt"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// word adds a value to a closed list.
func (p *patch) word() error {
	if err := p.whole(p.f.Actual); err != nil {
		return err
	}
	spots := having(p.speakers(p.f.Pointer, false), "enum")
	if len(spots) == 0 {
		return nothingThere
	}
	for _, s := range spots {
		values := listed(member(s.node, "enum"))
		if err := p.enum(s, append(values, like(values, p.f.Actual)), p.f.Actual); err != nil {
			return err
		}
	}
	return nil
}

// enum writes a list with what its new value means.
func (p *patch) enum(s spot, values []any, added string) error {
	means := map[string]any{"means": unseen, "evidence": string(p.seen)}
	return p.setAll([]spot{s}, map[string]any{"enum": values, "x-semantics": map[string]any{added: means}})
}

func listed(n *yaml.Node) (values []any) {
	for _, v := range n.Content {
		values = append(values, plainOf(v))
	}
	return values
}

func plainOf(n *yaml.Node) any {
	var v any
	_ = n.Decode(&v) // a scalar decodes as what it is
	return v
}

// like is a value of the kind that the others are.
func like(values []any, text string) any {
	for _, v := range values {
		if _, isText := v.(string); isText {
			if slices.Contains(values, any(text)) {
				break // so it was the other kind
			}
			return text
		}
	}
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return text
}

// kind adds a type, and the values of a list in it.
func (p *patch) kind() error {
	got := p.f.Actual
	if !slices.Contains([]string{"string", "number", "integer", "boolean", "null", "object", "array"}, got) {
		return Unacceptable("the finding does not tell which type came: add it by hand")
	}
	spots := p.speakers(p.f.Pointer, false)
	if len(having(spots, "type")) == 0 {
		return nothingThere
	}
	for _, s := range having(spots, "type") {
		types := texts(member(s.node, "type"))
		if one := text(member(s.node, "type")); one != "" {
			types = []string{one}
		}
		if slices.Contains(types, got) { // one branch has it already
			continue
		}
		if err := p.set(s.to("type").keys, append(types, got)); err != nil {
			return err
		}
	}
	for _, s := range having(spots, "enum") {
		if err := p.inOtherKind(s, got); err != nil {
			return err
		}
	}
	for _, s := range having(spots, "const") {
		if err := p.setAll([]spot{s}, map[string]any{"const": nil}); err != nil {
			return err
		}
	}
	return p.noteAll(having(spots, "type"))
}

// inOtherKind adds the values of a list as the other type has them.
func (p *patch) inOtherKind(s spot, kind string) error {
	values, semantics := listed(member(s.node, "enum")), map[string]any{}
	for _, v := range slices.Clone(values) {
		other := inKind(v, kind)
		if other == nil && (kind != "null" || slices.Contains(values, nil)) {
			continue
		}
		values = append(values, other)
		if name := fmt.Sprint(orNull(other)); at(s.node, "x-semantics", name) == nil {
			semantics[name] = map[string]any{"means": unseen, "evidence": string(p.seen)}
		}
	}
	return p.setAll([]spot{s}, map[string]any{"enum": values, "x-semantics": semantics})
}

func orNull(v any) any {
	if v == nil {
		return "null"
	}
	return v
}

// inKind is a value as the other type has it; nil where it has none.
func inKind(v any, kind string) any {
	switch kind {
	case "number", "integer":
		if s, ok := v.(string); ok {
			if n, err := strconv.Atoi(s); err == nil {
				return n
			}
		}
	case "string":
		if n, ok := v.(int); ok {
			return strconv.Itoa(n)
		}
	}
	return nil
}

// noteAll writes the evidence where the schema has some of its own.
func (p *patch) noteAll(spots []spot) error {
	for _, s := range spots {
		if err := p.set(s.to("x-evidence").keys, string(p.seen)); err != nil {
			return err
		}
	}
	return nil
}

// parent is the place above the finding's, and the member's name.
func (p *patch) parent() (above, name string) {
	keys := keysOf(p.f.Pointer)
	if len(keys) == 0 {
		return "", ""
	}
	return pointer(keys[:len(keys)-1]...), keys[len(keys)-1]
}

// optional takes a member out of what is required.
func (p *patch) optional() error {
	above, name := p.parent()
	done := false
	for _, s := range having(p.speakers(above, false), "required") {
		names := texts(member(s.node, "required"))
		if !slices.Contains(names, name) {
			continue
		}
		done = true
		left := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
		if left == nil {
			left = []string{}
		}
		if err := p.set(s.to("required").keys, left); err != nil {
			return err
		}
	}
	if !done && p.f.Rule == "resp.field.required-lost" {
		return Unacceptable("the contract does not require it: clients that rely on it do so on their own")
	}
	if !done {
		return nothingThere
	}
	return nil
}

// member declares a member; of what it holds, nothing is said.
func (p *patch) member() error {
	above, name := p.parent()
	if name == "" {
		return Unacceptable("the recording did not keep the member's name, because no contract declares it: look with --target, or at the live answer")
	}
	if err := p.whole(name); err != nil {
		return err
	}
	means := map[string]any{"description": "seen in answers; no document has it", "x-evidence": string(p.seen)}
	done := false
	for _, s := range p.speakers(above, false) {
		said := at(s.node, "properties", name)
		if said == nil && done || said != nil && text(said) != "false" {
			continue
		}
		if said == nil && member(s.node, "properties") == nil {
			continue
		}
		done = true
		if err := p.set(s.to("properties").to(name).keys, means); err != nil {
			return err
		}
	}
	if !done {
		return nothingThere
	}
	return nil
}
