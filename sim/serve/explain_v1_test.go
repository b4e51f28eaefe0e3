package serve_test

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type formCase struct {
	name, ids, words string
	change           func(*formSigner)
}

// encodings are mistakes that both schemes over parameters know. Both texts are
// encoded by the broken function, as a program with one such function does.
func encodings() []formCase {
	both := func(f func(string) string) func(*formSigner) {
		return func(s *formSigner) {
			if s.inner = f; !s.raw {
				s.outer = f
			}
		}
	}
	inner := func(f func(string) string) func(*formSigner) { return func(s *formSigner) { s.inner = f } }
	return []formCase{
		{"plus for a space", "escape-plus", "a space was encoded as +", both(url.QueryEscape)},
		{"a star as it is", "escape-star", "* was left as it is", both(replaced("%2A", "*"))},
		{"a star as it is, inside", "escape-star", "* was left as it is", inner(replaced("%2A", "*"))},
		{"a tilde escaped", "escape-tilde", "~ was encoded as %7E", both(replaced("~", "%7E"))},
		{"Java's URLEncoder", "escape-form", "HTML forms", both(replaced("%20", "+", "%2A", "*", "~", "%7E"))},
		{"PHP's urlencode", "escape-form", "HTML forms", both(replaced("%20", "+", "~", "%7E"))},
		{"Python's quote", "escape-slash", "/ was left as it is", both(replaced("%2F", "/"))},
		{"encodeURIComponent", "escape-component", "encodeURIComponent", both(replaced("%21", "!", "%28", "(", "%29", ")", "%2A", "*"))},
		{"encodeURI", "escape-uri", "encodeURI", inner(replaced("%2F", "/", "%21", "!", "%28", "(", "%29", ")", "%2A", "*", "%2C", ",", "%3A", ":"))},
		{"colons as they are", "escape-colon", ": of the time", inner(replaced("%3A", ":"))},
		{"lower-case escapes", "escape-lower", "escapes are in lower case", both(lowerEscapes)},
		{"encoded twice", "escape-twice", "percent-encoded twice", inner(func(s string) string { return rfc(rfc(s)) })},
		{"not encoded", "escape-none", "not percent-encoded", inner(asIs)},
	}
}

func formOrders() []formCase {
	by := func(f func(a, b string) int) func(*formSigner) { return func(s *formSigner) { s.order = f } }
	return []formCase{
		{"without regard to case", "order-case", "without regard to case", by(anyCase)},
		{"as sent", "order-sent", "not sorted but joined as they were sent", by(sentOrder)},
		{"from the last", "order-reversed", "sorted from Z to A", by(backwards)},
		{"by value", "order-value", "sorted by their values", func(s *formSigner) { s.byValue = true }},
		{"empty values left out", "empty-dropped", "empty value were left out", func(s *formSigner) { s.drop = func(_, v string) bool { return v == "" } }},
		{"empty values without =", "empty-bare", "without their =", func(s *formSigner) { s.bare = true }},
		{"one parameter left out", "left-out", "the parameter Version was left out", func(s *formSigner) { s.drop = func(n, _ string) bool { return n == "Version" } }},
		{"an unknown one left out", "left-out", "a parameter was left out", func(s *formSigner) { s.drop = func(n, _ string) bool { return n == "Note" } }},
		{"local time", "stamp-local", "China's local time", stamped("2026-11-22T20:00:00Z")},
		{"another zone", "stamp-zone", "another time zone", stamped("2026-11-22T07:00:00Z")},
		{"the time taken twice", "stamp-second", "the time was taken twice", stamped("2026-11-22T12:00:01Z")},
		{"the time with a blank", "stamp-form", "another form than it was sent", stamped("2026-11-22 12:00:00")},
		{"the time in milliseconds", "stamp-form", "another form than it was sent", stamped("1795348800000")},
	}
}

func stamped(text string) func(*formSigner) {
	return func(s *formSigner) { s.change = map[string]string{"Timestamp": text} }
}

// secretCases are mistakes with the secret's text; & stands behind it where the
// scheme wants one.
func secretCases(amp string) []formCase {
	with := func(secret string) func(*formSigner) { return func(s *formSigner) { s.secret = secret + amp } }
	return []formCase{
		{"a space behind the secret", "secret-space", "the secret has a space or a line's end around it", with("numsim-secret ")},
		{"a line's end behind the secret", "secret-space", "the secret has a space or a line's end around it", with("numsim-secret\n")},
		{"a space before the secret", "secret-space", "the secret has a space or a line's end around it", with(" numsim-secret")},
		{"two lines' ends behind the secret", "secret-space", "the secret has a space or a line's end around it", with("numsim-secret\n\n")},
		{"a space of a web page behind the secret", "secret-space", "the secret has a space or a line's end around it", with("numsim-secret\u00a0")},
		{"a space of no width before the secret", "secret-space", "the secret has a space or a line's end around it", with("\u200bnumsim-secret")},
		{"quotes around the secret", "secret-quotes", "the secret has quotes around it", with(`"numsim-secret"`)},
		{"ywjisu's private key", "secret-other", "the secret is that of the accounts of ywjisu", with("numsim-key")},
		{"ywjisu's password", "secret-other", "the secret is the password of the accounts of ywjisu", with("numsim-pwd")},
		{"the id for the secret", "secret-is-id", "id and secret are swapped", with("numsim")},
		{"no secret", "secret-empty", "the secret is empty", with("")},
		{"the secret in capitals", "secret-case", "in lower or upper case", with("NUMSIM-SECRET")},
		{"the secret in base64", "secret-coded", "encoded or decoded", with("bnVtc2ltLXNlY3JldA==")},
	}
}

func v1Cases() []formCase {
	key := func(secret string) func(*formSigner) { return func(s *formSigner) { s.secret = secret } }
	prefix := func(text string) func(*formSigner) { return func(s *formSigner) { s.prefix = text } }
	list := []formCase{
		{"no ampersand", "secret-no-ampersand", "the secret was used without its trailing &", key("numsim-secret")},
		{"GET for POST", "method", "another HTTP method", prefix("GET&%2F&")},
		{"a small post", "method-case", "small letters", prefix("post&%2F&")},
		{"parameters alone", "frame-none", "parameters alone", func(s *formSigner) { s.prefix, s.raw = "", true }},
		{"no path", "frame-no-path", "%2F was left out", prefix("POST&")},
		{"a path as it is", "frame-raw-path", "signed as /", prefix("POST&/&")},
		{"not encoded as a whole", "frame-raw-parameters", "not percent-encoded as a whole", func(s *formSigner) { s.raw = true }},
		{"a question mark", "question-mark", "a ? or & stands", func(s *formSigner) { s.prefix = "POST&%2F&%3F" }},
		{"an ampersand at the end", "question-mark", "a ? or & stands", func(s *formSigner) { s.suffix = "&" }},
		{"SHA-256", "hash", "made with SHA256 where SHA1", func(s *formSigner) { s.hash = sha256.New }},
		{"MD5", "hash", "made with MD5 where SHA1", func(s *formSigner) { s.hash = md5.New }},
		{"key and text swapped", "hmac-swapped", "key and text of the HMAC are swapped", func(s *formSigner) {
			s.mac = func(key, text string) []byte { return hmacOf(sha1.New, text, key) }
		}},
		{"no HMAC", "not-hmac", "no HMAC", func(s *formSigner) {
			s.mac = func(key, text string) []byte { return sumOf(sha1.New, key+text) }
		}},
		{"hexadecimal", "value-hex", "hexadecimal where base64", func(s *formSigner) { s.encode = hex.EncodeToString }},
		{"upper-case hexadecimal", "value-hex", "hexadecimal where base64", func(s *formSigner) {
			s.encode = func(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }
		}},
		{"base64 of hexadecimal", "value-base64-of-hex", "hexadecimal text of the digest", func(s *formSigner) {
			s.encode = func(b []byte) string { return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(b))) }
		}},
		{"no padding", "value-padding", "lacks its =", func(s *formSigner) { s.encode = base64.RawStdEncoding.EncodeToString }},
		{"a line's end behind", "value-space", "around it", func(s *formSigner) {
			s.encode = func(b []byte) string { return base64.StdEncoding.EncodeToString(b) + "\n" }
		}},
		{"escaped twice", "value-escaped", "percent-encoded twice on its way", func(s *formSigner) {
			s.sending = func(v string) string { return url.QueryEscape(url.QueryEscape(v)) }
		}},
		{"a line's end behind the text", "text-line", "a line's end was signed behind the text", func(s *formSigner) {
			s.mac = func(key, text string) []byte { return hmacOf(sha1.New, key, text+"\n") }
		}},
		{"the secret of a file of Windows, and echo", "secret-space text-line", "around it, as files and environment variables bring along, and a line's end was signed", func(s *formSigner) {
			s.mac = func(_, text string) []byte { return hmacOf(sha1.New, "numsim-secret\r&", text+"\n") }
		}},
		{"no ampersand, and plus for a space", "secret-no-ampersand escape-plus", "trailing &, and a space was encoded as +", func(s *formSigner) {
			s.secret, s.inner, s.outer = "numsim-secret", url.QueryEscape, url.QueryEscape
		}},
		{"another's secret, unsorted", "secret-other order-sent", "accounts of ywjisu, and the parameters were not sorted", func(s *formSigner) {
			s.secret, s.order = "numsim-key&", sentOrder
		}},
		{"SHA-256 in hexadecimal", "hash value-hex", "SHA256 where SHA1 is wanted, and the signature is hexadecimal", func(s *formSigner) {
			s.hash, s.encode = sha256.New, hex.EncodeToString
		}},
		{"local time, GET for POST", "method stamp-local", "method", func(s *formSigner) {
			s.prefix = "GET&%2F&"
			stamped("2026-11-22T20:00:00Z")(s)
		}},
		{"empty values and case", "order-case empty-dropped", "without regard to case; capitals come before small letters, and", func(s *formSigner) {
			s.order, s.drop = anyCase, func(_, v string) bool { return v == "" }
		}},
	}
	return slices.Concat(list, encodings(), formOrders(), secretCases("&"))
}

// Every mistake that a client of the RPC scheme makes is named for what it is.
func TestV1MistakesAreNamed(t *testing.T) {
	r := bootExplaining(t)
	assert.Equal(t, "OK", one(t, r.addr, v1Broken(func(*formSigner) {})).said(t).Code, "the signer that is broken below is right")
	for _, c := range v1Cases() {
		t.Run(c.name, func(t *testing.T) {
			found := misSigned{c.name, c.ids, c.words, v1Broken(c.change)}.told(t, r, "aliyun")
			assert.Equal(t, "SignatureDoesNotMatch/v1", found.Row)
			assert.True(t, strings.HasPrefix(found.ToSign, "POST&%2F&AccessKeyId%3Dnumsim%26Action%3D"), found.ToSign)
		})
	}
}

// Base64 has a + or a / in most signatures, so these are tried until it has.
func TestV1SignaturesSpoiltOnTheirWay(t *testing.T) {
	r := bootExplaining(t)
	for _, row := range []struct {
		ids, words string
		spoil      func(string) string
	}{
		{"value-plus", "arrived as a space", func(v string) string { return strings.ReplaceAll(v, "%2B", "+") }},
		{"value-base64url", "URL alphabet", func(v string) string { return strings.NewReplacer("%2B", "-", "%2F", "_").Replace(v) }},
	} {
		t.Run(row.ids, func(t *testing.T) {
			for i := range 100 {
				s, params := newV1(), v1Params("SignatureNonce", row.ids+strings.Repeat("i", i))
				right := url.QueryEscape(s.signature(params))
				if !strings.Contains(right, "%2B") {
					continue
				}
				misSigned{row.ids, row.ids, row.words, compose("POST", "/", formOf(params)+"&Signature="+row.spoil(right), form)}.told(t, r, "aliyun")
				return
			}
			require.Fail(t, "a hundred signatures without a +")
		})
	}
}

// Where the parameters were and the signature among them are mistakes of the
// whole request.
func TestV1MistakesOfPlace(t *testing.T) {
	r := bootExplaining(t)
	params := v1Params()
	half := func(query bool) func(name, value string) bool {
		return func(name, _ string) bool { return (name < "Format") == query }
	}
	split := func(signature string) string {
		query, body := map[string]string{}, map[string]string{}
		for name, value := range params {
			if half(true)(name, value) {
				query[name] = value
			} else {
				body[name] = value
			}
		}
		return compose("POST", "/?"+formOf(query), formOf(body)+"&Signature="+url.QueryEscape(signature), form)
	}
	right := newV1()
	assert.Equal(t, "OK", one(t, r.addr, split(right.signature(params))).said(t).Code)
	for _, row := range []struct {
		ids, words string
		drop       func(name, value string) bool
	}{
		{"body-only", "only the parameters of the body", half(true)},
		{"query-only", "only the parameters of the query", half(false)},
	} {
		s := newV1()
		s.drop = row.drop
		misSigned{row.ids, row.ids, row.words, split(s.signature(params))}.told(t, r, "aliyun")
	}
	again := newV1()
	twice := v1Params("Signature", right.signature(params))
	empty := v1Params("Signature", "")
	for _, signed := range []map[string]string{twice, empty} {
		wire := compose("POST", "/", formOf(params)+"&Signature="+url.QueryEscape(again.signature(signed)), form)
		misSigned{"Signature signed too", "signature-signed", "Signature was signed too", wire}.told(t, r, "aliyun")
	}
	spaced := newV1()
	spaced.change = map[string]string{"Note": "a b"}
	wire := compose("POST", "/", formOf(v1Params("Note", " a b "))+"&Signature="+url.QueryEscape(spaced.signature(v1Params("Note", " a b "))), form)
	misSigned{"spaces", "values-trimmed", "without the spaces around them", wire}.told(t, r, "aliyun")
	sts := v1Params("AccessKeyId", "numsim-sts", "SecurityToken", "numsim-sts-token")
	left := newV1()
	left.drop = func(name, _ string) bool { return name == "SecurityToken" }
	wire = compose("POST", "/", formOf(sts)+"&Signature="+url.QueryEscape(left.signature(sts)), form)
	misSigned{"a token left out", "token-left-out", "the security token was left out", wire}.told(t, r, "aliyun")
}

// A time that is refused before the signature is looked at has its reason too.
func TestV1TimesThatAreRefused(t *testing.T) {
	r := bootExplaining(t)
	for _, row := range []struct{ sent, ids, words string }{
		{"2026-11-22T20:00:00Z", "stamp-local", "China's local time"},
		{"2026-11-22T17:00:30Z", "stamp-zone", "whole hours off"},
		{"2026-11-22 12:00:00", "stamp-form", "not in the form"},
		{"1795348800", "stamp-seconds", "seconds since 1970"},
		{"1795348800000", "stamp-milliseconds", "milliseconds since 1970"},
		{"2026-11-22T12:40:00Z", "", "the window is 15m0s"},
	} {
		t.Run(row.sent, func(t *testing.T) {
			params := v1Params("Timestamp", row.sent)
			wire := compose("POST", "/", formOf(params)+"&Signature="+url.QueryEscape(newV1().signature(params)), form)
			status, text := r.ask(t, "/v1/signatures/"+one(t, r.addr, wire).said(t).RequestID, nil)
			require.Equal(t, 200, status, "%s", text)
			found := explanationOf(t, text)
			assert.Equal(t, row.ids, strings.Join(found.ids(), " "))
			assert.Contains(t, found.Why, row.words)
		})
	}
}
