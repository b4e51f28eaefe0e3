package serve

import (
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/ledger"
)

// Clock implements control.Clock: it is the default tenant's.
func (s *Simulator) Clock() control.ClockState {
	s.changing.Lock()
	defer s.changing.Unlock()
	return s.clockState()
}

// SetClock implements control.Clock. Elapsed is since the scenario began that
// is on now.
func (s *Simulator) SetClock(to control.ClockChange) (control.ClockState, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	change := ledger.Change{Now: to.Now, Advance: to.Advance, Frozen: to.Frozen, Scale: to.Scale}
	if to.Elapsed != nil {
		change.Now = new(s.playing.Load().began.Add(*to.Elapsed))
	}
	if err := s.tenant.Clock.Change(change); err != nil {
		return control.ClockState{}, err
	}
	return s.clockState(), nil
}

func (s *Simulator) clockState() control.ClockState {
	frozen, scale := s.tenant.Clock.Pace()
	return control.ClockState{Now: s.tenant.Clock.Now(), Began: s.playing.Load().began, Frozen: frozen, Scale: scale}
}
