package probe_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/probe"
)

// Each bad client fails the module that is about its mistake, in words that name
// it, with the exchange as evidence and no secret in it.
func TestBadClientsAreCaught(t *testing.T) {
	for _, b := range slices.Concat(badSigners(), badRetriers(), badShapes()) {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			n := w.naive(t)
			var keys []string
			r := w.one(t, func(_ context.Context, k probe.Task) {
				keys = []string{k.Keys.AccessKeySecret, k.Keys.PrivateKey, k.Keys.Password}
				b.client(n, k)
			}, b.provider, b.module)
			require.Equal(t, conformance.Failed, r.Outcome, r.Text())
			assert.Contains(t, r.Text(), b.says)
			require.NotEmpty(t, r.Exchanges)
			for _, secret := range keys {
				if secret != "" {
					assert.NotContains(t, r.Text(), secret)
				}
			}
			assert.NotContains(t, r.Text(), "13900000200")
			assert.NotContains(t, r.Text(), "LTAIsomebody")
		})
	}
}
