package aliyun_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The order and the spelling of parameters on the wire never matter: the
// gateway decodes, sorts and encodes again.
func TestOrderAndSpellingOfParametersDoNotMatter(t *testing.T) {
	r := newRig(t, "qps=0")
	rapid.Check(t, func(rt *rapid.T) {
		extra := rapid.StringMatching(`[A-Za-z0-9 +*~/%&=中é-]{0,12}`).Draw(rt, "extra")
		req := v1(t, signer("numsim", ""), "JSON", "Extra", extra)
		pairs := strings.Split(req.URL.RawQuery, "&")
		pairs = rapid.Permutation(pairs).Draw(rt, "order")
		for i, pair := range pairs {
			if rapid.Bool().Draw(rt, "respelled") {
				pairs[i] = respell(pair)
			}
		}
		req.URL.RawQuery = strings.Join(pairs, "&")
		require.Equal(rt, 200, r.do(req).StatusCode, req.URL.RawQuery)
	})
}

// respell writes the same pair as other clients would: + for a space,
// lower-case escapes, an escape where none is needed.
func respell(pair string) string {
	key, value, _ := strings.Cut(pair, "=")
	plain, err := url.QueryUnescape(value)
	if err != nil {
		return pair
	}
	form := url.QueryEscape(plain)
	for i := 0; i+2 < len(form); i++ {
		if form[i] == '%' {
			form = form[:i] + strings.ToLower(form[i:i+3]) + form[i+3:]
		}
	}
	return "%" + strings.ToLower(hexOf(key[0])) + key[1:] + "=" + form
}

func hexOf(b byte) string { const d = "0123456789ABCDEF"; return string([]byte{d[b>>4], d[b&15]}) }

// Any signed byte that changes is noticed, and what comes back is an error of
// the provider's.
func TestAnyChangedSignedByteFails(t *testing.T) {
	r := newRig(t, "qps=0")
	rapid.Check(t, func(rt *rapid.T) {
		req := v1(t, signer("numsim", ""), "JSON")
		q := req.URL.Query()
		names := slices.Sorted(func(yield func(string) bool) {
			for name := range q {
				if !yield(name) {
					return
				}
			}
		})
		name := rapid.SampledFrom(names).Draw(rt, "parameter")
		value := []byte(q.Get(name))
		at := rapid.IntRange(0, len(value)-1).Draw(rt, "byte")
		value[at] ^= byte(rapid.IntRange(1, 127).Draw(rt, "flip"))
		q.Set(name, string(value))
		req.URL.RawQuery = q.Encode()
		resp := r.do(req)
		if name == "Format" && strings.EqualFold(string(value), "json") {
			require.Equal(rt, 400, resp.StatusCode, "Format's case is signed too")
		}
		require.GreaterOrEqual(rt, resp.StatusCode, 400, "%s with byte %d changed was accepted", name, at)
		require.Less(rt, resp.StatusCode, 500)
	})
}

// The same for V3: every signed header, the query and the body.
func TestAnyChangedSignedHeaderFails(t *testing.T) {
	r := newRig(t, "qps=0")
	names := []string{"X-Acs-Action", "X-Acs-Version", "X-Acs-Date", "X-Acs-Signature-Nonce", "X-Acs-Content-Sha256", "Authorization", "host", "query", "body", "method"}
	rapid.Check(t, func(rt *rapid.T) {
		req := v3(t, signer("numsim", ""), good)
		switch name := rapid.SampledFrom(names).Draw(rt, "part"); name {
		case "host":
			req.Host = flip(rt, req.Host)
		case "query":
			req.URL.RawQuery += "&x=" + rapid.StringMatching(`[a-z]{0,3}`).Draw(rt, "x")
		case "body":
			req.Body = http.NoBody
			inBody("Extra=1")(req)
		case "method":
			req.Method = http.MethodGet
		default:
			req.Header.Set(name, flip(rt, req.Header.Get(name)))
		}
		code := r.do(req).StatusCode
		require.GreaterOrEqual(rt, code, 400)
		require.Less(rt, code, 500)
	})
}

// flip changes one byte into another printable one.
func flip(rt *rapid.T, s string) string {
	b := []byte(s)
	at := rapid.IntRange(0, len(b)-1).Draw(rt, "at")
	to := byte(rapid.IntRange('!', '~').Filter(func(c int) bool { return byte(c) != b[at] }).Draw(rt, "to"))
	b[at] = to
	return string(b)
}
