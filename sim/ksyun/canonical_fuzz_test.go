package ksyun

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
)

// The canonical form is a fixed point: parsed and written again it stays the
// same, net/url reads the same parameters out of it, and it holds every
// parameter but Signature.
func FuzzCanonicalForm(f *testing.F) {
	f.Add("b=2&a=1&c=%2B+%7e*&d=&%E4%B8%AD=%e5%9b%bd")
	f.Add("&&a=1&a;b=%00&Signature=x")
	f.Fuzz(func(t *testing.T, body string) {
		w := &wire{}
		if sim.Add(&w.form, body) != nil {
			return
		}
		w.form.Sort()
		w.canonicalForm()
		once := string(w.toSign)
		again := &wire{}
		require.NoError(t, sim.Add(&again.form, once))
		require.True(t, slices.IsSortedFunc(again.form.Pairs, func(a, b sim.Pair) int { return strings.Compare(string(a.Key), string(b.Key)) }))
		again.canonicalForm()
		require.Equal(t, once, string(again.toSign))
		values, err := url.ParseQuery(once)
		require.NoError(t, err)
		for _, pair := range w.form.Pairs {
			if string(pair.Key) != "Signature" {
				require.Contains(t, values[string(pair.Key)], string(pair.Value))
			}
		}
	})
}

// Names sort as their encoded texts do.
func FuzzCompareEncoded(f *testing.F) {
	f.Add("a~", "a\x80")
	f.Add("a=", "aA")
	f.Add("a", "a-")
	f.Fuzz(func(t *testing.T, a, b string) {
		want := strings.Compare(string(sim.AppendPercent(nil, a)), string(sim.AppendPercent(nil, b)))
		got := compareEncoded([]byte(a), []byte(b))
		require.Equal(t, want < 0, got < 0)
		require.Equal(t, want == 0, got == 0)
	})
}

// An Authorization header that is taken apart can be put together again, and a
// canonical request made of it never loses its shape.
func FuzzAuthorization(f *testing.F) {
	f.Add("AWS4-HMAC-SHA256 Credential=a/20261122/r/cpn/aws4_request, SignedHeaders=host;x-amz-date, Signature=00", "v", "body")
	f.Add("AWS4-HMAC-SHA256 Signature=00,Credential=a/b/c/d/e,SignedHeaders=;;host", " padded  value ", "")
	p, err := New()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, header, value, body string) {
		if strings.ContainsAny(header+value, "\r\n") {
			return // no HTTP request can carry these
		}
		w := &wire{}
		c := &sim.Call{Request: sim.Request{Method: http.MethodPost, Host: "h", Header: http.Header{"Authorization": {header}, "X-Amz-Date": {value}}, Body: []byte(body)}}
		if p.readHeader(c, w) != nil || p.checkScope(w) != nil || p.checkSigned(c, w) != nil {
			return
		}
		a := &w.auth
		require.Equal(t, a.credential, a.key+"/"+a.scope)
		require.Equal(t, a.scope, strings.Join([]string{a.date, a.region, "cpn", "aws4_request"}, "/"))
		require.Equal(t, a.signed, strings.Join(a.names, ";"))
		require.Contains(t, a.names, "host")
		again := &authorization{}
		require.Empty(t, again.parts("Signature="+a.signature+", SignedHeaders="+a.signed+",Credential="+a.credential))
		require.Equal(t, []string{a.credential, a.signed, a.signature}, []string{again.credential, again.signed, again.signature})
		w.stringToSign(&c.Request)
		lines := strings.Split(string(w.canonical), "\n")
		require.Len(t, lines, 3+len(a.names)+3)
		require.Equal(t, a.signed, lines[len(lines)-2])
		require.Len(t, lines[len(lines)-1], 64)
	})
}

// A JSON object that is read holds what encoding/json reads from it, strings
// alone, and writes the same again.
func FuzzJSON(f *testing.F) {
	f.Add(`{"Mobile":"13900000200","b":""}`)
	f.Add(`{"a":"\u4e2d\ud800","a":"b"} `)
	f.Add(`{"a":1}`)
	f.Fuzz(func(t *testing.T, body string) {
		var form sim.Form
		if addJSON(&form, []byte(body)) != nil {
			return
		}
		var want map[string]string
		require.NoError(t, json.Unmarshal([]byte(body), &want), "read, though it is no object of strings")
		form.Sort()
		if form.Repeated() != nil {
			return
		}
		require.Len(t, form.Pairs, len(want))
		for _, pair := range form.Pairs {
			require.Equal(t, want[string(pair.Key)], string(pair.Value))
		}
	})
}
