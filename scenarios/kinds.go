package scenarios

// kinds is a bit for each kind of thing that a rule does.
type kinds uint8

const (
	toTruth  kinds = 1 << iota
	toCall         // it is refused
	toAnswer       // on its way
	toState
)

func kindsOf(t *Then) (k kinds) {
	if t.Truth != nil {
		k |= toTruth
	}
	if t.Refusal != "" || t.Raw != nil {
		k |= toCall
	}
	if t.Answer != nil {
		k |= toAnswer
	}
	if t.Goto != "" {
		k |= toState
	}
	return k
}

// allKinds are those of everything a rule can do.
func allKinds(r *Rule) (k kinds) {
	for _, t := range r.thens() {
		k |= kindsOf(t)
	}
	return k
}
