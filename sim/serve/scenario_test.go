package serve_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/serve"
)

// codeOf is the code a signed question about good is answered with.
func (r *rig) codeOf(t *testing.T, key string) string {
	t.Helper()
	return r.do(t, r.v1(t, r.signer(key), http.MethodGet)).said(t).Code
}

// Accounts follow a scenario on the tenant's clock; what they had is theirs
// before and after, and a setting on one account is no other's.
func TestAccountsChangeOnTheClock(t *testing.T) {
	r := bootWith(t, serve.Config{Scenario: &scenarios.Draft{Name: "subscribed-later", Settings: []scenarios.Setting{
		{Provider: "aliyun", Field: "balance", Value: "0.30"},
		{Provider: "aliyun", Field: "standing", Value: "unsubscribed"},
		{Provider: "aliyun", Field: "standing", Value: "good", From: time.Minute},
		{Provider: "aliyun", Account: "numsim-2020", Field: "key", Value: "disabled", From: 2 * time.Minute},
		{Provider: "aliyun", Field: "profile", Value: "today", From: 3 * time.Minute},
	}}})
	assert.Equal(t, "Product.Unsubscribed", r.codeOf(t, "numsim"))
	r.clock.Add(time.Minute)
	assert.Equal(t, "OK", r.codeOf(t, "numsim"))
	assert.Equal(t, "OK", r.codeOf(t, "numsim-2020"))
	r.clock.Add(time.Minute)
	assert.Equal(t, "InvalidAccessKeyId.Inactive", r.codeOf(t, "numsim-2020"))
	assert.Equal(t, "OK", r.codeOf(t, "numsim"))
	assert.Equal(t, "OK", r.codeOf(t, "numsim"))
	assert.Equal(t, "Insufficient.Balance", r.codeOf(t, "numsim"), "three answers in all, over two versions of the account")
	r.clock.Add(time.Minute)
	assert.Equal(t, "InvalidAction.NotFound", r.codeOf(t, "numsim"), "withdrawn in the generation of today")
}

// What the command line sets wins over the scenario, at every moment of it.
func TestSettingsWinOverTheScenario(t *testing.T) {
	r := bootWith(t, serve.Config{Set: []string{"aliyun.standing=good"}, Scenario: &scenarios.Draft{Settings: []scenarios.Setting{
		{Provider: "aliyun", Field: "standing", Value: "unsubscribed", From: time.Minute},
	}}})
	r.clock.Add(time.Hour)
	assert.Equal(t, "OK", r.codeOf(t, "numsim"))
}

// Another scenario begins from its beginning, whatever went before: money,
// nonces and counters are its own.
func TestLoadingAnotherScenario(t *testing.T) {
	once := &scenarios.Draft{Name: "once", Settings: []scenarios.Setting{{Provider: "aliyun", Field: "balance", Value: "0.20"}}, Rules: []scenarios.Rule{{
		When: scenarios.When{Providers: []string{"aliyun"}, Calls: scenarios.Calls{First: 1, Last: 1, Per: scenarios.PerWhole}},
		Then: scenarios.Then{Refusal: "OutOfService"},
	}}}
	r := bootWith(t, serve.Config{Scenario: once})
	for range 2 {
		for i, want := range []string{"OutOfService", "OK", "OK", "Insufficient.Balance"} {
			assert.Equal(t, want, r.codeOf(t, "numsim"), i)
		}
		require.NoError(t, r.Load(once))
	}
	bad := &scenarios.Draft{Settings: []scenarios.Setting{{Provider: "aliyun", Field: "balance", Value: "much", Where: "s.yaml:3:5"}}}
	assert.ErrorContains(t, r.Load(bad), `s.yaml:3:5: balance: "much" is not an amount in yuan`)
	assert.Equal(t, "OutOfService", r.codeOf(t, "numsim"), "the last good one goes on")
}

// The scenario's own word on a number goes before the plan and the endings.
func TestNumbersOfAScenario(t *testing.T) {
	r := bootWith(t, serve.Config{Scenario: &scenarios.Draft{NoMagic: true, Weights: map[numsim.Status]int{numsim.Vacant: 1}}})
	assert.Equal(t, "NOT_EXIST", r.status(t, good), "no ending means anything, and all are vacant")
}
