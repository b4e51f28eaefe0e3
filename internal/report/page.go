package report

import (
	"cmp"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
)

// page is what the template is filled with.
type page struct {
	Policy   string
	Style    template.CSS
	Script   template.JS
	All      *conformance.Report
	Verdict  verdict
	Runs     []runLine
	Causes   []cause
	More     int // causes that are left out
	Choices  []choice
	Broken   []card
	Stopped  []card
	Noted    []card // passed, with a finding
	Skipped  []why
	Passed   []card
	Matrices []matrix
}

type runLine struct {
	*conformance.Report
	Day, Took string
}

// choice is one way to filter.
type choice struct {
	Name   string // a text, and the data attribute's name
	Values []string
}

// why is what was skipped for one reason.
type why struct {
	Reason says
	Cards  []card
}

func pageOf(recorded []Recorded, runs []*conformance.Report) page {
	all, a := Merge(runs...), &atlas{}
	p := page{
		Policy: policy(), Style: template.CSS(pageCSS), Script: template.JS(pageJS),
		All: all, Verdict: verdictOf(all), Matrices: matrices(a, recorded, runs),
	}
	for _, run := range runs {
		p.Runs = append(p.Runs, runLine{run, run.Began.UTC().Format(time.RFC3339), (time.Duration(run.TookMS) * time.Millisecond).String()})
	}
	d := dealer{left: mostText, target: all.Target}
	for _, outcome := range []conformance.Outcome{conformance.Failed, conformance.Stopped, conformance.Skipped, conformance.Passed} {
		for _, r := range all.Results {
			if r.Outcome == outcome {
				p.put(d.card(r))
			}
		}
	}
	slices.SortStableFunc(p.Skipped, func(a, b why) int { return cmp.Compare(a.Reason.EN, b.Reason.EN) })
	p.Choices, p.Causes = choices(p), causes(a, all)
	if p.More = len(p.Causes) - mostCauses; p.More > 0 {
		p.Causes = p.Causes[:mostCauses]
	}
	return p
}

// cause is one thing that is wrong, with how many results it is wrong in.
type cause struct {
	Severity contracts.Severity
	Words    says
	Rule     string
	At       string
	Results  int
	names    []string
}

const mostCauses = 12

// causes are what the failures come down to, what is wrong most often first.
func causes(a *atlas, r *conformance.Report) (list []cause) {
	failed := *r
	failed.Results = r.Of(conformance.Failed)
	for _, one := range issues(a, &failed) {
		c := cause{Severity: graded(one.severity), Words: ruleWords(one.rule), Rule: one.rule, names: one.results}
		if c.Words.EN == one.rule {
			c.Words = says{EN: one.words, ZH: one.chinese}
		}
		if one.file != "" {
			c.At = fmt.Sprintf("%s:%d", one.file, one.line)
		}
		list = joined(list, c)
	}
	slices.SortStableFunc(list, func(a, b cause) int {
		return cmp.Or(cmp.Compare(worse(a.Severity), worse(b.Severity)), cmp.Compare(b.Results, a.Results))
	})
	return list
}

// graded has what is not graded as breaking.
func graded(s contracts.Severity) contracts.Severity {
	if s == contracts.Risky || s == contracts.Info {
		return s
	}
	return contracts.Breaking
}

// joined has one cause for what is wrong at one line in several operations.
func joined(list []cause, c cause) []cause {
	i := slices.IndexFunc(list, func(known cause) bool {
		return known.Rule == c.Rule && known.At == c.At && known.Severity == c.Severity
	})
	if i < 0 {
		i, list = len(list), append(list, c)
	}
	for _, name := range c.names {
		list[i].names = once(list[i].names, name)
	}
	list[i].Results = len(list[i].names)
	return list
}

func (p *page) put(c card) {
	switch {
	case c.Outcome == conformance.Failed:
		p.Broken = append(p.Broken, c)
	case c.Outcome == conformance.Skipped:
		i := slices.IndexFunc(p.Skipped, func(w why) bool { return w.Reason == c.Reason })
		if i < 0 {
			i = len(p.Skipped)
			p.Skipped = append(p.Skipped, why{Reason: c.Reason})
		}
		p.Skipped[i].Cards = append(p.Skipped[i].Cards, c)
	case c.Outcome != conformance.Passed:
		p.Stopped = append(p.Stopped, c)
	case len(c.Findings) > 0:
		p.Noted = append(p.Noted, c)
	default:
		p.Passed = append(p.Passed, c)
	}
}

// choices are the filters, each with the values there are.
func choices(p page) (list []choice) {
	seen := map[string]map[string]bool{"outcome": {}, "provider": {}, "severity": {}, "side": {}}
	cards := slices.Concat(p.Broken, p.Stopped, p.Noted, p.Passed)
	for _, w := range p.Skipped {
		cards = append(cards, w.Cards...)
	}
	for _, c := range cards {
		seen["outcome"][string(c.Outcome)], seen["provider"][c.Of] = true, true
		for _, s := range strings.Fields(c.Severities) {
			seen["severity"][s] = true
		}
		for _, s := range strings.Fields(c.Sides) {
			seen["side"][s] = true
		}
	}
	for _, name := range []string{"outcome", "provider", "severity", "side"} {
		values := slices.Sorted(maps.Keys(seen[name]))
		if name == "severity" {
			slices.SortStableFunc(values, func(a, b string) int { return rankOf(a) - rankOf(b) })
		}
		if len(values) > 1 {
			list = append(list, choice{name, values})
		}
	}
	return list
}

// rankOf has what has no severity last.
func rankOf(s string) int {
	if i := slices.Index([]string{string(contracts.Breaking), string(contracts.Risky), string(contracts.Info)}, s); i >= 0 {
		return i
	}
	return 9
}
