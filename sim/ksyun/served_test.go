package ksyun_test

import (
	"bufio"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhatIsNoTroubleHere(t *testing.T) {
	for _, dry := range []string{"false", "0", "False", ""} {
		assert.Empty(t, newRig(t).meets(call(realtime, "DryRun", dry)), dry)
	}
	for _, version := range []string{"1.0", "1"} {
		assert.Empty(t, newRig(t).meets(call(realtime, "SignatureVersion", version)), version)
	}
	r := newRig(t)
	assert.Empty(t, r.meets(call(realtime, "SignatureMethod", "-")), "the document's own curl leaves it out")
	assert.Empty(t, r.meets(call(realtime, "Region", "anywhere", "SdkVersion", "x", "Language", "zh-CN")), "signed and passed over")
	assert.Empty(t, r.meets(call(realtime, "Accesskey", "numsim-sts", "SecurityToken", "numsim-sts-token")))
	assert.Empty(t, r.meets(call(realtime, "Timestamp", at(15*time.Minute))), "the window's edge")
	assert.Empty(t, r.meets(changed(func(r *http.Request) { r.URL.RawQuery = "Mobile=110&Action=SendSms" })), "a query beside the body is not read")
	assert.Empty(t, r.meets(changed(func(r *http.Request) {
		r.URL.RawQuery = "X-Amz-Date=20261122T120000Z&X-Amz-SignedHeaders=host&X-Amz-Security-Token=x"
	})), "none of these alone makes it AWS4")
	assert.Empty(t, r.meets(changed(func(r *http.Request) {
		r.Header.Set("Content-Type", "Application/X-WWW-Form-Urlencoded ; charset=utf-8")
	})))
}

// overTheWire sends a request line and headers as they stand, and reads the
// answer.
func (r *rig) overTheWire(t *testing.T, line string, headers ...string) *http.Response {
	t.Helper()
	server := httptest.NewServer(r.handler)
	t.Cleanup(server.Close)
	c, err := net.Dial("tcp", server.Listener.Addr().String())
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close() })
	_, err = c.Write([]byte(strings.Join(append([]string{line}, headers...), "\r\n") + "\r\n\r\n"))
	require.NoError(t, err)
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	require.NoError(t, err)
	return resp
}

// A Host may be missing under HTTP/1.0 alone; it may be empty under 1.1 too.
func TestRequestsWithoutAHost(t *testing.T) {
	for _, send := range [][]string{{"POST / HTTP/1.0"}, {"POST / HTTP/1.0", "Host:"}, {"POST / HTTP/1.1", "Host:"}, {"POST / HTTP/1.1", "Host: "}} {
		r := newRig(t)
		resp := r.overTheWire(t, send[0], send[1:]...)
		assert.Equal(t, 403, resp.StatusCode, send)
		assert.Contains(t, bodyOf(t, resp), `"Code":"MissingAuthenticationToken","Message":"Request is missing 'Host' header."`, send)
		assert.Equal(t, "MissingAuthenticationToken/host", r.last().Row, send)
	}
}

// Go's server answers these by itself, before the provider sees them.
func TestRequestsTheProviderNeverSees(t *testing.T) {
	const host = "Host: numsim.test"
	for why, send := range map[string][]string{
		"half an escape in the path": {"POST /%zz HTTP/1.1", host},
		"no Host under HTTP/1.1":     {"POST / HTTP/1.1"},
		"two hosts":                  {"POST / HTTP/1.1", host, host},
		"two lengths":                {"POST / HTTP/1.1", host, "Content-Length: 1", "Content-Length: 2"},
		"a header name with a space": {"POST / HTTP/1.1", host, "X Y: 1"},
		"a space after the path":     {"POST /  HTTP/1.1", host},
	} {
		r := newRig(t)
		resp := r.overTheWire(t, send[0], send[1:]...)
		assert.Equal(t, 400, resp.StatusCode, why)
		assert.Equal(t, "text/plain; charset=utf-8", resp.Header.Get("Content-Type"), why)
		assert.True(t, strings.HasPrefix(bodyOf(t, resp), "400 Bad Request"), why)
		assert.Empty(t, r.journal.Entries(), why)
	}
}
