package serve

import (
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/ledger"
)

// ClockOf is the state of a tenant's clock.
func (s *Simulator) ClockOf(t *Tenant) control.ClockState {
	s.changing.Lock()
	defer s.changing.Unlock()
	return t.clockState()
}

// SetClockOf changes a tenant's clock. Elapsed is since the scenario began that
// is on now.
func (s *Simulator) SetClockOf(t *Tenant, to control.ClockChange) (control.ClockState, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	change := ledger.Change{Now: to.Now, Advance: to.Advance, Frozen: to.Frozen, Scale: to.Scale}
	if to.Elapsed != nil {
		change.Now = new(t.Began().Add(*to.Elapsed))
	}
	if err := t.Clock().Change(change); err != nil {
		return control.ClockState{}, err
	}
	return t.clockState(), nil
}

func (t *Tenant) clockState() control.ClockState {
	frozen, scale := t.Clock().Pace()
	return control.ClockState{Now: t.Clock().Now(), Began: t.Began(), Frozen: frozen, Scale: scale}
}
