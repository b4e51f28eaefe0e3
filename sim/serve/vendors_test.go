package serve_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/all"
	"github.com/numsim/numsim/sim/serve"
)

// foundIn is what check says of a document with these accounts.
func foundIn(t *testing.T, accounts string) string {
	t.Helper()
	text := "scenario: x\naccounts:\n  " + accounts + "\n"
	_, findings, err := serve.Scenario(fstest.MapFS{"s.yaml": {Data: []byte(text)}}, "s.yaml")
	require.NoError(t, err)
	return findings.Error()
}

// earlySwitches are looked at while nobody knows yet whose call it is: the
// transport, the method, the format of what cannot be read, the parameters
// without which there is no key, and the words for a key that nobody has.
func earlySwitches() map[string]string {
	return map[string]string{
		"aliyun": "action ssl unknown-key v3-format",
		"ksyun":  "signature-method json get",
		"ywjisu": "unknown-code method ssl path-status",
	}
}

// One account cannot have what is looked at before it is known; the provider
// can, and every other switch is as good for one as for all.
func TestSwitchesOfOneAccount(t *testing.T) {
	providers, err := all.Providers()
	require.NoError(t, err)
	for _, p := range providers {
		traits := p.Traits()
		early := strings.Fields(earlySwitches()[traits.Name])
		var found []string
		for _, s := range traits.Switches {
			value := s.Values[len(s.Values)-1]
			assert.Empty(t, foundIn(t, fmt.Sprintf("%s: {%s: %q}", traits.Name, s.Name, value)), "%s: %s for all", traits.Name, s.Name)
			said := foundIn(t, fmt.Sprintf("%s/numsim: {%s: %q}", traits.Name, s.Name, value))
			if said == "" {
				continue
			}
			found = append(found, s.Name)
			at := fmt.Sprintf("s.yaml:3:%d: ", len(traits.Name+"/numsim: {")+3)
			assert.Equal(t, at+s.Name+" is looked at before it is known whose call it is, so it does nothing for one account; set it for all of "+traits.Name, said)
		}
		assert.Equal(t, early, found, traits.Name)
	}
}

// Why it is a mistake: nobody would see it.
func TestAnEarlySwitchOfOneAccountDoesNothing(t *testing.T) {
	for account, want := range map[string]string{"": "InvalidProtocol.NeedSsl", "numsim": "OK"} {
		r := bootWith(t, serve.Config{Scenario: &scenarios.Draft{Settings: []scenarios.Setting{
			{Provider: "aliyun", Account: account, Field: "ssl", Value: "required"},
		}}})
		assert.Equal(t, want, r.codeOf(t, "numsim"), account)
	}
}

// What means nothing at a provider is said too, for all its accounts or one.
func TestSettingsThatMeanNothing(t *testing.T) {
	assert.Contains(t, foundIn(t, "aliyun: {quota: 3}"), "s.yaml:3:12: aliyun knows no quota")
	assert.Contains(t, foundIn(t, "aliyun/numsim: {lag: 3s}"), "s.yaml:3:19: aliyun knows no lag")
	assert.Contains(t, foundIn(t, "ywjisu: {qps: 3}"), "s.yaml:3:12: ywjisu knows no qps")
}
