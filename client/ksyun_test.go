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

// fixedKsyun returns a signer that signs the same request the same way every time.
// Its zone is not UTC, and there it is another day.
func fixedKsyun() client.KsyunSigner {
	west := time.FixedZone("UTC-8", -8*60*60)
	return client.KsyunSigner{
		AccessKey: "numsim",
		SecretKey: "numsim-secret",
		Now:       func() time.Time { return time.Date(2026, 11, 21, 16, 0, 0, 999, west) },
	}
}

func temporaryKsyun() client.KsyunSigner {
	s := fixedKsyun()
	s.AccessKey, s.SecurityToken, s.Region = "numsim-sts", "numsim-sts-token+/=", "cn-shanghai-2"
	return s
}

func batch() map[string]string {
	return map[string]string{
		"Action": "BatchPhoneNumberStatus", "Version": "2019-05-01", "Mobiles": "13900000200,13900000100",
	}
}

func single() map[string]string {
	return map[string]string{"Action": "PhoneNumberStatus", "Version": "2019-05-01", "Mobile": "13900000200"}
}

// The V1 signatures below were computed apart from this package, from the
// document; the AWS4 signatures came out of botocore 1.44.5.

func TestKsyunV1SendsOneForm(t *testing.T) {
	req, err := fixedKsyun().V1(endpoint, batch())
	require.NoError(t, err)
	assert.Equal(t, http.MethodPost, req.Method)
	assert.Equal(t, endpoint+"/", req.URL.String())
	assert.Equal(t, http.Header{
		"Accept": {"application/json"}, "Content-Type": {"application/x-www-form-urlencoded"},
	}, req.Header)
	assert.Equal(t, url.Values{
		"Accesskey":        {"numsim"},
		"Action":           {"BatchPhoneNumberStatus"},
		"Mobiles":          {"13900000200,13900000100"},
		"Service":          {"cpn"},
		"Signature":        {"6ae8b375e0a884b882b3568f561a99b0d9d3d5a16991641b40c392c56766fc67"},
		"SignatureMethod":  {"HMAC-SHA256"},
		"SignatureVersion": {"1.0"},
		"Timestamp":        {"2026-11-22T00:00:00Z"},
		"Version":          {"2019-05-01"},
	}, form(t, req))
}

func TestKsyunV1SignsTokenAndRegion(t *testing.T) {
	req, err := temporaryKsyun().V1(endpoint, batch())
	require.NoError(t, err)
	assert.Equal(t, "application/json", req.Header.Get("Accept"))
	assert.Len(t, req.Header, 2, "the token is in the form, in no header")
	sent := form(t, req)
	assert.Equal(t, "cn-shanghai-2", sent.Get("Region"))
	assert.Equal(t, "numsim-sts-token+/=", sent.Get("SecurityToken"))
	assert.Equal(t, "1df32f1be37e1660f870648abcbde808900c67ef11f9cb1765c8aeddd2792592", sent.Get("Signature"))
}

func TestKsyunAWS4SignsHostAndPort(t *testing.T) {
	req, err := fixedKsyun().AWS4(endpoint, single())
	require.NoError(t, err)
	assert.Equal(t, http.MethodPost, req.Method)
	assert.Equal(t, endpoint+"/", req.URL.String())
	assert.Equal(t, http.Header{
		"Accept":       {"application/json"},
		"Content-Type": {"application/x-www-form-urlencoded"},
		"X-Amz-Date":   {"20261122T000000Z"},
		"Authorization": {"AWS4-HMAC-SHA256 Credential=numsim/20261122/cn-beijing-6/cpn/aws4_request, " +
			"SignedHeaders=accept;content-type;host;x-amz-date, " +
			"Signature=3479d19ce733ac299817d7ee846b8cb3a11a14880d4bfe1b5c22fe9ffa052822"},
	}, req.Header)
	assert.Equal(t, url.Values{
		"Action": {"PhoneNumberStatus"}, "Mobile": {"13900000200"}, "Version": {"2019-05-01"},
	}, form(t, req), "what signs is in the headers alone")
}

func TestKsyunAWS4SignsTokenRegionAndBody(t *testing.T) {
	req, err := temporaryKsyun().AWS4(endpoint, single())
	require.NoError(t, err)
	assert.Equal(t, "numsim-sts-token+/=", req.Header.Get("X-Amz-Security-Token"))
	assert.Equal(t, "AWS4-HMAC-SHA256 Credential=numsim-sts/20261122/cn-shanghai-2/cpn/aws4_request, "+
		"SignedHeaders=accept;content-type;host;x-amz-date;x-amz-security-token, "+
		"Signature=dc4a0f72b37dff840ac88c24e9c36a2111f372421c112bf72095422b32909767", req.Header.Get("Authorization"))
	assert.Len(t, form(t, req), 3, "the region is in the scope, the token in its header")

	req, err = fixedKsyun().AWS4(endpoint, batch())
	require.NoError(t, err)
	assert.Contains(t, req.Header.Get("Authorization"),
		"Signature=135a0961eb32253a9327a8cab2524aa07394e8c249956e60770ad95cd340afd5")
}

func TestKsyunDefaultIsTheRealClock(t *testing.T) {
	s := fixedKsyun()
	s.Now = nil
	before := time.Now().Truncate(time.Second)
	v1, err := s.V1(endpoint, batch())
	require.NoError(t, err)
	v4, err := s.AWS4(endpoint, batch())
	require.NoError(t, err)

	at, err := time.Parse("2006-01-02T15:04:05Z", form(t, v1).Get("Timestamp"))
	require.NoError(t, err)
	assert.WithinRange(t, at, before, time.Now())
	at, err = time.Parse("20060102T150405Z", v4.Header.Get("X-Amz-Date"))
	require.NoError(t, err)
	assert.WithinRange(t, at, before, time.Now())
}

func TestKsyunRequestsArriveAsSigned(t *testing.T) {
	var got *http.Request
	var body string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		got, body = r, string(raw)
	}))
	defer server.Close()
	s := temporaryKsyun()
	for name, sign := range map[string]func(string, map[string]string) (*http.Request, error){"V1": s.V1, "AWS4": s.AWS4} {
		req, err := sign(server.URL+"/", batch())
		require.NoError(t, err, name)
		answer, err := server.Client().Do(req)
		require.NoError(t, err, name)
		require.NoError(t, answer.Body.Close())

		assert.Equal(t, server.Listener.Addr().String(), got.Host, name)
		assert.Equal(t, "POST /", got.Method+" "+got.RequestURI, name)
		assert.Contains(t, body, "Mobiles=13900000200%2C13900000100&", name)
		for header, value := range req.Header {
			assert.Equal(t, value, got.Header[header], "%s: %s travels as it was signed", name, header)
		}
	}
}

func TestKsyunBodyRewinds(t *testing.T) {
	s := fixedKsyun()
	for name, sign := range map[string]func(string, map[string]string) (*http.Request, error){"V1": s.V1, "AWS4": s.AWS4} {
		req, err := sign(endpoint, batch())
		require.NoError(t, err, name)
		assertRewinds(t, req)
	}
}

// assertRewinds reads the body three times and expects it whole each time.
func assertRewinds(t *testing.T, req *http.Request) {
	t.Helper()
	sent := form(t, req)
	require.NotEmpty(t, sent)
	require.NotNil(t, req.GetBody)
	for range 2 {
		body, err := req.GetBody()
		require.NoError(t, err)
		req.Body = body
		assert.Equal(t, sent, form(t, req))
	}
}

func TestKsyunSigningIsStableAndLeavesParamsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		params := rapid.MapOf(rapid.StringMatching(`[a-z.~ é中]{1,6}`), rapid.String()).Draw(t, "params")
		maps.Copy(params, batch())
		names := rapid.Permutation(slices.Sorted(maps.Keys(params))).Draw(t, "order")
		reordered := map[string]string{}
		for _, name := range names {
			reordered[name] = params[name]
		}
		before := maps.Clone(params)

		v1, err := temporaryKsyun().V1(endpoint, params)
		require.NoError(t, err)
		again, err := temporaryKsyun().V1(endpoint, reordered)
		require.NoError(t, err)
		sent := form(t, v1)
		assert.Equal(t, sent, form(t, again))
		assertCarries(t, before, sent)

		v4, err := temporaryKsyun().AWS4(endpoint, params)
		require.NoError(t, err)
		again, err = temporaryKsyun().AWS4(endpoint, reordered)
		require.NoError(t, err)
		assert.Equal(t, v4.Header, again.Header)
		assertCarries(t, before, form(t, v4))

		assert.Equal(t, before, params, "signing must not change the caller's map")
	})
}
