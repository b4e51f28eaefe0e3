package serve_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/serve"
)

// logged sends wires to a simulator that logs by handler and returns its log
// when everything has been written.
func logged(t *testing.T, handler func(io.Writer) slog.Handler, wires func(*rig) []string) []string {
	t.Helper()
	var out bytes.Buffer // slog's handlers lock it
	r := bootWith(t, serve.Config{Log: slog.New(handler(&out))})
	sent := wires(r)
	require.LessOrEqual(t, len(sent), 20, "more are not logged in a second")
	for _, wire := range sent {
		one(t, r.addr, wire).said(t)
	}
	require.NoError(t, r.Drain(deadline)) // the line follows the answer
	lines := strings.SplitAfter(out.String(), "\n")
	require.Len(t, lines, len(sent)+1, "one line for each refusal:\n%s", out.String())
	assert.Empty(t, lines[len(sent)], "the log ends with a line's end")
	return lines[:len(sent)]
}

func text(w io.Writer) slog.Handler   { return slog.NewTextHandler(w, nil) }
func asJSON(w io.Writer) slog.Handler { return slog.NewJSONHandler(w, nil) }

// hostile puts bytes that mean something to a terminal, a log reader or a JSON
// parser wherever a refusal could repeat them.
func hostile(r *rig) []string {
	const evil = "%0d%0atime=2026%20level=INFO%20msg=forged%0a%1b[31m%00%e2%80%a8%ff%22%5c"
	const v3 = "Authorization: ACS3-HMAC-SHA256 Credential=a\xff\x80\tb\",SignedHeaders=host,Signature=00"
	api := []string{"x-acs-action: " + action, "x-acs-version: " + version, "x-acs-signature-nonce: n", "x-acs-date: 2026-11-22T12:00:00Z"}
	signed := "Action=" + action + "&Version=" + version + "&Signature=x&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&SignatureNonce=n&Timestamp=2026-11-22T12:00:00Z"
	return []string{
		compose("GET", "/?"+signed+"&AccessKeyId="+evil, ""),
		compose("GET", "/?"+evil+"=1&"+evil+"=2", ""),
		compose("POST", "/", evil+"=1&"+evil+"=2", form),
		compose("GET", "/?Action="+evil, ""),
		compose("GET", "/"+evil, ""),
		compose("GET", "/\xff\xfe\u2028", ""),
		compose("GET", "/", "x", "Content-Encoding: \x80\"\\\tmsg=forged"),
		compose("GET", "/", "", append(api, v3)...),
		compose("GET", "/", "", append(api, strings.Replace(v3, "SHA256", "\xff\"\\", 1))...),
		compose("GET", "/", "", append(api, v3+",SignedHeaders=\xff;\xff")...),
		compose("GET", "/", "", append(api, v3, "x-acs-accesskey-id: \xff\"")...),
		"GET http://a<\"%e2%80%a8>.aliyuncs.com/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
		"X\x60|~ / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
	}
}

func TestALogLineIsOneLine(t *testing.T) {
	for name, handler := range map[string]func(io.Writer) slog.Handler{"text": text, "json": asJSON} {
		t.Run(name, func(t *testing.T) {
			for _, line := range logged(t, handler, hostile) {
				bare := strings.TrimSuffix(line, "\n")
				assert.Equal(t, -1, strings.IndexFunc(bare, func(c rune) bool { return c < ' ' || c == 0x7f || c == '\u2028' }), "%q", line)
				assert.True(t, utf8.ValidString(line), "%q", line)
				assert.Less(t, len(line), 1<<10, "%q", line)
				assert.NotContains(t, bare[1:], "\nmsg=forged")
				if name == "json" {
					assert.True(t, json.Valid([]byte(bare)), "%q", line)
				}
			}
		})
	}
}

// A client that puts its parameters in the wrong place still gets no secret of
// its own, and no phone number, into our log.
func TestTheLogRepeatsNoSecret(t *testing.T) {
	lost := func(r *rig) []string {
		s := r.signer("numsim-sts")
		s.SecurityToken = "canary-token-0123456789"
		query := r.v1(t, s, "GET").URL.RawQuery
		escaped := strings.NewReplacer("=", "%3D", "&", "%26").Replace(query)
		short := "SecurityToken%3Dcanary-token-0123456789"
		return []string{
			compose("GET", "/"+query, ""),
			compose("GET", "/%3F"+query, ""),
			compose("GET", "/"+escaped, ""),
			compose("GET", "/"+short, ""),
			compose("GET", "/number/"+good, ""),
			compose("GET", "/?"+escaped+"&"+escaped, ""),
			compose("GET", "/?"+short+"&"+short, ""),
			compose("GET", "/?"+good+"&"+good, ""),
			compose("POST", "/", "+86"+good+"=&+86"+good+"=", form),
			compose("GET", "http://"+good+".aliyuncs.com/", ""),
			compose("GET", "/?"+query, ""),
			compose("GET", "/?"+query+"&a=%zz", ""),
			taken(t, r.v3(t, s)).wire(),
		}
	}
	for i, line := range logged(t, text, lost) {
		assert.NotContains(t, line, "canary-token", "line %d", i)
		assert.NotContains(t, line, good, "line %d", i)
		assert.NotContains(t, line, "numsim-secret", "line %d", i)
		assert.NotRegexp(t, `Signature(=|%3D|%3d)\S`, line, "line %d", i)
	}
}

// Length is an attack as well: 20 lines a second of 100 KiB fill a disk.
func TestALogLineIsShort(t *testing.T) {
	long := strings.Repeat("n", 30000)
	for _, line := range logged(t, text, func(*rig) []string {
		return []string{
			compose("POST", "/", strings.Repeat(strings.Repeat("n", 100000)+"=&", 2), form),
			compose("GET", "/"+long, ""),
			compose(long, "/", ""),
			compose("GET", "/", "x", "Content-Encoding: "+long),
			compose("GET", "http://"+long+".aliyuncs.com/", ""),
			compose("GET", "/", "", "Authorization: ACS3-"+long+" Credential=a", "x-acs-action: "+action, "x-acs-version: "+version),
			compose("GET", "/", "", "X-Acs-"+long[:15000]+": a", "X-Acs-"+long[:15000]+": b", "Authorization: ACS3-HMAC-SHA256 Credential=a"),
		}
	}) {
		assert.Less(t, len(line), 1<<10, "%.200s…", line)
	}
}
