package scenarios

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

func whenKeys() []key[ruleDraft] {
	return []key[ruleDraft]{
		{"provider", "one or several providers", oneOrList(anyScalar()), func(p *page, n *yaml.Node, r *ruleDraft) {
			p.words(n, "provider", r, &r.When.Providers)
		}},
		{"operation", "one or several operations, as the provider names them", oneOrList(anyScalar()), func(p *page, n *yaml.Node, r *ruleDraft) {
			p.words(n, "operation", r, &r.When.Operations)
		}},
		{"account", "one or several accounts", oneOrList(anyScalar()), func(p *page, n *yaml.Node, r *ruleDraft) {
			p.words(n, "account", r, &r.When.Accounts)
		}},
		{"number", "a number, or digits and * for all that begin so", oneOrList(numberShape()), func(p *page, n *yaml.Node, r *ruleDraft) {
			for _, one := range p.list(n) {
				if number, ok := p.pattern(one); ok {
					r.When.Numbers = append(r.When.Numbers, number)
				}
			}
		}},
		{"carrier", "who carries the number", oneOrList(carrierShape()), func(p *page, n *yaml.Node, r *ruleDraft) {
			for _, one := range p.list(n) {
				if c, ok := oneOf(p, one, p.carriers, "a carrier"); ok {
					r.When.Carriers = append(r.When.Carriers, c)
				}
			}
		}},
		{"status", "what is true of the number", oneOrList(statusShape()), func(p *page, n *yaml.Node, r *ruleDraft) {
			for _, one := range p.list(n) {
				if s, ok := oneOf(p, one, p.statuses, "a status"); ok {
					r.When.Statuses = append(r.When.Statuses, s)
				}
			}
		}},
		{"state", "one or several of the scenario's states", oneOrList(anyScalar()), func(p *page, n *yaml.Node, r *ruleDraft) {
			p.words(n, "state", r, &r.When.States)
		}},
		{"for", "it has been in that state for so long", spanShape(), func(p *page, n *yaml.Node, r *ruleDraft) {
			r.When.For = p.lasting(n)
		}},
		{"call", "which of the calls that meet all else: 1, 3-5, 4- (and all after it), every 3, every 3 from 2", matching(callPattern), (*page).calls},
		{"per", "what calls are counted for", oneWord("number", "account", "whole"), func(p *page, n *yaml.Node, r *ruleDraft) {
			r.When.Calls.Per, _ = oneOf(p, n, p.pers, "what calls are counted for")
			r.counted = n
		}},
		{"between", "from one time to another, since the scenario began; the second may be forever", pairOf(either(spanShape(), oneWord("forever"))), (*page).between},
		{"chance", "a share of the calls, such as 5%, or of the numbers", chanceShape(), (*page).chance},
	}
}

func (p *page) words(n *yaml.Node, key string, r *ruleDraft, into *[]string) {
	for _, one := range p.list(n) {
		if word, ok := p.word(one); ok {
			*into = append(*into, word)
			r.mark(p, key, one)
		}
	}
}

const callPattern = `^([1-9][0-9]*(-([1-9][0-9]*)?)?|every [1-9][0-9]*( from [1-9][0-9]*)?)$`

const mostCalls = 1_000_000_000

func (p *page) calls(n *yaml.Node, r *ruleDraft) {
	word, ok := p.word(n)
	if !ok {
		return
	}
	c, ok := newCalls(word)
	switch {
	case !ok:
		p.mistake(n, "%s does not pick calls: write 1, 3-5, 4-, every 3 or every 3 from 2", quote(word))
	case c.Last > 0 && c.Last < c.First:
		p.mistake(n, "%s ends before it begins; did you mean %q?", quote(word), reversed(word))
	case max(c.First, c.Last, c.Every) > mostCalls:
		p.mistake(n, "%s counts further than %d", quote(word), mostCalls)
	}
	c.Per = r.When.Calls.Per
	r.When.Calls = c
}

func reversed(word string) string {
	first, last, _ := strings.Cut(word, "-")
	return last + "-" + first
}

func newCalls(word string) (c Calls, ok bool) {
	if every, is := strings.CutPrefix(word, "every "); is {
		count, from, said := strings.Cut(every, " from ")
		if !said {
			from = count
		}
		c.Every, ok = ordinal(count)
		first, good := ordinal(from)
		c.First = first
		return c, ok && good
	}
	first, last, several := strings.Cut(word, "-")
	if c.First, ok = ordinal(first); !ok {
		return c, false
	}
	switch {
	case !several:
		c.Last = c.First
	case last != "":
		c.Last, ok = ordinal(last)
	}
	return c, ok
}

// ordinal is 1 or more.
func ordinal(text string) (int, bool) {
	n, ok := digits(text)
	return int(min(n, mostCalls+1)), ok && n > 0
}

func (p *page) between(n *yaml.Node, r *ruleDraft) {
	if n.Kind != yaml.SequenceNode || len(n.Content) != 2 {
		p.mistake(n, "a window has a beginning and an end, such as [0s, 60s]")
		return
	}
	from, ok := p.span(n.Content[0])
	r.When.From = from
	if n.Content[1].Value == "forever" {
		return
	}
	to, end := p.span(n.Content[1])
	if r.When.To = to; ok && end && from >= to {
		p.mistake(n, "this window is never open: %s is not before %s", from, to)
	}
}

func chanceKeys() []key[ruleDraft] {
	return []key[ruleDraft]{
		{"share", "a percentage such as 5% or 0.05%", shareShape(), (*page).share},
		{"per", "drawn once for a number, which then keeps its fate, or anew for each call", oneWord("number", "call"), func(p *page, n *yaml.Node, r *ruleDraft) {
			once, ok := oneOf(p, n, newBoolWords("number", "call"), "number or call")
			r.When.Chance.Once, r.per = once, ok
			r.mark(p, "chance", n)
		}},
	}
}

func (p *page) chance(n *yaml.Node, r *ruleDraft) {
	r.mark(p, "chance", n)
	if n.Kind != yaml.MappingNode {
		p.share(n, r)
		return
	}
	if mapping(p, n, p.tables.chance, r) && r.When.Chance.Millionths == 0 && !hasKey(n, "share") {
		p.mistake(n, "a chance has a share, such as {share: 5%%, per: number}")
	}
}

func hasKey(n *yaml.Node, name string) bool {
	for key := range pairs(n) {
		if key.Value == name {
			return true
		}
	}
	return false
}

func (p *page) share(n *yaml.Node, r *ruleDraft) {
	word, ok := p.word(n)
	if !ok {
		return
	}
	millionths, err := share(word)
	switch {
	case err != nil:
		p.mistake(n, "%s%s", err, percentHint(word))
	case millionths == 0:
		p.mistake(n, "a chance of %s never comes", word)
	case millionths < 100*10_000:
		r.When.Chance.Millionths = millionths
	}
}

// percentHint helps where only the sign is missing.
func percentHint(word string) string {
	if _, err := share(word + "%"); err == nil {
		return "; did you mean " + quote(word+"%") + "?"
	}
	return ""
}

func (p *page) checkWhen(n *yaml.Node) {
	if hasKey(n, "for") && !hasKey(n, "state") {
		p.mistake(n, "for is how long a state lasts; say which under state")
	}
}
