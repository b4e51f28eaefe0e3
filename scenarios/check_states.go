package scenarios

import "slices"

// raw is for one provider, whose wire its writer had in mind.
func (r *ruleCheck) raw() {
	for _, t := range r.thens() {
		if t.Raw != nil && len(r.When.Providers) != 1 {
			r.add(r.places.of("raw", 0), false, "an answer in your own words is for one provider; say which under when")
			return
		}
	}
}

// states looks up those a rule names.
func (r *ruleCheck) states() {
	for i, name := range r.When.States {
		r.state(name, r.places.of("state", i))
	}
	said := 0
	for _, t := range r.thens() {
		if t.Goto != "" {
			r.state(t.Goto, r.places.of("goto", said))
			said++
		}
	}
}

func (r *ruleCheck) state(name string, at place) {
	switch known := r.draft.States; {
	case slices.Contains(known, name):
	case len(known) == 0:
		r.add(at, false, "there is no state %s; name the states the scenario has, such as states: [calm, %s]", quote(name), name)
	default:
		r.add(at, false, "there is no state %s%s", quote(name), hint{name, known})
	}
}

// untrodden warns of states that nothing leads to.
func (c *checking) untrodden() {
	reached := map[string]bool{}
	for i := range c.draft.Rules {
		for _, t := range c.draft.Rules[i].thens() {
			reached[t.Goto] = true
		}
	}
	for at := range c.draft.Rules {
		r := &ruleCheck{c, &c.draft.Rules[at], c.rule(at), nil}
		for i, name := range r.When.States {
			if first := slices.Index(c.draft.States, name); first > 0 && !reached[name] {
				r.add(r.places.of("state", i), true, "nothing leads to the state %s; say then: {goto: %s} in another rule", name, name)
			}
		}
	}
}
