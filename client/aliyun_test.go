package client_test

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/numsim/numsim/client"
)

const (
	endpoint = "http://127.0.0.1:18081"
	action   = "DescribePhoneNumberStatus"
	version  = "2020-02-17"
)

// fixed returns a signer that signs the same request the same way every time.
// Its zone is not UTC, because a caller's clock seldom is.
func fixed() client.AliyunSigner {
	china := time.FixedZone("UTC+8", 8*60*60)
	return client.AliyunSigner{
		AccessKeyID:     "numsim",
		AccessKeySecret: "numsim-secret",
		Now:             func() time.Time { return time.Date(2020, 9, 23, 16, 0, 0, 999, china) },
		Nonce:           func() string { return "0123456789abcdef0123456789abcdef" },
	}
}

func temporary() client.AliyunSigner {
	s := fixed()
	s.AccessKeyID, s.SecurityToken = "numsim-sts", "numsim-sts-token+/="
	return s
}

func query() map[string]string {
	return map[string]string{"Action": action, "Version": version, "Format": "JSON", "PhoneNumber": "13900000200"}
}

// form reads the body of a request as the service would.
func form(t require.TestingT, req *http.Request) url.Values {
	body, err := io.ReadAll(req.Body)
	require.NoError(t, err)
	values, err := url.ParseQuery(string(body))
	require.NoError(t, err)
	return values
}

// The signatures below were computed apart from this package, from the documents.

func TestV1SignsTheSecurityToken(t *testing.T) {
	req, err := temporary().V1(http.MethodPost, endpoint, query())
	require.NoError(t, err)
	sent := form(t, req)
	assert.Equal(t, "numsim-sts-token+/=", sent.Get("SecurityToken"))
	assert.Equal(t, "2020-09-23T08:00:00Z", sent.Get("Timestamp"), "UTC, whole seconds")
	assert.Equal(t, "meESaacZ5Ec3LCUy+8uP5MOHMGk=", sent.Get("Signature"))
}

func TestV3SignsHostAndPort(t *testing.T) {
	req, err := fixed().V3(http.MethodGet, endpoint, action, version, map[string]string{"PhoneNumber": "13900000200"})
	require.NoError(t, err)
	assert.Equal(t, "ACS3-HMAC-SHA256 Credential=numsim,"+
		"SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"+
		"Signature=eb6765474816555586cf9e3f00798b3cc330cd598082ef978a3c5c8733a9cd58", req.Header.Get("Authorization"))
}

func TestV3SignsTheSecurityToken(t *testing.T) {
	req, err := temporary().V3(http.MethodPost, endpoint, action, version, map[string]string{"PhoneNumber": "13900000200"})
	require.NoError(t, err)
	assert.Equal(t, "numsim-sts", req.Header.Get("x-acs-accesskey-id"))
	assert.Equal(t, "numsim-sts-token+/=", req.Header.Get("x-acs-security-token"))
	assert.Equal(t, "ACS3-HMAC-SHA256 Credential=numsim-sts,"+
		"SignedHeaders=host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;"+
		"x-acs-signature-nonce;x-acs-version,"+
		"Signature=0334fa7814d45022db81d47e62348bf7477e177365d556f9d0a4cf7db630abe8", req.Header.Get("Authorization"))
}

func TestPermanentKeySendsNoToken(t *testing.T) {
	v1, err := fixed().V1(http.MethodGet, endpoint, query())
	require.NoError(t, err)
	assert.NotContains(t, v1.URL.Query(), "SecurityToken")
	v3, err := fixed().V3(http.MethodGet, endpoint, action, version, nil)
	require.NoError(t, err)
	assert.NotContains(t, v3.Header, "X-Acs-Accesskey-Id")
	assert.NotContains(t, v3.Header, "X-Acs-Security-Token")
}

func TestDefaultsAreTheRealClockAndFreshNonces(t *testing.T) {
	s := fixed()
	s.Now, s.Nonce = nil, nil
	before := time.Now().Truncate(time.Second)
	first, err := s.V1(http.MethodGet, endpoint, query())
	require.NoError(t, err)
	second, err := s.V1(http.MethodGet, endpoint, query())
	require.NoError(t, err)

	at, err := time.Parse("2006-01-02T15:04:05Z", first.URL.Query().Get("Timestamp"))
	require.NoError(t, err)
	assert.WithinRange(t, at, before, time.Now())
	nonce := first.URL.Query().Get("SignatureNonce")
	assert.Regexp(t, "^[0-9a-f]{32}$", nonce)
	assert.NotEqual(t, nonce, second.URL.Query().Get("SignatureNonce"))
}

func TestRequestsArriveAsSigned(t *testing.T) {
	var host, uri, contentType, accept, body string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		host, uri, body = r.Host, r.RequestURI, string(raw)
		contentType, accept = r.Header.Get("Content-Type"), r.Header.Get("Accept")
	}))
	defer server.Close()
	send := func(req *http.Request, err error) {
		require.NoError(t, err)
		answer, err := server.Client().Do(req)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
	}

	send(fixed().V1(http.MethodPost, server.URL, query()))
	assert.Equal(t, "/", uri)
	assert.Equal(t, "application/x-www-form-urlencoded", contentType)
	assert.Contains(t, body, "PhoneNumber=13900000200&")

	send(fixed().V3(http.MethodPost, server.URL+"/", action, version, map[string]string{"PhoneNumber": "+86 139"}))
	assert.Equal(t, server.Listener.Addr().String(), host)
	assert.Equal(t, "/?PhoneNumber=%2B86%20139", uri, "the query travels as it was signed")
	assert.Equal(t, "application/json", accept)
	assert.Empty(t, contentType, "an unsigned content type would break the signature")
	assert.Empty(t, body)
}

func TestPostBodyRewinds(t *testing.T) {
	req, err := fixed().V1(http.MethodPost, endpoint, query())
	require.NoError(t, err)
	sent := form(t, req)
	require.NotNil(t, req.GetBody)
	for range 2 {
		req.Body, err = req.GetBody()
		require.NoError(t, err)
		assert.Equal(t, sent, form(t, req))
	}
}

func TestSigningIsStableAndLeavesParamsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		params := rapid.MapOf(rapid.StringMatching(`[a-z.~ é中]{1,6}`), rapid.String()).Draw(t, "params")
		params["Action"], params["Version"] = action, version
		names := rapid.Permutation(slices.Sorted(maps.Keys(params))).Draw(t, "order")
		reordered := map[string]string{}
		for _, name := range names {
			reordered[name] = params[name]
		}
		before := maps.Clone(params)

		v1, err := fixed().V1(http.MethodGet, endpoint, params)
		require.NoError(t, err)
		again, err := fixed().V1(http.MethodGet, endpoint, reordered)
		require.NoError(t, err)
		assert.Equal(t, v1.URL.RawQuery, again.URL.RawQuery)
		assertCarries(t, before, v1.URL.Query())

		v3, err := fixed().V3(http.MethodPost, endpoint, action, version, params)
		require.NoError(t, err)
		again, err = fixed().V3(http.MethodPost, endpoint, action, version, reordered)
		require.NoError(t, err)
		assert.Equal(t, v3.Header, again.Header)
		assertCarries(t, before, v3.URL.Query())

		assert.Equal(t, before, params, "signing must not change the caller's map")
	})
}

// assertCarries reads the query with net/url, which shares no code with the encoder.
func assertCarries(t assert.TestingT, want map[string]string, got url.Values) {
	for name, value := range want {
		assert.Equal(t, []string{value}, got[name], "parameter %q", name)
	}
}
