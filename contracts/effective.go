package contracts

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// noOperation is the path of calls that name no operation there is.
const noOperation = "/"

// For is the contract of a profile with some discrepancies read otherwise; an
// empty profile is the default. Names and values are those of the simulator's
// switches, where it has one.
func (d *Document) For(profile string, switches map[string]string) (*Contract, error) {
	p, err := d.profile(profile)
	if err != nil {
		return nil, err
	}
	chosen, err := d.choose(p, switches)
	if err != nil {
		return nil, err
	}
	return d.contract(p, chosen), nil
}

// choose keeps the switches that change something.
func (d *Document) choose(p *Profile, switches map[string]string) (map[string]string, error) {
	chosen := map[string]string{}
	for id, value := range switches {
		x := d.Discrepancy(id)
		if x == nil {
			return nil, fmt.Errorf("%s has no discrepancy %q; contract lint knows: %s", d.Provider, id, strings.Join(d.ids(), ", "))
		}
		r := x.Reading(value)
		if r == nil {
			return nil, fmt.Errorf("%s cannot be read as %q; it is one of %s", id, value, strings.Join(x.names(), ", "))
		}
		if r.patch != nil && x.in(p.Name) {
			chosen[id] = value
		}
	}
	return chosen, nil
}

// in reports whether the discrepancy exists in a profile.
func (d *Discrepancy) in(profile string) bool {
	return len(d.Profiles) == 0 || slices.Contains(d.Profiles, profile)
}

func (d *Discrepancy) names() (list []string) {
	for _, r := range d.Readings {
		list = append(list, r.Name)
	}
	return list
}

func (d *Document) ids() (list []string) {
	for _, x := range d.discrepancies {
		list = append(list, x.ID)
	}
	return list
}

// contract is made once for each set of readings.
func (d *Document) contract(p *Profile, chosen map[string]string) *Contract {
	key := p.Name
	for _, id := range slices.Sorted(maps.Keys(chosen)) {
		key += " " + id + "=" + chosen[id]
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.ready[key]
	if c == nil {
		c = d.build(p, chosen)
		d.ready[key] = c
	}
	return c
}

// build lays the profile's overlay and those of the readings over the base, in
// the order of the document, and takes away what the profile does not have.
func (d *Document) build(p *Profile, chosen map[string]string) *Contract {
	t := d.base.grow()
	if p.patch != nil {
		t.root = t.merge(t.root, p.patch)
	}
	for _, x := range d.discrepancies {
		if value, ok := chosen[x.ID]; ok {
			t.root = t.merge(t.root, x.Reading(value).patch)
		}
	}
	t.keepProfile(p.Name)
	return &Contract{Profile: p.Name, Switches: chosen, doc: d, tree: t, says: t.read()}
}

// keepProfile drops paths and rows of other generations.
func (t *tree) keepProfile(profile string) {
	elsewhere := func(key string) func(_, value *yaml.Node) bool {
		return func(_, value *yaml.Node) bool {
			list := texts(member(value, key))
			return len(list) > 0 && !slices.Contains(list, profile)
		}
	}
	root := t.without(t.root, func(_, _ *yaml.Node) bool { return false })
	for i := 0; i+1 < len(root.Content); i += 2 {
		switch root.Content[i].Value {
		case "paths":
			root.Content[i+1] = t.without(root.Content[i+1], elsewhere("x-profiles"))
		case "x-errors":
			root.Content[i+1] = t.without(root.Content[i+1], elsewhere("profiles"))
		}
	}
	t.root = root
}
