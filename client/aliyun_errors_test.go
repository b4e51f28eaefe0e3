package client_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
)

func TestBadSignerIsRefused(t *testing.T) {
	for _, c := range []struct {
		reason string
		spoil  func(*client.AliyunSigner)
		says   []string
	}{
		{"no key", func(s *client.AliyunSigner) { s.AccessKeyID = "" }, []string{"AccessKeyID is empty"}},
		{"no secret", func(s *client.AliyunSigner) { s.AccessKeySecret = "" }, []string{"AccessKeySecret is empty"}},
		{"a key read with its newline", func(s *client.AliyunSigner) { s.AccessKeyID += "\n" }, []string{"AccessKeyID", "white space"}},
		{"a secret read with its newline", func(s *client.AliyunSigner) { s.AccessKeySecret += "\r\n" }, []string{"AccessKeySecret", "how it was read"}},
		{"a token that would split a header", func(s *client.AliyunSigner) { s.SecurityToken = "a\r\nX-Acs-Action: b" }, []string{"SecurityToken", "control"}},
		{"a nonce source that ran dry", func(s *client.AliyunSigner) { s.Nonce = func() string { return "" } }, []string{"Nonce is empty"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			s := fixed()
			c.spoil(&s)
			_, err := s.V1(http.MethodGet, endpoint, query())
			requireSays(t, err, c.says)
			_, err = s.V3(http.MethodGet, endpoint, action, version, nil)
			requireSays(t, err, c.says)
			assert.NotContains(t, err.Error(), "numsim-secret")
		})
	}
}

func TestBadTargetIsRefused(t *testing.T) {
	const want = "such as https://dytnsapi.aliyuncs.com"
	for _, c := range []struct {
		reason, method, baseURL string
		says                    []string
	}{
		{"no URL", "GET", "", []string{`scheme ""`, want}},
		{"a host without a scheme", "GET", "127.0.0.1:18081", []string{"127.0.0.1:18081", want}},
		{"a name without a scheme", "GET", "localhost:18081", []string{`scheme "localhost"`, want}},
		{"not HTTP", "POST", "ftp://example.com", []string{`scheme "ftp"`, want}},
		{"a port alone", "POST", "http://:18081", []string{"no host", want}},
		{"a path, which V3 does not sign", "POST", "http://127.0.0.1:18081/aliyun", []string{"path", want}},
		{"a query, which params would replace", "POST", "http://127.0.0.1:18081?a=b", []string{"query", want}},
		{"a fragment, which is never sent", "POST", "http://127.0.0.1:18081#a", []string{"fragment", want}},
		{"a host that travels in another spelling", "GET", "http://例子.example", []string{"ASCII", want}},
		{"a zone, which is never sent", "GET", "http://[fe80::1%25eth0]:18081", []string{"zone", want}},
		{"a control character", "GET", "http://127.0.0.1:18081\n", []string{`\n`, want}},
		{"a password", "GET", "http://me:hush@example.com", []string{"password", want}},
		{"a password that breaks the URL", "GET", "http://me:hush/x@example.com", []string{"password", want}},
		{"a method no RPC service has", "PUT", endpoint, []string{`method "PUT"`, "GET or POST"}},
		{"a method in small letters, signed as such", "get", endpoint, []string{`method "get"`, "capitals"}},
		{"no method", "", endpoint, []string{`method ""`}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			_, err := fixed().V1(c.method, c.baseURL, query())
			requireSays(t, err, c.says)
			assert.NotContains(t, err.Error(), "hush")
			_, err = fixed().V3(c.method, c.baseURL, action, version, nil)
			requireSays(t, err, c.says)
		})
	}
}

func TestV1RefusesBadParams(t *testing.T) {
	for _, c := range []struct {
		reason string
		spoil  func(map[string]string)
		says   []string
	}{
		{"no action", func(p map[string]string) { delete(p, "Action") }, []string{"parameter Action is empty"}},
		{"an empty version counts as none", func(p map[string]string) { p["Version"] = "" }, []string{"parameter Version is empty"}},
		{"a nameless parameter", func(p map[string]string) { p[""] = "x" }, []string{"without a name"}},
		{"bytes that are no text", func(p map[string]string) { p["PhoneNumber"] = "\xff" }, []string{`"PhoneNumber" is not UTF-8`}},
		{"the signer's clock is set elsewhere", func(p map[string]string) { p["Timestamp"] = "x" }, []string{"Timestamp", "leave it out"}},
		{"a signature cannot be given", func(p map[string]string) { p["Signature"] = "x" }, []string{"Signature", "leave it out"}},
		{"a token belongs in the signer", func(p map[string]string) { p["SecurityToken"] = "" }, []string{"SecurityToken", "leave it out"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			params := query()
			c.spoil(params)
			_, err := fixed().V1(http.MethodPost, endpoint, params)
			requireSays(t, err, c.says)
		})
	}
	_, err := fixed().V1(http.MethodPost, endpoint, nil)
	requireSays(t, err, []string{"Action"})
}

func TestV3RefusesBadOperation(t *testing.T) {
	for _, c := range []struct {
		reason, action, version string
		params                  map[string]string
		says                    []string
	}{
		{"no action", "", version, nil, []string{"action is empty"}},
		{"no version", action, "", nil, []string{"version is empty"}},
		{"an action that would split a header", "a\nb", version, nil, []string{"action", "control"}},
		{"a nameless parameter", action, version, map[string]string{"": ""}, []string{"without a name"}},
		{"bytes that are no text", action, version, map[string]string{"a": "\xc3"}, []string{`"a" is not UTF-8`}},
		{"a name that is no text", action, version, map[string]string{"\xff": "a"}, []string{"is not UTF-8"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			_, err := fixed().V3(http.MethodPost, endpoint, c.action, c.version, c.params)
			requireSays(t, err, c.says)
		})
	}
}

func requireSays(t *testing.T, err error, parts []string) {
	t.Helper()
	require.ErrorContains(t, err, "aliyun: ")
	for _, part := range parts {
		assert.ErrorContains(t, err, part)
	}
}
