package scenarios

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/numsim/numsim"
)

// expectDraft is an expectation while it is read.
type expectDraft struct {
	Expectation
	ruleMarks
}

func expectKeys() []key[expectDraft] {
	words := func(name, about string, into func(*expectDraft) *[]string) key[expectDraft] {
		return key[expectDraft]{name, about, oneOrList(anyScalar()), func(p *page, n *yaml.Node, e *expectDraft) {
			for _, one := range p.list(n) {
				if word, ok := p.word(one); ok {
					*into(e) = append(*into(e), word)
					e.mark(p, name, one)
				}
			}
		}}
	}
	row := func(name, about string, into func(*expectDraft) *string) key[expectDraft] {
		return key[expectDraft]{name, about, anyScalar(), func(p *page, n *yaml.Node, e *expectDraft) {
			*into(e), _ = p.word(n)
			e.mark(p, name, n)
		}}
	}
	hazards := func(name, about string, into func(*expectDraft) *[]Hazard) key[expectDraft] {
		return key[expectDraft]{name, about, oneOrList(oneWord(newHazardWords().words...)), func(p *page, n *yaml.Node, e *expectDraft) {
			for _, one := range p.list(n) {
				if h, ok := oneOf(p, one, newHazardWords(), "a hazard"); ok {
					*into(e) = append(*into(e), h)
				}
			}
		}}
	}
	return []key[expectDraft]{
		{"name", "what reports call it", anyText(), func(p *page, n *yaml.Node, e *expectDraft) { e.Name, _ = p.word(n) }},
		words("provider", "about calls of one or several providers", func(e *expectDraft) *[]string { return &e.Providers }),
		words("operation", "about calls of one or several operations", func(e *expectDraft) *[]string { return &e.Operations }),
		words("account", "about calls of one or several accounts", func(e *expectDraft) *[]string { return &e.Accounts }),
		{"number", "about calls that ask about a number, or digits and *", oneOrList(numberShape()), func(p *page, n *yaml.Node, e *expectDraft) {
			for _, one := range p.list(n) {
				if number, ok := p.pattern(one); ok {
					e.Numbers = append(e.Numbers, number)
				}
			}
		}},
		row("error", "about calls refused with this row", func(e *expectDraft) *string { return &e.Row }),
		row("after", "about what follows a call refused with this row", func(e *expectDraft) *string { return &e.After }),
		bound("calls", "how many calls there are", (*page).countBound, func(e *expectDraft) *Bound { return &e.Calls }),
		bound("answered", "how many numbers are answered", (*page).countBound, func(e *expectDraft) *Bound { return &e.Answered }),
		bound("spent", "how much is paid, in yuan", (*page).moneyBound, func(e *expectDraft) *Bound { return &e.Spent }),
		bound("retried", "with after: how often the same is asked again", (*page).countBound, func(e *expectDraft) *Bound { return &e.Retried }),
		bound("backoff", "with after: how long it is until then, at the soonest", (*page).spanBound, func(e *expectDraft) *Bound { return &e.Backoff }),
		hazards("never", "a habit that must not be found", func(e *expectDraft) *[]Hazard { return &e.Never }),
		hazards("allow", "a habit that may be found, where all are looked for", func(e *expectDraft) *[]Hazard { return &e.Allow }),
	}
}

func newHazardWords() *vocabulary[Hazard] {
	v := &vocabulary[Hazard]{}
	for _, h := range Hazards() {
		v.name(h.String(), h)
	}
	return v
}

// boundPattern is an operator and a figure, or a figure alone.
const boundPattern = `^(<|<=|=|>=|>)? *[0-9][0-9a-z.µ]*$`

func bound(name, about string, read func(p *page, n *yaml.Node, figure string) (int64, bool), into func(*expectDraft) *Bound) key[expectDraft] {
	return key[expectDraft]{name, about, either(matching(boundPattern), shape{"type": "number"}), func(p *page, n *yaml.Node, e *expectDraft) {
		word, ok := p.word(n)
		if !ok {
			return
		}
		figure := strings.TrimLeft(word, "<>=")
		op := word[:len(word)-len(figure)]
		switch op {
		case "":
			op = "="
		case "<", "<=", "=", ">=", ">":
		default:
			p.mistake(n, "%s is not one of < <= = >= >", quote(op))
			return
		}
		if value, ok := read(p, n, strings.TrimLeft(figure, " ")); ok {
			*into(e) = Bound{op, value}
		}
		e.mark(p, name, n)
	}}
}

func (p *page) countBound(n *yaml.Node, figure string) (int64, bool) {
	value, ok := digits(figure)
	if !ok || value > mostCalls {
		p.mistake(n, "%s is not a bound of calls, such as \">= 1\" or 3", quote(n.Value))
		return 0, false
	}
	return int64(value), true
}

func (p *page) moneyBound(n *yaml.Node, figure string) (int64, bool) {
	value, err := numsim.ParseMoney(figure)
	if err != nil || value < 0 {
		p.mistake(n, "%s is not a bound of yuan, such as \"<= 0.30\"", quote(n.Value))
		return 0, false
	}
	return int64(value), true
}

func (p *page) spanBound(n *yaml.Node, figure string) (int64, bool) {
	value, err := span(figure)
	if err != nil {
		p.mistake(n, "%s is not a bound of time, such as \">= 1s\": %s", quote(n.Value), err)
		return 0, false
	}
	return int64(value), true
}

const maxExpect = 1000

func (p *page) expect(n *yaml.Node, d *Draft) {
	if n.Kind != yaml.SequenceNode {
		p.mistake(n, "%s where a list belongs, of what the consumer must show", kindOf(n))
		return
	}
	for _, one := range n.Content {
		if len(d.Expect) == maxExpect {
			p.mistake(one, "more than %d expectations", maxExpect)
			return
		}
		e := expectDraft{ruleMarks: ruleMarks{place: p.where(one)}}
		e.Where = p.file + ":" + strconv.Itoa(one.Line)
		if errors := p.errors; mapping(p, one, p.tables.expect, &e) && p.errors == errors {
			p.checkExpect(one, &e)
		}
		d.Expect = append(d.Expect, e.Expectation)
		p.marks.expect = append(p.marks.expect, e.ruleMarks)
	}
}

// checkExpect is for an expectation that expects nothing, or what cannot be.
func (p *page) checkExpect(n *yaml.Node, e *expectDraft) {
	figures := e.Calls.Set() || e.Answered.Set() || e.Spent.Set()
	switch follows := e.Retried.Set() || e.Backoff.Set(); {
	case follows && e.After == "":
		p.mistake(n, "retried and backoff are about what follows a refusal; say which under after")
	case e.After != "" && !follows:
		p.mistake(n, "what must follow %s? Say retried or backoff", quote(e.After))
	case e.After != "" && figures:
		p.mistake(n, "after is about what follows; put calls, answered and spent into an entry of their own")
	case !figures && !follows && len(e.Never)+len(e.Allow) == 0:
		p.mistake(n, "nothing is expected: say calls, answered, spent, after with retried or backoff, never or allow")
	}
}
