package replay

import (
	"regexp"
	"slices"
	"strings"
)

// body redacts an answer's body in its place.
func (r *redactor) body(b *body) {
	r.learn(b.top, "")
	r.learnCarriers(b.top)
	r.prune(b.top, "")
	r.walk(b.top)
	if b.xml && b.root != r.keep.Operation+"Response" && b.root != "Error" {
		b.root = "Undeclared"
	}
}

// learn finds ids first, for texts before them repeat them.
func (r *redactor) learn(n *node, name string) {
	if isID(name) && (n.kind == isString || n.kind == isNumber) && len(n.text) >= 8 && r.veil.Replace(n.text) == n.text {
		r.ids[n.text] = r.names.shape(n.text)
	}
	for _, m := range n.members {
		r.learn(m.value, m.name)
	}
	for _, e := range n.elements {
		r.learn(e, name)
	}
}

// learnCarriers finds which carrier an answer says a number has, so that its
// stand-in is of the same one.
func (r *redactor) learnCarriers(n *node) {
	words, numbers := "", []string{}
	n.strings(func(text string) {
		if i := slices.Index(r.names.order, r.names.canonical(onlyDigits(text))); i >= 0 {
			numbers = append(numbers, r.names.order[i])
		}
		if strings.ContainsAny(text, "移联电广") || strings.HasPrefix(text, "C") {
			words += " " + text
		}
	})
	if len(numbers) == 0 && len(r.names.order) > 0 && n.kind == isObject {
		numbers = r.names.order[:1] // the one that was asked about
	}
	if len(numbers) == 1 && words != "" && r.names.carriers[numbers[0]] == "" {
		r.names.carriers[numbers[0]] = words
	}
	for _, m := range n.members {
		if m.value.kind == isArray {
			r.learnCarriers(m.value)
		}
	}
	for _, e := range n.elements {
		r.learnCarriers(e)
	}
}

// strings visits every text of a value that is not in a list.
func (n *node) strings(visit func(string)) {
	if n.kind == isString {
		visit(n.text)
	}
	for _, m := range n.members {
		m.value.strings(visit)
	}
}

// prune drops what the contract does not know. An XML list looks as members of
// one name do.
func (r *redactor) prune(n *node, at string) {
	kept := n.members[:0]
	for _, m := range n.members {
		here := at + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(m.name)
		if !r.members[here] {
			r.drop(m.name, here)
			continue
		}
		r.prune(m.value, here)
		kept = append(kept, m)
	}
	n.members = kept
	if len(n.elements) > 0 && !r.members[at+"/*"] {
		r.dropped += len(n.elements)
		n.elements = nil
	}
	for _, e := range n.elements {
		r.prune(e, at+"/*")
	}
}

// mostNames is how many members that no contract knows are told by name.
const mostNames = 50

// drop passes a member over. Its name is told where it is a word, and not a key, a
// number or a secret of the caller's; else it is counted.
func (r *redactor) drop(name, at string) {
	switch {
	case slices.Contains(r.undeclared, at):
	case !word(name) || r.secret(name) || len(r.undeclared) == mostNames:
		r.dropped++
	default:
		r.undeclared = append(r.undeclared, at)
		r.unveiled = append(r.unveiled, name) // several may make up one secret
	}
}

// plain is letters, as the names of members are, with two digits behind them at
// most.
var plain = regexp.MustCompile(`^[A-Za-z][A-Za-z_-]{0,38}[0-9]{0,2}$`)

func word(name string) bool { return plain.MatchString(name) }

// wordless reports whether a pointer has a name that is none.
func wordless(pointer string) bool {
	names, rooted := strings.CutPrefix(pointer, "/")
	return !rooted || slices.ContainsFunc(strings.Split(names, "/"), func(name string) bool { return name != "*" && !word(name) })
}

// secret reports whether a text holds one of the caller's, in whatever case.
func (r *redactor) secret(text string) bool {
	return r.veil.Replace(text) != text || slices.ContainsFunc(r.secrets, func(s secret) bool {
		return strings.Contains(strings.ToLower(text), strings.ToLower(s.value))
	})
}

func (r *redactor) walk(n *node) {
	switch n.kind {
	case isString:
		n.text = r.text(n.text)
	case isNumber:
		if got := r.text(n.text); number(got) {
			n.text = got
		} else {
			n.text = "0"
		}
	}
	for _, m := range n.members {
		r.walk(m.value)
	}
	for _, e := range n.elements {
		r.walk(e)
	}
}

// number reports whether a text still is one, to JSON.
func number(s string) bool {
	n, err := parseBody("", []byte(s))
	return err == nil && n.top.kind == isNumber
}
