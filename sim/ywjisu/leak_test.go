package ywjisu_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// shapes are the calls there are, from the longest to the shortest.
func shapes() []func() *http.Request {
	return []func() *http.Request{
		numbers(strings.TrimSuffix(strings.Repeat(good+",", 50), ",")),
		numbers(good),
		numbers("13900000404,13900000204"),
		numbers("13900000999"),
		numbers("110"),
		value("pwd", "wrong"),
		value("code", "nobody"),
		with(func(v url.Values) { v.Del("mobiles") }),
		with(func(v url.Values) { v.Del("token") }),
		with(func(v url.Values) { v.Set("token", strings.ToUpper(v.Get("token"))) }),
		func() *http.Request { return post(signed("numsim-504000", good, noon).Encode()) },
		func() *http.Request { return post(signed("numsim-disabled", good, noon).Encode()) },
		func() *http.Request { return httptest.NewRequest(http.MethodPost, "http://numsim.test/", nil) },
		func() *http.Request { return httptest.NewRequest(http.MethodPost, endpoint, nil) },
		raw("code=" + strings.Repeat("n", 20<<10)),
		raw("code=numsim&pwd=numsim-pwd"),
		raw("a=%zz"),
		typed("application/json"),
	}
}

// One engine reuses its calls; no exchange leaves anything for the next.
func TestNothingIsLeftForTheNextCall(t *testing.T) {
	one := newRig(t)
	said := func(r *rig, req *http.Request) string {
		resp := r.do(req)
		return resp.Status + bodyOf(t, resp) + r.last().Why
	}
	for i, second := range shapes() {
		want := said(newRig(t), second())
		for j, first := range shapes() {
			one.do(first())
			require.Equal(t, want, said(one, second()), "%d after %d", i, j)
		}
	}
}
