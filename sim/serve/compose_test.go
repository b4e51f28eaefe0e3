package serve_test

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const form = "Content-Type: application/x-www-form-urlencoded"

// compose writes a request by hand. It asks for the connection to be closed,
// so that whoever reads the answers sees where they end.
func compose(method, target, body string, headers ...string) string {
	return composeOpen(method, target, body, append(headers, "Connection: close")...)
}

// composeOpen leaves the connection to the server.
func composeOpen(method, target, body string, headers ...string) string {
	lines := append([]string{method + " " + target + " HTTP/1.1", "Host: numsim.test"}, headers...)
	if body != "" {
		lines = append(lines, "Content-Length: "+strconv.Itoa(len(body)))
	}
	return strings.Join(lines, "\r\n") + "\r\n\r\n" + body
}

// chunked writes body as one chunk.
func chunked(body string) string {
	return strconv.FormatInt(int64(len(body)), 16) + "\r\n" + body + "\r\n0\r\n\r\n"
}

// padded lengthens a form to size with empty pairs, which mean nothing.
func padded(form string, size int) string { return form + strings.Repeat("&", size-len(form)) }

func bodyOf(t *testing.T, req *http.Request) string {
	t.Helper()
	body, err := io.ReadAll(req.Body)
	require.NoError(t, err)
	req.Body = io.NopCloser(bytes.NewReader(body))
	return string(body)
}

// header is one line of a request's head, in an order of our own.
type header struct{ name, value string }

// message is a request taken apart, for changing one thing in it.
type message struct {
	method, host, query, body string
	headers                   []header
}

// taken takes req apart.
func taken(t *testing.T, req *http.Request) *message {
	t.Helper()
	m := &message{method: req.Method, host: req.Host, query: req.URL.RawQuery, body: bodyOf(t, req)}
	for name, values := range req.Header {
		for _, v := range values {
			m.headers = append(m.headers, header{strings.ToLower(name), v})
		}
	}
	slices.SortFunc(m.headers, func(a, b header) int { return strings.Compare(a.name, b.name) })
	return m
}

func (m *message) get(name string) string {
	for _, h := range m.headers {
		if h.name == name {
			return h.value
		}
	}
	return ""
}

func (m *message) set(name, value string) {
	m.drop(name)
	m.add(name, value)
}

func (m *message) add(name, value string) { m.headers = append(m.headers, header{name, value}) }

func (m *message) drop(name string) {
	m.headers = slices.DeleteFunc(m.headers, func(h header) bool { return h.name == name })
}

// wire puts the message together again.
func (m *message) wire() string {
	var b strings.Builder
	b.WriteString(m.method + " /?" + m.query + " HTTP/1.1\r\nHost: " + m.host + "\r\nConnection: close\r\n")
	for _, h := range m.headers {
		b.WriteString(h.name + ": " + h.value + "\r\n")
	}
	b.WriteString("Content-Length: " + strconv.Itoa(len(m.body)) + "\r\n\r\n" + m.body)
	return b.String()
}
