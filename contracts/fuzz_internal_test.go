package contracts

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

// The judge takes whatever the network brings. It never panics, and says the
// same twice. The other readings are left out: each is the same judge again.
func FuzzJudge(f *testing.F) {
	var all []*Contract
	for _, p := range Providers() {
		d, flaws := Load(Embedded(), p)
		require.Empty(f, flaws)
		c, err := d.For("", nil)
		require.NoError(f, err)
		all = append(all, c)
	}
	for i, seed := range []struct{ form, kind, answer string }{
		{"Action=DescribePhoneNumberStatus&PhoneNumber=13900000200", "application/json", `{"PhoneStatus":{"Status":"NORMAL"},"Code":"OK"}`},
		{"Action=PhoneNumberStatus&Mobile=13900000200&Mobile=", "application/json", `{"CheckStatus":"1","Mobile":"13900000200"}`},
		{"code=numsim&&mobiles=13900000200", "application/json", `{"resultCode":"000000","resultObj":[{"status":"3","lastTime":1}]}`},
		{"Action=DescribePhoneNumberStatus", "text/xml", "<DescribePhoneNumberStatusResponse><Code>OK</Code></DescribePhoneNumberStatusResponse>"},
		{"a=%zz&&=&=", "text/xml", "<a><b/></a><c>"}, {"\xff=\x00", "application/json", `{"a":{"a":1,"a":2}}`},
	} {
		f.Add(uint8(i%3), uint16(200+200*(i%2)), "POST", "/?"+seed.form, seed.form, seed.kind, seed.answer)
	}
	f.Fuzz(func(t *testing.T, provider uint8, status uint16, method, address, form, kind, answer string) {
		u, err := url.Parse(address)
		if err != nil {
			return // the network would not have brought it
		}
		x := &Exchange{
			Method: method, URL: u, Body: []byte(form), Status: int(status),
			Header:       http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
			AnswerHeader: http.Header{"Content-Type": {kind}}, AnswerBody: []byte(answer),
		}
		c := all[int(provider)%len(all)]
		require.Equal(t, c.judgeRequest(x).close(nil), c.judgeRequest(x).close(nil))
		require.Equal(t, c.judgeAnswer(x).close(nil), c.judgeAnswer(x).close(nil))
	})
}
