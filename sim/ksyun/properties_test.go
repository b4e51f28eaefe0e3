package ksyun_test

import (
	"io"
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
	r := newRig(t)
	rapid.Check(t, func(rt *rapid.T) {
		extra := rapid.StringMatching(`[A-Za-z0-9 +*~/%&=中é-]{0,12}`).Draw(rt, "extra")
		pairs := strings.Split(canonical(signed(parameters(realtime, "Extra", "x"+extra))), "&")
		pairs = rapid.Permutation(pairs).Draw(rt, "order")
		for i, pair := range pairs {
			if rapid.Bool().Draw(rt, "respelled") {
				pairs[i] = respell(pair)
			}
		}
		body := strings.Join(pairs, "&")
		require.Equal(rt, 200, r.do(post(body)).StatusCode, body)
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
	text := url.QueryEscape(plain)
	for i := 0; i+2 < len(text); i++ {
		if text[i] == '%' {
			text = text[:i] + strings.ToLower(text[i:i+3]) + text[i+3:]
		}
	}
	const hex = "0123456789abcdef"
	return "%" + string([]byte{hex[key[0]>>4], hex[key[0]&15]}) + key[1:] + "=" + text
}

// Any byte of any parameter that changes after signing is noticed, the
// signature's own bytes included, and so is a parameter added, renamed or
// taken away.
func TestAnyChangeAfterSigningIsNoticed(t *testing.T) {
	r := newRig(t)
	rapid.Check(t, func(rt *rapid.T) {
		p := signed(parameters(batch, "Mobiles", good+","+vacant, "Region", "cn-beijing-6"))
		var names []string
		for name := range p {
			names = append(names, name)
		}
		slices.Sort(names)
		name := rapid.SampledFrom(names).Draw(rt, "parameter")
		switch rapid.SampledFrom([]string{"flip", "add", "remove", "rename", "swap"}).Draw(rt, "change") {
		case "flip":
			p[name] = flip(rt, p[name])
		case "add":
			p["X"+rapid.StringMatching(`[a-z]{1,3}`).Draw(rt, "x")] = ""
		case "remove":
			delete(p, name)
		case "rename":
			p[name+"x"] = p[name]
			delete(p, name)
		case "swap":
			p["Mobiles"] = vacant + "," + good
		}
		code := r.do(post(canonical(p))).StatusCode
		require.GreaterOrEqual(rt, code, 400)
		require.Less(rt, code, 500)
	})
}

// The same for AWS4, in the header and in the query: every signed header, the
// query, the body, the method, and the parts of the signature itself.
func TestAnyChangeAfterAWS4IsNoticed(t *testing.T) {
	r := newRig(t, "get=served")
	rapid.Check(t, func(rt *rapid.T) {
		s := newAWS4("numsim")
		req := withQuery(post(canonical(business(realtime))), "Extra=1")
		inQuery := rapid.Bool().Draw(rt, "in the query")
		if inQuery {
			req = s.byQuery(req)
		} else {
			req = s.byHeader(req)
		}
		changes := []string{"host", "Content-Type", "query", "body", "method"}
		if !inQuery {
			changes = append(changes, "X-Amz-Date", "Authorization")
		}
		change(rt, req, rapid.SampledFrom(changes).Draw(rt, "part"))
		code := r.do(req).StatusCode
		require.GreaterOrEqual(rt, code, 400)
		require.Less(rt, code, 500)
	})
}

func change(rt *rapid.T, req *http.Request, part string) {
	switch part {
	case "host":
		req.Host = flip(rt, req.Host)
	case "query":
		q := req.URL.Query()
		var names []string
		for name := range q {
			names = append(names, name)
		}
		slices.Sort(names)
		name := rapid.SampledFrom(names).Draw(rt, "name")
		q.Set(name, flip(rt, q.Get(name)))
		req.URL.RawQuery = q.Encode()
	case "body":
		body, err := io.ReadAll(req.Body)
		require.NoError(rt, err)
		req.Body = io.NopCloser(strings.NewReader(flip(rt, string(body))))
	case "method":
		req.Method = http.MethodGet
	default:
		req.Header.Set(part, flip(rt, req.Header.Get(part)))
	}
}

// flip changes one byte into another printable one.
func flip(rt *rapid.T, s string) string {
	b := []byte(s)
	at := rapid.IntRange(0, len(b)-1).Draw(rt, "at")
	b[at] = byte(rapid.IntRange('!', '~').Filter(func(c int) bool { return byte(c) != b[at] }).Draw(rt, "to"))
	return string(b)
}

// Numbers of a batch come back in request order, as they were written.
func TestABatchIsAnsweredInOrder(t *testing.T) {
	r := newRig(t)
	rapid.Check(t, func(rt *rapid.T) {
		numbers := rapid.SliceOfN(rapid.StringMatching(`1[0-9]{6}(0200|0404|0999|0422)`), 1, 50).Draw(rt, "numbers")
		body := bodyOf(t, r.do(call(batch, "Mobiles", strings.Join(numbers, ","))))
		var got []string
		for _, part := range strings.Split(body, `"Mobile":"`)[1:] {
			got = append(got, part[:11])
		}
		require.Equal(rt, numbers, got)
	})
}
