package simtest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// domain is that of URLs in memory; no resolver knows it (RFC 2606).
const domain = ".numsim.invalid"

// url is where the i-th provider answers this test.
func (s *Sim) url(i int) string {
	s.tb.Helper()
	if s.memory {
		return "http://" + s.shared.Providers[i].Traits.Name + domain
	}
	s.shared.listening.Do(func() { s.shared.failed = s.shared.Listen() })
	if s.shared.failed != nil {
		s.tb.Fatalf("simtest: %v", s.shared.failed)
	}
	return s.shared.Providers[i].URL
}

// HTTPClient calls the simulator without a network: the exchange runs on the
// goroutine that asks. Connections that break do so as net/http has it.
func (s *Sim) HTTPClient() *http.Client { return &http.Client{Transport: transport{s}} }

type transport struct{ sim *Sim }

// RoundTrip implements http.RoundTripper.
func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	handler := t.handler(req.URL)
	if handler == nil {
		return nil, fmt.Errorf("simtest: %s is not a URL of this simulator; use the URL that Sim.Aliyun and its like give", req.URL.Host)
	}
	arrived, err := arrive(req)
	if err != nil {
		return nil, err
	}
	told(req)
	w := &exchange{header: http.Header{}}
	w.serve(handler, arrived)
	if err := req.Context().Err(); err != nil && !w.complete() {
		return nil, err
	}
	return w.response(req)
}

func (t transport) handler(u *url.URL) http.Handler {
	shared := t.sim.shared
	for i := range shared.Providers {
		p := &shared.Providers[i]
		if u.Host == p.Traits.Name+domain || p.URL != "" && "http://"+u.Host == p.URL {
			return shared.Handler(i)
		}
	}
	return nil
}

// arrive is the request as a server reads it.
func arrive(req *http.Request) (*http.Request, error) {
	var body []byte
	if req.Body != nil {
		defer func() { _ = req.Body.Close() }()
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
	}
	arrived := req.Clone(req.Context())
	arrived.URL = &url.URL{Path: req.URL.Path, RawPath: req.URL.RawPath, RawQuery: req.URL.RawQuery}
	arrived.RequestURI, arrived.RemoteAddr = req.URL.RequestURI(), "127.0.0.1:1"
	arrived.Proto, arrived.ProtoMajor, arrived.ProtoMinor = "HTTP/1.1", 1, 1
	arrived.Body, arrived.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	if arrived.Host == "" {
		arrived.Host = req.URL.Host
	}
	return arrived, nil
}

// told is for clients that ask how far their request came.
func told(req *http.Request) {
	trace := httptrace.ContextClientTrace(req.Context())
	if trace == nil {
		return
	}
	if trace.GetConn != nil {
		trace.GetConn(req.URL.Host)
	}
	if trace.GotConn != nil {
		trace.GotConn(httptrace.GotConnInfo{})
	}
	if trace.WroteHeaders != nil {
		trace.WroteHeaders()
	}
	if trace.WroteRequest != nil {
		trace.WroteRequest(httptrace.WroteRequestInfo{})
	}
}

// exchange takes an answer as a connection would. It implements what
// http.ResponseController asks for.
type exchange struct {
	header http.Header
	sent   http.Header // as it was when the head was written
	status int
	body   bytes.Buffer
	taken  bool // the connection was hijacked
	reset  bool
}

func (w *exchange) serve(h http.Handler, r *http.Request) {
	defer func() {
		if fault := recover(); fault == http.ErrAbortHandler {
			w.taken, w.reset = true, true
		} else if fault != nil {
			panic(fault)
		}
	}()
	h.ServeHTTP(w, r)
}

// Header implements http.ResponseWriter.
func (w *exchange) Header() http.Header { return w.header }

// WriteHeader implements http.ResponseWriter.
func (w *exchange) WriteHeader(status int) {
	if w.status == 0 {
		w.status, w.sent = status, w.header.Clone()
	}
}

// Write implements http.ResponseWriter.
func (w *exchange) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(b)
}

// FlushError is for http.ResponseController.
func (w *exchange) FlushError() error {
	w.WriteHeader(http.StatusOK)
	return nil
}

// SetWriteDeadline is for http.ResponseController; nothing here is slow to read.
func (w *exchange) SetWriteDeadline(time.Time) error { return nil }

// Hijack implements http.Hijacker, for answers that end in the middle.
func (w *exchange) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	w.taken = true
	return line{w}, nil, nil
}

// line is the connection under an exchange. Only what ends it is ever called.
type line struct{ w *exchange }

func (line) Read([]byte) (int, error)         { return 0, io.EOF }
func (line) Write([]byte) (int, error)        { return 0, os.ErrClosed }
func (line) Close() error                     { return nil }
func (line) LocalAddr() net.Addr              { return &net.TCPAddr{} }
func (line) RemoteAddr() net.Addr             { return &net.TCPAddr{} }
func (line) SetDeadline(time.Time) error      { return nil }
func (line) SetReadDeadline(time.Time) error  { return nil }
func (line) SetWriteDeadline(time.Time) error { return nil }
func (l line) SetLinger(int) error            { l.w.reset = true; return nil }

// complete reports whether the whole of an answer came.
func (w *exchange) complete() bool { return w.status != 0 && !w.taken }

// response is what the client gets: an answer, one that breaks off, or none.
func (w *exchange) response(req *http.Request) (*http.Response, error) {
	if w.reset || w.status == 0 {
		return nil, &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	}
	length := int64(w.body.Len())
	if announced, err := strconv.ParseInt(w.sent.Get("Content-Length"), 10, 64); err == nil {
		length = announced
	} else {
		w.sent.Set("Content-Length", strconv.FormatInt(length, 10))
	}
	body := io.Reader(bytes.NewReader(w.body.Bytes()))
	if length > int64(w.body.Len()) && req.Method != http.MethodHead {
		body = io.MultiReader(body, broken{})
	}
	return &http.Response{
		Status: strings.TrimSpace(strconv.Itoa(w.status) + " " + http.StatusText(w.status)), StatusCode: w.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: canonical(w.sent), ContentLength: length,
		Body: io.NopCloser(body), Request: req,
	}, nil
}

// canonical spells names as net/http's reader does.
func canonical(h http.Header) http.Header {
	all := http.Header{}
	for name, values := range h {
		for _, v := range values {
			all.Add(name, v)
		}
	}
	return all
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
