package control_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
)

// asked notes what it is asked about and answers as it is told.
type asked struct {
	id, provider, line, host, body string
	key                            control.SignatureKey
	err                            error
}

func (a *asked) Signature(id string) (control.Signature, error) {
	a.id = id
	return a.told(), a.err
}

func (a *asked) ExplainSignature(provider string, r *http.Request, key control.SignatureKey) (control.Signature, error) {
	body, err := io.ReadAll(r.Body)
	a.provider, a.key, a.line, a.host, a.body = provider, key, r.Method+" "+r.URL.RequestURI()+" "+r.Header.Get("X-A"), r.Host, string(body)
	if a.err == nil {
		a.err = err
	}
	return a.told(), a.err
}

func (a *asked) told() control.Signature {
	m := control.SignatureMistake{ID: "method", EN: "en", ZH: "中"}
	return control.Signature{Said: control.Sentence{EN: "en", ZH: "中"}, Mistakes: []control.SignatureMistake{m}, Compare: []control.Sentence{}, Provider: "aliyun", ToSign: "POST&"}
}

func post(t *testing.T, addr, body string, headers ...string) answer {
	t.Helper()
	headers = append([]string{"Host: " + addr, "Content-Type: application/json", fmt.Sprintf("Content-Length: %d", len(body))}, headers...)
	return ask(t, addr, "POST /v1/signature/explain HTTP/1.1", append(headers, "", body)...)
}

const toldOnTheWire = `{"holds":false,"said":{"en":"en","zh":"中"},"mistakes":[{"id":"method","en":"en","zh":"中"}],"compare":[],"string_to_sign":"POST&","provider":"aliyun"}` + "\n"

func TestSignaturesOnTheWire(t *testing.T) {
	a := &asked{}
	addr := start(t, control.Options{Signatures: a})
	got := get(t, addr, "/v1/signatures/9F5E-00")
	assert.Equal(t, 200, got.status)
	assert.Equal(t, toldOnTheWire, got.body)
	assert.Equal(t, "9F5E-00", a.id)
	for _, row := range []struct{ request, line, host, body string }{
		{`"POST /p?q=1 HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nContent-Length: 4\r\n\r\nbodyand more"`, "POST /p?q=1 1", "h", "body"},
		{`"POST /p?q=1 HTTP/1.1\nHost: h\nX-A: 1\n\nbo\r\n\r\ndy"`, "POST /p?q=1 1", "h", "bo\r\n\r\ndy"},
		{`"GET / HTTP/1.0\r\nHost: h"`, "GET / ", "h", ""},
		{`{"method":"POST","url":"http://u:81/p?q=%20","headers":{"x-a":"1"},"body":"b"}`, "POST /p?q=%20 1", "u:81", "b"},
		{`{"url":"https://u/","headers":{"host":"h:1"}}`, "GET / ", "h:1", ""},
	} {
		got := post(t, addr, `{"provider":"ksyun","secret":"s","password":"p","request":`+row.request+`}`)
		require.Equal(t, 200, got.status, got.body)
		assert.Equal(t, toldOnTheWire, got.body)
		assert.Equal(t, []string{"ksyun", row.line, row.host, row.body}, []string{a.provider, a.line, a.host, a.body}, row.request)
		assert.Equal(t, control.SignatureKey{Secret: "s", Password: "p"}, a.key)
	}
}

func TestSignaturesThatAreNotTold(t *testing.T) {
	a := &asked{}
	addr := start(t, control.Options{Signatures: a})
	for err, status := range map[error]int{
		control.ErrSignatureID: 400, control.ErrSignatureUnknown: 404, control.ErrSignaturesMany: 429, io.ErrUnexpectedEOF: 400,
	} {
		a.err = err
		got := get(t, addr, "/v1/signatures/x")
		assert.Equal(t, status, got.status)
		assert.Equal(t, err.Error(), problemOf(t, got).Error.What)
	}
	assert.Equal(t, 404, get(t, start(t, control.Options{}), "/v1/signatures/x").status, "there are none")
}

// Both routes are guarded as every other is.
func TestSignaturesAreGuarded(t *testing.T) {
	a := &asked{}
	addr := start(t, control.Options{Signatures: a})
	const body = `{"provider":"ksyun","request":"GET / HTTP/1.0\r\nHost: h"}`
	assert.Equal(t, 200, get(t, addr, "/v1/signatures/x", "X: y").status, "the row that the others differ from")
	assert.Equal(t, 421, ask(t, addr, "GET /v1/signatures/x HTTP/1.1", "Host: evil.example").status)
	assert.Equal(t, 403, get(t, addr, "/v1/signatures/y", "Origin: https://evil.example").status)
	assert.Equal(t, 403, post(t, addr, body, "Origin: https://evil.example").status)
	assert.Equal(t, 403, post(t, addr, body, "Sec-Fetch-Site: cross-site").status)
	assert.Equal(t, 415, ask(t, addr, "POST /v1/signature/explain HTTP/1.1", "Host: "+addr, "Content-Type: text/plain").status)
	assert.Equal(t, 405, ask(t, addr, "POST /v1/signatures/x HTTP/1.1", "Host: "+addr).status)
	assert.Equal(t, "x", a.id, "nobody else was let in")
	assert.Empty(t, a.provider)
}
