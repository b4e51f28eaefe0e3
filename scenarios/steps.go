package scenarios

// steps are a rule's steps made ready: each is the rule as it is then, so that
// whoever is told of it knows the rule by its name.
type steps struct {
	rules []Rule
	last  []int // the ordinal of the last call each is for; 0 is none
	all   int   // how many calls they take together
}

func newSteps(r *Rule) (made steps) {
	for _, step := range r.Steps {
		made.rules = append(made.rules, Rule{Name: r.Name, Where: r.Where, When: r.When, Then: step.Then})
		made.all += step.Times
		last := made.all
		if step.Times == 0 {
			last = 0
		}
		made.last = append(made.last, last)
	}
	return made
}

// act is the rule as it is for this call: itself, its step, or nil where the
// steps are over.
func (r *rule) act(q *Question, i int) *Rule {
	if len(r.Steps) == 0 {
		return &r.Rule
	}
	ordinal := q.ordinal(r, i)
	if r.Repeat {
		ordinal = (ordinal-1)%r.steps.all + 1
	}
	for step, last := range r.steps.last {
		if last == 0 || ordinal <= last {
			return &r.steps.rules[step]
		}
	}
	return nil
}
