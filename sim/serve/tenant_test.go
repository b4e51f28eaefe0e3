package serve_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/serve"
)

// newClients are clients of a simulator that runs, on its clock.
func newClients(t *testing.T, r *rig) *stage {
	t.Helper()
	s := &stage{t: t, url: map[string]string{}, key: "numsim", clock: r.clock, keys: map[string]ledger.Credential{}}
	s.http = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: deadline}
	for _, endpoint := range r.Providers {
		s.url[endpoint.Traits.Name] = endpoint.URL
	}
	return s
}

// asTenant is a stage whose clients have the credentials of a tenant, for the
// account of that name.
func asTenant(t *testing.T, r *rig, tenant *serve.Tenant, account string) *stage {
	t.Helper()
	own := newClients(t, r)
	for i, endpoint := range r.Providers {
		for _, ready := range tenant.Ready(i) {
			if ready.Account.Name == account {
				own.keys[endpoint.Traits.Name] = ready.Credential
			}
		}
	}
	require.NotEmpty(t, own.keys)
	return own
}

// Tenants do not see each other: money, scenario, clock and journal are each
// one's own, and the credential alone picks them.
func TestTenantsAreWorldsOfTheirOwn(t *testing.T) {
	r := boot(t)
	outage := draftOf(t, "first-try-fails")
	poor, err := r.NewTenant(serve.TenantOptions{Name: "poor", Set: []string{"aliyun.balance=0.10"}})
	require.NoError(t, err)
	failing, err := r.NewTenant(serve.TenantOptions{Scenario: outage})
	require.NoError(t, err)
	later, err := r.NewTenant(serve.TenantOptions{Name: "later", Now: noon.Add(240 * time.Hour), Frozen: true})
	require.NoError(t, err)

	a, b, c := asTenant(t, r, poor, "numsim"), asTenant(t, r, failing, "numsim"), asTenant(t, r, later, "numsim")
	c.ahead = 240 * time.Hour
	d := newClients(t, r) // of the default tenant
	for range 2 {
		a.everyone()
		b.everyone()
		c.everyone()
		d.everyone()
	}
	assert.Equal(t, []string{"NORMAL", "1", "0200=1", "Insufficient.Balance", "1", "0200=1"}, a.seen)
	assert.Equal(t, []string{"InternalError", "ServiceTimeout", "504000", "NORMAL", "1", "0200=1"}, b.seen)
	assert.Equal(t, []string{"NORMAL", "1", "0200=1", "NORMAL", "1", "0200=1"}, c.seen)
	assert.Equal(t, c.seen, d.seen)
	for _, tenant := range r.Tenants() {
		assert.Len(t, tenant.Journal.Entries(), 6, tenant.Name)
	}
}

// Nobody's secrets are another's, and a name that is no tenant's is nobody's.
func TestTenantsHaveTheirOwnSecrets(t *testing.T) {
	r := boot(t)
	one, err := r.NewTenant(serve.TenantOptions{Name: "one"})
	require.NoError(t, err)
	two, err := r.NewTenant(serve.TenantOptions{Name: "two"})
	require.NoError(t, err)
	s := asTenant(t, r, one, "numsim")
	for name, key := range asTenant(t, r, two, "numsim").keys {
		key.ID = "one.numsim"
		s.keys[name] = key
	}
	s.everyone()
	for name, key := range s.keys {
		key.ID = "three.numsim"
		s.keys[name] = key
	}
	s.everyone()
	assert.Equal(t, []string{"SignatureDoesNotMatch", "SignatureDoesNotMatch", "403000", "InvalidAccessKeyId.NotFound", "InvalidClientTokenId", "400101"}, s.seen)
}

// A reset begins anew what calls have left behind, and a closed tenant's
// credentials are unknown.
func TestTenantsBeginAnewAndEnd(t *testing.T) {
	r := boot(t)
	tenant, err := r.NewTenant(serve.TenantOptions{Name: "short", Set: []string{"aliyun.balance=0.10"}})
	require.NoError(t, err)
	s := asTenant(t, r, tenant, "numsim")
	s.times(2, func() { s.aliyun(good) })
	require.NoError(t, r.Reset(tenant))
	assert.Empty(t, tenant.Journal.Entries())
	s.times(2, func() { s.aliyun(good) })
	require.NoError(t, r.CloseTenant("short"))
	s.aliyun(good)
	assert.Equal(t, []string{"NORMAL", "Insufficient.Balance", "NORMAL", "Insufficient.Balance", "InvalidAccessKeyId.NotFound"}, s.seen)
	_, err = r.Tenant("short")
	assert.ErrorIs(t, err, serve.ErrTenantUnknown)
	assert.ErrorIs(t, r.CloseTenant("short"), serve.ErrTenantUnknown)
	assert.ErrorIs(t, r.CloseTenant(""), serve.ErrTenantDefault)
}

func TestTenantsThatCannotBe(t *testing.T) {
	r := boot(t)
	for name, want := range map[string]error{
		"default": serve.ErrTenantTaken, "A": serve.ErrTenantName, "a.b": serve.ErrTenantName, "-a": serve.ErrTenantName,
		"a23456789012345678901234567890123": serve.ErrTenantName,
	} {
		_, err := r.NewTenant(serve.TenantOptions{Name: name})
		assert.ErrorIs(t, err, want, name)
	}
	_, err := r.NewTenant(serve.TenantOptions{Set: []string{"aliyun.balense=1"}})
	assert.ErrorContains(t, err, `did you mean "balance"?`)
	_, err = r.NewTenant(serve.TenantOptions{Now: time.Unix(0, 0)})
	assert.Error(t, err, "a clock has bounds")
	assert.Len(t, r.Tenants(), 1, "what could not be is not there")
}

// Two hundred tenants at once, each with a balance for three answers, get three
// answers each.
func TestManyTenantsAtOnce(t *testing.T) {
	r := boot(t)
	var wg sync.WaitGroup
	for range 200 {
		tenant, err := r.NewTenant(serve.TenantOptions{Set: []string{"aliyun.balance=0.30"}, Scenario: &scenarios.Draft{}})
		require.NoError(t, err)
		s := asTenant(t, r, tenant, "numsim")
		wg.Go(func() {
			s.times(4, func() { s.aliyun(good) })
			assert.Equal(t, []string{"NORMAL", "NORMAL", "NORMAL", "Insufficient.Balance"}, s.seen, tenant.Name)
			assert.NoError(t, r.CloseTenant(tenant.Name))
		})
	}
	wg.Wait()
	assert.Len(t, r.Tenants(), 1)
}
