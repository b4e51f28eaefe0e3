package verify

import (
	"fmt"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
)

// Input is what is judged.
type Input struct {
	Expect   []scenarios.Expectation
	Rules    []scenarios.Rule
	Settings []scenarios.Setting
	Entries  []journal.Entry // the oldest first
	Dropped  uint64          // entries the journal has forgotten
	// Kind is that of a row at a provider.
	Kind func(provider, row string) numsim.Kind
}

// Report is the verdict.
type Report struct {
	Unmet      []Finding // expected and not seen
	Unexpected []Finding // refused for the consumer's fault, and nobody expected it
	Unused     []Finding // rules that never had a hand in anything; they do not count
	Hazards    []Finding // habits that cost money
	Dropped    uint64
	Calls      int
}

// Finding is one line of a report.
type Finding struct {
	What  string
	Where string   // file:line of the scenario, if it is about one
	Calls []uint64 // the entries it is about, by sequence number
	// Minor findings are said and do not count.
	Minor bool
}

// Complete reports whether nothing was forgotten.
func (r *Report) Complete() bool { return r.Dropped == 0 }

// OK reports a green verdict.
func (r *Report) OK() bool {
	return r.Complete() && grave(r.Unmet) == 0 && grave(r.Unexpected) == 0 && grave(r.Hazards) == 0
}

func grave(list []Finding) (n int) {
	for _, f := range list {
		if !f.Minor {
			n++
		}
	}
	return n
}

// String is the report for people, a line each.
func (r *Report) String() string {
	var b strings.Builder
	for _, part := range []struct {
		name string
		list []Finding
	}{{"unmet", r.Unmet}, {"unexpected", r.Unexpected}, {"hazard", r.Hazards}, {"unused", r.Unused}} {
		for _, f := range part.list {
			fmt.Fprintf(&b, "%s: %s\n", part.name, f)
		}
	}
	if !r.Complete() {
		fmt.Fprintf(&b, "incomplete: the journal has forgotten %d calls, so nothing is proved; make fewer calls, or clear the journal before\n", r.Dropped)
	}
	if b.Len() == 0 {
		fmt.Fprintf(&b, "ok: %d calls, nothing unmet, nothing unexpected\n", r.Calls)
	}
	return b.String()
}

// String is one line.
func (f Finding) String() string {
	text := f.What
	if f.Where != "" {
		text += " (" + f.Where + ")"
	}
	if len(f.Calls) > 0 {
		text += "; " + calls(f.Calls)
	}
	if f.Minor {
		text += "; said, and not counted"
	}
	return text
}

// calls names the first few.
func calls(seqs []uint64) string {
	const most = 5
	words := make([]string, 0, most)
	for _, seq := range seqs[:min(len(seqs), most)] {
		words = append(words, fmt.Sprint(seq))
	}
	text := "call " + strings.Join(words, ", ")
	if len(seqs) > most {
		text += fmt.Sprintf(" and %d more", len(seqs)-most)
	}
	return text
}

// Verify judges.
func Verify(in Input) *Report {
	r := &Report{Dropped: in.Dropped, Calls: len(in.Entries)}
	for i := range in.Expect {
		r.Unmet = append(r.Unmet, in.Expectation(&in.Expect[i])...)
	}
	r.Unexpected = in.unexpected()
	r.Unused = in.unused()
	r.Hazards = in.hazards()
	return r
}
