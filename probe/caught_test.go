package probe_test

import (
	"context"
	"fmt"
	"net/url"
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

// Both strings stand beside the call whose signature does not hold, and beside no
// other.
func TestWhatWasSignedIsShown(t *testing.T) {
	w := newWorld(t)
	n := w.naive(t)
	r := w.one(t, func(_ context.Context, k probe.Task) {
		_, err := n.aliyun(k, "13900000200")
		assert.NoError(t, err)
		_, _, err = post(n.c, k.URL+"/", aliyunForm{now: n.w.Now(), nonce: n.fresh(), number: "no number", escape: url.QueryEscape}.text(k))
		assert.NoError(t, err)
	}, "aliyun", "escaping")
	require.Len(t, r.Exchanges, 2)
	assert.Nil(t, r.Exchanges[0].Signed)
	require.NotNil(t, r.Exchanges[1].Signed)
	assert.Contains(t, r.Exchanges[1].Signed.Provider, "PhoneNumber%3Dno%2520number")
	assert.Contains(t, r.Exchanges[1].Signed.Client, "PhoneNumber%3Dno%2Bnumber")
}

// An answer of ywjisu has no id, so the place of a call says which it is.
func TestWhatWasSignedIsShownByPlace(t *testing.T) {
	w := newWorld(t)
	n := w.naive(t)
	r := w.one(t, func(_ context.Context, k probe.Task) {
		now := fmt.Sprint(n.w.Now().Unix())
		_, err := n.ywjisu(k, now, "13900000200")
		assert.NoError(t, err)
		k.Keys.PrivateKey = k.Keys.Password
		_, err = n.ywjisu(k, now, "13900000200")
		assert.NoError(t, err)
	}, "ywjisu", "first-call")
	require.Len(t, r.Exchanges, 2)
	assert.Nil(t, r.Exchanges[0].Signed)
	require.NotNil(t, r.Exchanges[1].Signed)
	assert.NotEmpty(t, r.Exchanges[1].Signed.Provider)
}
