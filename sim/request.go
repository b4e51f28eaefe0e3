package sim

import (
	"errors"
	"io"
	"net/http"
	"strings"
)

// MaxBody is the largest request body a provider's listener reads.
const MaxBody = 256 << 10

// Request is what arrived, read once and kept as values.
type Request struct {
	Method   string
	Host     string
	Path     string // as sent, still escaped
	RawQuery string
	Header   http.Header
	Body     []byte
	Secure   bool
	Remote   string // the caller's address and port
	Flaw     string // why the request cannot be read as sent; empty if it can
	closing  bool   // the connection ends with this exchange
}

func (r *Request) reset() { *r = Request{Body: r.Body[:0]} }

// read takes what net/http parsed. Reading never fails: what is wrong with a
// request is for the provider to say, in its own words.
func (r *Request) read(from *http.Request) {
	r.Method, r.Host, r.RawQuery, r.Header = from.Method, from.Host, from.URL.RawQuery, from.Header
	r.Path = from.URL.EscapedPath()
	if r.Path == "" {
		r.Path = "/"
	}
	r.Secure, r.Remote = from.TLS != nil, from.RemoteAddr
	// A chunked request may have carried a Content-Length as well, and one of
	// HTTP/1.0 a Transfer-Encoding; net/http hides both. Closing is what RFC
	// 9112 6.1 asks for then: the rest must not be read as another request.
	r.closing = from.Close || len(from.TransferEncoding) > 0 || !from.ProtoAtLeast(1, 1)
	if coding := bodyCoding(from.Header); coding != "" {
		r.Flaw = "the body is sent with Content-Encoding " + Excerpt(coding) + ", which no provider here reads; send it plain"
		return
	}
	r.readBody(from)
}

// bodyCoding is the first coding of the body but identity, which is none.
// Codings have no case, and several headers are one list (RFC 9110 5.3, 8.4).
func bodyCoding(h http.Header) string {
	for _, value := range h["Content-Encoding"] {
		for coding := range strings.SplitSeq(value, ",") {
			coding = strings.Trim(coding, " \t")
			if coding != "" && !strings.EqualFold(coding, "identity") {
				return coding
			}
		}
	}
	return ""
}

func (r *Request) readBody(from *http.Request) {
	if from.Body == nil || from.Body == http.NoBody {
		return
	}
	limited := http.MaxBytesReader(nil, from.Body, MaxBody)
	for {
		if len(r.Body) == cap(r.Body) {
			r.Body = append(r.Body, 0)[:len(r.Body)]
		}
		n, err := limited.Read(r.Body[len(r.Body):cap(r.Body)])
		r.Body = r.Body[:len(r.Body)+n]
		if err == nil {
			continue
		}
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			r.Flaw = "the body is larger than 256 KiB"
		case err != io.EOF:
			r.Flaw = "the body could not be read to its end: " + err.Error()
		}
		return
	}
}
