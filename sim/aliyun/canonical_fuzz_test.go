package aliyun

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
)

// The V1 canonical form is a fixed point: parsed and written again it stays
// the same, and net/url reads the same parameters out of it.
func FuzzCanonicalV1(f *testing.F) {
	f.Add("b=2&a=1&c=%2B+%7e*&d=&%E4%B8%AD=%e5%9b%bd")
	f.Add("&&a=1&a;b=%00")
	f.Fuzz(func(t *testing.T, query string) {
		var form sim.Form
		if sim.Add(&form, query) != nil {
			return
		}
		form.Sort()
		once := string(appendCanonical(nil, form.Pairs))
		var again sim.Form
		require.NoError(t, sim.Add(&again, once))
		require.True(t, slices.IsSortedFunc(again.Pairs, func(a, b sim.Pair) int { return strings.Compare(string(a.Key), string(b.Key)) }))
		require.Equal(t, once, string(appendCanonical(nil, again.Pairs)))
		w := &wire{form: again}
		w.stringToSignV1("GET")
		if !strings.Contains("&"+once, "&Signature=") {
			require.Equal(t, "GET&%2F&"+string(sim.AppendPercent(nil, once)), string(w.toSign), "one pass equals two")
		}
		values, err := url.ParseQuery(once)
		require.NoError(t, err)
		for _, pair := range again.Pairs {
			require.Contains(t, values[string(pair.Key)], string(pair.Value))
		}
	})
}

// The V3 canonical request never loses its shape: method, path, query, one
// line for each signed header, an empty line, the list, the hash.
func FuzzCanonicalV3(f *testing.F) {
	f.Add("GET", "a=1", "host;x-acs-action", "v", "body")
	f.Add("POST", "", ";;host", " padded ", "")
	f.Fuzz(func(t *testing.T, method, query, signed, value, body string) {
		if strings.ContainsAny(method+signed+value, "\r\n") {
			return // no HTTP request can carry these
		}
		w := &wire{auth: parseAuthorization("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=" + signed + ",Signature=s")}
		if sim.Add(&w.query, query) != nil {
			return
		}
		r := &sim.Request{Method: method, Host: "h", Header: http.Header{"X-Acs-Action": {value}}, Body: []byte(body)}
		w.stringToSignV3(r)
		lines := strings.Split(string(w.canonical), "\n")
		require.Len(t, lines, 3+len(w.auth.names)+3)
		require.Equal(t, method, lines[0])
		require.Equal(t, w.auth.signed, lines[len(lines)-2])
		require.Len(t, lines[len(lines)-1], 64)
	})
}
