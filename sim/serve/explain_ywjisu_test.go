package serve_test

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const ywjisuNow = "1795348800" // noon

// ywjisuWire is a call with a token, and with whatever else is changed.
func ywjisuWire(token string, change ...string) string {
	p := url.Values{"code": {"numsim"}, "pwd": {"numsim-pwd"}, "mobiles": {good + ",13900000404"}, "timestamp": {ywjisuNow}, "token": {token}}
	for i := 0; i < len(change); i += 2 {
		p.Set(change[i], change[i+1])
	}
	return compose("POST", "/Api/ApiAuth/getCheckResult", p.Encode(), form)
}

func md5Of(text string) string { return hex.EncodeToString(sumOf(md5.New, text)) }

func TestYwjisuMistakesAreNamed(t *testing.T) {
	r := bootExplaining(t)
	right := one(t, r.at(t, "ywjisu"), ywjisuWire(md5Of("numsimnumsim-key"+ywjisuNow)))
	require.Contains(t, string(right.body), "000000", "the token that is broken below is right")
	for _, row := range []struct{ name, ids, words, token string }{
		{"the key behind", "parts-order", "another order than code, private key, timestamp", md5Of("numsim" + ywjisuNow + "numsim-key")},
		{"the key first", "parts-order", "another order", md5Of("numsim-keynumsim" + ywjisuNow)},
		{"ampersands between", "parts-join", "something stands between the parts", md5Of("numsim&numsim-key&" + ywjisuNow)},
		{"plus signs between", "parts-join", "something stands between the parts", md5Of("numsim+numsim-key+" + ywjisuNow)},
		{"with names", "parts-names", "with their names", md5Of("code=numsim&key=numsim-key&timestamp=" + ywjisuNow)},
		{"pwd for the key", "secret-password", "pwd was used in the place of the private key", md5Of("numsimnumsim-pwd" + ywjisuNow)},
		{"pwd too", "parts-more", "pwd or mobiles was hashed too", md5Of("numsimnumsim-pwdnumsim-key" + ywjisuNow)},
		{"mobiles too", "parts-more", "pwd or mobiles was hashed too", md5Of("numsimnumsim-key" + ywjisuNow + good + ",13900000404")},
		{"no code", "parts-missing", "a part is missing", md5Of("numsim-key" + ywjisuNow)},
		{"no key", "parts-missing", "a part is missing", md5Of("numsim" + ywjisuNow)},
		{"a line's end behind the key", "secret-space", "a space or a line's end", md5Of("numsimnumsim-key\n" + ywjisuNow)},
		{"a line's end behind the code", "secret-space", "beside the private key, which is its own or that of the code before it", md5Of("numsim\nnumsim-key" + ywjisuNow)},
		{"a line's end behind it all", "parts-line", "a line's end was hashed too", md5Of("numsimnumsim-key" + ywjisuNow + "\n")},
		{"another provider's secret", "secret-other", "that of the accounts of aliyun", md5Of("numsimnumsim-secret" + ywjisuNow)},
		{"milliseconds", "stamp-milliseconds", "hashed in milliseconds and sent in seconds", md5Of("numsimnumsim-key" + ywjisuNow + "427")},
		{"local time", "stamp-local", "8 hours", md5Of("numsimnumsim-key1795377600")},
		{"another zone", "stamp-zone", "another time zone", md5Of("numsimnumsim-key1795330800")},
		{"the time taken twice", "stamp-second", "taken twice", md5Of("numsimnumsim-key1795348801")},
		{"a date", "stamp-form", "hashed as a date", md5Of("numsimnumsim-key2026-11-22 12:00:00")},
		{"hashed twice", "token-twice", "hashed once more", md5Of(md5Of("numsimnumsim-key" + ywjisuNow))},
		{"capitals before hashing", "parts-upper", "upper or lower case before", md5Of("NUMSIMNUMSIM-KEY" + ywjisuNow)},
		{"an HMAC", "token-hmac", "an HMAC with the private key", hex.EncodeToString(hmacOf(md5.New, "numsim-key", "numsim"+ywjisuNow))},
		{"SHA-1", "hash", "made with SHA1 where MD5", hex.EncodeToString(sumOf(sha1.New, "numsimnumsim-key"+ywjisuNow))},
		{"SHA-256", "hash", "made with SHA256 where MD5", hex.EncodeToString(sumOf(sha256.New, "numsimnumsim-key"+ywjisuNow))},
		{"base64", "value-base64", "base64 where hexadecimal", base64Text(sumOf(md5.New, "numsimnumsim-key"+ywjisuNow))},
		{"a space behind it", "value-space", "around it", md5Of("numsimnumsim-key"+ywjisuNow) + " "},
		{"another order with ampersands", "parts-order parts-join", "another order than code, private key, timestamp, and something stands between", md5Of("numsim&" + ywjisuNow + "&numsim-key")},
	} {
		t.Run(row.name, func(t *testing.T) {
			found := misSigned{row.name, row.ids, row.words, ywjisuWire(row.token)}.told(t, r, "ywjisu")
			assert.Equal(t, "403000", found.Row)
			assert.Equal(t, "numsim<private key>"+ywjisuNow, found.ToSign)
		})
	}
}

// The document has lower case; upper case is wrong where a switch says so.
func TestYwjisuUpperCase(t *testing.T) {
	r := bootExplaining(t, "ywjisu.token-case=lower")
	token := strings.ToUpper(md5Of("numsimnumsim-key" + ywjisuNow))
	misSigned{"capitals", "value-upper", "upper-case hexadecimal", ywjisuWire(token)}.told(t, r, "ywjisu")
}

func TestYwjisuPartsThatAreRefused(t *testing.T) {
	r := bootExplaining(t)
	token := md5Of("numsimnumsim-key" + ywjisuNow)
	for _, row := range []struct{ ids, name, value string }{
		{"stamp-milliseconds", "timestamp", ywjisuNow + "427"},
		{"stamp-form", "timestamp", "2026-11-22 12:00:00"},
		{"pwd-is-key", "pwd", "numsim-key"},
		{"pwd-space", "pwd", "numsim-pwd\n"},
		{"id-is-secret", "code", "numsim-key"},
		{"id-spelling", "code", "numsim "},
	} {
		status, text := r.ask(t, "/v1/signature/explain", map[string]any{"provider": "ywjisu", "request": ywjisuWire(token, row.name, row.value)})
		require.Equal(t, 200, status, "%s", text)
		assert.Equal(t, row.ids, strings.Join(explanationOf(t, text).ids(), " "), "%s", text)
	}
	stale := md5Of("numsimnumsim-key1795377600")
	one(t, r.at(t, "ywjisu"), ywjisuWire(stale, "timestamp", "1795377600"))
	entry := r.last(t)
	assert.Equal(t, []string{"stamp-local"}, r.explanation(t, entry.RequestID).ids())
	assert.Contains(t, entry.Why, "8h0m0s apart; the window is 15m0s; the time is China's local time")
}

// How far two clocks are apart is said as people read it.
func TestHowFarClocksAreApart(t *testing.T) {
	r := bootExplaining(t)
	r.clock.Set(noon.Add(time.Hour + 321987654*time.Nanosecond))
	for provider, wire := range map[string]string{
		"aliyun": v1Broken(func(*formSigner) {}),
		"ksyun":  ksyunWire(func(*formSigner) {}),
		"ywjisu": ywjisuWire(md5Of("numsimnumsim-key" + ywjisuNow)),
	} {
		one(t, r.at(t, provider), wire)
		assert.Contains(t, r.last(t).Why, " 1h0m0.322s apart; the window is 15m0s", provider)
	}
}
