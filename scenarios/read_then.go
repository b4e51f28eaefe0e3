package scenarios

import (
	"time"

	"go.yaml.in/yaml/v3"
)

func thenKeys() []key[ruleDraft] {
	return []key[ruleDraft]{
		{"error", "the call is refused with this row of the provider's error table", anyScalar(), func(p *page, n *yaml.Node, r *ruleDraft) {
			r.Then.Refusal, _ = p.word(n)
			r.mark(p, "error", n)
		}},
		{"raw", "a whole answer in your own words, for one provider; free, if nothing else is said", object(rawKeys()), (*page).raw},
		{"goto", "the state from now on, for this call's rules further down too", anyScalar(), func(p *page, n *yaml.Node, r *ruleDraft) {
			r.Then.Goto, _ = p.word(n)
			r.mark(p, "goto", n)
		}},
		{"status", "what is true of the number instead", statusShape(), func(p *page, n *yaml.Node, r *ruleDraft) {
			status, ok := oneOf(p, n, p.statuses, "a status")
			t := r.truth()
			t.Status, t.SetStatus = status, ok
		}},
		{"late", "the number is left out of answers until so long after it was first asked for", spanShape(), func(p *page, n *yaml.Node, r *ruleDraft) {
			r.truth().Late = p.lasting(n)
			r.mark(p, "late", n)
		}},
		{"drop", "the number is left out of answers, and free", yesNo(), func(p *page, n *yaml.Node, r *ruleDraft) {
			if p.flag(n) {
				r.truth().Drop = true
				r.mark(p, "drop", n)
			}
		}},
		{"duplicate", "the number is in the answer twice", yesNo(), func(p *page, n *yaml.Node, r *ruleDraft) {
			if p.flag(n) {
				r.truth().Duplicate = true
				r.mark(p, "duplicate", n)
			}
		}},
		{"delay", "the answer is held back: so long, between min and max, or by its 50th and 99th percentile; a minute at most", delayShape(), (*page).delay},
		{"body", "the answer's body is changed", object(bodyKeys()), (*page).body},
		{"fault", "damage on the network: reset before or after the charge, close after the header, hang without an answer, drip a byte at a time", oneWord(newFaultWords().words...), func(p *page, n *yaml.Node, r *ruleDraft) {
			r.answer().Fault, _ = oneOf(p, n, p.faults, "a fault")
		}},
		{"reorder", "the numbers of a batch are answered in reverse order", yesNo(), func(p *page, n *yaml.Node, r *ruleDraft) {
			if p.flag(n) {
				r.answer().Reorder = true
				r.mark(p, "reorder", n)
			}
		}},
	}
}

func (r *ruleDraft) truth() *Truth {
	if r.Then.Truth == nil {
		r.Then.Truth = &Truth{}
	}
	return r.Then.Truth
}

func (r *ruleDraft) answer() *Answer {
	if r.Then.Answer == nil {
		r.Then.Answer = &Answer{}
	}
	return r.Then.Answer
}

func (p *page) checkThen(n *yaml.Node, r *ruleDraft) {
	t := r.Then.Truth
	switch {
	case r.Then == Then{} && len(n.Content) == 0:
		p.mistake(n, "this rule does nothing: say under then what happens")
	case r.Then == Then{} && p.quiet(n):
		p.mistake(n, "this rule does nothing: what it says is what happens anyway")
	case r.Then.Raw != nil && r.Then.Refusal != "":
		p.mistake(n, "error and raw contradict each other: a call is refused in one way")
	case t == nil:
	case t.Drop && t.Duplicate:
		p.mistake(n, "drop and duplicate contradict each other")
	case t.Drop && t.Late > 0:
		p.mistake(n, "drop and late contradict each other: late comes back")
	case t.Drop && t.SetStatus:
		p.warn(n, "drop leaves the number out, so nobody sees its status")
	}
}

// quiet reports whether every value is false, and no mistake.
func (p *page) quiet(n *yaml.Node) bool {
	for _, value := range pairs(n) {
		if value.Value != "false" {
			return false
		}
	}
	return true
}

// longestDelay keeps a held answer inside the time a server gives it.
const longestDelay = time.Minute

const tooLong = "%s is more than a minute, the longest an answer is held back"

func delayKeys() []key[Delay] {
	part := func(name, about string, into func(d *Delay) *time.Duration) key[Delay] {
		return key[Delay]{name, about, spanShape(), func(p *page, n *yaml.Node, d *Delay) {
			held, _ := p.span(n)
			if *into(d) = held; held > longestDelay {
				p.mistake(n, tooLong, held)
			}
		}}
	}
	return []key[Delay]{
		part("min", "no shorter", func(d *Delay) *time.Duration { return &d.Min }),
		part("max", "no longer", func(d *Delay) *time.Duration { return &d.Max }),
		part("p50", "half of the answers come sooner", func(d *Delay) *time.Duration { return &d.P50 }),
		part("p99", "of a hundred answers 99 come sooner", func(d *Delay) *time.Duration { return &d.P99 }),
	}
}

func (p *page) delay(n *yaml.Node, r *ruleDraft) {
	d := &r.answer().Delay
	if n.Kind != yaml.MappingNode {
		d.Min = p.lasting(n)
		d.Max = d.Min
		if d.Max > longestDelay {
			p.mistake(n, tooLong, d.Max)
		}
		return
	}
	errors := p.errors
	if !mapping(p, n, p.tables.delay, d) || p.errors > errors {
		return
	}
	uniform := hasKey(n, "min") && hasKey(n, "max") && len(n.Content) == 4
	percentiles := hasKey(n, "p50") && hasKey(n, "p99") && len(n.Content) == 4
	switch {
	case !uniform && !percentiles:
		p.mistake(n, "a delay is a duration, {min, max} or {p50, p99}")
	case uniform && (d.Max == 0 || d.Min > d.Max):
		p.mistake(n, "min %s is not below max %s", d.Min, d.Max)
	case percentiles && (d.P50 == 0 || d.P50 > d.P99):
		p.mistake(n, "p50 %s is not between 0s and p99 %s", d.P50, d.P99)
	}
}
