package scenarios

import (
	"strconv"
	"strings"
	"time"
)

// String is what a rule does, on one short line and in the words documents
// have for it.
func (t *Then) String() string {
	var said []string
	if t.Refusal != "" {
		said = append(said, "error "+t.Refusal)
	}
	if t.Raw != nil {
		said = append(said, "raw "+strconv.Itoa(t.Raw.Status))
	}
	if t.Truth != nil {
		said = append(said, t.Truth.effects()...)
	}
	if t.Answer != nil {
		said = append(said, t.Answer.effects()...)
	}
	if t.Goto != "" {
		said = append(said, "goto "+t.Goto)
	}
	return strings.Join(said, ", ")
}

// Does is what the rule does, or each of its steps.
func (r *Rule) Does() string {
	all := r.thens()
	said := make([]string, len(all))
	for i, t := range all {
		said[i] = t.String()
		if said[i] == "" {
			said[i] = "nothing"
		}
	}
	return strings.Join(said, "; then ")
}

func (t *Truth) effects() (said []string) {
	if t.SetStatus {
		said = append(said, "status "+t.Status.String())
	}
	if t.Late > 0 {
		said = append(said, "late "+shortly(t.Late))
	}
	if t.Drop {
		said = append(said, "drop")
	}
	if t.Duplicate {
		said = append(said, "duplicate")
	}
	return said
}

func (a *Answer) effects() (said []string) {
	if a.Delay != (Delay{}) {
		said = append(said, "delay "+a.Delay.String())
	}
	if body := a.Body.effects(); len(body) > 0 {
		said = append(said, "body "+strings.Join(body, " "))
	}
	if a.Fault != NoFault {
		said = append(said, a.Fault.String())
	}
	if a.Reorder {
		said = append(said, "reorder")
	}
	return said
}

// String is the delay as documents have it.
func (d Delay) String() string {
	switch {
	case d.P99 > 0:
		return "p50 " + shortly(d.P50) + " p99 " + shortly(d.P99)
	case d.Min != d.Max:
		return shortly(d.Min) + "-" + shortly(d.Max)
	}
	return shortly(d.Max)
}

// effects are the keys of the body, with what is short of their values.
func (d *Damage) effects() (said []string) {
	if len(d.Add) > 0 {
		said = append(said, "add "+paths(d.Add))
	}
	if len(d.Set) > 0 {
		said = append(said, "set "+paths(d.Set))
	}
	if d.Replace != "" {
		said = append(said, "replace")
	}
	if d.Status != 0 {
		said = append(said, "status "+strconv.Itoa(d.Status))
	}
	if d.Truncate > 0 {
		said = append(said, "truncate "+strconv.Itoa(d.Truncate)+"%")
	}
	if d.Short {
		said = append(said, "short")
	}
	if d.Garble {
		said = append(said, "garble")
	}
	return said
}

// paths are the first member's, and whether there are more.
func paths(members []Member) string {
	if len(members) > 1 {
		return members[0].Path + "…"
	}
	return members[0].Path
}

// String is the fault's word in documents.
func (f Fault) String() string {
	return [...]string{"none", "reset-before-charge", "reset-after-charge", "close", "hang", "drip"}[f]
}

// shortly is a duration without units of nothing: 2m rather than 2m0s.
func shortly(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
