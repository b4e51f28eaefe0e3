package aliyun_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever arrives, the answer is the provider's: JSON or XML that parses, a
// status below 500, a request id. Seeds are the shapes real clients send.
func FuzzEnvelope(f *testing.F) {
	f.Add("POST", "numsim.test", "AccessKeyId=numsim&Action=DescribePhoneNumberStatus", "PhoneNumber=13900000200", "application/x-www-form-urlencoded", "")
	f.Add("GET", "ecs.aliyuncs.com", "Format=JSON&a=%zz", "", "", "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host;x-acs-action,Signature=00")
	f.Add("GET", "a\"b<c", "Format=JSON&;&&=&a", "]]>", "text/plain", "ACS3-HMAC-SM3 Credential=numsim,SignedHeaders=,Signature=")
	f.Fuzz(func(t *testing.T, method, host, query, body, contentType, authorization string) {
		r := newRig(t)
		req := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		req.Method, req.Host, req.URL.RawQuery = method, host, query
		req.Header.Set("Content-Type", contentType)
		req.Header.Set("Authorization", authorization)
		for _, name := range []string{"X-Acs-Action", "X-Acs-Version", "X-Acs-Date", "X-Acs-Signature-Nonce"} {
			req.Header.Set(name, map[string]string{"X-Acs-Action": "DescribePhoneNumberStatus", "X-Acs-Version": "2020-02-17", "X-Acs-Date": "2026-11-22T12:00:00Z"}[name]+strings.Repeat("n", len(body)%2))
		}
		resp := r.do(req)
		require.Less(t, resp.StatusCode, 500)
		text, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		if method != http.MethodHead {
			requireParses(t, resp.Header.Get("Content-Type"), text)
		}
	})
}

func requireParses(t *testing.T, contentType string, text []byte) {
	t.Helper()
	if strings.HasPrefix(contentType, "application/json") {
		require.True(t, json.Valid(text), "%q", text)
		return
	}
	require.Equal(t, "text/xml;charset=utf-8", contentType)
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		require.NoError(t, err, "%q", text)
	}
}
