package serve_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// answer is what came back, byte for byte.
type answer struct {
	status  int
	header  http.Header
	body    []byte
	closing bool // it said, or by its version meant, that the connection ends
}

// read takes at most 1 MiB: no answer of this provider is larger.
func read(t *testing.T, res *http.Response) answer {
	t.Helper()
	body, err := io.ReadAll(io.LimitReader(res.Body, 1<<20+1))
	assert.NoError(t, err)
	assert.NoError(t, res.Body.Close())
	assert.LessOrEqual(t, len(body), 1<<20, "an answer grew beyond every bound")
	return answer{res.StatusCode, res.Header, body, res.Close}
}

// envelope is what successes and errors have in common.
type envelope struct {
	XMLName   xml.Name `json:"-"`
	RequestID string   `json:"RequestId" xml:"RequestId"`
	HostID    string   `json:"HostId" xml:"HostId"`
	Code      string
	Message   string
}

var (
	upperUUID = regexp.MustCompile(`^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$`)
	trace     = regexp.MustCompile(`^[0-9a-f]{32}$`)
)

// said decodes the answer and holds it to the provider's dress: nothing else
// may be seen on its port. It asserts, so that other goroutines may call it.
func (a answer) said(t *testing.T) (e envelope) {
	t.Helper()
	switch kind := a.header.Get("Content-Type"); kind {
	case "application/json;charset=utf-8":
		assert.True(t, utf8.Valid(a.body), "JSON is UTF-8: %q", a.body)
		assert.NoError(t, json.Unmarshal(a.body, &e), "%q", a.body)
	case "text/xml;charset=utf-8":
		decoder := xml.NewDecoder(bytes.NewReader(a.body))
		assert.NoError(t, decoder.Decode(&e), "%q", a.body)
		_, err := decoder.Token()
		assert.Equal(t, io.EOF, err, "nothing follows the document: %q", a.body)
	default:
		assert.Fail(t, "not a content type of the provider's", "%q: %d %q", kind, a.status, a.body)
	}
	assert.Regexp(t, upperUUID, e.RequestID)
	assert.Equal(t, []string{e.RequestID}, a.header["X-Acs-Request-Id"], "the header repeats the body's id")
	assert.Regexp(t, trace, a.header.Get("X-Acs-Trace-Id"))
	return e
}

// talk sends wire on a connection of its own and returns every answer until
// the simulator closes; one that keeps the connection fails the test.
func talk(t *testing.T, addr, wire string) []answer {
	t.Helper()
	answers, end := listenTo(t, addr, wire)
	var slow net.Error
	require.False(t, errors.As(end, &slow) && slow.Timeout(), "the connection was kept open after %d answers", len(answers))
	return answers
}

// one is talk for wires that must get exactly one answer.
func one(t *testing.T, addr, wire string) answer {
	t.Helper()
	answers := talk(t, addr, wire)
	require.Len(t, answers, 1)
	return answers[0]
}

// listenTo also says how the connection ended.
func listenTo(t *testing.T, addr, wire string) (answers []answer, end error) {
	t.Helper()
	c := dial(t, addr)
	written := make(chan struct{})
	go func() { // a peer that stops reading must not stop us from listening
		defer close(written)
		_, _ = io.WriteString(c, wire)
	}()
	method, _, _ := strings.Cut(wire, " ")
	answers, end = readAll(t, bufio.NewReader(c), method)
	require.NoError(t, c.Close())
	<-written
	return answers, end
}

func dial(t *testing.T, addr string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	require.NoError(t, c.SetDeadline(time.Now().Add(deadline)))
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func readAll(t *testing.T, from *bufio.Reader, method string) (answers []answer, end error) {
	t.Helper()
	for {
		if _, err := from.Peek(1); err != nil {
			return answers, err
		}
		res, err := http.ReadResponse(from, &http.Request{Method: method})
		if err != nil {
			return answers, err
		}
		answers = append(answers, read(t, res))
	}
}
