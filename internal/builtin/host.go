package builtin

import (
	"time"

	"github.com/numsim/numsim/sim/serve"
)

// Host is a simulator on free ports for clients that are not ours, which make
// themselves tenants by its control port.
type Host struct {
	Control string // base URL
	s       *serve.Simulator
}

// NewHost starts one; now is its real time, nil is the machine's. Its tenants
// stay until it is closed.
func NewHost(now func() time.Time) (*Host, error) {
	s, err := serve.Start(serve.Config{FreePorts: true, Now: now, TenantIdle: -1})
	if err != nil {
		return nil, err
	}
	return &Host{s.Control, s}, nil
}

// Close ends it. Calls that are under way on purpose are not waited for.
func (h *Host) Close() { _ = h.s.Drain(time.Second) } // nobody is left to tell
