package capsule

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/numsim/numsim/ctl"
)

// compare says where an answer differs, but for its body. Request ids, times and
// the words of a reason are not compared, nor whether the answer reached a client.
func (r *run) compare(where string, was *Answer, is *ctl.Entry) {
	check := func(field, recorded, replayed string) {
		if recorded != replayed {
			r.differs(where+"."+field, or(recorded, "nothing"), or(replayed, "nothing"))
		}
	}
	check("http", strconv.Itoa(was.HTTP), strconv.Itoa(is.HTTP))
	check("row", was.Row, is.Row)
	check("rules", strings.Join(was.Rules, "; "), strings.Join(is.Rules, "; "))
	check("charged", was.Charged, is.Charged)
	check("numbers", strconv.Itoa(len(was.Numbers)), strconv.Itoa(len(is.Numbers)))
	for i := range min(len(was.Numbers), len(is.Numbers)) {
		a, b, at := was.Numbers[i], is.Numbers[i], fmt.Sprintf("numbers[%d].", i)
		check(at+"number", a.Number, b.Number)
		check(at+"status", a.Status, b.Status)
		check(at+"billed", strconv.FormatBool(a.Billed), strconv.FormatBool(b.Billed))
		check(at+"charged", a.Charged, b.Charged)
	}
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func describe(http int, row string) string {
	return strings.TrimSpace("HTTP " + strconv.Itoa(http) + " " + row)
}

// verdict compares what came of it all. Without the calls that could not be sent
// it is another one, and not compared.
func (r *run) verdict() error {
	now, err := r.c.Verify(r.asked)
	if err != nil || len(r.report.Skipped) > 0 {
		return err
	}
	was := &r.file.Verdict
	r.at = len(r.file.Steps)
	if was.OK != now.OK {
		r.differs("verdict.ok", strconv.FormatBool(was.OK), strconv.FormatBool(now.OK))
	}
	if was.Calls != now.Calls {
		r.differs("verdict.calls", strconv.Itoa(was.Calls), strconv.Itoa(now.Calls))
	}
	for _, list := range []struct {
		name    string
		was, is []ctl.Judged
	}{{"unmet", was.Unmet, now.Unmet}, {"unexpected", was.Unexpected, now.Unexpected}, {"hazards", was.Hazards, now.Hazards}, {"unused", was.Unused, now.Unused}} {
		for i := range max(len(list.was), len(list.is)) {
			a, b := "nothing", "nothing"
			if i < len(list.was) {
				a = r.judged(list.name, list.was[i], true)
			}
			if i < len(list.is) {
				b = r.judged(list.name, list.is[i], false)
			}
			if a != b {
				r.differs(fmt.Sprintf("verdict.%s[%d]", list.name, i), a, b)
			}
		}
	}
	return nil
}

// judged is a line of a verdict, with the entries of the new journal. Behind the
// row of an unexpected refusal is its reason, which is another one for another
// signature.
func (r *run) judged(list string, j ctl.Judged, recorded bool) string {
	text := j.What
	if list == "unexpected" {
		text, _, _ = strings.Cut(text, ": ")
	}
	if j.Where != "" {
		text += " (" + j.Where + ")"
	}
	for _, seq := range j.Calls {
		if recorded {
			seq = r.seqs[seq]
		}
		text += " " + strconv.FormatUint(seq, 10)
	}
	if j.Minor {
		text += " minor"
	}
	return text
}
