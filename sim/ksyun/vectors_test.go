package ksyun

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

// simplifiedVector is one signature of the simplified scheme with the step on
// the way to it and two bodies that carry it.
type simplifiedVector struct {
	Name      string            `json:"name"`
	Secret    string            `json:"secret_key"`
	Params    map[string]string `json:"params"`
	Canonical string            `json:"canonical"`
	Signature string            `json:"signature"`
	Python    string            `json:"form_body_python_urlencode"`
	PHP       string            `json:"form_body_php_http_build_query"`
}

// aws4Vector is one request as a botocore-style signer makes it.
type aws4Vector struct {
	Name             string `json:"name"`
	Method           string `json:"method"`
	Host             string `json:"host"`
	Secret           string `json:"secret_key"`
	Body             string `json:"body"`
	Date             string `json:"x_amz_date"`
	ContentType      string `json:"content_type"`
	Accept           string `json:"accept"`
	CanonicalRequest string `json:"canonical_request"`
	StringToSign     string `json:"string_to_sign"`
	Authorization    string `json:"authorization"`
}

func vectors(t *testing.T) (simplified []simplifiedVector, aws4 []aws4Vector) {
	t.Helper()
	text, err := os.ReadFile("testdata/vectors.json")
	require.NoError(t, err)
	var file struct {
		V1   []simplifiedVector `json:"ksyun_v1"`
		AWS4 []aws4Vector       `json:"aws4"`
	}
	require.NoError(t, json.Unmarshal(text, &file))
	require.Len(t, file.V1, 6)
	require.Len(t, file.AWS4, 1)
	return file.V1, file.AWS4
}

// callOf is a body as it would arrive.
func callOf(t *testing.T, p *Provider, body string) *sim.Call {
	t.Helper()
	a := p.Traits().Account
	require.NoError(t, setup.Finish(p, &a))
	c := &sim.Call{Account: &a}
	c.Request = sim.Request{Method: http.MethodPost, Host: "cpn.api.ksyun.com", Path: "/", Header: http.Header{}, Body: []byte(body)}
	c.Request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c
}

// Each signature holds in the bodies of both libraries, for its secret only.
// The vector of the Node SDK calls another service, so it is judged without
// Open.
func TestSimplifiedVectors(t *testing.T) {
	p, err := New()
	require.NoError(t, err)
	list, _ := vectors(t)
	for _, v := range list {
		for library, body := range map[string]string{"Python": v.Python, "PHP": v.PHP} {
			t.Run(v.Name+" by "+library, func(t *testing.T) {
				c := callOf(t, p, body)
				w := scratch(c)
				if v.Params["Service"] == service {
					require.Nil(t, p.Open(c))
					c.Now = w.stamp
					assert.Nil(t, p.Verify(c, &ledger.Credential{ID: v.Params["Accesskey"], Secret: v.Secret}))
				}
				w.reset()
				require.Nil(t, p.parse(c, w))
				w.signature = w.form.Get("Signature")
				assert.Equal(t, v.Signature, string(w.signature))
				assert.Nil(t, p.verifySimplified(w, &ledger.Credential{Secret: v.Secret}))
				assert.Equal(t, v.Canonical, string(w.toSign))
				assert.NotNil(t, p.verifySimplified(w, &ledger.Credential{Secret: v.Secret + "x"}))
			})
		}
	}
}

// The results printed in the document do not follow from its printed inputs.
func TestTheDocumentsOwnExampleDoesNotReproduce(t *testing.T) {
	p, err := New()
	require.NoError(t, err)
	list, _ := vectors(t)
	for _, v := range list {
		if v.Name != "masked_doc_example_literal" {
			continue
		}
		for _, printed := range []string{
			"e2925c6745e11b06107920591b318c883b3b825bbc47fded40489bfbff6e660e",
			"88b203541ce8c757d7d554af2a25de036d3d9a636d91fb44d01bf82dc67a6941",
		} {
			c := callOf(t, p, v.Canonical+"&Signature="+printed)
			require.Nil(t, p.Open(c))
			c.Now = scratch(c).stamp
			no := p.Verify(c, &ledger.Credential{Secret: v.Secret})
			require.NotNil(t, no)
			assert.Equal(t, mismatch, no.Row.Name)
		}
		return
	}
	t.Error("the vectors have lost the document's own example")
}

func TestAWS4Vector(t *testing.T) {
	p, err := New()
	require.NoError(t, err)
	_, list := vectors(t)
	v := list[0]
	c := callOf(t, p, v.Body)
	h := c.Request.Header
	h.Set("Accept", v.Accept)
	h.Set("Content-Type", v.ContentType)
	h.Set("X-Amz-Date", v.Date)
	h.Set("Authorization", v.Authorization)
	c.Now = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	require.Nil(t, p.Open(c))
	assert.Equal(t, "AKLTexample0001", string(c.Credential))
	assert.Nil(t, p.Verify(c, &ledger.Credential{Secret: v.Secret}))
	w := scratch(c)
	assert.Equal(t, v.CanonicalRequest, string(w.canonical))
	assert.Equal(t, v.StringToSign, string(w.toSign))
	assert.NotNil(t, p.Verify(c, &ledger.Credential{Secret: v.Secret + "x"}))
}

// The vector that the fidelity page offers instead is one of these.
func TestTheVectorOnTheFidelityPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/fidelity/ksyun.md")
	require.NoError(t, err)
	list, _ := vectors(t)
	v := list[slices.IndexFunc(list, func(v simplifiedVector) bool { return v.Name == "isms_with_region" })]
	for _, text := range []string{"`" + v.Secret + "`", "\n" + v.Canonical + "\n", "`" + v.Signature + "`"} {
		assert.Contains(t, string(page), text)
	}
}
