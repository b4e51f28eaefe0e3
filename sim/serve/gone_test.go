package serve_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/serve"
)

// A scenario that is loaded while its tenant is forgotten comes too late: it
// would leave keys that work and that nobody can take back, or put the old
// world in the place of a new tenant's of that name.
func TestATenantThatIsGoneStaysGone(t *testing.T) {
	r := boot(t)
	for name, late := range map[string]func(*serve.Tenant) error{
		"load":  func(gone *serve.Tenant) error { return r.LoadInto(gone, &scenarios.Draft{}) },
		"reset": r.Reset,
	} {
		t.Run(name, func(t *testing.T) {
			gone, err := r.NewTenant(serve.TenantOptions{Name: name})
			require.NoError(t, err)
			require.NoError(t, r.CloseTenant(name))
			next, err := r.NewTenant(serve.TenantOptions{Name: name})
			require.NoError(t, err)

			require.ErrorIs(t, late(gone), serve.ErrTenantUnknown)
			client := asTenant(t, r, next, "numsim")
			client.everyone()
			assert.Equal(t, []string{"NORMAL", "1", "0200=1"}, client.seen)
			assert.Len(t, next.Journal.Entries(), 3)
			assert.Empty(t, gone.Journal.Entries())

			require.NoError(t, r.CloseTenant(name))
			require.ErrorIs(t, late(next), serve.ErrTenantUnknown)
			client.seen = nil
			client.everyone()
			assert.NotContains(t, client.seen, "NORMAL")
		})
	}
}
