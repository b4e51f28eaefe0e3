package scenarios

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ruleDraft is a rule while it is read.
type ruleDraft struct {
	Rule
	ruleMarks
	did    bool // something is said under then
	times  int  // of the step being read
	listed *yaml.Node
	repeat *yaml.Node

	counted *yaml.Node // what is said of per
}

// marks tell where the words of rules stand, for what is found once the
// providers are known.
type marks struct{ rules, expect []ruleMarks }

type ruleMarks struct {
	place
	words map[string][]place // by key, in order
	per   bool               // the document says whether chance is drawn for the number or the call
}

func (m *ruleMarks) mark(p *page, key string, n *yaml.Node) {
	if m.words == nil {
		m.words = map[string][]place{}
	}
	m.words[key] = append(m.words[key], p.where(n))
}

// place is where something stands.
type place struct {
	file         string
	line, column int
}

// String is file:line:column.
func (p place) String() string { return fmt.Sprintf("%s:%d:%d", p.file, p.line, p.column) }

// placeOf reads file:line, or file:line:column.
func placeOf(text string) place {
	file, last, _ := cutLast(text)
	if before, line, ok := cutLast(file); ok {
		if n, err := strconv.Atoi(line); err == nil {
			column, _ := strconv.Atoi(last)
			return place{before, n, column}
		}
	}
	line, _ := strconv.Atoi(last)
	return place{file, line, 1}
}

func cutLast(text string) (before, after string, ok bool) {
	i := strings.LastIndexByte(text, ':')
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+1:], true
}

func ruleKeys() []key[ruleDraft] {
	return []key[ruleDraft]{
		{"name", "what reports call it", anyText(), (*page).ruleName},
		{"when", "what must be true of a call; of a list one, and always if nothing is said", object(whenKeys()), func(p *page, n *yaml.Node, r *ruleDraft) {
			if mapping(p, n, p.tables.when, r) {
				p.checkWhen(n)
			}
		}},
		{"then", "what happens, or a list of it: one step after the other, call by call", either(object(thenKeys()), listOf(object(stepKeys()))), (*page).then},
		{"repeat", "with a list under then: the first step follows the last", yesNo(), func(p *page, n *yaml.Node, r *ruleDraft) {
			r.Repeat, r.repeat = p.flag(n), n
		}},
	}
}

func (p *page) rules(n *yaml.Node, d *Draft) {
	if n.Kind != yaml.SequenceNode {
		p.mistake(n, "%s where a list belongs, of rules with when and then", kindOf(n))
		return
	}
	for _, one := range n.Content {
		if len(d.Rules) == maxRules {
			p.mistake(one, "more than %d rules", maxRules)
			return
		}
		r := ruleDraft{ruleMarks: ruleMarks{place: p.where(one)}}
		r.Where = p.file + ":" + strconv.Itoa(one.Line)
		if !mapping(p, one, p.tables.rule, &r) {
			continue
		}
		if !r.did {
			p.mistake(one, "this rule does nothing: say under then what happens")
		}
		p.checkSteps(&r)
		d.Rules = append(d.Rules, r.Rule)
		p.marks.rules = append(p.marks.rules, r.ruleMarks)
	}
}

// ruleName warns of names twice: chance is drawn by the rule's name.
func (p *page) ruleName(n *yaml.Node, r *ruleDraft) {
	name, ok := p.word(n)
	if !ok {
		return
	}
	r.Name = name
	if first, taken := p.ruled[name]; taken {
		p.warn(n, "the rule at %s has the name %s too; reports cannot tell them apart, and both draw the same chance", first, quote(name))
		return
	}
	p.ruled[name] = r.Where
}
