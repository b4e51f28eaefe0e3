package capsule

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// bodies compares the outlines of the answers with those in the replay's own
// capsule. A file of an older simulator has none, and where the row is another
// one so is the body.
func (r *run) bodies() error {
	steps := map[uint64]int{} // by the entry of the new journal
	for i, s := range r.file.Steps {
		if s.Call != nil && s.Call.Answer.Body != "" && r.seqs[s.Call.Seq] != 0 && !r.differed(i) {
			steps[r.seqs[s.Call.Seq]] = i
		}
	}
	if len(steps) == 0 {
		return nil
	}
	text, err := r.c.Capsule(r.asked)
	if err != nil {
		return fmt.Errorf("what was answered cannot be read: %w", err)
	}
	now, err := Decode(text)
	if err != nil {
		return fmt.Errorf("what was answered cannot be read: %w", err)
	}
	for _, s := range now.Steps {
		if s.Call == nil {
			continue
		}
		if i, ok := steps[s.Call.Seq]; ok {
			r.at = i
			r.body(fmt.Sprintf("steps[%d].call.answer.body", i), r.file.Steps[i].Call.Answer.Body, s.Call.Answer.Body)
		}
	}
	slices.SortStableFunc(r.report.Differences, func(a, b Difference) int { return a.step - b.step })
	return nil
}

// differed reports whether something of a step is known to differ.
func (r *run) differed(step int) bool {
	return slices.ContainsFunc(r.report.Differences, func(d Difference) bool { return d.step == step })
}

// body says where two outlines first differ.
func (r *run) body(where, recorded, replayed string) {
	if recorded == replayed {
		return
	}
	was, is := leaves(recorded), leaves(replayed)
	at := 0
	for at < len(was) && at < len(is) && was[at] == is[at] {
		at++
	}
	switch {
	case at < len(was) && at < len(is) && was[at].path == is[at].path:
		r.differs(where+was[at].path, was[at].value, is[at].value)
	case at < len(was):
		r.differs(where+was[at].path, was[at].value, elsewhere(was[at], is))
	case at < len(is):
		r.differs(where+is[at].path, "nothing", is[at].value)
	default:
		r.differs(where, recorded, or(replayed, "nothing"))
	}
}

// elsewhere is where a list has what was to come next.
func elsewhere(one leaf, list []leaf) string {
	for i := range list {
		if list[i].path != one.path {
			continue
		}
		if i == 0 {
			return list[i].value + ", first of all"
		}
		return list[i].value + ", behind " + list[i-1].path
	}
	return "nothing"
}

// leaf is a value in an outline, and the way to it.
type leaf struct{ path, value string }

// leaves are those of an outline, in their order. What cannot be read is one.
func leaves(outline string) []leaf {
	var w walk
	var err error
	if strings.HasPrefix(outline, "<") {
		err = w.xml(xml.NewDecoder(strings.NewReader(outline)))
	} else {
		err = w.json(json.NewDecoder(strings.NewReader(outline)), "")
	}
	if err != nil {
		return []leaf{{"", outline}}
	}
	return w.leaves
}

type walk struct{ leaves []leaf }

func (w *walk) json(d *json.Decoder, path string) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	open, ok := t.(json.Delim)
	if !ok {
		text, err := json.Marshal(t)
		w.leaves = append(w.leaves, leaf{path, string(text)})
		return err
	}
	if !d.More() {
		w.leaves = append(w.leaves, leaf{path, map[json.Delim]string{'{': "{}", '[': "[]"}[open]})
	}
	for i := 0; d.More(); i++ {
		name := fmt.Sprint(i)
		if open == '{' {
			t, err := d.Token()
			if err != nil {
				return err
			}
			name = fmt.Sprint(t)
		}
		if err := w.json(d, path+"/"+name); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

func (w *walk) xml(d *xml.Decoder) error {
	var path []string
	for {
		t, err := d.Token()
		if t == nil || err != nil {
			if len(path) == 0 {
				return nil
			}
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			path = append(path, t.Name.Local)
			w.leaves = append(w.leaves, leaf{"/" + strings.Join(path, "/"), "<" + t.Name.Local + ">"})
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			w.leaves = append(w.leaves, leaf{"/" + strings.Join(path, "/"), string(t)})
		}
	}
}
