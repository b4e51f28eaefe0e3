package guard

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/numsim/numsim/internal/wire"
)

// mostAnswered is how much of an answer is read, unpacked.
const mostAnswered = 8 << 20

// transport dials. A connection is used once: net/http makes a GET again by
// itself when a used one breaks, which nobody would have paid for here.
func (o Options) transport() *http.Transport {
	one := new(http.Protocols)
	one.SetHTTP1(true)
	t := &http.Transport{
		Proxy: nil, Protocols: one, DisableKeepAlives: true,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		ResponseHeaderTimeout:  60 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		DialContext:            (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
	}
	if o.StandIn != nil {
		t.TLSClientConfig.RootCAs = o.StandIn.CA
		t.DialContext = o.StandIn.dial
	}
	return t
}

// dial reaches this machine and no other.
func (in *StandIn) dial(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := in.Dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if at, ok := c.RemoteAddr().(*net.TCPAddr); !ok || !at.IP.IsLoopback() {
		_ = c.Close()
		return nil, refuse(Host, "have it listen on loopback", "the stand-in is not on this machine")
	}
	return c, nil
}

// RoundTrip lets a request out if every guard does. What was checked is what is
// sent, byte for byte.
func (s *Session) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := bodyOf(r)
	if err != nil {
		return nil, err
	}
	call, q, err := s.inspect(r, body)
	if err != nil {
		return nil, err
	}
	if s.o.Plan != nil {
		return nil, s.plan(r.Context(), call, q)
	}
	if err := s.admit(r.Context(), call, q); err != nil {
		return nil, err
	}
	return s.send(r, body)
}

func bodyOf(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	defer func() { _ = r.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(r.Body, wire.MaxBody+1))
	if err != nil {
		return nil, refuse(Unreadable, "mend the case", "the request's body cannot be read")
	}
	return body, nil
}

// inspect are the guards that need nothing but the request.
func (s *Session) inspect(r *http.Request, body []byte) (Call, *wire.Request, error) {
	call, marked := CallOf(r.Context())
	switch {
	case !marked || call.Case == "":
		return call, nil, refuse(Unmarked, "have the case mark it", "a request belongs to no case")
	case call.Destructive:
		return call, nil, refuse(Destructive, "run it against a simulator", "%s would harm the account", named(call.Case))
	case r.Response != nil:
		return call, nil, refuse(Redirect, "look at what the provider answered", "a redirect is not followed")
	}
	if err := s.target(r); err != nil {
		return call, nil, err
	}
	if len(r.TransferEncoding) > 0 || len(r.Trailer) > 0 {
		return call, nil, refuse(Unreadable, "mend the case", "the request has a transfer encoding or a trailer")
	}
	q, err := wire.Read(s.provider.Name, r, body)
	if err != nil {
		return call, nil, refuse(Unreadable, "mend the case, or mark it as one that never goes live", "%v", err)
	}
	return call, q, s.numbers(q)
}

// target holds a request to the provider's real host, over TLS.
func (s *Session) target(r *http.Request) error {
	host := strings.TrimSuffix(r.URL.Host, ":443")
	switch {
	case r.URL.Scheme != "https":
		return refuse(TLS, "use https", "the request would go without TLS")
	case host != s.provider.Host || r.Host != "" && r.Host != r.URL.Host:
		return refuse(Host, "live calls go to "+s.provider.Host+" alone", "the request would go to another host")
	}
	return nil
}

// numbers holds everything that could be somebody's number to the allow-list.
func (s *Session) numbers(q *wire.Request) error {
	for i, entry := range q.Entries() {
		a, listed := s.o.Numbers.find(entry)
		switch {
		case listed && s.now().Before(a.Until):
		case listed:
			return refuse(Numbers, "ask its owner again, and change the date", "the consent for %s has ended", a.Number.Masked())
		case manyDigits(entry) || hashed(q):
			return refuse(Numbers, "add it, with its owner's consent", "entry %d of the request is not on the allow-list", i+1)
		}
	}
	for _, p := range q.Parameters {
		f := s.provider.Parameter(p.Name)
		if manyDigits(p.Name) || f.Class != wire.Number && s.hides(f, p.Value) {
			return refuse(Numbers, "leave it out", "a parameter that is not asked about has as many digits as a number")
		}
	}
	for name, values := range q.Header {
		for _, value := range values {
			if manyDigits(name) || s.hides(s.provider.Header(name), value) {
				return refuse(Numbers, "leave it out", "a header has as many digits as a number")
			}
		}
	}
	return nil
}

// hashed reports whether the request says that its number is a hash.
func hashed(q *wire.Request) bool {
	mask := q.Get("Mask")
	return mask != "" && mask != "NORMAL"
}

// send is the only place that reaches the network.
func (s *Session) send(r *http.Request, body []byte) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), s.began.Add(s.o.Limit).Sub(s.now()))
	defer cancel()
	own := r.Clone(ctx)
	own.Body, own.GetBody, own.ContentLength = http.NoBody, nil, int64(len(body))
	if len(body) > 0 {
		own.Body = io.NopCloser(bytes.NewReader(body))
	}
	res, err := s.out.RoundTrip(own)
	if err != nil {
		return nil, s.ended(r.Context(), err)
	}
	return s.whole(res)
}

// ended tells the end of the run from the end of a call.
func (s *Session) ended(caller context.Context, err error) error {
	if errors.Is(err, context.DeadlineExceeded) && caller.Err() == nil && !s.now().Before(s.began.Add(s.o.Limit)) {
		return refuse(Deadline, "allow more time, or ask for less", "the run's time of %s ended during a call, which may have been charged", s.o.Limit)
	}
	return err
}

// whole reads an answer before anybody sees it, so that its end is the run's
// business.
func (s *Session) whole(res *http.Response) (*http.Response, error) {
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Body, mostAnswered+1))
	if len(body) > mostAnswered {
		err = fmt.Errorf("the answer is longer than %d bytes", mostAnswered)
	}
	rest := io.Reader(bytes.NewReader(body))
	if err != nil {
		rest = io.MultiReader(rest, failing{err})
	}
	res.Body = io.NopCloser(rest)
	return res, nil
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
