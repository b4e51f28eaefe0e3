package ksyun

import (
	"encoding/hex"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// What others signed holds in the explainer's eyes too, and nothing is named
// that was not done.
func TestVectorsHoldForTheExplainer(t *testing.T) {
	p, err := New()
	require.NoError(t, err)
	simple, aws4 := vectors(t)
	tried := 0
	for _, v := range simple {
		if v.Params["Service"] != service {
			continue
		}
		for _, body := range []string{v.Python, v.PHP} {
			c := callOf(t, p, body)
			require.Nil(t, p.Open(c))
			found := p.Explain(c, explain.Key{ID: "id", Secret: v.Secret}, nil).Explain()
			assert.True(t, found.Holds, v.Name)
			assert.Empty(t, found.Mistakes)
			found = p.Explain(c, explain.Key{ID: "id", Secret: "another-secret"}, nil).Explain()
			assert.Empty(t, found.Mistakes, "a wrong secret is no known mistake")
			tried++
		}
	}
	assert.GreaterOrEqual(t, tried, 8)
	v := aws4[0]
	c := callOf(t, p, v.Body)
	h := c.Request.Header
	h.Set("Accept", v.Accept)
	h.Set("Content-Type", v.ContentType)
	h.Set("X-Amz-Date", v.Date)
	h.Set("Authorization", v.Authorization)
	require.Nil(t, p.Open(c))
	assert.True(t, p.Explain(c, explain.Key{ID: "id", Secret: v.Secret}, nil).Explain().Holds)
	assert.Empty(t, p.Explain(c, explain.Key{ID: "id", Secret: "another-secret"}, nil).Explain().Mistakes)
}

const canary = "canary-0123456789-secret"

// The verifier and the explainer share no line, and agree on every string to
// sign. The explainer never prints the secret, wherever the caller has put it.
func FuzzTheExplainerAgrees(f *testing.F) {
	const simple = "Accesskey=numsim&Action=PhoneNumberStatus&Version=2019-05-01&Service=cpn&SignatureVersion=1.0&Timestamp=2026-11-22T12:00:00Z&Signature=00&Mobile=13900000200"
	const credential = "numsim/20261122/cn-beijing-6/cpn/aws4_request"
	const api = "Action=PhoneNumberStatus&Version=2019-05-01"
	f.Add("POST", "h:1", "", simple+"&a%5Bb=%2F*~+&A=&n="+canary, "", true)
	f.Add("POST", "h", "q=1", simple+"&"+canary+"=1", "", false)
	f.Add("POST", "h", api+"&b%5B=1&B=%20", "k="+canary, "AWS4-HMAC-SHA256 Credential="+credential+", SignedHeaders=accept;host;x-amz-date, Signature=00", true)
	f.Add("POST", "h", api+"&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="+credential+"&X-Amz-Date=20261122T120000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=00", "", "", true)
	f.Fuzz(func(t *testing.T, method, host, query, body, authorization string, form bool) {
		p, err := New()
		require.NoError(t, err)
		a := p.Traits().Account
		require.NoError(t, setup.Finish(p, &a))
		a.Reading, err = p.Read("2019", map[string]string{"get": "served", "json": "read"})
		require.NoError(t, err)
		c := &sim.Call{Account: &a, Now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
		c.Request = sim.Request{Method: method, Host: host, Path: "/", RawQuery: query, Body: []byte(body), Header: http.Header{}}
		h := c.Request.Header
		h.Set("Content-Type", "application/json")
		if form {
			h.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
		}
		h.Set("Accept", " a  b ")
		if authorization != "" {
			h.Set("Authorization", authorization)
			h.Set("X-Amz-Date", "20261122T120000Z")
		}
		if p.Open(c) != nil {
			return
		}
		key := &ledger.Credential{ID: string(c.Credential), Secret: canary}
		no := p.Verify(c, key)
		if no == nil || no.Doubt != sim.InValue {
			return
		}
		asked := explain.Key{ID: key.ID, Secret: key.Secret}
		found := p.Explain(c, asked, nil).Explain()
		assert.False(t, found.Holds)
		text, err := json.Marshal(found)
		require.NoError(t, err)
		assert.NotContains(t, string(text), canary)

		w := scratch(c)
		w.signature = hex.AppendEncode(nil, w.sum)
		found = p.Explain(c, asked, nil).Explain()
		assert.True(t, found.Holds, "the verifier signs\n%s\n%s", w.toSign, w.canonical)
	})
}
