package serve

import (
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/journal"
)

// Metrics implements control.Meter.
func (p plane) Metrics() (m control.Metrics) {
	for _, e := range p.engines {
		for _, c := range e.Counts() {
			m.Exchanges = append(m.Exchanges, control.Exchanges{Provider: c.Provider, Operation: c.Operation, Outcome: c.Outcome, Count: c.Exchanges})
		}
	}
	rings := []*journal.Ring{p.unclaimed}
	for _, t := range p.Simulator.Tenants() {
		m.Tenants++
		rings = append(rings, t.Journal)
	}
	for _, r := range rings {
		m.Entries += r.Next() - r.Oldest()
		m.Bytes += r.Bytes()
		m.Dropped += r.Dropped()
	}
	return m
}
