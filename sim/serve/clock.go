package serve

import (
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/ledger"
)

// Clock implements control.Clock: it is the default tenant's.
func (s *Simulator) Clock() control.ClockState { return s.ClockOf(s.first) }

// ClockOf is the state of a tenant's clock.
func (s *Simulator) ClockOf(t *Tenant) control.ClockState {
	s.changing.Lock()
	defer s.changing.Unlock()
	return t.clockState()
}

// SetClock implements control.Clock. Elapsed is since the scenario began that
// is on now.
func (s *Simulator) SetClock(to control.ClockChange) (control.ClockState, error) {
	return s.SetClockOf(s.first, to)
}

// SetClockOf changes a tenant's clock.
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
