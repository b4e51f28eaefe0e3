package client_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The signers that only POST forms share the check of the base URL; each names
// itself and its own service.
func TestFormsRefuseBadBaseURL(t *testing.T) {
	signers := []struct {
		name, provider, example string
		sign                    func(baseURL string) (*http.Request, error)
	}{
		{"ksyun V1", "ksyun", "such as https://cpn.api.ksyun.com",
			func(u string) (*http.Request, error) { return fixedKsyun().V1(u, batch()) }},
		{"ksyun AWS4", "ksyun", "such as https://cpn.api.ksyun.com",
			func(u string) (*http.Request, error) { return fixedKsyun().AWS4(u, batch()) }},
		{"ywjisu", "ywjisu", "such as https://kh.ywjisu.com",
			func(u string) (*http.Request, error) { return fixedYwjisu().Request(u, "13900000200") }},
	}
	for _, c := range []struct{ reason, baseURL, says string }{
		{"no URL", "", `scheme ""`},
		{"a host without a scheme", "127.0.0.1:18081", "127.0.0.1:18081"},
		{"a name without a scheme", "localhost:18081", `scheme "localhost"`},
		{"not HTTP", "ftp://example.com", `scheme "ftp"`},
		{"a port alone", "http://:18081", "no host"},
		{"the document's whole URL", "https://kh.ywjisu.com/Api/ApiAuth/getCheckResult", "path"},
		{"a query", "http://127.0.0.1:18081?Action=x", "query"},
		{"a fragment, which is never sent", "http://127.0.0.1:18081#a", "fragment"},
		{"a host that travels in another spelling", "http://例子.example", "ASCII"},
		{"a zone, which is never sent", "http://[fe80::1%25eth0]:18081", "zone"},
		{"a URL read with its newline", "http://127.0.0.1:18081\n", `\n`},
		{"a password", "http://me:hush@example.com", "password"},
		{"a password that breaks the URL", "http://me:hush/x@example.com", "password"},
	} {
		for _, s := range signers {
			t.Run(c.reason+"/"+s.name, func(t *testing.T) {
				req, err := s.sign(c.baseURL)
				assert.Nil(t, req)
				requireSaysOf(t, s.provider, err, []string{c.says, "base URL", s.example})
				assert.NotContains(t, err.Error(), "hush")
			})
		}
	}
}

// requireSaysOf expects a refusal that begins with the provider, once, and says
// each of parts.
func requireSaysOf(t *testing.T, provider string, err error, parts []string) {
	t.Helper()
	require.Error(t, err)
	assert.True(t, strings.HasPrefix(err.Error(), provider+": "), err.Error())
	assert.Equal(t, 1, strings.Count(err.Error(), provider+": "), err.Error())
	for _, part := range parts {
		assert.ErrorContains(t, err, part)
	}
}
