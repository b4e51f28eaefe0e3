package contracts

import (
	"strconv"

	"go.yaml.in/yaml/v3"
)

// statements are the extensions of one tree, read once.
type statements struct {
	rpc        rpc
	envelope   envelope
	errors     []ErrorRow
	enums      []Enum
	limits     []Limit
	billing    []Billing
	signatures []Signature
	operations []string
}

// read collects what the tree says. It takes what it understands; lint says
// what it does not.
func (t *tree) read() *statements {
	s := &statements{}
	decode(member(t.root, "x-rpc"), &s.rpc)
	decode(member(t.root, "x-envelope"), &s.envelope)
	pairs(member(t.root, "x-errors"), func(k, v *yaml.Node) {
		row := ErrorRow{Name: k.Value, Position: t.position(k)}
		decode(v, &row)
		if row.Code == "" {
			row.Code, _ = codeOf(k.Value)
		}
		s.errors = append(s.errors, row)
	})
	pairs(member(t.root, "x-signature"), func(k, v *yaml.Node) {
		scheme := Signature{Name: k.Value, Position: t.position(k)}
		decode(v, &scheme)
		s.signatures = append(s.signatures, scheme)
	})
	t.readLimits(s, "", t.root)
	pairs(member(t.root, "paths"), func(k, item *yaml.Node) {
		s.operations = append(s.operations, k.Value)
		t.readLimits(s, pointer("paths", k.Value), item)
		if b := member(item, "x-billing"); b != nil {
			bill := Billing{Operation: k.Value, Position: t.position(b)}
			decode(b, &bill)
			s.billing = append(s.billing, bill)
		}
	})
	t.readEnums(s, t.root, nil)
	return s
}

// decode fills out from n; what does not fit is left as it is.
func decode(n *yaml.Node, out any) {
	if n != nil {
		_ = n.Decode(out) // said by lint, with its place
	}
}

// codeOf is the code of a row's name.
func codeOf(name string) (code, slug string) {
	for i := range name {
		if name[i] == '/' {
			return name[:i], name[i+1:]
		}
	}
	return name, ""
}

func (t *tree) readLimits(s *statements, where string, n *yaml.Node) {
	pairs(member(n, "x-limits"), func(k, v *yaml.Node) {
		limit := Limit{Name: k.Value, Pointer: where, Position: t.position(k)}
		decode(v, &limit)
		s.limits = append(s.limits, limit)
	})
}

// readEnums finds every enum of more than one value, wherever it stands.
func (t *tree) readEnums(s *statements, n *yaml.Node, keys []string) {
	if list := member(n, "enum"); list != nil && list.Kind == yaml.SequenceNode && len(list.Content) > 1 {
		s.enums = append(s.enums, t.readEnum(n, list, keys))
	}
	if n.Kind == yaml.SequenceNode {
		for i, c := range n.Content {
			t.readEnums(s, c, append(keys, strconv.Itoa(i)))
		}
		return
	}
	pairs(n, func(k, v *yaml.Node) {
		if len(k.Value) < 2 || k.Value[:2] != "x-" {
			t.readEnums(s, v, append(keys, k.Value))
		}
	})
}

func (t *tree) readEnum(n, list *yaml.Node, keys []string) Enum {
	e := Enum{Pointer: pointer(keys...), Open: text(member(n, "x-open-enum")) == "true", Position: t.position(n)}
	for _, item := range list.Content {
		v := Value{Value: item.Value, Position: t.position(item)}
		decode(member(member(n, "x-semantics"), item.Value), &v)
		if v.Evidence == "" {
			v.Evidence = Evidence(text(member(n, "x-evidence")))
		}
		e.Values = append(e.Values, v)
	}
	return e
}

func (t *tree) readProfiles(overlay *yaml.Node) (list []Profile) {
	pairs(member(t.root, "x-profiles"), func(k, v *yaml.Node) {
		p := Profile{Name: k.Value, Position: t.position(k), patch: at(overlay, "readings", k.Value, "patch")}
		decode(v, &p)
		list = append(list, p)
	})
	return list
}

func (t *tree) readDiscrepancies(overlays map[string]*yaml.Node) (list []Discrepancy) {
	pairs(member(t.root, "x-discrepancies"), func(k, v *yaml.Node) {
		d := Discrepancy{ID: k.Value, Position: t.position(k)}
		decode(v, &d)
		pairs(member(v, "readings"), func(name, r *yaml.Node) {
			reading := Reading{Name: name.Value, Position: t.position(name), patch: at(overlays[d.ID], "readings", name.Value, "patch")}
			decode(r, &reading)
			d.Readings = append(d.Readings, reading)
		})
		list = append(list, d)
	})
	return list
}
