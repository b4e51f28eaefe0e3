package harness

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// Relay stands between a witness and a simulator on the loopback interface. It
// passes bytes and the client's Host header on as they came, because the Host
// is signed, and it remembers what went by.
type Relay struct {
	// Endpoint is the relay's own host:port without scheme.
	Endpoint string
	// Duplicate sends every request twice and hands the client the second
	// answer: what a client sees when the network delivered its request twice.
	// Set it before the first request.
	Duplicate bool

	target    string
	transport *http.Transport
	mu        sync.Mutex
	passed    Passed
}

// Passed is what a relay has seen so far.
type Passed struct {
	// Attempts counts the client's own requests, not the relay's copies.
	Attempts int
	// Signature is V1, V3, V3-SM3 or AWS4, as the last request was signed, and
	// Sends its method and where its parameters were: "POST query".
	Signature, Sends string
	// Host, Header and Form are the last request's; Form is its body.
	Host   string
	Header http.Header
	Form   string
	// RequestID, Status and Body are the last answer's.
	RequestID string
	Status    int
	Body      string
}

// NewRelay starts a relay in front of an address of a simulator; it stops with
// the test.
func NewRelay(t testing.TB, target string) *Relay {
	t.Helper()
	r := &Relay{target: target, transport: &http.Transport{Proxy: nil, DisableCompression: true}}
	server := httptest.NewServer(r)
	r.Endpoint = server.Listener.Addr().String()
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		r.transport.CloseIdleConnections()
	})
	return r
}

// Passed returns what the relay has seen so far.
func (r *Relay) Passed() Passed {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.passed
}

// ServeHTTP passes one request on. An upstream that breaks off breaks the
// client's connection too, so that a witness never sees an answer nobody gave.
func (r *Relay) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.note(req, body)
	if r.Duplicate {
		r.discard(req, body)
	}
	answer, err := r.forward(req, body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer answer.Body.Close()
	text, broken := io.ReadAll(answer.Body)
	r.mu.Lock()
	r.passed.RequestID = answer.Header.Get("X-Acs-Request-Id")
	r.passed.Status, r.passed.Body = answer.StatusCode, string(text)
	r.mu.Unlock()
	for name, values := range answer.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.StatusCode)
	_, _ = w.Write(text)
	if broken != nil {
		panic(http.ErrAbortHandler)
	}
}

func (r *Relay) discard(req *http.Request, body []byte) {
	answer, err := r.forward(req, body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
}

func (r *Relay) forward(req *http.Request, body []byte) (*http.Response, error) {
	onward := req.Clone(req.Context())
	onward.RequestURI = ""
	onward.URL.Scheme, onward.URL.Host = "http", r.target
	onward.Body = io.NopCloser(bytes.NewReader(body))
	if _, named := onward.Header["User-Agent"]; !named {
		onward.Header["User-Agent"] = []string{""} // else net/http would put its own there
	}
	return r.transport.RoundTrip(onward)
}

func (r *Relay) note(req *http.Request, body []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.passed.Attempts++
	r.passed.Host, r.passed.Header, r.passed.Form = req.Host, req.Header.Clone(), string(body)
	r.passed.Signature = signature(req.Header.Get("Authorization"))
	r.passed.Sends = req.Method + " query"
	if !namesNumber(req.URL.RawQuery) && namesNumber(string(body)) {
		r.passed.Sends = req.Method + " form"
	}
}

// namesNumber looks for the parameter that either operation has its number in.
func namesNumber(form string) bool {
	return strings.Contains(form, "PhoneNumber=") || strings.Contains(form, "InputNumber=")
}

// signature tells V1 from V3 by the Authorization header alone: clients that
// sign with V1 send the x-acs-action and x-acs-version headers too.
func signature(authorization string) string {
	switch {
	case strings.HasPrefix(authorization, "ACS3-HMAC-SM3 "):
		return "V3-SM3"
	case strings.HasPrefix(authorization, "ACS3-"):
		return "V3"
	case strings.HasPrefix(authorization, "AWS4-HMAC-SHA256 "):
		return "AWS4"
	default:
		return "V1"
	}
}
