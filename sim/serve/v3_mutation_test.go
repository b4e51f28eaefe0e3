package serve_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// seal signs m's headers of the names given: what a client would do that
// leaves one out, or adds one. It is written from the vendor's page on V3, not
// from the code it is meant to trouble.
func (m *message) seal(names ...string) {
	slices.Sort(names)
	list := strings.Join(names, ";")
	canonical := m.method + "\n/\n" + m.query + "\n"
	for _, name := range names {
		value := m.get(name)
		if name == "host" {
			value = m.host
		}
		canonical += name + ":" + strings.TrimSpace(value) + "\n"
	}
	body := sha256.Sum256([]byte(m.body))
	canonical += "\n" + list + "\n" + hex.EncodeToString(body[:])
	hashed := sha256.Sum256([]byte(canonical))
	mac := hmac.New(sha256.New, []byte("numsim-secret"))
	_, _ = mac.Write([]byte("ACS3-HMAC-SHA256\n" + hex.EncodeToString(hashed[:])))
	m.set("authorization", "ACS3-HMAC-SHA256 Credential=numsim,SignedHeaders="+list+",Signature="+hex.EncodeToString(mac.Sum(nil)))
}

// usual are the headers every V3 client signs.
var usual = []string{"host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"}

func swap(old, to string) func(*message) {
	return func(m *message) { m.set("authorization", strings.Replace(m.get("authorization"), old, to, 1)) }
}

func put(name, value string) func(*message) { return func(m *message) { m.set(name, value) } }

func remove(name string) func(*message) { return func(m *message) { m.drop(name) } }

// One thing changed in a well-signed V3 request.
func TestV3Mutations(t *testing.T) {
	for _, row := range []struct {
		name string
		do   func(*message)
		code string
		why  string
	}{
		{"x-acs-action, another", put("x-acs-action", "DescribeEmptyNumber"), "InvalidAction.NotFound", "the API is resolved first"},
		{"x-acs-action, dropped", remove("x-acs-action"), "InvalidAction.NotFound", ""},
		{"x-acs-version, another", put("x-acs-version", "2023-01-01"), "InvalidVersion", ""},
		{"x-acs-version, dropped", remove("x-acs-version"), "MissingVersion", ""},
		{"x-acs-date, a second on", put("x-acs-date", "2026-11-22T12:00:01Z"), "SignatureDoesNotMatch", "fresh, and not what was signed"},
		{"x-acs-date, dropped", remove("x-acs-date"), "MissingTimestamp", ""},
		{"x-acs-signature-nonce, another", put("x-acs-signature-nonce", "another"), "SignatureDoesNotMatch", "or it could be replayed"},
		{"x-acs-signature-nonce, dropped", remove("x-acs-signature-nonce"), "MissingSignatureNonce", ""},
		{"x-acs-content-sha256, another", put("x-acs-content-sha256", strings.Repeat("0", 64)), "SignatureDoesNotMatch", "it is a signed header too"},
		{"x-acs-content-sha256, dropped", remove("x-acs-content-sha256"), "SignatureDoesNotMatch", ""},
		{"host, another", func(m *message) { m.host = "dytnsapi.aliyuncs.com" }, "SignatureDoesNotMatch", "a request for one host is not one for another"},
		{"query, another number", func(m *message) { m.query = "PhoneNumber=13900000404" }, "SignatureDoesNotMatch", ""},
		{"query, dropped", func(m *message) { m.query = "" }, "SignatureDoesNotMatch", ""},
		{"query, one more", func(m *message) { m.query += "&OwnerId=1" }, "SignatureDoesNotMatch", ""},
		{"query, moved to the body", func(m *message) {
			m.query, m.body = "", m.query
			m.set("content-type", "application/x-www-form-urlencoded")
		}, "SignatureDoesNotMatch", "V3 signs the place, where V1 does not"},
		{"body, a byte", func(m *message) { m.body = "x" }, "SignatureDoesNotMatch", "the body is hashed whatever it is"},
		{"body, a form beside the query", func(m *message) {
			m.body = "OwnerId=1"
			m.set("content-type", "application/x-www-form-urlencoded")
		}, "SignatureDoesNotMatch", ""},
		{"body, with a hash to match", func(m *message) {
			m.body = "x"
			sum := sha256.Sum256([]byte("x"))
			m.set("x-acs-content-sha256", hex.EncodeToString(sum[:]))
		}, "SignatureDoesNotMatch", "the hash is signed"},
		{"method", func(m *message) { m.method = "GET" }, "SignatureDoesNotMatch", ""},
		{"algorithm, the other one", swap("SHA256", "SM3"), "SignatureDoesNotMatch", "its name is in the string that is signed"},
		{"algorithm, RSA", swap("ACS3-HMAC-SHA256", "ACS3-RSA-SHA256"), "InvalidSignatureMethod", "exists at the vendor, not here"},
		{"algorithm, made up", swap("ACS3-HMAC-SHA256", "ACS3-NONE"), "InvalidSignatureMethod", ""},
		{"algorithm, empty", swap("ACS3-HMAC-SHA256", "ACS3-"), "InvalidSignatureMethod", ""},
		{"algorithm, lower case", swap("ACS3-HMAC-SHA256", "ACS3-hmac-sha256"), "InvalidSignatureMethod", "exact names only"},
		{"algorithm, a weaker one", swap("ACS3-HMAC-SHA256", "ACS3-HMAC-SHA1"), "InvalidSignatureMethod", ""},
		{"credential, unknown", swap("Credential=numsim", "Credential=nobody"), "InvalidAccessKeyId.NotFound", ""},
		{"credential, empty", swap("Credential=numsim", "Credential="), "MissingAccessKeyId", ""},
		{"credential, in the header only", put("x-acs-accesskey-id", "numsim-broke"), "InvalidParameter", "two names for who calls"},
		{"list, another order", swap("host;x-acs-action", "x-acs-action;host"), "SignatureDoesNotMatch", "the list itself is signed"},
		{"list, one less", swap("host;", ""), "SignatureDoesNotMatch", ""},
		{"list, one that decides less", swap("x-acs-content-sha256;", ""), "IncompleteSignature", "unsigned, it could name any body"},
		{"list, one twice", swap("host;", "host;host;"), "IncompleteSignature", "a list that repeats itself could grow without bound"},
		{"list, empty", func(m *message) {
			m.set("authorization", "ACS3-HMAC-SHA256 Credential=numsim,SignedHeaders=,Signature=00")
		}, "IncompleteSignature", ""},
		{"signature, empty", func(m *message) { m.set("authorization", m.get("authorization")[:len(m.get("authorization"))-64]) }, "MissingSignature", ""},
		{"signature, cut", func(m *message) { m.set("authorization", m.get("authorization")[:len(m.get("authorization"))-1]) }, "SignatureDoesNotMatch", ""},
		{"signature, longer", func(m *message) { m.set("authorization", m.get("authorization")+"0") }, "SignatureDoesNotMatch", ""},
		{"signature, a space before", swap("Signature=", "Signature= "), "SignatureDoesNotMatch", "no trimming inside the header"},
		{"signature, a quote around", swap("Signature=", "Signature=\""), "SignatureDoesNotMatch", ""},
		{"signature, upper case", func(m *message) {
			at := len(m.get("authorization")) - 64
			m.set("authorization", m.get("authorization")[:at]+strings.ToUpper(m.get("authorization")[at:]))
		}, "SignatureDoesNotMatch", "clients send lower case, and one text only is taken"},
		{"a token more", put("x-acs-security-token", "numsim-sts-token"), "IncompleteSignature", "a token that nobody signed could be anybody's"},
		{"the scheme's name", swap("ACS3-HMAC-SHA256", "acs3-HMAC-SHA256"), "InvalidAction.NotFound", "then it is V1, which has no Action here"},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := boot(t)
			req := r.v3(t, r.signer("numsim"))
			m := taken(t, req)
			row.do(m)
			assert.Equal(t, row.code, one(t, r.addr, m.wire()).said(t).Code, row.why)
			assert.Equal(t, "OK", r.do(t, req).said(t).Code, "the request itself")
		})
	}
}

// A header that decides what the request means must be among the signed ones,
// however good the signature over the others is.
func TestV3UnsignedHeadersAreRefused(t *testing.T) {
	r := boot(t)
	for _, name := range []string{"x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce"} {
		t.Run(name, func(t *testing.T) {
			m := taken(t, r.v3(t, r.signer("numsim")))
			m.seal(slices.DeleteFunc(slices.Clone(usual), func(s string) bool { return s == name })...)
			assert.Equal(t, "IncompleteSignature", one(t, r.addr, m.wire()).said(t).Code)
			m.seal(append([]string{strings.ToUpper(name)}, slices.DeleteFunc(slices.Clone(usual), func(s string) bool { return s == name })...)...)
			assert.Equal(t, "IncompleteSignature", one(t, r.addr, m.wire()).said(t).Code, "a name in capitals is not the name")
			m.seal(usual...)
			assert.Equal(t, "OK", one(t, r.addr, m.wire()).said(t).Code, "signed with it, the same request is good")
		})
	}
}

// Of two headers neither is picked.
func TestV3RepeatedHeadersAreRefused(t *testing.T) {
	r := boot(t)
	for _, name := range []string{"authorization", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"} {
		t.Run(name, func(t *testing.T) {
			m := taken(t, r.v3(t, r.signer("numsim")))
			for _, second := range []string{m.get(name), "other", ""} {
				m.add(strings.ToUpper(name), second)
				assert.Equal(t, "InvalidParameter", one(t, r.addr, m.wire()).said(t).Code)
				m.headers = m.headers[:len(m.headers)-1]
			}
			assert.Equal(t, "OK", one(t, r.addr, m.wire()).said(t).Code)
		})
	}
}

// Two Authorization headers of which one is another scheme's: whichever comes
// first, no unsigned request gets through.
func TestAuthorizationOfAnotherScheme(t *testing.T) {
	r := boot(t)
	m := taken(t, r.v3(t, r.signer("numsim")))
	v3 := m.get("authorization")
	m.set("authorization", "Basic bnVtc2ltOm51bXNpbS1zZWNyZXQ=")
	assert.Equal(t, "InvalidAction.NotFound", one(t, r.addr, m.wire()).said(t).Code, "not ACS3, so it is V1 without its parameters")
	m.add("authorization", v3)
	assert.NotEqual(t, "OK", one(t, r.addr, m.wire()).said(t).Code)
	v1 := "GET /?" + r.query(t, "GET") + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Acs-Action: DescribeEmptyNumber\r\n\r\n"
	assert.Equal(t, "OK", one(t, r.addr, v1).said(t).Code, "V1 clients send x-acs headers that decide nothing")
}

// Proxies fold - and _ into one; a header is read by its exact name only.
func TestV3LooseHeaderNames(t *testing.T) {
	r := boot(t)
	m := taken(t, r.v3(t, r.signer("numsim")))
	m.add("x_acs_action", "DescribeEmptyNumber")
	require.Equal(t, "OK", one(t, r.addr, m.wire()).said(t).Code)
	m.drop("x-acs-action")
	m.set("x_acs_action", action)
	assert.Equal(t, "InvalidAction.NotFound", one(t, r.addr, m.wire()).said(t).Code)
}
