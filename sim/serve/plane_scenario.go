package serve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/journal"
)

// said is what was said of a scenario at run time, as it was said.
type said struct {
	numbers    map[string]json.RawMessage
	amendments []control.Amendment
}

// Scenario implements control.Scenarios.
func (p plane) Scenario(tenant string) (control.ScenarioInfo, error) {
	t, err := p.named(tenant)
	if err != nil {
		return control.ScenarioInfo{}, err
	}
	return t.playing.Load().info(), nil
}

func (w *world) info() control.ScenarioInfo {
	made := control.ScenarioInfo{
		Name: w.scenario.Name, About: w.scenario.About, Seed: w.scenario.Seed, Began: w.began.UTC(),
		Rules: len(w.amended.Rules), Said: len(w.said.numbers), Files: []control.Document{},
	}
	for i := range w.amended.Rules {
		if w.amended.Rules[i].Added() {
			made.Added++
		}
	}
	for _, d := range w.draft.Documents {
		made.Files = append(made.Files, control.Document(d))
	}
	return made
}

// LoadScenario implements control.Scenarios.
func (p plane) LoadScenario(tenant string, to control.LoadScenario) (control.ScenarioInfo, error) {
	t, err := p.named(tenant)
	if err != nil {
		return control.ScenarioInfo{}, err
	}
	d, found, err := p.upload(to)
	if err == nil {
		err = unsettled(unknown(p.LoadInto(t, d)))
	}
	if err != nil {
		return control.ScenarioInfo{}, err
	}
	made := t.playing.Load().info()
	made.Findings = found
	return made, nil
}

// amend has a tenant's exchanges take place in a world that is as before but
// for what change does: money, counters and nonces go on.
func (p plane) amend(tenant string, change func(next *world) (*scenarios.Draft, control.CapsuleStep, error)) (*world, error) {
	t, err := p.named(tenant)
	if err != nil {
		return nil, err
	}
	p.loading <- struct{}{}
	defer func() { <-p.loading }()
	p.changing.Lock()
	defer p.changing.Unlock()
	if err := p.lives(t); err != nil {
		return nil, unknown(err)
	}
	next := *t.playing.Load()
	next.said = said{maps.Clone(next.said.numbers), slices.Clone(next.said.amendments)}
	d, step, err := change(&next)
	if err != nil {
		return nil, err
	}
	next.amended, next.scenario = d, scenarios.New(d)
	p.enter(t, &next)
	next.told.note(t, step)
	return &next, nil
}

// Rules implements control.Scenarios.
func (p plane) Rules(tenant string) (control.RuleList, error) {
	t, err := p.named(tenant)
	if err != nil {
		return control.RuleList{}, err
	}
	w := t.playing.Load()
	acted := w.acted(t)
	made := control.RuleList{Rules: []control.RuleInfo{}, Count: len(w.amended.Rules), Complete: t.Journal.Oldest() <= w.first}
	for i := range w.amended.Rules[:min(made.Count, mostRules)] {
		one := ruleInfo(&w.amended.Rules[i])
		one.Acted = acted[w.amended.Rules[i].Spoken()]
		made.Rules = append(made.Rules, one)
	}
	return made, nil
}

const (
	mostRules = 1000 // that are listed
	mostAdded = 1000 // at run time
)

// acted is in how many entries each rule had a hand, by how it is spoken of.
// The journal knows, so that calls need not count.
func (w *world) acted(t *Tenant) map[string]int {
	held := map[string]int{}
	for e := range w.entries(t.Journal) {
		for _, rule := range e.Rules {
			held[rule]++
		}
		if rule, by := strings.CutPrefix(e.Why, journal.ByScenario); by {
			held[rule]++
		}
	}
	return held
}

func ruleInfo(r *scenarios.Rule) control.RuleInfo {
	return control.RuleInfo{Name: r.Name, Where: r.Where, Does: r.Does(), Added: r.Added()}
}

// AddRule implements control.Scenarios.
func (p plane) AddRule(tenant string, rule control.AddRule) (made control.RuleInfo, err error) {
	text := rule.Text
	if text == "" {
		text = plain(rule.Rule)
	}
	_, err = p.amend(tenant, func(next *world) (d *scenarios.Draft, step control.CapsuleStep, err error) {
		if len(next.said.amendments) >= mostAdded {
			return nil, step, refused(http.StatusConflict, fmt.Sprintf("rules were added and taken away %d times since the scenario began", mostAdded), "", "put them into a document and load that")
		}
		d, r, found := next.amended.WithRule(text, rule.First, vendorsOf(p.providers))
		if err := misread("the rule", found); err != nil {
			return nil, step, err
		}
		step.Rule = &control.Amendment{Text: text, First: rule.First}
		next.said.amendments = append(next.said.amendments, *step.Rule)
		made = ruleInfo(r)
		made.Findings = findings(found)
		return d, step, nil
	})
	return made, err
}

// plain is JSON that a reader of YAML understands: without escapes it does not
// know.
func plain(raw any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(decoded(raw)) // what was read from JSON
	return b.String()
}

// decoded has texts in the place of their escapes, and numbers as written.
func decoded(raw any) (value any) {
	text, _ := json.Marshal(raw)
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	_ = d.Decode(&value)
	return value
}

// RemoveRule implements control.Scenarios.
func (p plane) RemoveRule(tenant, name string) error {
	if name == "" {
		return refused(http.StatusBadRequest, "it is not said which rule", `query parameter "name"`, "send its name; GET lists them")
	}
	_, err := p.amend(tenant, func(next *world) (d *scenarios.Draft, step control.CapsuleStep, err error) {
		d, there := next.amended.WithoutRule(name)
		if !there {
			return nil, step, refused(http.StatusNotFound, fmt.Sprintf("there is no rule %q", name), `query parameter "name"`, "GET lists them; one without a name in the document cannot be taken away")
		}
		step.Rule = &control.Amendment{Remove: name}
		next.said.amendments = append(next.said.amendments, *step.Rule)
		return d, step, nil
	})
	return err
}

// Numbers implements control.Scenarios.
func (p plane) Numbers(tenant string) (control.NumberList, error) {
	t, err := p.named(tenant)
	if err != nil {
		return control.NumberList{}, err
	}
	return t.playing.Load().numbers(), nil
}

func (w *world) numbers() control.NumberList {
	if w.said.numbers == nil {
		return control.NumberList{Numbers: map[string]json.RawMessage{}}
	}
	return control.NumberList{Numbers: w.said.numbers}
}

// SayNumbers implements control.Scenarios.
func (p plane) SayNumbers(tenant string, say control.SayNumbers) (control.NumberList, error) {
	w, err := p.amend(tenant, func(next *world) (d *scenarios.Draft, step control.CapsuleStep, err error) {
		d, found := next.amended.WithNumbers(plain(say.Numbers))
		if err := misread("what is said of numbers", found); err != nil {
			return nil, step, err
		}
		if next.said.numbers == nil {
			next.said.numbers = map[string]json.RawMessage{}
		}
		maps.Copy(next.said.numbers, say.Numbers)
		step.Said = say.Numbers
		return d, step, nil
	})
	if err != nil {
		return control.NumberList{}, err
	}
	return w.numbers(), nil
}

// ForgetNumbers implements control.Scenarios.
func (p plane) ForgetNumbers(tenant, number string) (gone int, err error) {
	_, err = p.amend(tenant, func(next *world) (d *scenarios.Draft, step control.CapsuleStep, err error) {
		d = next.amended
		for word := range next.said.numbers {
			if number == "" || number == word {
				d, _ = d.WithoutNumber(word)
				delete(next.said.numbers, word)
				gone++
			}
		}
		if gone == 0 && number != "" {
			return nil, step, refused(http.StatusNotFound, "nothing was said of that number at run time", `query parameter "number"`, "GET lists what was; what a document says stays")
		}
		step.Forgot = &number
		return d, step, nil
	})
	return gone, err
}
