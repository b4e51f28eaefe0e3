package serve_test

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// smuggled is a second request that hides behind the first one's body.
const smuggled = "GET /?smuggled HTTP/1.1\r\nHost: numsim.test\r\nConnection: close\r\n\r\n"

// A request whose end two readers could see in two places gets one answer, and
// the connection ends there (RFC 9112 6.1): what follows is never a request.
func TestAmbiguousFramingEndsTheConnection(t *testing.T) {
	r := boot(t)
	body := r.query(t, "POST")
	begin := func(version string, headers ...string) string {
		return "POST / " + version + "\r\nHost: numsim.test\r\n" + form + "\r\n" + strings.Join(headers, "\r\n") + "\r\n\r\n"
	}
	const chunks, alive = "Transfer-Encoding: chunked", "Connection: keep-alive"
	for _, row := range []struct{ name, wire string }{
		{"length and coding", begin("HTTP/1.1", "Content-Length: 4", chunks) + chunked(body) + smuggled},
		{"coding and length", begin("HTTP/1.1", chunks, "Content-Length: 4") + chunked(body) + smuggled},
		{"a length of nothing and coding", begin("HTTP/1.1", "Content-Length: 0", chunks) + chunked("") + smuggled},
		{"a length that covers the second", begin("HTTP/1.1", "Content-Length: 96", chunks) + chunked("") + smuggled},
		{"coding in capitals", begin("HTTP/1.1", "TRANSFER-ENCODING: Chunked", "Content-Length: 4") + chunked(body) + smuggled},
		{"coding alone", begin("HTTP/1.1", chunks) + chunked(body) + smuggled},
		{"coding alone, with a trailer", begin("HTTP/1.1", chunks, "Trailer: x") + "0\r\nx: Content-Length\r\n\r\n" + smuggled},
		{"coding and keep-alive", begin("HTTP/1.1", alive, chunks) + chunked(body) + smuggled},
		{"coding under HTTP/1.0", begin("HTTP/1.0", alive, chunks) + smuggled},
		{"coding and length under HTTP/1.0", begin("HTTP/1.0", alive, "Content-Length: 0", chunks) + smuggled},
		{"a body that cannot be read", begin("HTTP/1.1", "Content-Encoding: gzip", "Content-Length: 1") + "x" + smuggled},
		{"a body over the cap", begin("HTTP/1.1", "Content-Length: 262145") + padded("", maxBody+1) + smuggled},
	} {
		t.Run(row.name, func(t *testing.T) {
			a := one(t, r.addr, row.wire)
			a.said(t)
			assert.True(t, a.closing, "the client is told")
			assert.Empty(t, a.header.Get("Keep-Alive"), "and not told the opposite")
		})
	}
}

func TestConnectionsEndWhenTheClientSays(t *testing.T) {
	r := boot(t)
	for name, wire := range map[string]string{
		"HTTP/1.1 and close": compose("GET", "/?"+r.query(t, "GET"), ""),
		"HTTP/1.0":           "GET /?" + r.query(t, "GET") + " HTTP/1.0\r\n\r\n",
		"HTTP/1.0 with Host": "GET /?" + r.query(t, "GET") + " HTTP/1.0\r\nHost: numsim.test\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			a := one(t, r.addr, wire)
			assert.Equal(t, "OK", a.said(t).Code)
			assert.True(t, a.closing)
			assert.Empty(t, a.header.Get("Keep-Alive"))
		})
	}
}

func TestPipelinedRequestsAreAnsweredInOrder(t *testing.T) {
	r := boot(t)
	ask := func(phone string) string { return "/?" + r.query(t, "GET", "PhoneNumber", phone) }
	wire := composeOpen("GET", ask(good), "") +
		composeOpen("GET", "/?Format=JSON", "") +
		composeOpen("POST", "/", r.query(t, "POST", "PhoneNumber", "13900000404"), form) +
		compose("GET", ask("13900000402"), "")
	answers := talk(t, r.addr, wire)
	require.Len(t, answers, 4)
	for i, status := range []string{"NORMAL", "InvalidAction.NotFound", "NOT_EXIST", "SHUTDOWN"} {
		answers[i].said(t)
		assert.Contains(t, string(answers[i].body), `"`+status+`"`)
	}
	assert.False(t, answers[0].closing)
	assert.Equal(t, "timeout=25", answers[0].header.Get("Keep-Alive"))
}

// A request cut short waits for the rest, and the rest completes it: bytes
// arrive in any portions.
func TestRequestsInSmallPortions(t *testing.T) {
	r := boot(t)
	c := dial(t, r.addr)
	for _, b := range []byte(compose("POST", "/", r.query(t, "POST"), form)) {
		_, err := c.Write([]byte{b})
		require.NoError(t, err)
	}
	answers, end := readAll(t, bufio.NewReader(c), http.MethodPost)
	require.ErrorIs(t, end, io.EOF)
	require.Len(t, answers, 1)
	assert.Equal(t, "OK", answers[0].said(t).Code)
}

// Upgrades are not ours to make.
func TestUpgradesAreIgnored(t *testing.T) {
	r := boot(t)
	for _, headers := range [][]string{
		{"Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__", "Connection: Upgrade, HTTP2-Settings"},
		{"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version: 13"},
	} {
		a := one(t, r.addr, compose("GET", "/?"+r.query(t, "GET"), "", headers...))
		assert.Equal(t, 200, a.status)
		assert.Equal(t, "OK", a.said(t).Code)
	}
}
