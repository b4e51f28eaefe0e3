package ksyun_test

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// shapes are the requests a caller can send, well formed and not, by name.
func shapes() ([]string, func(name string) *http.Request) {
	const long = "Mobile=13900000404"
	makers := map[string]func() *http.Request{
		"over a long list of signed headers": func() *http.Request {
			s := newAWS4("numsim")
			s.signed = []string{"accept", "content-type"}
			return s.byHeader(post(canonical(business(realtime))))
		},
		"in the query with a token": func() *http.Request {
			return inQuery(func(a *aws4) { a.key, a.token = "numsim-sts", "numsim-sts-token" })
		},
		"an incomplete query":      func() *http.Request { return withQuery(post(""), "X-Amz-Signature=0&Action=x&Version=y") },
		"a bad scope":              func() *http.Request { return headers(func(a *aws4) { a.region = "X" }) },
		"a bad second AWS4 secret": func() *http.Request { return headers(func(a *aws4) { a.secret = "x" }) },
		"another day's scope":      func() *http.Request { return headers(func(a *aws4) { a.date = "20261121T115000Z" }) },
		"large":                    func() *http.Request { return post(strings.Repeat("a=1&", 100000)) },
		"nothing":                  func() *http.Request { return post("") },
		"PUT":                      func() *http.Request { return changed(func(r *http.Request) { r.Method = "PUT" }) },
		"undecodable":              func() *http.Request { return unsigned("&a=%zz") },
		"a bare parameter":         func() *http.Request { return post(long) },
		"always a row, by AWS4":    func() *http.Request { return callAWS4("numsim-IncompleteSignature-credential", realtime) },
	}
	for name, req := range probes() {
		makers["probe: "+name] = again(req)
	}
	for _, account := range []string{"IncompleteSignature-credential", "IncompleteSignature-elements", "InvalidMethod", "SignatureDoesNotMatch-region"} {
		makers["always "+account] = func() *http.Request { return call(batch, "Accesskey", "numsim-"+account) }
	}
	var names []string
	for name := range makers {
		names = append(names, name)
	}
	slices.Sort(names)
	return names, func(name string) *http.Request { return makers[name]() }
}

// again sends the same request as often as it is called.
func again(req *http.Request) func() *http.Request {
	body, _ := io.ReadAll(req.Body) // memory: it never fails
	return func() *http.Request {
		next := req.Clone(req.Context())
		next.Body = io.NopCloser(bytes.NewReader(body))
		return next
	}
}

// One engine reuses its calls; no exchange leaves anything for the next.
func TestNothingIsLeftForTheNextCall(t *testing.T) {
	names, request := shapes()
	see := func(r *rig, name string) string {
		resp := r.do(request(name))
		return resp.Status + anyID.ReplaceAllString(bodyOf(t, resp), "{id}") + r.last().Operation + r.last().Why
	}
	want := map[string]string{}
	for _, name := range names {
		want[name] = see(newRig(t), name)
	}
	for _, first := range names {
		r := newRig(t)
		for _, second := range names {
			see(r, first)
			require.Equal(t, want[second], see(r, second), "%s after %s", second, first)
		}
	}
}
