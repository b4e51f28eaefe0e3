package serve_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"slices"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func base64Text(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// acs3Message is a request to be signed, with a query in which encodings show.
func acs3Message(host string, sum func() hash.Hash) *message {
	return &message{method: "POST", host: host, query: "Note=a%20b%2A~&PhoneNumber=" + good, headers: []header{
		{"x-acs-action", action}, {"x-acs-version", version}, {"x-acs-date", "2026-11-22T12:00:00Z"}, {"x-acs-signature-nonce", hex.EncodeToString(sumOf(sum, "nonce"))},
		{"x-acs-content-sha256", hex.EncodeToString(sumOf(sum, ""))},
	}}
}

func acs3Cases(s3 string, host string, sum func() hash.Hash) []headCase {
	value := func(name, text string) func(*headSigner) {
		return func(s *headSigner) { s.values = map[string]string{name: text} }
	}
	list := headCases(host, "", sum)
	for _, c := range secretCases("") {
		var f formSigner
		c.change(&f)
		list = append(list, headCase{c.name, c.ids, c.words, func(s *headSigner) { s.key = func() string { return f.secret } }})
	}
	other, name, wrong := sm3.New, "ACS3-HMAC-SM3", "made with SM3 and Authorization names ACS3-HMAC-SHA256"
	if s3 == name {
		other, name, wrong = sha256.New, "ACS3-HMAC-SHA256", "made with SHA256 and Authorization names ACS3-HMAC-SM3"
	}
	empty := hex.EncodeToString(sumOf(other, ""))
	return append(list,
		headCase{"an ampersand", "secret-ampersand", "with a trailing &", func(s *headSigner) { s.key = func() string { return "numsim-secret&" } }},
		headCase{"local time", "stamp-local", "China's local time", value("x-acs-date", "2026-11-22T20:00:00Z")},
		headCase{"the time taken twice", "stamp-second", "the time was taken twice", value("x-acs-date", "2026-11-22T11:59:59Z")},
		headCase{"the time with a fraction", "stamp-form", "another form", value("x-acs-date", "2026-11-22T12:00:00.000Z")},
		headCase{"the real host", "host-other", "another host", value("host", "dytnsapi.aliyuncs.com")},
		headCase{"the other hash throughout", "algorithm", wrong, func(s *headSigner) { s.sum = other }},
		headCase{"the other algorithm throughout", "algorithm", wrong, func(s *headSigner) { s.sum, s.signedAs = other, name }},
		headCase{"the other hash of the body", "payload-hash", "another algorithm", func(s *headSigner) { s.payload = &empty }},
	)
}

func TestACS3MistakesAreNamed(t *testing.T) {
	r := bootExplaining(t)
	for algorithm, sum := range map[string]func() hash.Hash{"ACS3-HMAC-SHA256": sha256.New, "ACS3-HMAC-SM3": sm3.New} {
		names := append(slices.Clone(usual), "host")
		slices.Sort(names)
		names = slices.Compact(names)
		wire := func(change func(*headSigner)) string {
			m, s := acs3Message(r.addr, sum), newHead(algorithm, sum)
			s.query = m.query
			change(s)
			s.seal(m, slices.Clone(names)...)
			return m.wire()
		}
		require.Equal(t, "OK", one(t, r.addr, wire(func(*headSigner) {})).said(t).Code, "the signer that is broken below is right")
		for _, c := range acs3Cases(algorithm, r.addr, sum) {
			t.Run(algorithm+" "+c.name, func(t *testing.T) {
				found := misSigned{c.name, c.ids, c.words, wire(c.change)}.told(t, r, "aliyun")
				assert.Equal(t, "SignatureDoesNotMatch/v3", found.Row)
				assert.True(t, strings.HasPrefix(found.Canonical, "POST\n/\nNote=x%20x%2A~&PhoneNumber=139xxxx0200\nhost:127.0.0.1:"), found.Canonical)
			})
		}
	}
}

// The body counts in this scheme, and a header says its hash.
func TestACS3MistakesWithABody(t *testing.T) {
	r := bootExplaining(t)
	body := "OwnerId=1"
	ask := func(change func(*message, *headSigner)) explained {
		m, s := acs3Message(r.addr, sha256.New), newHead("ACS3-HMAC-SHA256", sha256.New)
		m.body, s.query = body, m.query
		m.set("content-type", "application/x-www-form-urlencoded")
		m.set("x-acs-content-sha256", hex.EncodeToString(sumOf(sha256.New, body)))
		change(m, s)
		s.seal(m, append(slices.Clone(usual), "content-type")...)
		status, text := r.ask(t, "/v1/signatures/"+one(t, r.addr, m.wire()).said(t).RequestID, nil)
		if status != 200 {
			return explained{}
		}
		return explanationOf(t, text)
	}
	empty := hex.EncodeToString(sumOf(sha256.New, ""))
	assert.Empty(t, ask(func(*message, *headSigner) {}).Row, "the request that is broken below is right")
	for _, row := range []struct {
		ids    string
		change func(*message, *headSigner)
	}{
		{"payload-empty", func(_ *message, s *headSigner) { s.payload = &empty }},
		{"payload-header", func(m *message, s *headSigner) {
			s.payload = &empty
			m.set("x-acs-content-sha256", empty)
		}},
		{"payload-header", func(m *message, _ *headSigner) { m.set("x-acs-content-sha256", empty) }},
		{"payload-raw", func(_ *message, s *headSigner) { s.payload = &body }},
		{"body-in-query", func(_ *message, s *headSigner) { s.query = "Note=a%20b%2A~&OwnerId=1&PhoneNumber=" + good }},
		{"content-type", func(_ *message, s *headSigner) {
			s.values = map[string]string{"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
		}},
		{"headers-capital", func(_ *message, s *headSigner) {
			s.listed = func(names []string) string {
				for i := range names {
					names[i] = capitalWords(names[i])
				}
				return strings.Join(names, ";")
			}
		}},
	} {
		assert.Equal(t, row.ids, strings.Join(ask(row.change).ids(), " "))
	}
}
