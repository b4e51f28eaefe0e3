package control

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// written is a request in parts.
type written struct {
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

// readRequest reads a request in either form. An error completes the sentence
// "it is".
func readRequest(raw json.RawMessage) (*http.Request, error) {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return parseRequest(text)
	}
	var w written
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil || w.URL == "" {
		return nil, errors.New(`neither the text of an HTTP request nor {"method", "url", "headers", "body"}`)
	}
	r, err := http.NewRequest(w.Method, w.URL, strings.NewReader(w.Body))
	if err != nil {
		return nil, errors.New("not a request: " + first(err.Error()))
	}
	if r.URL.Scheme == "https" {
		r.TLS = &tls.ConnectionState{}
	}
	for name, value := range w.Headers {
		if strings.EqualFold(name, "host") {
			r.Host = value
			continue
		}
		r.Header.Set(name, value)
	}
	return r, nil
}

// first is the beginning of a message: what a parser says may repeat all of the
// text that it could not read.
func first(message string) string {
	message, _, _ = strings.Cut(message, `"`)
	return strings.TrimSpace(message[:min(len(message), 64)])
}

// parseRequest reads the text of a request. Whoever pastes one loses the
// carriage returns and often the length: the body is what follows the empty
// line, and no more than the length says.
func parseRequest(text string) (*http.Request, error) {
	head, body, found := strings.Cut(text, "\n\n")
	if h, b, ok := strings.Cut(text, "\r\n\r\n"); ok && (!found || len(h) < len(head)) {
		head, body = h, b
	}
	var lines []string
	length := -1
	for i, line := range strings.Split(strings.ReplaceAll(head, "\r\n", "\n"), "\n") {
		name, value, _ := strings.Cut(line, ":")
		switch {
		case i > 0 && strings.EqualFold(name, "Transfer-Encoding"):
			return nil, errors.New("sent in chunks; send its body as it is, without Transfer-Encoding")
		case i > 0 && strings.EqualFold(name, "Content-Length"):
			if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 {
				length = n
			}
		default:
			lines = append(lines, line)
		}
	}
	if length >= 0 && length < len(body) {
		body = body[:length]
	}
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(strings.Join(lines, "\r\n") + "\r\n\r\n")))
	if err != nil {
		return nil, errors.New(`not the text of an HTTP request, which begins with a line such as "POST / HTTP/1.1" and has a Host`)
	}
	r.Body = io.NopCloser(strings.NewReader(body))
	return r, nil
}
