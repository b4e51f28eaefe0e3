package serve_test

import (
	"io"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// net/http reads 4 KiB beyond MaxHeaderBytes before it refuses.
const headLimit = 32<<10 + 4<<10

// A head of n bytes, blank line and all.
func head(n int) string {
	const text = "GET / HTTP/1.1\r\nHost: numsim.test\r\nConnection: close\r\nx: \r\n\r\n"
	return strings.Replace(text, "x: ", "x: "+strings.Repeat("a", n-len(text)), 1)
}

func TestHeadersHaveALimit(t *testing.T) {
	r := boot(t)
	assert.Equal(t, "InvalidAction.NotFound", one(t, r.addr, head(32<<10)).said(t).Code, "32 KiB are read")
	for _, wire := range []string{head(headLimit + 1), head(1 << 20), "GET /?" + strings.Repeat("a", headLimit) + " HTTP/1.1\r\n\r\n"} {
		answers, end := listenTo(t, r.addr, wire)
		require.Len(t, answers, 1)
		assert.Equal(t, http.StatusRequestHeaderFieldsTooLarge, answers[0].status)
		assert.ErrorIs(t, end, io.EOF, "the answer ends with the connection's end, not with a reset that may overtake it")
	}
}

// 300 peers that never finish their head, or their body, take a goroutine each
// and nothing else: a client beside them is served.
func TestHalfOpenPeersStopNobody(t *testing.T) {
	r := boot(t)
	halves := []string{
		"GET / HTTP/1.1\r\nHost: numsim.test\r\nx: ",
		"POST / HTTP/1.1\r\nHost: numsim.test\r\n" + form + "\r\nContent-Length: 9\r\n\r\nAction",
		"",
	}
	for i := range 300 {
		_, err := io.WriteString(dial(t, r.addr), halves[i%len(halves)])
		require.NoError(t, err)
	}
	for range 20 {
		assert.Equal(t, "OK", r.do(t, r.v1(t, r.signer("numsim"), http.MethodGet)).said(t).Code)
	}
}

// The list of signed headers is the client's to write, and every name on it
// copies a header into the text that is signed. What one request of 36 KiB can
// cost stays within reason, whoever sends it.
func TestSignedHeadersCannotMultiply(t *testing.T) {
	r := boot(t)
	const needed = "host;x-acs-action;x-acs-date;x-acs-signature-nonce;x-acs-version"
	for _, row := range []struct{ name, key, list string }{
		{"unknown key, one name often", "nobody", strings.Repeat("z;", 4000) + "z"},
		{"known key, one name often", "numsim", needed + strings.Repeat(";z", 4000)},
		{"known key, names in other cases", "numsim", needed + strings.Repeat(";z;Z", 2000)},
		{"known key, empty names", "numsim", needed + strings.Repeat(";", 8000)},
		{"known key, semicolons only", "numsim", strings.Repeat(";", 8000)},
	} {
		t.Run(row.name, func(t *testing.T) {
			m := taken(t, r.v3(t, r.signer("numsim")))
			m.set("authorization", "ACS3-HMAC-SHA256 Credential="+row.key+",SignedHeaders="+row.list+",Signature=00")
			m.set("z", strings.Repeat("<", 17000))
			before := allocated()
			a := one(t, r.addr, m.wire())
			assert.Less(t, allocated()-before, uint64(16<<20), "bytes allocated for one request of 36 KiB")
			assert.GreaterOrEqual(t, a.status, 400)
			a.said(t)
		})
	}
}

// 64 signed headers are more than any SDK has, and as many as are read.
func TestSignedHeadersHaveALimit(t *testing.T) {
	r := boot(t)
	for count, code := range map[int]string{64: "OK", 65: "IncompleteSignature", 3000: "IncompleteSignature"} {
		m := taken(t, r.v3(t, r.signer("numsim")))
		names := slices.Clone(usual)
		for i := range count - len(usual) {
			names = append(names, "n"+strconv.Itoa(i))
		}
		m.seal(names...)
		assert.Equal(t, code, one(t, r.addr, m.wire()).said(t).Code, "%d names, all signed", count)
	}
}

// What a mismatch repeats is bounded by what a head can hold, escapes and all.
func TestTheLargestEchoIsBounded(t *testing.T) {
	r := boot(t)
	m := taken(t, r.v3(t, r.signer("numsim")))
	m.set("authorization", m.get("authorization")[:len(m.get("authorization"))-64]+strings.Repeat("0", 64))
	m.query += "&a=" + strings.Repeat("%01", 8000)
	a := one(t, r.addr, m.wire())
	assert.Equal(t, "SignatureDoesNotMatch", a.said(t).Code)
	assert.Less(t, len(a.body), 128<<10)
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
