package serve_test

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ksyunParams are parameters in which every mistake shows.
func ksyunParams(more ...string) map[string]string {
	p := map[string]string{
		"Accesskey": "numsim", "Service": "cpn", "Action": "BatchPhoneNumberStatus", "Version": "2019-05-01", "Timestamp": "2026-11-22T12:00:00Z",
		"SignatureVersion": "1.0", "SignatureMethod": "HMAC-SHA256", "Mobiles": good + ",13900000404",
		"Note": "a b*~/é!c(d),e:f", "SignatureType": "", "apple": "1", "Zoo": "2",
	}
	for i := 0; i < len(more); i += 2 {
		p[more[i]] = more[i+1]
	}
	return p
}

func newKsyun() formSigner {
	return formSigner{secret: "numsim-secret", hash: sha256.New, inner: rfc, outer: asIs, raw: true, encode: hex.EncodeToString, sending: url.QueryEscape}
}

func ksyunWire(change func(*formSigner), more ...string) string {
	s, params := newKsyun(), ksyunParams(more...)
	change(&s)
	return compose("POST", "/", formOf(params)+"&Signature="+s.sending(s.signature(params)), form)
}

func ksyunCases() []formCase {
	encode := func(f func([]byte) string) func(*formSigner) { return func(s *formSigner) { s.encode = f } }
	return slices.Concat(encodings(), formOrders(), secretCases(""), []formCase{
		{"an ampersand", "secret-ampersand", "with a trailing &", func(s *formSigner) { s.secret += "&" }},
		{"Alibaba Cloud's frame", "path-signed", "the method and the path were signed too", func(s *formSigner) { s.prefix, s.outer, s.raw = "POST&%2F&", rfc, false }},
		{"method and path in lines", "path-signed", "the method and the path were signed too", func(s *formSigner) { s.prefix = "POST\n/\n" }},
		{"commas as they are", "escape-comma", "the comma between numbers", func(s *formSigner) { s.inner = replaced("%2C", ",") }},
		{"SHA-1", "hash", "made with SHA1 where SHA256", func(s *formSigner) { s.hash = sha1.New }},
		{"MD5", "hash", "made with MD5 where SHA256", func(s *formSigner) { s.hash = md5.New }},
		{"no HMAC", "not-hmac", "no HMAC", func(s *formSigner) {
			s.mac = func(key, text string) []byte { return sumOf(sha256.New, text+key) }
		}},
		{"key and text swapped", "hmac-swapped", "key and text of the HMAC are swapped", func(s *formSigner) {
			s.mac = func(key, text string) []byte { return hmacOf(sha256.New, text, key) }
		}},
		{"capitals", "value-upper", "upper-case hexadecimal digits", encode(func(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) })},
		{"base64", "value-base64", "base64 where hexadecimal", encode(base64Text)},
		{"base64 of hexadecimal", "value-base64-of-hex", "hexadecimal text of the digest", encode(func(b []byte) string { return base64Text([]byte(hex.EncodeToString(b))) })},
		{"0x before it", "value-0x", "0x before its digits", encode(func(b []byte) string { return "0x" + hex.EncodeToString(b) })},
		{"a space before it", "value-space", "around it", encode(func(b []byte) string { return " " + hex.EncodeToString(b) })},
		{"an ampersand and capitals", "secret-ampersand value-upper", "trailing &, which is Alibaba Cloud's, and the signature is in upper-case", func(s *formSigner) {
			s.secret += "&"
			s.encode = func(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }
		}},
		{"unsorted and plus for a space", "escape-plus order-sent", "and the parameters were not sorted", func(s *formSigner) {
			s.order, s.inner = sentOrder, url.QueryEscape
		}},
	})
}

func TestKsyunMistakesAreNamed(t *testing.T) {
	r := bootExplaining(t)
	right := one(t, r.at(t, "ksyun"), ksyunWire(func(*formSigner) {}))
	require.Equal(t, 200, right.status, "the signer that is broken below is right: %s", right.body)
	for _, c := range ksyunCases() {
		t.Run(c.name, func(t *testing.T) {
			found := misSigned{c.name, c.ids, c.words, ksyunWire(c.change)}.told(t, r, "ksyun")
			assert.Equal(t, "SignatureDoesNotMatch/mismatch", found.Row)
			assert.True(t, strings.HasPrefix(found.ToSign, "Accesskey=numsim&Action=BatchPhoneNumberStatus&Mobiles=139xxxx0200%2C139xxxx0404&"), found.ToSign)
		})
	}
}

func TestKsyunMistakesOfPlace(t *testing.T) {
	r := bootExplaining(t)
	params, s := ksyunParams(), newKsyun()
	asked := func(query string, signature string) string {
		return compose("POST", "/?"+query, formOf(params)+"&Signature="+url.QueryEscape(signature), form)
	}
	both := ksyunParams("Extra", "1")
	misSigned{"query", "query-too", "the parameters of the query were signed too", asked("Extra=1", s.signature(both))}.told(t, r, "ksyun")
	misSigned{"query alone", "query-only", "only the parameters of the query", asked("Extra=1", s.signature(map[string]string{"Extra": "1"}))}.told(t, r, "ksyun")
	misSigned{"signature", "signature-signed", "Signature was signed too", asked("", s.signature(ksyunParams("Signature", s.signature(params))))}.told(t, r, "ksyun")

	sts := ksyunParams("Accesskey", "numsim-sts", "SecurityToken", "numsim-sts-token")
	left := newKsyun()
	left.drop = func(name, _ string) bool { return name == "SecurityToken" }
	wire := compose("POST", "/", formOf(sts)+"&Signature="+left.signature(sts), form)
	misSigned{"token", "token-left-out", "the security token was left out", wire}.told(t, r, "ksyun")
}

// aws4Key derives a signing key through the parts of a scope.
func aws4Key(secret string, parts ...string) string {
	key := secret
	for _, part := range parts {
		mac := hmac.New(sha256.New, []byte(key))
		mac.Write([]byte(part))
		key = string(mac.Sum(nil))
	}
	return key
}

const aws4Scope = "20261122/cn-beijing-6/cpn/aws4_request"

// aws4Message is a request to be signed: the numbers in the body, encodings in
// the query.
func aws4Message(host string) *message {
	return &message{
		method: "POST", host: host, query: "Note=a%20b%2A~", body: "Action=BatchPhoneNumberStatus&Version=2019-05-01&Mobiles=" + good + "%2C13900000404",
		headers: []header{{"content-type", "application/x-www-form-urlencoded"}, {"x-amz-date", "20261122T120000Z"}},
	}
}

func newAWS4() *headSigner {
	s := newHead("AWS4-HMAC-SHA256", sha256.New)
	s.parts, s.credential = ", ", "numsim/"+aws4Scope
	s.between = []string{"20261122T120000Z", aws4Scope}
	s.key = func() string { return aws4Key("AWS4numsim-secret", strings.Split(aws4Scope, "/")...) }
	return s
}

func aws4Cases(host string) []headCase {
	scope := func(scope string) func(*headSigner) {
		return func(s *headSigner) {
			s.between = []string{"20261122T120000Z", scope}
			s.key = func() string { return aws4Key("AWS4numsim-secret", strings.Split(scope, "/")...) }
		}
	}
	key := func(scope string) func(*headSigner) {
		return func(s *headSigner) {
			s.key = func() string { return aws4Key("AWS4numsim-secret", strings.Split(scope, "/")...) }
		}
	}
	secret := func(prefix string) func(*headSigner) {
		return func(s *headSigner) {
			s.key = func() string { return aws4Key(prefix, strings.Split(aws4Scope, "/")...) }
		}
	}
	dated := func(text string) func(*headSigner) {
		return func(s *headSigner) {
			s.between[0], s.values = text, map[string]string{"x-amz-date": text}
		}
	}
	empty, body := hex.EncodeToString(sumOf(sha256.New, "")), aws4Message(host).body
	list := headCases(host, body, sha256.New)
	for _, c := range secretCases("") {
		var f formSigner
		c.change(&f)
		list = append(list, headCase{c.name, c.ids, c.words, secret("AWS4" + f.secret)})
	}
	return append(list, []headCase{
		{"the secret itself", "key-raw", "the secret itself was used", func(s *headSigner) { s.key = func() string { return "numsim-secret" } }},
		{"no AWS4", "key-prefix", "AWS4 was left out", secret("numsim-secret")},
		{"no aws4_request", "key-short", "fewer steps", key("20261122/cn-beijing-6/cpn")},
		{"region and service swapped", "key-order", "in each other's place", key("20261122/cpn/cn-beijing-6/aws4_request")},
		{"through hexadecimal", "key-hex", "hexadecimal texts", func(s *headSigner) {
			s.key = func() string {
				text := "AWS4numsim-secret"
				for _, part := range strings.Split(aws4Scope, "/") {
					text = hex.EncodeToString(hmacOf(sha256.New, text, part))
				}
				return text
			}
		}},
		{"Alibaba Cloud's V4", "key-aliyun", "as Alibaba Cloud's V4 does", func(s *headSigner) {
			s.key = func() string {
				return aws4Key("aliyun_v4numsim-secret", "20261122", "cn-beijing-6", "cpn", "aliyun_v4_request")
			}
		}},
		{"another region", "scope-region", "another region was signed", scope("20261122/cn-shanghai-2/cpn/aws4_request")},
		{"another region in the key", "scope-region", "another region was signed", key("20261122/us-east-1/cpn/aws4_request")},
		{"another service", "scope-service", "another service was signed", scope("20261122/cn-beijing-6/ksms/aws4_request")},
		{"another service in the key", "scope-service", "another service was signed", key("20261122/cn-beijing-6/iam/aws4_request")},
		{"the next day", "scope-day", "another day was signed", key("20261123/cn-beijing-6/cpn/aws4_request")},
		{"no scope", "scope-left-out", "the scope was left out", func(s *headSigner) { s.between = s.between[:1] }},
		{"local time", "stamp-local", "China's local time", dated("20261122T200000Z")},
		{"the time in the longer form", "stamp-form", "another form", dated("2026-11-22T12:00:00Z")},
		{"the time taken twice", "stamp-second", "taken twice", dated("20261122T120001Z")},
		{"an empty body", "payload-empty", "the hash of an empty body", func(s *headSigner) { s.payload = &empty }},
		{"the body itself", "payload-raw", "the body itself was signed", func(s *headSigner) { s.payload = &body }},
		{"the body in the query", "body-in-query", "as if they were in the query", func(s *headSigner) {
			s.query = "Action=BatchPhoneNumberStatus&Mobiles=13900000200%2C13900000404&Note=a%20b%2A~&Version=2019-05-01"
		}},
		{"a charset", "content-type", "another Content-Type", func(s *headSigner) {
			s.values = map[string]string{"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
		}},
		{"the real host", "host-other", "another host", func(s *headSigner) { s.values = map[string]string{"host": "cpn.api.ksyun.com"} }},
		{"no AWS4 and an empty body", "key-prefix payload-empty", "AWS4 was left out before the secret when the key was derived, and the hash of an empty body", func(s *headSigner) {
			secret("numsim-secret")(s)
			s.payload = &empty
		}},
	}...)
}

func TestAWS4MistakesAreNamed(t *testing.T) {
	r := bootExplaining(t)
	host := r.at(t, "ksyun")
	wire := func(change func(*headSigner)) string {
		m, s := aws4Message(host), newAWS4()
		s.query = m.query
		change(s)
		s.seal(m, "content-type", "host", "x-amz-date")
		return m.wire()
	}
	right := one(t, host, wire(func(*headSigner) {}))
	require.Equal(t, 200, right.status, "the signer that is broken below is right: %s", right.body)
	for _, c := range aws4Cases(host) {
		t.Run(c.name, func(t *testing.T) {
			found := misSigned{c.name, c.ids, c.words, wire(c.change)}.told(t, r, "ksyun")
			assert.Equal(t, "SignatureDoesNotMatch/mismatch", found.Row)
			assert.True(t, strings.HasPrefix(found.ToSign, "AWS4-HMAC-SHA256\n20261122T120000Z\n20261122/cn-beijing-6/cpn/aws4_request\n"), found.ToSign)
			assert.True(t, strings.HasPrefix(found.Canonical, "POST\n/\nNote=x%20x%2A~\ncontent-type:application/x-www-form-urlencoded\nhost:"), found.Canonical)
		})
	}
}

// A name without a port, and a header with more spaces than are signed.
func TestAWS4HeadersAsTheyAreSent(t *testing.T) {
	r := bootExplaining(t)
	for _, row := range []struct {
		ids, words string
		signed     map[string]string
	}{
		{"host-port", "a port that the Host header has not", map[string]string{"host": "numsim.test:80", "accept": "a b"}},
		{"headers-raw", "with the spaces around or inside them", map[string]string{"accept": "a   b"}},
	} {
		m, s := aws4Message("numsim.test"), newAWS4()
		m.set("accept", "a   b")
		s.query, s.values = m.query, row.signed
		s.seal(m, "accept", "content-type", "host", "x-amz-date")
		wire := strings.Replace(m.wire(), "Host: "+r.at(t, "ksyun"), "Host: numsim.test", 1)
		misSigned{row.ids, row.ids, row.words, wire}.told(t, r, "ksyun")
	}
}

// What is wrong with the parts of a Credential shows without signing.
func TestAWS4PartsThatAreRefused(t *testing.T) {
	r := bootExplaining(t)
	for _, row := range []struct{ credential, date, ids string }{
		{"numsim/20261122/cn-beijing-6/ksms/aws4_request", "20261122T120000Z", "scope-service"},
		{"numsim/20261122/Beijing/cpn/aws4_request", "20261122T120000Z", "scope-region"},
		{"numsim/20261123/cn-beijing-6/cpn/aws4_request", "20261122T120000Z", "scope-day"},
		{"numsim/20261122/cn-beijing-6/cpn/aws4_request", "2026-11-22T12:00:00Z", "stamp-form"},
		{"numsim/20261122/cn-beijing-6/cpn/aws4_request", "20261122T200000Z", "stamp-local"},
		{"numsim-secret/20261122/cn-beijing-6/cpn/aws4_request", "20261122T120000Z", "id-is-secret"},
		{"Numsim/20261122/cn-beijing-6/cpn/aws4_request", "20261122T120000Z", "id-spelling"},
	} {
		m, s := aws4Message(r.at(t, "ksyun")), newAWS4()
		s.query, s.credential, s.between[0] = m.query, row.credential, row.date
		m.set("x-amz-date", row.date)
		s.seal(m, "content-type", "host", "x-amz-date")
		status, text := r.ask(t, "/v1/signature/explain", map[string]any{"provider": "ksyun", "request": m.wire()})
		require.Equal(t, 200, status, "%s", text)
		assert.Equal(t, row.ids, strings.Join(explanationOf(t, text).ids(), " "), "%s", text)
	}
}
