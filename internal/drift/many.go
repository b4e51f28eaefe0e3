package drift

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/numsim/numsim/contracts"
)

// drift is a finding that no single sample shows.
func (c *comparing) drift(j *judged, f contracts.Finding, shown []*Sample, samples int, at ...string) Drift {
	d := Drift{Finding: j.finding(f, at...), Shown: shown}
	d.Samples = samples
	c.complete(&d)
	return d
}

// precedence: a request with several faults is told of another one than before.
// Which of them comes first no document says.
func (c *comparing) precedence() (list []Drift) {
	before := map[string][]string{}
	for _, j := range c.before {
		if j.outcome.Coded && !j.outcome.Success && !j.fault {
			before[j.asks()] = append(before[j.asks()], j.outcome.Code)
		}
	}
	groups := map[string][]*judged{}
	for _, j := range c.now {
		codes := before[j.asks()]
		if j.sound() || j.fault || len(codes) == 0 || !j.outcome.Coded || j.outcome.Success || len(j.outcome.Rows) == 0 || slices.Contains(codes, j.outcome.Code) {
			continue
		}
		key := j.asks() + " " + j.outcome.Code
		groups[key] = append(groups[key], j)
	}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		group := groups[key]
		j := group[0]
		list = append(list, c.drift(j, contracts.Finding{
			Rule: "error.precedence.changed", Location: "body", Pointer: j.contract.CodePointer(),
			Expected: strings.Join(slices.Compact(slices.Sorted(slices.Values(before[j.asks()]))), " or ") + " as before", Actual: j.outcome.Code + " for " + j.Case,
		}, samplesOf(group), 0, "x-errors", j.outcome.Rows[0].Name))
	}
	return list
}

func samplesOf(list []*judged) (samples []*Sample) {
	for _, j := range list {
		samples = append(samples, j.Sample)
	}
	return samples
}

// lost: a member that need not be there, was always there, and no longer is.
func (c *comparing) lost() (list []Drift) {
	before, now := presence(c.before), presence(c.now)
	needed := c.document.Severities().Rule("resp.field.required-lost").Needed()
	for _, kind := range slices.Sorted(maps.Keys(now)) {
		was, is := before[kind], now[kind]
		if was == nil || len(was.answers) < needed {
			continue
		}
		for _, pointer := range slices.Sorted(maps.Keys(was.members)) {
			absent := len(is.answers) - is.members[pointer]
			if was.members[pointer] < len(was.answers) || absent == 0 || is.reported(pointer) || c.accepted(is, pointer) {
				continue
			}
			list = append(list, c.drift(is.answers[0], contracts.Finding{
				Rule: "resp.field.required-lost", Location: "body", Pointer: pointer, Status: is.answers[0].Exchange.Status,
				Expected: fmt.Sprintf("present, as in each of %d answers before", len(was.answers)), Actual: fmt.Sprintf("absent from %d of %d", absent, len(is.answers)),
			}, nil, len(is.answers), is.answers[0].path("responses")...))
		}
	}
	return list
}

// counted is how often members are there in the successes of one operation.
type counted struct {
	answers []*judged
	members map[string]int
}

func presence(all []*judged) map[string]*counted {
	kinds := map[string]*counted{}
	for _, j := range all {
		if !j.outcome.Success || j.fault || j.Opaque {
			continue
		}
		kind := fmt.Sprintf("%s xml=%v", j.operation, j.outcome.XML)
		if kinds[kind] == nil {
			kinds[kind] = &counted{members: map[string]int{}}
		}
		kinds[kind].answers = append(kinds[kind].answers, j)
		for pointer := range pointers(j.outcome.Value, "") {
			kinds[kind].members[pointer]++
		}
	}
	return kinds
}

// pointers are the members of an answer; what is in a list is there if one
// element has it.
func pointers(v any, at string) map[string]bool {
	all := map[string]bool{}
	switch v := v.(type) {
	case map[string]any:
		for name, below := range v {
			here := at + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
			all[here] = true
			maps.Copy(all, pointers(below, here))
		}
	case []any:
		for _, one := range v {
			maps.Copy(all, pointers(one, at+"/*"))
		}
	}
	return all
}

// reported reports whether the contract itself says that the member is missing,
// or a member above it.
func (p *counted) reported(pointer string) bool {
	return slices.ContainsFunc(p.answers, func(j *judged) bool {
		return slices.ContainsFunc(j.found, func(f contracts.Finding) bool {
			return strings.HasPrefix(pointer+"/", starred(f.Pointer)+"/") && f.Pointer != ""
		})
	})
}

// accepted reports whether the documents ask for the member, or for one above it,
// and a reading that was seen live does not: somebody knows already.
func (c *comparing) accepted(is *counted, pointer string) bool {
	return slices.ContainsFunc(is.answers, func(j *judged) bool {
		documented, err := c.document.For(j.contract.Profile, nil)
		return err == nil && slices.ContainsFunc(documented.JudgeAnswer(j.Exchange), func(f contracts.Finding) bool {
			missing := f.Rule == "resp.field.removed" || f.Rule == "resp.field.type"
			return missing && f.Pointer != "" && strings.HasPrefix(pointer+"/", starred(f.Pointer)+"/")
		})
	})
}

func starred(pointer string) string {
	parts := strings.Split(pointer, "/")
	for i, part := range parts {
		if part != "" && strings.Trim(part, "0123456789") == "" {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}

// unseen: a word that came before, and in many answers since has not.
func (c *comparing) unseen() (list []Drift) {
	before, now := words(c.before), words(c.now)
	needed := c.document.Severities().Rule("resp.enum.unseen").Needed()
	for _, where := range slices.Sorted(maps.Keys(now)) {
		was, is := before[where], now[where]
		if was == nil || is.answers < needed {
			continue
		}
		for _, value := range slices.Compact(slices.Sorted(slices.Values(was.values))) {
			listed := slices.ContainsFunc(is.listed, func(v contracts.Value) bool { return v.Value == value })
			if !listed || slices.Contains(is.values, value) {
				continue
			}
			list = append(list, c.drift(is.first, contracts.Finding{
				Rule: "resp.enum.unseen", Location: "body", Pointer: is.pointer, Expected: "now and then " + value, Actual: value + " in no answer",
			}, nil, is.answers, is.first.path("responses")...))
		}
	}
	return list
}

type spoken struct {
	first   *judged
	last    *judged
	answers int // that have the word at all; a batch is one
	pointer string
	values  []string
	listed  []contracts.Value
}

func words(all []*judged) map[string]*spoken {
	table := map[string]*spoken{}
	for _, j := range all {
		if j.fault || j.Opaque || j.operation == "" {
			continue
		}
		for _, w := range j.contract.Words(j.Exchange) {
			key := j.operation + " " + w.Pointer
			if table[key] == nil {
				table[key] = &spoken{first: j, pointer: w.Pointer, listed: w.Listed}
			}
			s := table[key]
			s.values = append(s.values, w.Value)
			if s.last != j {
				s.last, s.answers = j, s.answers+1
			}
		}
	}
	return table
}

// succeeded reports whether the same question was answered well before.
func (c *comparing) succeeded(asks string) bool {
	return slices.ContainsFunc(c.before, func(j *judged) bool { return j.asks() == asks && j.outcome.Success })
}
