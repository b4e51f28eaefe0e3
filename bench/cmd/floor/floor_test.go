package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
)

func ask(t *testing.T, signer client.AliyunSigner, change func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	req, err := signer.V1(http.MethodGet, "http://127.0.0.1", map[string]string{
		"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "PhoneNumber": "13900000200", "Odd": "a b+c=d&e/中~%",
	})
	require.NoError(t, err)
	in := httptest.NewRequest(http.MethodGet, req.URL.String(), nil)
	change(in)
	w := httptest.NewRecorder()
	newFloor("k", "s").ServeHTTP(w, in)
	return w
}

// A floor that did not check would be no measure for one that does.
func TestTheFloorChecksSignatures(t *testing.T) {
	good := client.AliyunSigner{AccessKeyID: "k", AccessKeySecret: "s"}
	for _, tt := range []struct {
		why    string
		signer client.AliyunSigner
		change func(*http.Request)
		status int
	}{
		{"a right signature", good, func(*http.Request) {}, 200},
		{"parameters in another order", good, reverse, 200},
		{"another secret", client.AliyunSigner{AccessKeyID: "k", AccessKeySecret: "t"}, func(*http.Request) {}, 400},
		{"another key", client.AliyunSigner{AccessKeyID: "l", AccessKeySecret: "s"}, func(*http.Request) {}, 400},
		{"another number than was signed", good, replace("13900000200", "13900000404"), 400},
		{"another method than was signed", good, func(r *http.Request) { r.Method = http.MethodPost }, 400},
		{"a parameter more", good, func(r *http.Request) { r.URL.RawQuery += "&x=1" }, 400},
		{"an escape cut short", good, func(r *http.Request) { r.URL.RawQuery += "&x=%2" }, 400},
		{"nothing at all", good, func(r *http.Request) { r.URL.RawQuery = "" }, 400},
	} {
		w := ask(t, tt.signer, tt.change)
		assert.Equal(t, tt.status, w.Code, tt.why)
		assert.Equal(t, tt.status == 200, strings.Contains(w.Body.String(), `"Code":"OK"`), tt.why)
	}
}

func reverse(r *http.Request) {
	parts := strings.Split(r.URL.RawQuery, "&")
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	r.URL.RawQuery = strings.Join(parts, "&")
}

func replace(was, is string) func(*http.Request) {
	return func(r *http.Request) { r.URL.RawQuery = strings.Replace(r.URL.RawQuery, was, is, 1) }
}

func TestTheFloorReusesItsMemory(t *testing.T) {
	req, err := client.AliyunSigner{AccessKeyID: "k", AccessKeySecret: "s"}.V1(http.MethodGet, "http://127.0.0.1", map[string]string{"Action": "a", "Version": "v"})
	require.NoError(t, err)
	s, right := newSpace("s"), true
	allocations := testing.AllocsPerRun(100, func() { right = right && s.query.read(req.URL.RawQuery) && s.signed(http.MethodGet) })
	assert.True(t, right)
	assert.Zero(t, allocations)
}
