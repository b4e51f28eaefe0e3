package aliyun_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/aliyun"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

// What is kept of a request is what the list has: values that say what is asked,
// and of whatever names or proves the caller that it was there.
func TestWhatIsKeptOfARequest(t *testing.T) {
	p, err := aliyun.New()
	require.NoError(t, err)
	account := p.Traits().Account
	account.Name = "numsim"
	account.Reading, err = p.Read("2020", nil)
	require.NoError(t, err)
	tenant, ring, l := &ledger.Tenant{Clock: ledger.NewClock(nil)}, journal.NewRing(0), ledger.New()
	require.NoError(t, l.Open("aliyun", tenant, account, ledger.Credential{ID: "numsim", Secret: "numsim-secret"}))
	e := sim.NewEngine(p, sim.Config{
		World:   &sim.World{Ledger: l, Scenario: scenarios.Default(0), Unclaimed: &account, Began: tenant.Clock.Now(), Journal: ring, Keeps: true},
		Journal: journal.NewRing(0), Clock: tenant.Clock,
	})
	kept := func(method, query, body string, header http.Header) string {
		r := httptest.NewRequest(method, "/?"+query, strings.NewReader(body))
		for name := range header {
			r.Header.Set(name, header.Get(name))
		}
		e.ServeHTTP(httptest.NewRecorder(), r)
		held := ring.Entries()
		return string(held[len(held)-1].Sent)
	}
	const query = "AccessKeyId=numsim&Action=DescribePhoneNumberStatus&Version=2020-02-17&PhoneNumber=13900000200&SignatureMethod=HMAC-SHA1" +
		"&SignatureVersion=1.0&SignatureNonce=n&Timestamp=2026-11-22T12%3A00%3A00Z&Signature=c2VjcmV0&SecurityToken=&Unknown=secret&%41uthCode=x&&bare"
	want := "GET\nqAccessKeyId\nqAction=DescribePhoneNumberStatus\nqVersion=2020-02-17\nqPhoneNumber=13900000200\nqSignatureMethod=HMAC-SHA1\n" +
		"qSignatureVersion=1.0\nqSignatureNonce=n\nqTimestamp=2026-11-22T12%3A00%3A00Z\nqSignature\nqSecurityToken=\n+\n+\n+\n"
	assert.Equal(t, want, kept("GET", query, "", nil))
	form := http.Header{"Content-Type": {"application/x-www-form-urlencoded; charset=utf-8"}, "Accept": {"text/xml"}, "Cookie": {"secret"}}
	assert.Equal(t, strings.NewReplacer("GET", "POST", "\nq", "\nf").Replace(want)+"hAccept=text/xml\n", kept("POST", "", query, form))
	assert.Equal(t, "POST\n!its body is no form", kept("POST", query, "{}", http.Header{"Content-Type": {"application/json"}}))
	assert.Equal(t, "GET\n!it is longer than what is kept of one", kept("GET", query+"&x="+strings.Repeat("x", 8<<10), "", nil))
}
