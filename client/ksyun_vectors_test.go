package client

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ksyunVector is one known answer of the V1 signature.
type ksyunVector struct {
	Name       string            `json:"name"`
	SecretKey  string            `json:"secret_key"`
	Params     map[string]string `json:"params"`
	Canonical  string            `json:"canonical"`
	Signature  string            `json:"signature"`
	PythonBody string            `json:"form_body_python_urlencode"`
	PHPBody    string            `json:"form_body_php_http_build_query"`
	Elsewhere  string            `json:"published_elsewhere"`
}

// aws4Vector is one known answer of the AWS4 signature.
type aws4Vector struct {
	Name             string `json:"name"`
	Method           string `json:"method"`
	Path             string `json:"path"`
	Host             string `json:"host"`
	Region           string `json:"region"`
	AccessKeyID      string `json:"access_key_id"`
	SecretKey        string `json:"secret_key"`
	Body             string `json:"body"`
	Date             string `json:"x_amz_date"`
	ContentType      string `json:"content_type"`
	Accept           string `json:"accept"`
	CanonicalRequest string `json:"canonical_request"`
	StringToSign     string `json:"string_to_sign"`
	Authorization    string `json:"authorization"`
}

func ksyunVectors(t *testing.T) (v1 []ksyunVector, v4 []aws4Vector) {
	t.Helper()
	raw, err := os.ReadFile("testdata/ksyun-vectors.json")
	require.NoError(t, err)
	var file struct {
		V1   []ksyunVector `json:"ksyun_v1"`
		AWS4 []aws4Vector  `json:"aws4"`
	}
	require.NoError(t, json.Unmarshal(raw, &file))
	require.Len(t, file.V1, 6, "a vector that is not read proves nothing")
	require.Len(t, file.AWS4, 1, "a vector that is not read proves nothing")
	return file.V1, file.AWS4
}

// parse reads a form body as the service would.
func parse(t *testing.T, body string) url.Values {
	t.Helper()
	values, err := url.ParseQuery(body)
	require.NoError(t, err)
	return values
}

func TestKsyunV1KnownAnswers(t *testing.T) {
	v1, _ := ksyunVectors(t)
	for _, v := range v1 {
		t.Run(v.Name, func(t *testing.T) {
			s := KsyunSigner{SecretKey: Secret(v.SecretKey)}
			assert.Equal(t, v.Canonical, canonicalQuery(v.Params))
			assert.Equal(t, v.Signature, s.v1Signature(v.Canonical))
			if v.Elsewhere != "" {
				assert.Equal(t, v.Elsewhere, s.v1Signature(v.Canonical))
			}
			sent := v.Canonical + "&Signature=" + v.Signature
			assert.Equal(t, parse(t, v.PythonBody), parse(t, sent), "what Python sends means the same")
			assert.Equal(t, parse(t, v.PHPBody), parse(t, sent), "what PHP sends means the same")
		})
	}
}

// The other vectors are for the parts only: one has a key with a space, one is of
// another service, one leaves out what V1 always sends.
func TestKsyunV1SendsTheVectors(t *testing.T) {
	v1, _ := ksyunVectors(t)
	whole := map[string]bool{"batch_two_mobiles_comma": true, "isms_with_region": true, "masked_doc_example_literal": true}
	sent := 0
	for _, v := range v1 {
		if !whole[v.Name] {
			continue
		}
		sent++
		at, err := time.Parse(time.RFC3339, v.Params["Timestamp"])
		require.NoError(t, err)
		s := KsyunSigner{
			AccessKey: v.Params["Accesskey"], SecretKey: Secret(v.SecretKey), Region: v.Params["Region"],
			Now: func() time.Time { return at },
		}
		req, err := s.V1("https://cpn.api.ksyun.com", v.callerParams())
		require.NoError(t, err, v.Name)
		assert.Equal(t, "https://cpn.api.ksyun.com/", req.URL.String(), "POST carries the parameters in the body only")
		body, err := io.ReadAll(req.Body)
		require.NoError(t, err)
		assert.Equal(t, v.Canonical+"&Signature="+v.Signature, string(body), v.Name)
	}
	require.Len(t, whole, sent, "a vector that is not sent proves nothing")
}

// callerParams returns what a caller of V1 would pass to get v.Params.
func (v ksyunVector) callerParams() map[string]string {
	params := map[string]string{}
	for name, value := range v.Params {
		switch name {
		case "Accesskey", "Region", "Service", "SignatureMethod", "SignatureVersion", "Timestamp":
		default:
			params[name] = value
		}
	}
	return params
}

// The vector's body is not in the order in which AWS4 writes one, so it is signed
// by the step that AWS4 ends in.
func TestKsyunAWS4KnownAnswers(t *testing.T) {
	_, v4 := ksyunVectors(t)
	for _, v := range v4 {
		t.Run(v.Name, func(t *testing.T) {
			at, err := time.Parse("20060102T150405Z", v.Date)
			require.NoError(t, err)
			s := KsyunSigner{
				AccessKey: v.AccessKeyID, SecretKey: Secret(v.SecretKey), Region: v.Region,
				Now: func() time.Time { return at },
			}
			req, err := ksyunRequest("https://"+v.Host, v.Body)
			require.NoError(t, err)
			assert.Equal(t, v.Method, req.Method)
			assert.Equal(t, v.Path, req.URL.Path)
			assert.Equal(t, http.Header{"Accept": {v.Accept}, "Content-Type": {v.ContentType}}, req.Header)

			s.authorize(req, v.Body)
			assert.Equal(t, v.Authorization, req.Header.Get("Authorization"))
			assert.Equal(t, v.Date, req.Header.Get("X-Amz-Date"))

			canonical, _ := aws4CanonicalRequest(req, v.Body)
			assert.Equal(t, v.CanonicalRequest, canonical)
			scope := strings.Split(v.StringToSign, "\n")[2]
			assert.Equal(t, scope, s.aws4Scope(v.Date))
			assert.Equal(t, v.StringToSign, aws4StringToSign(v.Date, scope, v.CanonicalRequest))
			signature := v.Authorization[strings.LastIndex(v.Authorization, "=")+1:]
			assert.Equal(t, signature, s.aws4Signature(scope, v.StringToSign))

			s.Region = ""
			assert.Equal(t, scope, s.aws4Scope(v.Date), "the vector's region is the one meant by none")
		})
	}
}
