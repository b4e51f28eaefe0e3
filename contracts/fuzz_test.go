package contracts_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

// The judge takes whatever the network brings. It never panics, and says the
// same twice.
func FuzzJudge(f *testing.F) {
	var all []*contracts.Contract
	for _, p := range contracts.Providers() {
		d, flaws := contracts.Load(contracts.Embedded(), p)
		require.Empty(f, flaws)
		c, err := d.For("", nil)
		require.NoError(f, err)
		all = append(all, c)
	}
	for i, seed := range []struct{ form, kind, answer string }{
		{aliyunForm, jsonKind, aliyunJSON}, {ksyunForm, jsonKind, ksyunJSON}, {ywjisuForm, jsonKind, ywjisuJSON},
		{aliyunForm, xmlKind, aliyunXML}, {"a=%zz&&=&=", "text/xml", "<a><b/></a><c>"}, {"\xff=\x00", "application/json", `{"a":{"a":1,"a":2}}`},
	} {
		f.Add(uint8(i%3), uint16(200), "POST", "/?"+seed.form, seed.form, seed.kind, seed.answer)
	}
	f.Fuzz(func(t *testing.T, provider uint8, status uint16, method, address, form, kind, answer string) {
		u, err := url.Parse(address)
		if err != nil {
			return // the network would not have brought it
		}
		x := &contracts.Exchange{
			Method: method, URL: u, Body: []byte(form), Status: int(status),
			Header:       http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
			AnswerHeader: http.Header{"Content-Type": {kind}}, AnswerBody: []byte(answer),
		}
		c := all[int(provider)%len(all)]
		require.Equal(t, c.JudgeRequest(x), c.JudgeRequest(x))
		require.Equal(t, c.JudgeAnswer(x), c.JudgeAnswer(x))
	})
}
