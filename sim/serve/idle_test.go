package serve_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/serve"
)

// A tenant that nobody calls is forgotten after a while; calls keep it, and the
// default one stays.
func TestIdleTenantsAreForgotten(t *testing.T) {
	r := bootWith(t, serve.Config{TenantIdle: time.Hour, Set: []string{"aliyun.qps=0"}})
	quiet, err := r.NewTenant(serve.TenantOptions{Name: "quiet"})
	require.NoError(t, err)
	busy, err := r.NewTenant(serve.TenantOptions{Name: "busy", Now: noon, Frozen: true})
	require.NoError(t, err)
	r.clock.Add(59 * time.Minute)
	assert.Empty(t, r.ExpireTenants())
	s := asTenant(t, r, busy, "numsim")
	s.ahead = -59 * time.Minute
	s.aliyun(good)
	r.clock.Add(time.Minute)
	assert.Equal(t, []string{"quiet"}, r.ExpireTenants(), "the wall's hour, whatever a tenant's clock says")
	_, err = r.Tenant("quiet")
	assert.ErrorIs(t, err, serve.ErrTenantUnknown)
	asQuiet := asTenant(t, r, quiet, "numsim")
	asQuiet.aliyun(good)
	assert.Equal(t, []string{"InvalidAccessKeyId.NotFound"}, asQuiet.seen)
	r.clock.Add(59 * time.Minute)
	assert.Empty(t, r.ExpireTenants())
	r.clock.Add(time.Minute)
	assert.Equal(t, []string{"busy"}, r.ExpireTenants())
	r.clock.Add(1000 * time.Hour)
	assert.Empty(t, r.ExpireTenants())
	assert.Len(t, r.Tenants(), 1)
}

func TestIdleTenantsStayWhereTheyAreToldTo(t *testing.T) {
	r := bootWith(t, serve.Config{TenantIdle: -1})
	_, err := r.NewTenant(serve.TenantOptions{Name: "kept"})
	require.NoError(t, err)
	r.clock.Add(1000 * time.Hour)
	assert.Empty(t, r.ExpireTenants())
	usual := bootWith(t, serve.Config{})
	_, err = usual.NewTenant(serve.TenantOptions{Name: "hour"})
	require.NoError(t, err)
	usual.clock.Add(59 * time.Minute)
	assert.Empty(t, usual.ExpireTenants())
	usual.clock.Add(time.Minute)
	assert.Equal(t, []string{"hour"}, usual.ExpireTenants(), "an hour, if nothing is said")
}
