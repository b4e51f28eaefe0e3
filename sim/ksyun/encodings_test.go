package ksyun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// One call as the form libraries of five languages and curl write it, with a
// parameter that none of them writes alike. The signature was made with
// Python's hmac over
// Accesskey=numsim&Action=BatchPhoneNumberStatus&Mobiles=13900000200%2C13900000404&Remark=~a%20b%2Ac%2B%E4%B8%AD&Service=cpn&SignatureMethod=HMAC-SHA256&SignatureVersion=1.0&Timestamp=2026-11-22T12%3A00%3A00Z&Version=2019-05-01
const remarkSignature = "e6a70347d4fdcd234d3489b441ed2c383d41bafd2760bd0b52c641cd100c51e8"

func TestFormsOfRealClients(t *testing.T) {
	const common = "&Service=cpn&Accesskey=numsim&SignatureVersion=1.0&SignatureMethod=HMAC-SHA256&Action=BatchPhoneNumberStatus&Version=2019-05-01&Signature=" + remarkSignature
	r := newRig(t)
	for client, body := range map[string]string{
		"Python's urlencode":              "Mobiles=13900000200%2C13900000404&Remark=~a+b%2Ac%2B%E4%B8%AD&Timestamp=2026-11-22T12%3A00%3A00Z" + common,
		"PHP's http_build_query":          "Mobiles=13900000200%2C13900000404&Remark=%7Ea+b%2Ac%2B%E4%B8%AD&Timestamp=2026-11-22T12%3A00%3A00Z" + common,
		"JavaScript's URLSearchParams":    "Mobiles=13900000200%2C13900000404&Remark=%7Ea+b*c%2B%E4%B8%AD&Timestamp=2026-11-22T12%3A00%3A00Z" + common,
		"JavaScript's encodeURIComponent": "Mobiles=13900000200%2C13900000404&Remark=~a%20b*c%2B%E4%B8%AD&Timestamp=2026-11-22T12%3A00%3A00Z" + common,
		"Java's URLEncoder":               "Mobiles=13900000200%2C13900000404&Remark=%7Ea+b*c%2B%E4%B8%AD&Timestamp=2026-11-22T12%3A00%3A00Z" + common,
		"the document's curl":             "Mobiles=13900000200,13900000404&Remark=~a b*c%2B中&Timestamp=2026-11-22T12:00:00Z" + common,
		"lower-case escapes":              "Mobiles=13900000200%2c13900000404&Remark=~a+b%2ac%2b%e4%b8%ad&Timestamp=2026-11-22T12%3a00%3a00Z" + common,
	} {
		resp := r.do(post(body))
		require.Equal(t, 200, resp.StatusCode, "%s: %s", client, r.last().Why)
		assert.Contains(t, bodyOf(t, resp), `"Data":[{"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动"},{"CheckStatus":"0","Mobile":"13900000404","Carrier":"移动"}]`, client)
	}
}

// An empty value is signed with its =, a name is signed encoded too, and the
// bytes of a name decide its place.
func TestOddNamesAndValues(t *testing.T) {
	r := newRig(t)
	for _, extra := range [][]string{
		{"Empty", ""}, {"empty", ""}, {"na me", "v"}, {"Filter.1.Name", "x"}, {"Array[0]", "1"}, {"~", "~"}, {"中", "国"}, {"a&b=c", "d&e=f"}, {"_", "%41"}, {"Z", "\x00"},
	} {
		assert.Empty(t, r.meets(call(realtime, extra...)), extra)
	}
}
