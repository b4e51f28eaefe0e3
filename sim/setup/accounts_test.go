package setup_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/aliyun"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

func provider(t *testing.T) sim.Provider {
	t.Helper()
	p, err := aliyun.New()
	require.NoError(t, err)
	return p
}

func TestReadyMadeAccounts(t *testing.T) {
	p := provider(t)
	byID := map[string]setup.Ready{}
	for _, r := range setup.ReadyMade(p, p.Traits().Account) {
		assert.NotContains(t, byID, r.Credential.ID, "a name is given once")
		assert.NotContains(t, r.Credential.ID, "/", "a slash in a credential is a dash")
		assert.NotEmpty(t, r.About)
		byID[r.Credential.ID] = r
	}
	for _, row := range p.Traits().Catalogue.Rows() {
		assert.Equal(t, row.Name, byID[row.Account()].Account.Answers)
	}
	for _, name := range strings.Fields("numsim numsim-unlimited numsim-broke numsim-throttled numsim-qps-1 numsim-disabled numsim-unsubscribed numsim-sts numsim-sts-expired numsim-2020") {
		assert.Contains(t, byID, name)
	}
	assert.Equal(t, sim.DocumentedQPS, byID["numsim"].Account.QPS)
	assert.Equal(t, 4_000_000, byID["numsim-unlimited"].Account.NonceCap)
	assert.Zero(t, byID["numsim-unlimited"].Account.QPS)
}

func TestSettings(t *testing.T) {
	p := provider(t)
	for _, tt := range []struct {
		name, value string
		got         func(a ledger.Account) any
		want        any
	}{
		{"balance", "0.30", func(a ledger.Account) any { return a.Balance }, numsim.Money(3000)},
		{"balance", "unlimited", func(a ledger.Account) any { return a.Balance }, numsim.MaxMoney},
		{"qps", "7", func(a ledger.Account) any { return a.QPS }, 7},
		{"window", "31m", func(a ledger.Account) any { return a.Window.String() }, "31m0s"},
		{"skew", "-90s", func(a ledger.Account) any { return a.Skew.String() }, "-1m30s"},
		{"standing", "ram-denied", func(a ledger.Account) any { return a.Standing }, ledger.RAMDenied},
		{"serial-id", "number", func(a ledger.Account) any { return a.Switches["serial-id"] }, "number"},
	} {
		var a ledger.Account
		require.NoError(t, setup.Set(p.Traits(), &a, tt.name, tt.value))
		assert.Equal(t, tt.want, tt.got(a), tt.name)
	}
}

// A mistake says what is wrong and what the nearest right word is.
func TestSettingsRefuseMistakes(t *testing.T) {
	p := provider(t)
	for _, tt := range []struct{ name, value, says string }{
		{"balance", "cheap", `balance: "cheap" is not an amount in yuan`},
		{"qps", "-1", `qps: "-1" is not a whole number from 0 up`},
		{"window", "15", `window: "15" is not a duration such as 15m or 90s, up to 24h`},
		{"standing", "unsubscribd", `there is no standing "unsubscribd"; did you mean "unsubscribed"?`},
		{"balanse", "1", `there is no field or switch "balanse"; did you mean "balance"?`},
		{"serial-id", "float", `serial-id cannot be "float": it is one of string, number`},
		{"allow-ips", "127.0.0.1", "aliyun knows no allow-ips (what it knows: simulator accounts aliyun --fields)"},
		{"price", "1000000000.01", `price: "1000000000.01" is more than 1000000000.00 yuan`},
		{"answers", "Insufficient.Balanse", `answers: aliyun has no row "Insufficient.Balanse"; did you mean "Insufficient.Balance"?`},
		{"profile", "2019", `profile "2019" is not one of [2020 2021 2022 today]`},
	} {
		a := p.Traits().Account
		err := setup.Set(p.Traits(), &a, tt.name, tt.value)
		if err == nil {
			err = setup.Finish(p, &a)
		}
		assert.ErrorContains(t, err, tt.says)
	}
}

// Setting a switch on one account leaves the one it was copied from alone.
func TestSwitchesAreNotShared(t *testing.T) {
	p := provider(t)
	var a ledger.Account
	require.NoError(t, setup.Set(p.Traits(), &a, "serial-id", "number"))
	b := a
	require.NoError(t, setup.Set(p.Traits(), &b, "serial-id", "string"))
	assert.Equal(t, "number", a.Switches["serial-id"])
}

func TestNearest(t *testing.T) {
	assert.Equal(t, "balance", sim.Nearest("blance", []string{"price", "balance", "qps"}))
}
