package scenarios

import (
	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

// Scenario is what is true of numbers in one tenant's world.
type Scenario struct {
	defaults *numbering.Defaults
}

// Default is the scenario of a simulator that was told nothing: sample
// numbers, magic endings, and a truth derived from seed.
func Default(seed uint64) *Scenario {
	return &Scenario{defaults: numbering.NewDefaults(seed)}
}

// Truth is what is true of n. A number outside the provider's own plan is a
// wrong number there, before its ending or the derived default is looked at.
func (s *Scenario) Truth(n numsim.Number, assigned bool) numbering.Truth {
	if !assigned {
		return numbering.Truth{Status: numsim.WrongNumber}
	}
	return s.defaults.Of(n)
}
