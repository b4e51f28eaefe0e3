package serve_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a mismatch echoes is the caller's own text: headers under V3. It stays
// text, in both formats, whatever it is made of.
func TestHostileEchoes(t *testing.T) {
	r := boot(t)
	for _, row := range []struct{ name, sent, echoed string }{
		{"markup", `</Message></Error><script>alert(1)</script>`, ""},
		{"the end of CDATA", `]]>]]&gt;<![CDATA[`, ""},
		{"an entity", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;&amp;&#0;`, ""},
		{"an instruction", `<?xml version="1.0"?>`, ""},
		{"quotes and escapes", `"}],"Code":"OK"\",\u0000\`, ""},
		{"a tab", "a\tb", ""},
		{"the placeholders", "{StringToSign}{CanonicalRequest}{} server ", "{StringToSign}{CanonicalRequest}{} server"},
		{"format verbs", "%s%n%!d(MISSING)", ""},
		{"line separators", "a\u2028b\u2029c\u0085d", ""},
		{"what XML has no place for", "a\ufffeb\uffff", "a\ufffdb\ufffd"},
		{"bytes that are no UTF-8", "a\xff\xc3(\x80z", "a\ufffd\ufffd(\ufffdz"},
		{"a surrogate in bytes", "\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
		{"Chinese", "中国移动", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			for accept, escapesXML := range map[string]bool{"application/json": false, "text/xml": true} {
				want := row.echoed
				if want == "" || !escapesXML && strings.ContainsAny(row.sent, "\ufffe\uffff") {
					want = row.sent // JSON can carry every character
				}
				e := r.mismatch(t, row.sent, accept)
				assert.Equal(t, "SignatureDoesNotMatch", e.Code)
				assert.Contains(t, e.Message, "\nx-acs-note:"+want+"\n", accept)
				assert.True(t, strings.HasSuffix(e.Message, "]"), "the message is whole")
			}
		})
	}
}

// mismatch sends a V3 request with note among its signed headers and a wrong
// signature.
func (r *rig) mismatch(t *testing.T, note, accept string) envelope {
	t.Helper()
	m := taken(t, r.v3(t, r.signer("numsim")))
	m.set("x-acs-note", note)
	m.set("accept", accept)
	list := strings.Join(append([]string{"x-acs-note"}, usual...), ";")
	m.set("authorization", "ACS3-HMAC-SHA256 Credential=numsim,SignedHeaders="+list+",Signature=00")
	return one(t, r.addr, m.wire()).said(t)
}

// The Host comes back as HostId in every error. The absolute form lets letters
// into it that a Host header may not have.
func TestHostileHosts(t *testing.T) {
	r := boot(t)
	for _, row := range []struct{ name, wire, host string }{
		{"quotes and brackets", "GET http://a<b>\"c&d'e/?Format=%s HTTP/1.1\r\nHost: x\r\n", `a<b>"c&d'e`},
		{"an entity", "GET /?Format=%s HTTP/1.1\r\nHost: a&amp;b;c'd\r\n", "a&amp;b;c'd"},
		{"escaped bytes that are no UTF-8", "GET http://a%%ffb/?Format=%s HTTP/1.1\r\nHost: x\r\n", "a\ufffdb"},
		{"none", "GET /?Format=%s HTTP/1.0\r\n", ""},
		{"an empty one", "GET /?Format=%s HTTP/1.1\r\nHost:\r\n", ""},
		{"a long one", "GET /?Format=%s HTTP/1.1\r\nHost: " + strings.Repeat("h", 30000) + "\r\n", strings.Repeat("h", 30000)},
	} {
		for _, format := range []string{"JSON", "XML"} {
			t.Run(row.name+" in "+format, func(t *testing.T) {
				wire := strings.NewReplacer("%s", format, "%%", "%").Replace(row.wire)
				a := one(t, r.addr, wire+"Connection: close\r\n\r\n")
				assert.Equal(t, row.host, a.said(t).HostID)
			})
		}
	}
}

// V1 echoes only what it has escaped itself; whatever bytes a form holds, the
// message is the text the client should have signed.
func TestV1EchoesAreEscaped(t *testing.T) {
	r := boot(t)
	for _, format := range []string{"JSON", "XML"} {
		list := pairs(t, r.query(t, "POST", "Format", format))
		e := one(t, r.addr, v1Wire("POST", encode(append(list, pair{"z<\xff\x00]]>&", "\"\r\n\x1b\u2028"})))).said(t)
		require.Equal(t, "SignatureDoesNotMatch", e.Code)
		assert.Contains(t, e.Message, "server string to sign is:POST&%2F&AccessKeyId%3Dnumsim%26")
		assert.True(t, strings.HasSuffix(e.Message, "%26z%253C%25FF%2500%255D%255D%253E%2526%3D%2522%250D%250A%251B%25E2%2580%25A8"), e.Message)
	}
}

// No parameter and no header turns an answer into something a browser runs.
func TestNothingIsServedAsHTML(t *testing.T) {
	r := boot(t)
	for _, wire := range []string{
		compose("GET", "/?Format=html", "", "Accept: text/html"),
		compose("GET", "/?Format=text/html", ""),
		compose("GET", "/?callback=alert&jsonp=alert&Format=JSON", "", "Accept: application/javascript"),
		compose("GET", "/index.html", "", "Accept: text/html"),
		compose("GET", "/?"+r.query(t, "GET"), "", "Accept: text/html"),
	} {
		one(t, r.addr, wire).said(t) // which takes two content types only
	}
}
