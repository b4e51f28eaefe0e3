package scenarios

import "go.yaml.in/yaml/v3"

// stepKeys are those of then, and for how many calls.
func stepKeys() []key[ruleDraft] {
	times := key[ruleDraft]{"times", "for how many calls; 1, and the last step for all that follow, if nothing is said", shape{"type": "integer", "minimum": 1}, func(p *page, n *yaml.Node, r *ruleDraft) {
		r.times, _ = p.whole(n, 1, mostCalls)
	}}
	return append([]key[ruleDraft]{times}, thenKeys()...)
}

const maxSteps = 100

// then reads what happens, or a list of it: one step after the other.
func (p *page) then(n *yaml.Node, r *ruleDraft) {
	r.did = true
	if n.Kind != yaml.SequenceNode {
		if mapping(p, n, p.tables.then, r) {
			p.checkThen(n, r)
		}
		return
	}
	r.listed = n
	if len(n.Content) == 0 || len(n.Content) > maxSteps {
		p.mistake(n, "a list of %d steps; there are 1 to %d", len(n.Content), maxSteps)
		return
	}
	for _, one := range n.Content {
		r.times, r.Then = 0, Then{}
		if mapping(p, one, p.tables.step, r) && kindsOf(&r.Then) != 0 {
			p.checkThen(one, r)
		}
		r.Steps = append(r.Steps, Step{r.times, r.Then})
	}
	r.Then = Then{}
}

// checkSteps settles how long each step is, which depends on repeat, and what
// contradicts a list of steps.
func (p *page) checkSteps(r *ruleDraft) {
	n := r.listed
	if r.counted != nil && n == nil && uncounted(&r.When) {
		p.warn(r.counted, "per means nothing without call, chance or a list under then")
	}
	if n == nil {
		if r.Repeat {
			p.mistake(r.repeat, "repeat is for a list of steps under then")
		}
		return
	}
	for i := range r.Steps {
		if last := i == len(r.Steps)-1; r.Steps[i].Times == 0 && (!last || r.Repeat) {
			r.Steps[i].Times = 1
		}
	}
	w := &r.When
	switch {
	case len(r.Steps) > 0 && allKinds(&r.Rule) == 0:
		p.mistake(n, "this rule does nothing: no step of it says what happens")
	case w.Calls != Calls{Per: w.Calls.Per}: // even one that counts for nothing
		p.mistake(n, "a list of steps counts calls itself; leave call out, and say per and times")
	case w.Chance.Millionths > 0:
		p.mistake(n, "a list of steps goes by the order of calls; leave chance out")
	}
}

// uncounted reports whether nothing is said that counts or draws.
func uncounted(w *When) bool {
	return w.Calls == Calls{Per: w.Calls.Per} && w.Chance.Millionths == 0
}
