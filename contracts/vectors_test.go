package contracts_test

import (
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/contracts"
)

// vector is one signature as vectors.json has it.
type vector struct {
	Name, Scheme, Method, Secret, Code, Timestamp, Body, Region string

	Params, Headers map[string]string
	Signature       string
}

func vectors(t *testing.T, provider string) map[string]vector {
	t.Helper()
	text, err := fs.ReadFile(contracts.Embedded(), provider+"/vectors.json")
	require.NoError(t, err)
	var file struct{ Vectors []vector }
	require.NoError(t, json.Unmarshal(text, &file))
	out := map[string]vector{}
	for _, v := range file.Vectors {
		out[v.Name] = v
	}
	return out
}

// others are a vector's parameters but those the signer sets itself.
func others(v vector, own ...string) map[string]string {
	out := map[string]string{}
	for name, value := range v.Params {
		out[name] = value
	}
	for _, name := range own {
		delete(out, name)
	}
	return out
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func atNoon() time.Time { return noon }

func formOf(t *testing.T, req *http.Request) url.Values {
	t.Helper()
	text := req.URL.RawQuery
	if req.Body != nil {
		body, err := io.ReadAll(req.Body)
		require.NoError(t, err)
		text = strings.Trim(text+"&"+string(body), "&")
	}
	values, err := url.ParseQuery(text)
	require.NoError(t, err)
	return values
}

// The vectors were made by somebody else's code; the clients sign the same.
func TestTheClientsSignAsTheVectorsSay(t *testing.T) {
	aliyun := vectors(t, "aliyun")
	for _, name := range []string{"v1-get", "v1-post", "v1-special"} {
		v := aliyun[name]
		s := client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: client.Secret(v.Secret), Now: atNoon, Nonce: func() string { return v.Params["SignatureNonce"] }}
		req, err := s.V1(v.Method, "https://dytnsapi.aliyuncs.com", others(v, "AccessKeyId", "SignatureMethod", "SignatureNonce", "SignatureVersion", "Timestamp"))
		require.NoError(t, err)
		assert.Equal(t, v.Signature, formOf(t, req).Get("Signature"), name)
	}
	v := aliyun["v3-post"]
	s := client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: client.Secret(v.Secret), Now: atNoon, Nonce: func() string { return v.Headers["x-acs-signature-nonce"] }}
	req, err := s.V3(v.Method, "https://dytnsapi.aliyuncs.com", v.Headers["x-acs-action"], v.Headers["x-acs-version"], v.Params)
	require.NoError(t, err)
	assert.Contains(t, req.Header.Get("Authorization"), "Signature="+v.Signature)

	for _, name := range []string{"batch", "international", "special"} {
		v := vectors(t, "ksyun")[name]
		s := client.KsyunSigner{AccessKey: "numsim", SecretKey: client.Secret(v.Secret), Region: v.Params["Region"], Now: atNoon}
		req, err := s.V1("https://cpn.api.ksyun.com", others(v, "Accesskey", "Region", "Service", "SignatureMethod", "SignatureVersion", "Timestamp"))
		require.NoError(t, err)
		assert.Equal(t, v.Signature, formOf(t, req).Get("Signature"), name)
	}
	v = vectors(t, "ksyun")["aws4"]
	params, err := url.ParseQuery(v.Body)
	require.NoError(t, err)
	k := client.KsyunSigner{AccessKey: "numsim", SecretKey: client.Secret(v.Secret), Region: v.Region, Now: atNoon}
	req, err = k.AWS4("https://cpn.api.ksyun.com", map[string]string{"Action": params.Get("Action"), "Mobile": params.Get("Mobile"), "Version": params.Get("Version")})
	require.NoError(t, err)
	assert.Contains(t, req.Header.Get("Authorization"), "Signature="+v.Signature)

	for name, v := range vectors(t, "ywjisu") {
		s := client.YwjisuSigner{Code: v.Code, Password: "numsim-pwd", PrivateKey: client.Secret(v.Secret), Now: func() time.Time { return time.Unix(1795348800, 0) }}
		req, err := s.Request("https://kh.ywjisu.com", "13900000200")
		require.NoError(t, err)
		form := formOf(t, req)
		assert.Equal(t, v.Signature, form.Get("token"), name)
		assert.Equal(t, v.Timestamp, form.Get("timestamp"), name)
	}
}
