package serve

import (
	"errors"
	"net/http"

	"github.com/numsim/numsim/sim/control"
)

// plane is the simulator as the control API asks about it. It implements
// control.Plane.
type plane struct{ *Simulator }

var _ control.Plane = plane{}

// named finds a tenant that somebody asks about.
func (p plane) named(name string) (*Tenant, error) {
	p.changing.Lock()
	defer p.changing.Unlock()
	t, err := p.tenant(name)
	if err != nil {
		return nil, unknown(err)
	}
	p.touch(t)
	return t, nil
}

// unknown says what was wrong with a tenant in the API's words.
func unknown(err error) error {
	switch {
	case errors.Is(err, ErrTenantUnknown):
		return refused(http.StatusNotFound, err.Error(), "", "GET /v1/tenants lists those there are; an idle one is forgotten after a while")
	case errors.Is(err, ErrTenantTaken):
		return refused(http.StatusConflict, err.Error(), `field "name"`, "choose another name, or leave it out and one is made up")
	case errors.Is(err, ErrTenantName):
		return refused(http.StatusBadRequest, err.Error(), `field "name"`, "choose such a name, or leave it out and one is made up")
	case errors.Is(err, ErrTenantsFull):
		return refused(http.StatusServiceUnavailable, err.Error(), "", "delete those nobody needs; DELETE /v1/tenants/{name}")
	case errors.Is(err, ErrTenantDefault):
		return refused(http.StatusConflict, err.Error(), "", "reset it instead; POST /v1/tenants/default/reset")
	}
	return err
}

// Clock implements control.Clock.
func (p plane) Clock(tenant string) (control.ClockState, error) {
	t, err := p.named(tenant)
	if err != nil {
		return control.ClockState{}, err
	}
	return p.ClockOf(t), nil
}

// SetClock implements control.Clock. Elapsed is since the scenario began that
// is on now.
func (p plane) SetClock(tenant string, to control.ClockChange) (control.ClockState, error) {
	t, err := p.named(tenant)
	if err != nil {
		return control.ClockState{}, err
	}
	return p.SetClockOf(t, to)
}
