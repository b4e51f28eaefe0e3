package scenarios

import (
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

// Scenario is what is true and what happens in one tenant's world. It never
// changes, and every method is pure: the same question gets the same answer,
// whoever asks and in what order.
type Scenario struct {
	Name, About string
	Seed        uint64
	SeededIDs   bool // request ids follow from the request and the seed
	Settings    []Setting
	Expect      []Expectation
	rules       []rule
	truths      truths
	amended     *amended // said since; nil is nothing
	defaults    *numbering.Defaults
	index       map[string]*index // of the rules, by provider
	states      []string
	statesOf    Per
}

// Default is the scenario of a simulator that was told nothing: sample
// numbers, magic endings, and a truth derived from seed.
func Default(seed uint64) *Scenario { return New(&Draft{Seed: seed}) }

// New makes a scenario of a draft in which nothing is wrong.
func New(d *Draft) *Scenario {
	s := &Scenario{
		Name: d.Name, About: d.About, Seed: d.Seed, SeededIDs: d.SeededIDs, Settings: d.Settings, Expect: d.Expect, truths: d.truths, amended: d.amended,
		states: d.States, statesOf: d.StatesOf,
		defaults: numbering.NewDefaults(numbering.Options{Seed: d.Seed, Weights: d.Weights, NoMagic: d.NoMagic}),
	}
	for i := range d.Rules {
		s.rules = append(s.rules, newRule(&d.Rules[i], i, d))
	}
	s.index = newIndexes(s.rules)
	return s
}

// Truth is what is true of n so long after the scenario began: what the
// scenario says of it first. Where it leaves the status open, a number outside
// the provider's own plan is a wrong number there, before its ending or the
// derived default is looked at.
func (s *Scenario) Truth(n numsim.Number, assigned bool, elapsed time.Duration) numbering.Truth {
	said := s.said(n, elapsed)
	switch {
	case !said.open:
		return said.truth
	case !assigned:
		return said.over(stage{truth: numbering.Truth{Status: numsim.WrongNumber}}).truth
	}
	return said.over(stage{truth: s.defaults.Of(n)}).truth
}

// said is what the document says of n, and what was said since.
func (s *Scenario) said(n numsim.Number, elapsed time.Duration) stage {
	if s.amended == nil {
		return s.truths.find(n, elapsed)
	}
	return s.amended.find(&s.truths, n, elapsed)
}
