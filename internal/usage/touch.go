package usage

import (
	"slices"
	"strings"

	"github.com/numsim/numsim/contracts"
)

// Hit is a change that touches what a consumer uses.
type Hit struct {
	Change  contracts.Change `json:"change"`
	Because string           `json:"because"`
	Perhaps bool             `json:"perhaps,omitempty"` // what it takes to be sure is not known
}

// Touched are the changes of a provider's contract that touch the consumer, the
// worst first.
func (u *Usage) Touched(provider string, changes []contracts.Change) (hits []Hit) {
	p, uses := u.Providers[provider]
	if !uses {
		return nil
	}
	for _, c := range changes {
		if h, touched := p.touchedBy(c); touched {
			hits = append(hits, h)
		}
	}
	return hits
}

// touchedBy looks at every place of a change; a sure one is better than a doubtful.
func (p Provider) touchedBy(c contracts.Change) (hit Hit, touched bool) {
	if c.Kind == "description" || c.Kind == "evidence" { // no program sees either
		return Hit{}, false
	}
	if p.Profile != "" && len(c.Profiles) > 0 && !slices.Contains(c.Profiles, p.Profile) {
		return Hit{}, false
	}
	for _, where := range append([]string{c.Where}, c.Also...) {
		because, perhaps, here := p.touchedAt(c, placeOf(c, where))
		if here && (!touched || hit.Perhaps && !perhaps) {
			hit, touched = Hit{c, because, perhaps}, true
		}
	}
	return hit, touched
}

func (p Provider) touchedAt(c contracts.Change, at place) (because string, perhaps, touched bool) {
	switch {
	case at.profile != "":
		return p.ofProfile(at.profile)
	case at.row != "":
		return p.ofRow(c.Kind, at.row)
	case at.operation == "":
		return "it is about every call", false, true
	}
	op, calls := p.Operations[at.operation]
	call := "it calls " + at.operation
	switch {
	case !calls:
		return "", false, false
	case at.answer && at.field != "":
		return op.reading(call, at.field)
	case !at.answer && at.parameter != "":
		return op.sending(call, c.Kind, at.parameter)
	}
	return call, false, true
}

func (p Provider) ofProfile(name string) (because string, perhaps, touched bool) {
	if p.Profile == "" {
		return "the profile of its account is not known", true, true
	}
	return "its account has profile " + name, false, p.Profile == name
}

// ofRow: a code more is for those who have no branch for it, any other change
// for those who have.
func (p Provider) ofRow(kind, row string) (because string, perhaps, touched bool) {
	code, _, _ := strings.Cut(row, "/")
	handled := slices.Contains(p.Handles, row) || slices.Contains(p.Handles, code)
	switch {
	case kind == "error.added" && p.Handles != nil:
		return "it has no branch for " + code, false, !handled
	case p.Handles != nil:
		return "it handles " + code, false, handled
	case slices.Contains(p.Met, row):
		return "its calls met " + row + "; what it makes of it is not known", kind == "error.added", true
	}
	return "which codes it handles is not known", true, true
}

func (o Operation) reading(call, field string) (because string, perhaps, touched bool) {
	if o.Reads == nil {
		return one(call, "what it reads of the answer is not known"), true, true
	}
	for _, read := range o.Reads {
		if within(read, field) {
			return call + " and reads " + read, false, true
		}
	}
	return "", false, false
}

// sending: what is demanded anew is for those who do not send it, any other
// change for those who do.
func (o Operation) sending(call, kind, name string) (because string, perhaps, touched bool) {
	if o.Sends == nil {
		return one(call, "what it sends is not known"), true, true
	}
	sends := slices.Contains(o.Sends, name)
	if kind == "request.required.added" {
		return call + " and does not send " + name, false, !sends
	}
	return call + " and sends " + name, false, sends
}
