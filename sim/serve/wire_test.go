package serve_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// many returns n distinct parameters, each with a leading &.
func many(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("&extra" + strconv.Itoa(i) + "=")
	}
	return b.String()
}

// Forms that must not be read by half. %s is a well-signed form.
func TestFormsOnTheWire(t *testing.T) {
	r := boot(t)
	for _, row := range []struct{ name, form, code, why string }{
		{"as signed", "%s", "OK", "the row the others differ from"},
		{"bad escape", "%s&a=%zz", "InvalidParameter", "net/url drops the pair and goes on; half a form is not what was signed"},
		{"bad escape in a name", "%s&%zz=a", "InvalidParameter", "names are decoded too"},
		{"cut escape", "%s&a=%4", "InvalidParameter", "the last byte of the form must not be read past"},
		{"bare percent", "%s&%", "InvalidParameter", "the same with nothing after it"},
		{"empty name", "%s&=x", "InvalidParameter", "a value nobody can ask for is a mistake of the client's"},
		{"empty name and value", "%s&=", "InvalidParameter", "the same"},
		{"empty pairs", "&&%s&&&", "OK", "an empty pair carries nothing"},
		{"semicolon", "%s&a=1;b=2", "SignatureDoesNotMatch", "; is a byte of the value and no separator, so it adds an unsigned parameter"},
		{"semicolon before a key", "a;%s", "InvalidAction.NotFound", "…and it does not hide the pair it is glued to"},
		{"repeated", "%s&Format=JSON", "InvalidParameter", "neither the first nor the last may win"},
		{"repeated with another value", "%s&PhoneNumber=13900000404", "InvalidParameter", "the one that would change the answer"},
		{"repeated Signature", "%s&Signature=x", "InvalidParameter", "the one key that is not signed"},
		{"repeated, escaped name", "%s&%46ormat=JSON", "InvalidParameter", "equal after decoding is equal"},
		{"name in other case", "%s&format=JSON", "SignatureDoesNotMatch", "names are case-sensitive, so it is one more, unsigned"},
		{"unsigned NUL", "%s&a=%00", "SignatureDoesNotMatch", "a byte like any other"},
		{"unsigned bad UTF-8", "%s&%ff=%c3%28", "SignatureDoesNotMatch", "bytes are signed as they come"},
		{"513 parameters", "%s" + many(513-10), "InvalidParameter", "one over the bound"},
		{"512 parameters", "%s" + many(512-10), "SignatureDoesNotMatch", "at the bound they are all read"},
	} {
		t.Run(row.name, func(t *testing.T) {
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				text := strings.Replace(row.form, "%s", r.query(t, method), 1)
				wire := compose(method, "/?"+text, "")
				if method == http.MethodPost {
					wire = compose(method, "/", text, form)
				}
				if row.name == "semicolon before a key" {
					text = strings.Replace(row.form, "%s", "Action="+action, 1)
					wire = compose(method, "/?"+text, "")
				}
				assert.Equal(t, row.code, one(t, r.addr, wire).said(t).Code, "%s: %s", method, row.why)
			}
		})
	}
}

// Query and body count together: neither may hide what the other says.
func TestQueryAndBodyTogether(t *testing.T) {
	r := boot(t)
	for _, row := range []struct{ name, query, code, why string }{
		{"nothing in the query", "", "OK", "the row the others differ from"},
		{"the same twice", "Action=" + action, "InvalidParameter", "equal values are still two"},
		{"a second number", "PhoneNumber=13900000404", "InvalidParameter", "r.Form would let the body win in silence"},
		{"a second Signature", "Signature=AAAA", "InvalidParameter", "unsigned, and so the easiest to add"},
		{"one more", "OwnerId=1", "SignatureDoesNotMatch", "the query is signed with the body"},
		{"bad escape", "a=%zz", "InvalidParameter", "in the half that is not the body"},
		{"bad escape and a hidden number", "PhoneNumber=13900000404;&a=%zz", "InvalidParameter", "the two tricks together"},
	} {
		t.Run(row.name, func(t *testing.T) {
			wire := compose(http.MethodPost, "/?"+row.query, r.query(t, http.MethodPost), form)
			assert.Equal(t, row.code, one(t, r.addr, wire).said(t).Code, row.why)
		})
	}
	t.Run("513 in two halves", func(t *testing.T) {
		body := r.query(t, http.MethodPost) + many(250)
		wire := compose(http.MethodPost, "/?"+strings.ReplaceAll(many(253), "extra", "more"), body, form)
		assert.Equal(t, "InvalidParameter", one(t, r.addr, wire).said(t).Code, "the bound is of the request, not of a half")
	})
}

// Methods, request targets and hosts that are not what a client sends.
func TestRequestLinesOnTheWire(t *testing.T) {
	r := boot(t)
	for _, row := range []struct {
		line, code string
		status     int
		why        string
	}{
		{"PUT /", "UnsupportedHTTPMethod", 400, "GET and POST are served"},
		{"DELETE /", "UnsupportedHTTPMethod", 400, "the same"},
		{"PATCH /", "UnsupportedHTTPMethod", 400, "the same"},
		{"OPTIONS /", "UnsupportedHTTPMethod", 400, "no CORS preflight is answered"},
		{"OPTIONS *", "UnsupportedHTTPMethod", 400, "net/http would answer this one itself with 200"},
		{"TRACE /", "UnsupportedHTTPMethod", 400, "and nothing is reflected"},
		{"get /", "UnsupportedHTTPMethod", 400, "methods are case-sensitive"},
		{"CONNECT numsim.test:443", "UnsupportedHTTPMethod", 400, "no proxy"},
		{"BREW /", "UnsupportedHTTPMethod", 400, "a method nobody knows"},
		{"GET //", "InvalidApi.NotFound", 404, "a redirect would lose the signature; net/http's mux answers 301"},
		{"GET /..", "InvalidApi.NotFound", 404, "no path is cleaned"},
		{"GET /./", "InvalidApi.NotFound", 404, "the same"},
		{"GET /%2f..", "InvalidApi.NotFound", 404, "nor decoded"},
		{"GET /%2e", "InvalidApi.NotFound", 404, "the same"},
		{"GET //evil.example/", "InvalidApi.NotFound", 404, "a path, and no host"},
		{"GET /\xff\xfe", "InvalidApi.NotFound", 404, "bytes that are no UTF-8"},
		{"GET /healthz", "InvalidApi.NotFound", 404, "control lives on its own port"},
		{"GET /readyz", "InvalidApi.NotFound", 404, "the same"},
		{"GET /v1/tenants", "InvalidApi.NotFound", 404, "the same"},
		{"POST /v1/tenants", "InvalidApi.NotFound", 404, "the same"},
		{"GET /debug/pprof/", "InvalidApi.NotFound", 404, "the default mux is not served"},
		{"GET http://ecs.aliyuncs.com/", "InvalidProduct.NotFound", 404, "the absolute form overrides Host"},
		{"GET http://numsim.test/healthz", "InvalidApi.NotFound", 404, "the absolute form has a path as well"},
		{"GET http://dytnsapi.aliyuncs.com", "InvalidAction.NotFound", 404, "without a path it is /, and then only the form is missing"},
		{"GET /", "InvalidAction.NotFound", 404, "nothing at all"},
	} {
		t.Run(strconv.QuoteToASCII(row.line), func(t *testing.T) {
			method, target, _ := strings.Cut(row.line, " ")
			a := one(t, r.addr, compose(method, target, ""))
			assert.Equal(t, row.code, a.said(t).Code, row.why)
			assert.Equal(t, row.status, a.status)
		})
	}
}

func TestHeadHasHeadersOnly(t *testing.T) {
	a := one(t, boot(t).addr, compose(http.MethodHead, "/?Format=JSON", ""))
	assert.Equal(t, 400, a.status)
	assert.Empty(t, a.body)
	assert.Equal(t, "application/json;charset=utf-8", a.header.Get("Content-Type"))
	assert.Regexp(t, `^[1-9]\d*$`, a.header.Get("Content-Length"), "the length is that of the words which are not sent")
}

// V1 does not sign the Host, so only the name decides.
func TestHostsOfOtherProducts(t *testing.T) {
	r := boot(t)
	for _, row := range []struct{ host, code, why string }{
		{"dytnsapi.aliyuncs.com", "OK", "the product's own name"},
		{"DYTNSAPI.aliyuncs.com:80", "OK", "names have no case, and the port says nothing"},
		{"dytnsapi-vpc.aliyuncs.com", "OK", "the form of other networks"},
		{"127.0.0.1:18081", "OK", "clients are pointed here by address"},
		{"[::1]:18081", "OK", "the same"},
		{"dysmsapi.aliyuncs.com", "InvalidProduct.NotFound", "text messages are another product"},
		{"ECS.ALIYUNCS.COM", "InvalidProduct.NotFound", "whatever the case"},
		{"ecs.aliyuncs.com:443", "InvalidProduct.NotFound", "and the port"},
		{"ecs.aliyuncs.com.", "InvalidProduct.NotFound", "a trailing dot is the same name"},
		{"notdytnsapi.aliyuncs.com", "InvalidProduct.NotFound", "a name that ends like ours"},
	} {
		t.Run(row.host, func(t *testing.T) {
			wire := compose(http.MethodGet, "/?"+r.query(t, http.MethodGet), "")
			wire = strings.Replace(wire, "numsim.test", row.host, 1)
			assert.Equal(t, row.code, one(t, r.addr, wire).said(t).Code, row.why)
		})
	}
}

// What net/http answers before any handler is the only other voice on a
// provider's port, and the connection ends with it.
func TestAnswersBeforeTheHandler(t *testing.T) {
	r := boot(t)
	for _, row := range []struct {
		name, wire string
		status     int
	}{
		{"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
		{"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
		{"a Host that is none", "GET / HTTP/1.1\r\nHost: a\"b\r\n\r\n", 400},
		{"a method that is none", "GE<T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
		{"a target that is none", "GET nowhere HTTP/1.1\r\nHost: a\r\n\r\n", 400},
		{"a path that cannot be decoded", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400},
		{"a header name with a space", "GET / HTTP/1.1\r\nHost: a\r\nx : y\r\n\r\n", 400},
		{"a NUL in a header", "GET / HTTP/1.1\r\nHost: a\r\nx: \x00\r\n\r\n", 400},
		{"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
		{"a signed length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na", 400},
		{"an unknown coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
		{"two codings", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501},
		{"an unknown expectation", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nExpect: tea\r\n\r\n", 417},
		{"another HTTP", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505},
	} {
		t.Run(row.name, func(t *testing.T) {
			a := one(t, r.addr, row.wire)
			assert.Equal(t, row.status, a.status)
			assert.NotContains(t, strings.ToLower(string(a.body)), "numsim")
		})
	}
}

func TestPriorKnowledgeHTTP2IsRefused(t *testing.T) {
	answers := talk(t, boot(t).addr, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
	require.NotEmpty(t, answers)
	assert.Equal(t, "UnsupportedHTTPMethod", answers[0].said(t).Code, "net/http hands the preface on as a method")
	for _, a := range answers[1:] {
		assert.Equal(t, 400, a.status)
	}
}
