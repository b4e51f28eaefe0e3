package aliyun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The accounts with a friendly name are for one trouble each. What --set gives
// every account does not take it from them.
func TestFriendlyAccountsKeepTheirOwnTrouble(t *testing.T) {
	own := map[string]string{
		"numsim-broke": "Insufficient.Balance", "numsim-throttled": "System.LimitControl",
		"numsim-disabled": "InvalidAccessKeyId.Inactive", "numsim-unsubscribed": "Product.Unsubscribed",
		"numsim-sts-expired": "InvalidSecurityToken.Expired", "numsim-sts": "", "numsim-unlimited": "", "numsim-qps-1": "",
	}
	for _, tt := range []struct{ set, numsim, why string }{
		{"qps=200", "", "the row the others differ from"},
		{"answers=ServiceUnavailable", "ServiceUnavailable", "one row for every well-signed call"},
		{"standing=out-of-service", "OutOfService", "another standing"},
		{"standing=good", "", "the standing of most"},
		{"balance=1000", "", "money"},
		{"qps=0", "", "no limit"},
	} {
		t.Run(tt.set+", "+tt.why, func(t *testing.T) {
			r := newRig(t, tt.set)
			meets := func(key string) string {
				r.do(v1(t, signer(key, ""), "JSON"))
				entries := r.journal.Entries()
				return entries[len(entries)-1].Row
			}
			assert.Equal(t, tt.numsim, meets("numsim"), "the setting is there")
			for key, row := range own {
				assert.Equal(t, row, meets(key), key)
			}
			assert.Equal(t, "System.LimitControl", meets("numsim-qps-1"), "the second call of its second")
		})
	}
}
