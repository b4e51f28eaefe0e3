package serve_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Base64 has many spellings of one value and Go's decoder takes most of them;
// a client sends one, so one is taken.
func TestV1SignatureHasOneSpelling(t *testing.T) {
	r := boot(t)
	for _, row := range []struct {
		name  string
		spell func(string) string
	}{
		{"space before", func(s string) string { return " " + s }},
		{"space after", func(s string) string { return s + " " }},
		{"line feed after", func(s string) string { return s + "\n" }},
		{"CR LF inside", func(s string) string { return s[:8] + "\r\n" + s[8:] }},
		{"no padding", func(s string) string { return strings.TrimRight(s, "=") }},
		{"more padding", func(s string) string { return s + "=" }},
		{"something after the padding", func(s string) string { return s + "AAAA" }},
		{"NUL after", func(s string) string { return s + "\x00" }},
		{"other trailing bits", otherTrailingBits},
		{"lower case", strings.ToLower},
		{"the URL alphabet", func(s string) string { return strings.NewReplacer("+", "-", "/", "_").Replace(s) }},
		{"first byte", func(s string) string { return nextLetter(s[0]) + s[1:] }},
		{"last byte", func(s string) string { return s[:26] + nextLetter(s[26]) + "=" }},
		{"hexadecimal", func(s string) string { return strings.Repeat("a", 40) }},
		{"escaped twice", url.QueryEscape},
	} {
		t.Run(row.name, func(t *testing.T) {
			signed, right := spelledOtherwise(t, r, row.spell)
			wrong := encode(value("Signature", row.spell(right))(signed))
			assert.Equal(t, "SignatureDoesNotMatch", one(t, r.addr, v1Wire("POST", wrong)).said(t).Code)
			again := encode(value("Signature", right)(signed))
			assert.Equal(t, "OK", one(t, r.addr, v1Wire("POST", again)).said(t).Code, "the right one was not burned")
		})
	}
}

// spelledOtherwise signs until spell makes a difference: not every signature
// has a + or a /.
func spelledOtherwise(t *testing.T, r *rig, spell func(string) string) (signed []pair, signature string) {
	t.Helper()
	for range 1000 {
		signed = pairs(t, r.query(t, "POST"))
		if signature = signed[len(signed)-1].value; spell(signature) != signature {
			return signed, signature
		}
	}
	require.Fail(t, "a thousand signatures and none with a letter to spell otherwise")
	return nil, ""
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// otherTrailingBits sets one of the two bits of the last letter that carry
// nothing: Go decodes it to the same 20 bytes.
func otherTrailingBits(s string) string {
	return s[:26] + string(alphabet[strings.IndexByte(alphabet, s[26])|1]) + "="
}

func nextLetter(c byte) string { return string(alphabet[(strings.IndexByte(alphabet, c)+4)%64]) }

func TestOtherTrailingBitsDecodeAlike(t *testing.T) {
	const s = "AAAAAAAAAAAAAAAAAAAAAAAAAAA="
	a, err := base64.StdEncoding.DecodeString(s)
	require.NoError(t, err)
	b, err := base64.StdEncoding.DecodeString(otherTrailingBits(s))
	require.NoError(t, err)
	assert.Equal(t, a, b, "what the row above rests on")
	assert.NotEqual(t, s, otherTrailingBits(s))
}

func TestEveryByteOfTheV1SignatureCounts(t *testing.T) {
	r := boot(t)
	signed := pairs(t, r.query(t, "POST"))
	right := signed[len(signed)-1].value
	require.Len(t, right, 28)
	for i := range 27 {
		wrong := right[:i] + nextLetter(right[i]) + right[i+1:]
		assert.Equal(t, "SignatureDoesNotMatch", one(t, r.addr, v1Wire("POST", encode(value("Signature", wrong)(signed)))).said(t).Code, "byte %d", i)
	}
}

// The configured algorithm decides, never the one the request names.
func TestV1AlgorithmConfusion(t *testing.T) {
	r := boot(t)
	for _, method := range []string{"none", "None", "NONE", "HMAC-SHA256", "HMAC-SHA512", "HMAC-MD5", "hmac-sha1", "HMAC-SHA1 ", "SHA1", "RSA", "*", "\x00"} {
		t.Run(url.QueryEscape(method), func(t *testing.T) {
			list := value("SignatureMethod", method)(pairs(t, r.query(t, "POST")))
			for _, forged := range []string{"x", signature(list, sha256.New)} {
				text := encode(value("Signature", forged)(list))
				assert.Equal(t, "InvalidSignatureMethod", one(t, r.addr, v1Wire("POST", text)).said(t).Code)
			}
		})
	}
	t.Run("SHA-256 under the right name", func(t *testing.T) {
		list := pairs(t, r.query(t, "POST"))
		require.Equal(t, list[len(list)-1].value, signature(list, sha1.New), "the forger's arithmetic is right")
		text := encode(value("Signature", signature(list, sha256.New))(list))
		assert.Equal(t, "SignatureDoesNotMatch", one(t, r.addr, v1Wire("POST", text)).said(t).Code)
	})
	t.Run("empty", func(t *testing.T) {
		text := encode(value("SignatureMethod", "")(pairs(t, r.query(t, "POST"))))
		assert.Equal(t, "MissingSignatureMethod", one(t, r.addr, v1Wire("POST", text)).said(t).Code)
	})
}

// signature signs list (sorted by the client package, Signature last) as V1
// would if its hash were newHash.
func signature(list []pair, newHash func() hash.Hash) string {
	spaced := func(s string) string { return strings.ReplaceAll(s, "+", "%20") }
	text := spaced(url.QueryEscape(spaced(encode(list[:len(list)-1]))))
	mac := hmac.New(newHash, []byte("numsim-secret&"))
	_, _ = mac.Write([]byte(http.MethodPost + "&%2F&" + text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
