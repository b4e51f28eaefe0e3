package aliyun_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
)

// requests are the shapes a call can have, each with a nonce of its own.
func requests(t *testing.T, nonce string) []*http.Request {
	n := 0
	fresh := func(key string) client.AliyunSigner { n++; return signer(key, nonce+string(rune('a'+n))) }
	post := func(form string) *http.Request {
		req := httptest.NewRequest(http.MethodPost, "http://numsim.test/", strings.NewReader(form))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return req
	}
	changed := func(req *http.Request, do func(*http.Request)) *http.Request { do(req); return req }
	return []*http.Request{
		v1(t, fresh("numsim-unlimited"), "JSON"),
		v1(t, fresh("numsim-unlimited"), ""),
		v1(t, fresh("numsim-unlimited"), "", "PhoneNumber", "13900000402"),
		v3(t, fresh("numsim-unlimited"), "13900000404"),
		changed(v3(t, fresh("numsim-unlimited"), good), func(r *http.Request) { r.Header.Set("Accept", "text/xml") }),
		changed(v3(t, fresh("numsim-unlimited"), good), func(r *http.Request) { r.URL.RawQuery += "1" }),
		changed(v1(t, fresh("numsim-unlimited"), "JSON"), func(r *http.Request) { r.URL.RawQuery += "&x=1" }),
		changed(v1(t, fresh("numsim-unlimited"), "JSON"), func(r *http.Request) { r.URL.RawQuery += "&a=%zz" }),
		changed(v3(t, fresh("numsim"), good), func(r *http.Request) {
			r.Header.Set("Authorization", "ACS3-HMAC-SHA256 Credential=numsim,SignedHeaders=host;host,Signature=00")
		}),
		httptest.NewRequest(http.MethodGet, "http://numsim.test/", nil),
		httptest.NewRequest(http.MethodPut, "http://numsim.test/x?Format=JSON", strings.NewReader("zzz")),
		post(strings.Repeat("a=1&", 100000)),
		post("Format=JSON&Action=x"),
		v1(t, fresh("numsim-IncompleteSignature"), "JSON"),
		v3(t, fresh("numsim-SignatureDoesNotMatch-v1"), good),
		v1(t, fresh("numsim-SignatureDoesNotMatch-v3"), "JSON"),
		v1(t, fresh("numsim-broke"), "JSON"),
		v1(t, fresh("nobody"), "JSON"),
		v1(t, fresh("numsim-sts"), "JSON"),
	}
}

var drawn = regexp.MustCompile(`[0-9A-F]{8}-[0-9A-F-]{27}|11\d{10,11}|[0-9a-f]{64}`)

// levelled is an answer without what differs from run to run.
func levelled(resp *http.Response, nonce string) string {
	body, _ := io.ReadAll(resp.Body)
	h := resp.Header.Clone()
	delete(h, "x-acs-trace-id")
	var text strings.Builder
	_ = h.Write(&text)
	return strings.ReplaceAll(drawn.ReplaceAllString(resp.Status+"\n"+text.String()+string(body), "DRAWN"), nonce, "NONCE")
}

// One engine reuses its calls; no exchange leaves anything for the next.
func TestNothingIsLeftForTheNextCall(t *testing.T) {
	one := newRig(t)
	for second := range requests(t, "") {
		want := levelled(newRig(t).do(requests(t, "fresh-0")[second]), "fresh-0")
		for first := range requests(t, "") {
			nonce := string(rune('a'+first)) + "-" + string(rune('a'+second)) + "-0"
			one.do(requests(t, nonce+"-1")[first])
			got := levelled(one.do(requests(t, nonce+"-2")[second]), nonce+"-2")
			require.Equal(t, want, got, "%d after %d", second, first)
		}
	}
}
