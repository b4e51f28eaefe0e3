package contracts_test

import (
	"encoding/json"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/contracts"
)

// vector is one signature as vectors.json has it; docs/vectors.md has the shape.
type vector struct {
	Name, Scheme, About, Signature string

	Given struct {
		Method, URL, Secret, Nonce, Region, Action, Version, Code, Pwd, Mobiles string

		AccessKeyID   string `json:"access_key_id"`
		SecurityToken string `json:"security_token"`
		Now           time.Time
		Params        map[string]string
	}
	CanonicalRequest string `json:"canonical_request"`
	StringToSign     string `json:"string_to_sign"`
	Wire             struct {
		Query, Form, Headers []string
		Body                 *string
	}
	MustNot []struct{ Mistake, Signature string } `json:"must_not"`
}

func vectors(t *testing.T, provider string) map[string]vector {
	t.Helper()
	file, err := contracts.Embedded().Open(provider + "/vectors.json")
	require.NoError(t, err)
	decoder := json.NewDecoder(file)
	decoder.DisallowUnknownFields()
	var read struct {
		Format          int
		Provider, About string
		Vectors         []vector
	}
	require.NoError(t, decoder.Decode(&read))
	require.NoError(t, file.Close())
	assert.Equal(t, 1, read.Format)
	assert.Equal(t, provider, read.Provider)
	out := map[string]vector{}
	for _, v := range read.Vectors {
		assert.NotContains(t, out, v.Name)
		out[v.Name] = v
	}
	return out
}

func (v vector) now() time.Time { return v.Given.Now }

func (v vector) nonce() string { return v.Given.Nonce }

// signed is the request that our client makes of what is given.
func (v vector) signed(t *testing.T, provider string) *http.Request {
	t.Helper()
	base, err := url.Parse(v.Given.URL)
	require.NoError(t, err)
	host := base.Scheme + "://" + base.Host
	a := client.AliyunSigner{
		AccessKeyID: v.Given.AccessKeyID, AccessKeySecret: client.Secret(v.Given.Secret),
		SecurityToken: client.Secret(v.Given.SecurityToken), Now: v.now, Nonce: v.nonce,
	}
	k := client.KsyunSigner{AccessKey: v.Given.AccessKeyID, SecretKey: client.Secret(v.Given.Secret), Region: v.Given.Region, Now: v.now}
	y := client.YwjisuSigner{Code: v.Given.Code, Password: client.Secret(v.Given.Pwd), PrivateKey: client.Secret(v.Given.Secret), Now: v.now}
	var req *http.Request
	switch provider + " " + v.Scheme {
	case "aliyun v1":
		req, err = a.V1(v.Given.Method, host, v.Given.Params)
	case "aliyun v3":
		req, err = a.V3(v.Given.Method, host, v.Given.Action, v.Given.Version, v.Given.Params)
	case "ksyun v1":
		req, err = k.V1(host, v.Given.Params)
	case "ksyun aws4":
		req, err = k.AWS4(host, v.Given.Params)
	case "ywjisu token":
		req, err = y.Request(host, strings.Split(v.Given.Mobiles, ",")...)
	}
	require.NoError(t, err)
	require.NotNil(t, req, "no client signs %s %s", provider, v.Scheme)
	return req
}

// The vectors were made by somebody else's code; the clients send the same.
func TestTheClientsSignAsTheVectorsSay(t *testing.T) {
	for _, provider := range contracts.Providers() {
		for name, v := range vectors(t, provider) {
			t.Run(provider+" "+name, func(t *testing.T) {
				req := v.signed(t, provider)
				assert.Equal(t, v.Given.URL, strings.TrimSuffix(req.URL.Scheme+"://"+req.Host+req.URL.Path, "?"))
				assert.ElementsMatch(t, v.Wire.Query, split(req.URL.RawQuery))
				body := ""
				if req.Body != nil {
					text, err := io.ReadAll(req.Body)
					require.NoError(t, err)
					body = string(text)
				}
				if v.Wire.Body != nil {
					assert.Equal(t, *v.Wire.Body, body)
				} else {
					assert.ElementsMatch(t, v.Wire.Form, split(body))
				}
				for _, line := range v.Wire.Headers {
					if name, value, _ := strings.Cut(line, ": "); name != "host" {
						assert.Equal(t, value, req.Header.Get(name), name)
					}
				}
			})
		}
	}
}

func split(pairs string) []string {
	if pairs == "" {
		return nil
	}
	return strings.Split(pairs, "&")
}

// request is what goes over the wire, with another signature in the place of its own.
func (v vector) request(t *testing.T, at, signature string) *http.Request {
	t.Helper()
	swap := strings.NewReplacer(v.Signature, signature, url.QueryEscape(v.Signature), url.QueryEscape(signature)).Replace
	target, err := url.Parse(v.Given.URL)
	require.NoError(t, err)
	body := strings.Join(v.Wire.Form, "&")
	if v.Wire.Body != nil {
		body = *v.Wire.Body
	}
	req, err := http.NewRequestWithContext(t.Context(), v.Given.Method, at+target.Path+"?"+swap(strings.Join(v.Wire.Query, "&")), strings.NewReader(swap(body)))
	require.NoError(t, err)
	req.Host = target.Host
	if len(v.Wire.Form) > 0 {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	req.Header.Set("Accept", "application/json")
	for _, line := range v.Wire.Headers {
		if name, value, _ := strings.Cut(line, ": "); name != "host" {
			req.Header.Set(name, swap(value))
		}
	}
	return req
}

// The simulator takes each vector as it goes over the wire, and refuses it with
// the signature of each mistake.
func TestTheSimulatorTakesTheVectorsAndRefusesTheMistakes(t *testing.T) {
	taken := map[string]string{"aliyun": `"Code":"OK"`, "ksyun": `"RequestId"`, "ywjisu": `"000000"`}
	settings := map[string][]string{"v1-public": {"aliyun.profile=today"}}
	refused := map[string]string{"aliyun": `"Code":"SignatureDoesNotMatch"`, "ksyun": `"Code":"SignatureDoesNotMatch"`, "ywjisu": `"403000"`}
	for _, provider := range contracts.Providers() {
		for name, v := range vectors(t, provider) {
			t.Run(provider+" "+name, func(t *testing.T) {
				if provider == "ywjisu" && (v.Given.Code != "numsim" || v.Given.Secret != "numsim-key") {
					t.Skip("no ready-made account has this code with this key")
				}
				r := bootAt(t, v.now, settings[name]...)
				require.NotEmpty(t, v.MustNot)
				for _, not := range v.MustNot {
					x := r.send(t, v.request(t, r.url[provider], not.Signature))
					assert.Contains(t, string(x.AnswerBody), refused[provider], not.Mistake)
				}
				x := r.send(t, v.request(t, r.url[provider], v.Signature))
				assert.Equal(t, http.StatusOK, x.Status)
				assert.Contains(t, string(x.AnswerBody), taken[provider])
			})
		}
	}
}

// A vector whose mistakes give one value twice, or the right one, would name
// the wrong mistake.
func TestEachMistakeHasASignatureOfItsOwn(t *testing.T) {
	for _, provider := range contracts.Providers() {
		for name, v := range vectors(t, provider) {
			assert.NotEmpty(t, v.About, name)
			met := map[string]string{v.Signature: "none"}
			for _, not := range v.MustNot {
				assert.Empty(t, met[not.Signature], "%s %s: %s", provider, name, not.Mistake)
				met[not.Signature] = not.Mistake
			}
		}
	}
}

// Every vector belongs to a scheme of the contract.
func TestTheContractsListEveryVector(t *testing.T) {
	for _, provider := range contracts.Providers() {
		var listed []string
		for _, s := range load(t, provider).Signatures() {
			for _, name := range s.Vectors {
				assert.Equal(t, s.Name, vectors(t, provider)[name].Scheme, name)
				listed = append(listed, name)
			}
		}
		assert.ElementsMatch(t, slices.Collect(maps.Keys(vectors(t, provider))), listed, provider)
	}
}

// Numbers and accounts that a document prints are somebody's.
func TestTheVectorsHaveNobodysNumbers(t *testing.T) {
	for _, provider := range contracts.Providers() {
		text, err := fs.ReadFile(contracts.Embedded(), provider+"/vectors.json")
		require.NoError(t, err)
		for _, v := range vectors(t, provider) {
			for _, number := range append(strings.Split(v.Given.Mobiles, ","), v.Given.Params["PhoneNumber"], v.Given.Params["InputNumber"], v.Given.Params["Mobile"]) {
				assert.Regexp(t, "^(13900000[0-9]{3}|62812345000200)?$", number)
			}
		}
		assert.NotContains(t, string(text), "testid")
	}
}
