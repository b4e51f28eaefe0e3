package serve

import (
	"maps"
	"slices"
	"strings"

	"github.com/numsim/numsim/sim"
)

// remembering is a provider that reads a profile with the same switches once:
// most of a tenant's accounts have the same, and nobody changes a reading.
type remembering struct {
	sim.Provider
	traits sim.Traits
	made   map[string]any
}

func remember(p sim.Provider) sim.Provider {
	return &remembering{p, p.Traits(), map[string]any{}}
}

// Traits implements sim.Provider.
func (p *remembering) Traits() sim.Traits { return p.traits }

// Read implements sim.Provider.
func (p *remembering) Read(profile string, switches map[string]string) (any, error) {
	var key strings.Builder
	key.WriteString(profile)
	for _, name := range slices.Sorted(maps.Keys(switches)) {
		key.WriteString("\x00" + name + "\x00" + switches[name])
	}
	if made, ok := p.made[key.String()]; ok {
		return made, nil
	}
	made, err := p.Provider.Read(profile, switches)
	if err == nil {
		p.made[key.String()] = made
	}
	return made, err
}
