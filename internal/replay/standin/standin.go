package standin

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/wire"
	"github.com/numsim/numsim/simtest"
)

// Hosts are the names the stand-in answers under, by provider.
func Hosts() map[string]string {
	all := map[string]string{}
	for _, name := range []string{"aliyun", "ksyun", "ywjisu"} {
		p, _ := wire.Of(name) // it is one of the three
		all[name] = p.Host
	}
	return all
}

// Options are what the stand-in is. The zero value answers as the simulator.
type Options struct {
	Simulator simtest.Options
	Drifts    []Drift
	// Before may answer in the simulator's place; it reports whether it did.
	Before func(w http.ResponseWriter, r *http.Request, body []byte) bool
}

// Server is a stand-in that runs.
type Server struct {
	Sim     *simtest.Sim
	GuardBy *guard.StandIn

	tb      testing.TB
	options Options
	address string
	mu      sync.Mutex
	calls   []string // hosts
}

// Start opens a stand-in that closes with the test.
func Start(tb testing.TB, o Options) *Server {
	tb.Helper()
	o.Simulator.InMemory = true
	s := &Server{Sim: simtest.Start(tb, o.Simulator), tb: tb, options: o}
	var names []string
	for _, host := range Hosts() {
		names = append(names, host)
	}
	ca, certificate := newAuthority(tb, names)
	server := httptest.NewUnstartedServer(s)
	server.Config.ErrorLog = quiet()
	server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	server.StartTLS()
	tb.Cleanup(server.Close)
	s.address = server.Listener.Addr().String()
	s.GuardBy = &guard.StandIn{CA: ca, Dial: s.dial}
	return s
}

// dial goes to the stand-in, for the real names alone.
func (s *Server) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	for _, real := range Hosts() {
		if host == real {
			return new(net.Dialer).DialContext(ctx, network, s.address)
		}
	}
	return nil, &net.DNSError{Err: "the stand-in does not stand in for it", Name: host, IsNotFound: true}
}

// Keys are the credentials of a ready-made account, such as numsim, as a live
// run has them.
func (s *Server) Keys(provider, account string) wire.Keys {
	c := s.Sim.Account(provider, account)
	k := wire.Keys{ID: c.ID, Secret: client.Secret(c.Secret), Password: client.Secret(c.Password), Token: client.Secret(c.Token)}
	if provider == "aliyun" {
		k.AuthCode = "canary-auth-code"
	}
	return k
}

// Calls is how many requests have come, whatever became of them.
func (s *Server) Calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.calls)
}

// ServeHTTP asks the simulator and lets the answer drift.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.calls = append(s.calls, r.Host)
	s.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	if s.options.Before != nil && s.options.Before(w, r, body) {
		return
	}
	provider := providerAt(r.Host)
	res, err := s.ask(provider, r, body)
	if err != nil {
		panic(http.ErrAbortHandler) // as the simulator broke it off
	}
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	x := &Exchange{Provider: provider, Request: r, Asked: body, Status: res.StatusCode, Header: res.Header, Body: answer}
	for _, drift := range s.options.Drifts {
		drift(x)
	}
	for name, values := range x.Header {
		if name != "Content-Length" {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(x.Status)
	_, _ = w.Write(x.Body)
}

func (s *Server) ask(provider string, r *http.Request, body []byte) (*http.Response, error) {
	own := r.Clone(r.Context())
	own.URL.Scheme, own.URL.Host, own.RequestURI = "http", provider+".numsim.invalid", ""
	own.Body = io.NopCloser(strings.NewReader(string(body)))
	return s.Sim.HTTPClient().Transport.RoundTrip(own)
}

func providerAt(host string) string {
	for name, real := range Hosts() {
		if host == real {
			return name
		}
	}
	return ""
}
