package all_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/all"
	"github.com/numsim/numsim/sim/setup"
)

// A cause without words stops the engine with a fault of its own. So every
// provider has words for it, or no setting that can bring it about.
func TestWordsForWhateverCanBeSet(t *testing.T) {
	providers, err := all.Providers()
	require.NoError(t, err)
	for _, p := range providers {
		traits := p.Traits()
		a := traits.Account
		require.NoError(t, setup.Finish(p, &a))
		has := func(cause sim.Cause) bool { return p.Refuse(&sim.Call{Account: &a}, cause) != nil }
		unused := func(setting string) bool { return slices.Contains(traits.Unused, setting) }
		assert.True(t, has(sim.UnknownCredential), "%s: an unknown credential", traits.Name)
		assert.True(t, has(sim.Throttled) || traits.Unthrottled, "%s: a throttle", traits.Name)
		assert.True(t, has(sim.FundsShort) || a.Postpaid, "%s: no money", traits.Name)
		assert.True(t, has(sim.QuotaShort) || unused("quota"), "%s: no quota", traits.Name)
		assert.True(t, has(sim.NonceUsed) && has(sim.NoncesFull) || unused("nonce-cap"), "%s: nonces", traits.Name)
		assert.True(t, len(setup.Standings(p, a)) > 0 || unused("standing"), "%s: a standing", traits.Name)
	}
}
