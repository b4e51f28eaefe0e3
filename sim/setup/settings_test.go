package setup_test

import (
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// Each setting changes its own field and nothing else.
func TestEachSettingReachesItsField(t *testing.T) {
	before := ledger.Account{Name: "a", UID: "1", Profile: "2020", Balance: 7, Price: 8, QPS: 9, Window: time.Hour, CarrierQPS: 10, NumberEvery: time.Second, NonceCap: 11, Quota: 12, Lag: time.Minute, Peers: []netip.Prefix{netip.MustParsePrefix("::/0")}}
	for _, tt := range []struct {
		name, value string
		change      func(a *ledger.Account)
	}{
		{"balance", "0", func(a *ledger.Account) { a.Balance = 0 }},
		{"balance", "unlimited", func(a *ledger.Account) { a.Balance = numsim.MaxMoney }},
		{"price", "0.0125", func(a *ledger.Account) { a.Price = 125 }},
		{"price", "0", func(a *ledger.Account) { a.Price = 0 }},
		{"qps", "0", func(a *ledger.Account) { a.QPS = 0 }},
		{"qps-window", "sliding", func(a *ledger.Account) { a.Limit = ledger.SlidingSecond }},
		{"qps-window", "bucket", func(a *ledger.Account) { a.Limit = ledger.TokenBucket }},
		{"qps-window", "fixed", func(a *ledger.Account) { a.Limit = ledger.FixedSecond }},
		{"carrier-qps", "3", func(a *ledger.Account) { a.CarrierQPS = 3 }},
		{"carrier-qps", "0", func(a *ledger.Account) { a.CarrierQPS = 0 }},
		{"number-every", "10s", func(a *ledger.Account) { a.NumberEvery = 10 * time.Second }},
		{"number-every", "24h", func(a *ledger.Account) { a.NumberEvery = 24 * time.Hour }},
		{"number-every", "0s", func(a *ledger.Account) { a.NumberEvery = 0 }},
		{"window", "1ns", func(a *ledger.Account) { a.Window = 1 }},
		{"window", "24h", func(a *ledger.Account) { a.Window = 24 * time.Hour }},
		{"quota", "100", func(a *ledger.Account) { a.Quota = 100 }},
		{"quota", "0", func(a *ledger.Account) { a.Quota = -1 }},
		{"quota", "unlimited", func(a *ledger.Account) { a.Quota = 0 }},
		{"lag", "0s", func(a *ledger.Account) { a.Lag = 0 }},
		{"lag", "2160h", func(a *ledger.Account) { a.Lag = 90 * 24 * time.Hour }},
		{"lag", "1d12h", func(a *ledger.Account) { a.Lag = 36 * time.Hour }},
		{"window", "1d", func(a *ledger.Account) { a.Window = 24 * time.Hour }},
		{"skew", "2d", func(a *ledger.Account) { a.Skew = 48 * time.Hour }},
		{"skew", "-1d30s", func(a *ledger.Account) { a.Skew = -24*time.Hour - 30*time.Second }},
		{"allow-ips", "any", func(a *ledger.Account) { a.Peers = nil }},
		{"allow-ips", "10.0.0.0/8,::1", func(a *ledger.Account) {
			a.Peers = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
		}},
		{"standing", "blacklisted", func(a *ledger.Account) { a.Standing = ledger.Blacklisted }},
		{"key", "disabled", func(a *ledger.Account) { a.KeyDisabled = true }},
		{"key", "active", func(a *ledger.Account) { a.KeyDisabled = false }},
		{"token", "expired", func(a *ledger.Account) { a.TokenExpired = true }},
		{"nonce-cap", "5", func(a *ledger.Account) { a.NonceCap = 5 }},
		{"uid", "1700000000000002", func(a *ledger.Account) { a.UID = "1700000000000002" }},
		{"answers", "OutOfService", func(a *ledger.Account) { a.Answers = "OutOfService" }},
		{"profile", "2022", func(a *ledger.Account) { a.Profile = "2022" }},
	} {
		t.Run(tt.name+"="+tt.value, func(t *testing.T) {
			got, want := before, before
			tt.change(&want)
			require.NoError(t, setup.Set(sim.Traits{}, &got, tt.name, tt.value))
			assert.Equal(t, want, got)
		})
	}
}

// What is out of bounds is refused, by name and with the bound.
func TestSettingsOutOfBounds(t *testing.T) {
	const duration = "is not a duration such as 15m or 90s, up to 24h"
	for _, tt := range []struct{ name, value, says, why string }{
		{"price", "-0.10", `price: "-0.10" is below zero`, "every answer would pay the account"},
		{"balance", "-1", `balance: "-1" is below zero`, "nobody opens an account in debt"},
		{"price", "unlimited", `price: "unlimited" is not an amount in yuan`, "only a balance has no end"},
		{"window", "0s", duration, "no timestamp would be fresh"},
		{"window", "-15m", duration, "a window has no direction"},
		{"window", "24h0m0.000000001s", duration, "a nonce is kept for twice the window"},
		{"window", "2000000h", duration, "it once outran the nonces' clock"},
		{"number-every", "-5s", duration, "an interval has no direction"},
		{"number-every", "24h1s", duration, "every number asked about is kept for as long"},
		{"number-every", "often", duration, "no duration at all"},
		{"carrier-qps", "-1", `carrier-qps: "-1" is not a whole number from 0 up`, "no limit is 0"},
		{"carrier-qps", "1.5", `carrier-qps: "1.5" is not a whole number from 0 up`, "calls are whole"},
		{"nonce-cap", "0", `nonce-cap: "0" would let nobody in; 1 is the least`, "0 stands for the default inside"},
		{"skew", "8785h", `skew: "8785h" is not a duration such as 1h or -90s, of a year at most`, "clocks have an end"},
		{"nonce-cap", "-1", `nonce-cap: "-1" is not a whole number from 0 up`, "no limit is 0"},
		{"uid", "me", `uid: "me" is not a whole number from 0 up`, "owner ids are numbers"},
		{"key", "off", `key: "off" is neither active nor disabled`, "the two words there are"},
		{"qps-window", "leaky", `qps-window: "leaky" is none of fixed, sliding and bucket`, "three are told apart"},
		{"quota", "-1", `quota: "-1" is not a whole number from 0 up`, "no quota is 0"},
		{"lag", "2161h", `lag: "2161h" is not a duration such as 90s or 24h, up to 2160h`, "nothing older is kept"},
		{"allow-ips", "10.0.0.0/8,localhost", `allow-ips: "localhost" is not an address such as 127.0.0.1, nor a network such as 10.0.0.0/8`, "names are not looked up"},
		{"skew", "1", "skew: ", "a duration has a unit"},
		{"window", "1d1s", duration, "more than a day, in days"},
		{"window", "d", duration, "no number of days"},
		{"skew", "1d-1h", "skew: ", "one direction for the whole"},
		{"skew", "--1d", "skew: ", "one direction for the whole"},
		{"skew", "65535d2500000h", "skew: ", "more than 64 bits hold"},
	} {
		var a ledger.Account
		assert.ErrorContains(t, setup.Set(sim.Traits{}, &a, tt.name, tt.value), tt.says, tt.why)
	}
}
