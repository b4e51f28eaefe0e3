package scenarios

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

func statesKeys() []key[Draft] {
	return []key[Draft]{
		{"of", "what has a state of its own; account, if nothing is said", oneWord("number", "account", "whole"), func(p *page, n *yaml.Node, d *Draft) {
			d.StatesOf, _ = oneOf(p, n, p.pers, "what has a state")
		}},
		{"are", "their names; the first is where everything begins", listOf(anyScalar()), (*page).stateNames},
	}
}

// states reads names, or what they are of and names. Those of a document that
// includes another take the place of the other's.
func (p *page) states(n *yaml.Node, d *Draft) {
	d.States, d.StatesOf = nil, PerAccount
	if n.Kind == yaml.MappingNode {
		if mapping(p, n, p.tables.states, d) && !hasKey(n, "are") {
			p.mistake(n, "states have names; add are: [calm, blocked]")
		}
		return
	}
	p.stateNames(n, d)
}

func (p *page) stateNames(n *yaml.Node, d *Draft) {
	for _, one := range p.list(n) {
		name, ok := p.word(one)
		switch {
		case !ok:
		case strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "":
			p.mistake(one, "%s is not the name of a state: small letters, digits and -", quote(name))
		case slices.Contains(d.States, name):
			p.mistake(one, "the state %s is there already", name)
		case len(d.States) == maxStates:
			p.mistake(one, "more than %d states", maxStates)
			return
		default:
			d.States = append(d.States, name)
		}
	}
	if len(d.States) < 2 && p.errors == 0 {
		p.mistake(n, "a state is one of several; name two at least")
	}
}
