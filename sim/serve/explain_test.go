package serve_test

import (
	"bytes"
	"encoding/hex"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/serve"
)

// A secret out of the blue is no known mistake, and is told so with the string
// to sign and with what to look at next.
func TestAMistakeThatIsUnknown(t *testing.T) {
	r := bootExplaining(t)
	for provider, wire := range map[string]string{
		"aliyun": v1Broken(func(s *formSigner) { s.secret = "out-of-the-blue&" }),
		"ksyun":  ksyunWire(func(s *formSigner) { s.secret = "out-of-the-blue" }),
		"ywjisu": ywjisuWire(md5Of("out of the blue")),
	} {
		one(t, r.at(t, provider), wire)
		entry := r.last(t)
		assert.Contains(t, entry.Why, "no known mistake makes it: compare the strings to sign", provider)
		found := r.explanation(t, entry.RequestID)
		assert.Empty(t, found.Mistakes)
		assert.NotEmpty(t, found.ToSign)
		assert.Empty(t, found.Difference)
		require.GreaterOrEqual(t, len(found.Compare), 2)
		assert.Regexp(t, `\p{Han}`, found.Compare[0].ZH)
		discreet(t, found, entry.Why)
	}
	one(t, r.addr, v1Broken(func(s *formSigner) { s.encode = func([]byte) string { return "c2hvcnQ=" } }))
	found := r.explanation(t, r.last(t).RequestID)
	assert.Contains(t, found.Compare[0].EN, "it has not the length of any signature of this scheme")
}

// Both strings are shown one above the other where they differ.
func TestTheDifferenceIsShown(t *testing.T) {
	r := bootExplaining(t)
	one(t, r.addr, v1Broken(func(s *formSigner) { s.prefix = "GET&%2F&" }))
	found := r.explanation(t, r.last(t).RequestID)
	require.Len(t, found.Difference, 3)
	assert.True(t, strings.HasPrefix(found.Difference[0], "ours   POST&%2F&AccessKeyId%3D"), found.Difference[0])
	assert.True(t, strings.HasPrefix(found.Difference[1], "yours  GET&%2F&AccessKeyId%3D"), found.Difference[1])
	assert.Equal(t, "       ^", found.Difference[2])
	assert.Equal(t, "GET"+strings.TrimPrefix(found.ToSign, "POST"), found.Signed, "both are there whole")
	assert.Empty(t, found.Requested)

	m, s := aws4Message(r.at(t, "ksyun")), newAWS4()
	s.query = ""
	s.seal(m, "content-type", "host", "x-amz-date")
	one(t, r.at(t, "ksyun"), m.wire())
	found = r.explanation(t, r.last(t).RequestID)
	assert.Equal(t, []string{"line 3", "ours   Note=x%20x%2A~", "yours  ", "       ^"}, found.Difference)
	assert.Equal(t, strings.Replace(found.Canonical, "Note=x%20x%2A~", "", 1), found.Requested)
}

// What holds is said to hold, and an unsent request spends nothing.
func TestAnUnsentRequest(t *testing.T) {
	r := bootExplaining(t)
	right := v1Broken(func(*formSigner) {})
	ask := func(body map[string]any) explained {
		status, text := r.ask(t, "/v1/signature/explain", body)
		require.Equal(t, 200, status, "%s", text)
		return explanationOf(t, text)
	}
	for range 2 {
		found := ask(map[string]any{"provider": "aliyun", "request": right})
		assert.True(t, found.Holds)
		assert.Empty(t, found.Mistakes)
		assert.Empty(t, found.Row)
	}
	assert.Equal(t, "OK", one(t, r.addr, right).said(t).Code, "its nonce was not spent")
	pasted := strings.ReplaceAll(right, "\r\n", "\n")
	assert.True(t, ask(map[string]any{"provider": "aliyun", "request": pasted}).Holds, "without carriage returns")
	assert.True(t, ask(map[string]any{"provider": "aliyun", "request": right + "\n"}).Holds, "with a line's end that the length does not count")

	own := v1Broken(func(s *formSigner) { s.secret = "my-own-secret" }, "AccessKeyId", "LTAI-not-here")
	found := ask(map[string]any{"provider": "aliyun", "request": own})
	assert.Equal(t, "InvalidAccessKeyId.NotFound", found.Row)
	assert.Empty(t, found.Mistakes)
	found = ask(map[string]any{"provider": "aliyun", "request": own, "secret": "my-own-secret"})
	assert.Equal(t, []string{"secret-no-ampersand"}, found.ids())
	assert.NotContains(t, found.ToSign, "my-own-secret")

	trimmed := v1Broken(func(s *formSigner) { s.secret = "my-own-secret&" })
	found = ask(map[string]any{"provider": "aliyun", "request": trimmed, "secret": " my-own-secret "})
	assert.Equal(t, []string{"secret-trimmed"}, found.ids())

	inParts := map[string]any{"method": "POST", "url": "https://kh.ywjisu.com/Api/ApiAuth/getCheckResult", "headers": map[string]string{"Content-Type": "application/x-www-form-urlencoded"},
		"body": "code=numsim&pwd=numsim-pwd&mobiles=13900000200&timestamp=" + ywjisuNow + "&token=" + md5Of("numsimnumsim-pwd"+ywjisuNow)}
	assert.Equal(t, []string{"secret-password"}, ask(map[string]any{"provider": "ywjisu", "request": inParts}).ids())

	r.clock.Set(noon.AddDate(0, 0, 1))
	found = ask(map[string]any{"provider": "aliyun", "request": right})
	assert.True(t, found.Holds, "a signature does not go bad")
	assert.Equal(t, "InvalidTimeStamp.Expired", found.Row)
}

// A secret of a tenant's own is known to it, and is nobody else's to hear of.
func TestSecretsOfOtherTenants(t *testing.T) {
	r := bootExplaining(t)
	mine, err := r.NewTenant(serve.TenantOptions{Name: "mine"})
	require.NoError(t, err)
	other, err := r.NewTenant(serve.TenantOptions{Name: "other"})
	require.NoError(t, err)
	signed := func(secret string) []string {
		wire := v1Broken(func(s *formSigner) { s.secret = secret + "&" }, "AccessKeyId", "mine.numsim", "SignatureNonce", secret)
		status, text := r.ask(t, "/v1/signatures/"+one(t, r.addr, wire).said(t).RequestID, nil)
		require.Equal(t, 200, status)
		return explanationOf(t, text).ids()
	}
	assert.Equal(t, []string{"secret-other"}, signed("numsim-secret"), "what is printed for everybody")
	assert.Equal(t, []string{"secret-other"}, signed(mine.Ready(1)[0].Credential.Secret), "its own at another provider")
	assert.Empty(t, signed(other.Ready(0)[0].Credential.Secret), "another tenant's")
}

// Explaining is for people; a client in a loop does not get the processor.
func TestTooManyASecondAreNotExplained(t *testing.T) {
	var out bytes.Buffer
	r := bootWith(t, serve.Config{Explained: 1, Log: slog.New(slog.NewTextHandler(&out, nil))})
	said, skipped := map[bool]int{}, ""
	wire := v1Broken(func(s *formSigner) { s.secret = "numsim-secret" })
	for range 200 { // of which few seconds see the beginning
		one(t, r.addr, wire)
		last := r.last(t)
		left := strings.HasSuffix(last.Why, "not explained: too many a second")
		if said[left]++; left {
			skipped = hex.EncodeToString(last.RequestID[:])
		}
	}
	status, text := r.ask(t, "/v1/signatures/"+skipped, nil)
	assert.Equal(t, http.StatusNotFound, status)
	assert.Contains(t, string(text), "that request was not looked into: signatures failed faster than they are explained, which is 1 in a second")
	_, text = r.ask(t, "/v1/signatures/"+strings.Repeat("0", 32), nil)
	assert.Contains(t, string(text), "no explanation is kept for that request", "of another nothing is known")
	assert.Positive(t, said[false])
	assert.Greater(t, said[true], said[false])
	require.NoError(t, r.Drain(deadline))
	assert.Contains(t, out.String(), `why="the signature does not hold: the secret was used without its trailing &"`, "the log line has it")
}

func TestRequestIDsAndWhatIsNone(t *testing.T) {
	r := bootExplaining(t)
	one(t, r.addr, v1Broken(func(s *formSigner) { s.secret = "numsim-secret" }))
	id := r.last(t).RequestID
	text := hex.EncodeToString(id[:])
	dashed := text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
	for path, want := range map[string]int{
		text: 200, strings.ToUpper(text): 200, dashed: 200, strings.ToUpper(dashed): 200,
		strings.Repeat("0", 32): http.StatusNotFound, "none": http.StatusBadRequest, text + "00": http.StatusBadRequest, text[1:]: http.StatusBadRequest, "%20": http.StatusBadRequest,
	} {
		status, body := r.ask(t, "/v1/signatures/"+path, nil)
		assert.Equal(t, want, status, "%s: %s", path, body)
	}
	for _, row := range []struct {
		body map[string]any
		what string
	}{
		{map[string]any{"provider": "aliyn", "request": "GET / HTTP/1.1\r\nHost: a\r\n\r\n"}, `did you mean \"aliyun\"`},
		{map[string]any{"request": "GET / HTTP/1.1\r\nHost: a\r\n\r\n"}, "it names no provider"},
		{map[string]any{"provider": "aliyun"}, "it has no request"},
		{map[string]any{"provider": "aliyun", "request": "GET /"}, "not the text of an HTTP request"},
		{map[string]any{"provider": "aliyun", "request": map[string]string{"uri": "/"}}, "neither the text of an HTTP request nor"},
		{map[string]any{"provider": "aliyun", "request": map[string]string{"url": "%zz\x7f" + "numsim-secret"}}, "not a request"},
		{map[string]any{"provider": "aliyun", "request": "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"}, "sent in chunks"},
	} {
		status, body := r.ask(t, "/v1/signature/explain", row.body)
		assert.Equal(t, http.StatusBadRequest, status, "%s", body)
		assert.Contains(t, string(body), row.what)
		assert.NotContains(t, string(body), "numsim-secret")
	}
}
