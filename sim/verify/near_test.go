package verify_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/verify"
)

// Of calls that an expectation is not about, the nearest has the fewest reasons,
// and is the first of several.
func TestNear(t *testing.T) {
	in := verify.Input{Kind: kind, Entries: calls(refused("Outage", one), paid(two), refused("Limit", two))}
	for _, tt := range []struct {
		why    string
		expect scenarios.Expectation
		call   uint64
		failed []string
	}{
		{"everything else", scenarios.Expectation{Providers: []string{"ksyun"}, Operations: []string{"Other"}, Accounts: []string{"a", "b"}}, 1,
			[]string{"the provider is aliyun, not ksyun", "the operation is Describe, not Other", "the account is numsim, not a or b"}},
		{"the number", scenarios.Expectation{Row: "Limit", Numbers: []scenarios.Pattern{{Digits: one}}}, 1, []string{"it was refused with Outage, not with Limit"}},
		{"an answer", scenarios.Expectation{Providers: []string{"aliyun"}, Row: "Balance", Numbers: []scenarios.Pattern{{Digits: two}}}, 2,
			[]string{"it was answered, not refused with Balance"}},
		{"what follows", scenarios.Expectation{After: "Balance"}, 1, []string{"it was refused with Outage, not with Balance"}},
	} {
		c, failed := in.Near(&tt.expect)
		require.NotNil(t, c, tt.why)
		assert.Equal(t, tt.call, c.Seq, tt.why)
		assert.Equal(t, tt.failed, failed, tt.why)
	}
	c, _ := in.Near(&scenarios.Expectation{Row: "Limit"})
	assert.Nil(t, c, "there is such a call")
	c, _ = (&verify.Input{Kind: kind}).Near(&scenarios.Expectation{Row: "Limit"})
	assert.Nil(t, c, "there is no call")
	nobodys := verify.Input{Kind: kind, Entries: []journal.Entry{{Provider: "aliyun"}}}
	_, failed := nobodys.Near(&scenarios.Expectation{Accounts: []string{"numsim"}})
	assert.Equal(t, []string{"the account is none, not numsim"}, failed)
}
