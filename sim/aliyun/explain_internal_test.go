package aliyun

import (
	"crypto/hmac"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// What the vendor's own signers made holds in the explainer's eyes too, and
// nothing is named that was not done.
func TestPublishedVectorsHoldForTheExplainer(t *testing.T) {
	text, err := os.ReadFile("testdata/vectors.json")
	require.NoError(t, err)
	var file struct{ Vectors []vector }
	require.NoError(t, json.Unmarshal(text, &file))
	require.Len(t, file.Vectors, 8)
	p, err := New()
	require.NoError(t, err)
	for _, v := range file.Vectors {
		t.Run(v.Name, func(t *testing.T) {
			c := callOf(t, p, v)
			c.Now = time.Date(2020, 9, 23, 8, 0, 0, 0, time.UTC)
			require.Nil(t, p.Open(c))
			found := p.Explain(c, explain.Key{ID: "testid", Secret: v.Secret}, nil).Explain()
			assert.True(t, found.Holds)
			assert.Empty(t, found.Mistakes)
			found = p.Explain(c, explain.Key{ID: "testid", Secret: "another-secret"}, nil).Explain()
			assert.False(t, found.Holds)
			assert.Empty(t, found.Mistakes, "a wrong secret is no known mistake")
			assert.NotEmpty(t, found.Compare)
			found = p.Explain(c, explain.Key{ID: "testid", Secret: v.Secret + "\n"}, []explain.Secret{{Of: explain.Text{EN: "the vector's"}, Value: v.Secret}}).Explain()
			require.NotEmpty(t, found.Mistakes)
			assert.Contains(t, []string{"secret-trimmed", "secret-other"}, found.Mistakes[0].ID)
		})
	}
}

const canary = "canary-0123456789-secret"

// The verifier and the explainer share no line, and agree on every string to
// sign. The explainer never prints the secret, wherever the caller has put it.
func FuzzTheExplainerAgrees(f *testing.F) {
	const v1 = "AccessKeyId=numsim&Action=DescribePhoneNumberStatus&Version=2020-02-17&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&SignatureNonce=1&Timestamp=2026-11-22T12:00:00Z&Signature=x"
	const v3 = "ACS3-HMAC-SM3 Credential=numsim,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=00"
	f.Add("POST", "numsim.test:80", v1+"&a%5Bb=%2F*~+&A=&PhoneNumber=13900000200", "z=1&_=%c3%28", "")
	f.Add("GET", "a", "x=%e4%bd%a0&X=;&"+canary+"=1&b="+canary, "", v3)
	f.Add("POST", "a", v1+"&Note="+canary+"%20"+canary, "k="+canary, "")
	f.Fuzz(func(t *testing.T, method, host, query, body, authorization string) {
		p, err := New()
		require.NoError(t, err)
		a := p.Traits().Account
		require.NoError(t, setup.Finish(p, &a))
		c := &sim.Call{Account: &a, Now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
		c.Request = sim.Request{Method: method, Host: host, Path: "/", RawQuery: query, Body: []byte(body), Header: http.Header{}}
		h := c.Request.Header
		h.Set("Content-Type", "application/x-www-form-urlencoded")
		if authorization != "" {
			h.Set("Authorization", authorization)
			for _, name := range []string{"X-Acs-Content-Sha256", "X-Acs-Signature-Nonce"} {
				h.Set(name, "  n ")
			}
			h.Set("X-Acs-Action", "DescribePhoneNumberStatus")
			h.Set("X-Acs-Version", version)
			h.Set("X-Acs-Date", "2026-11-22T12:00:00Z")
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
		if w.v3 {
			mac := hmac.New(w.auth.newHash, []byte(canary))
			mac.Write(w.toSign)
			w.signature = hex.AppendEncode(nil, mac.Sum(nil))
		} else {
			w.signature = []byte(base64.StdEncoding.EncodeToString(w.sum))
		}
		found = p.Explain(c, asked, nil).Explain()
		assert.True(t, found.Holds, "the verifier signs\n%s\n%s", w.toSign, w.canonical)
	})
}
