package client

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

const canary = "canary-a1b2c3"

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// toy is a caller of a made-up provider, which says what it thinks in a word.
type toy struct {
	*caller
	url   string
	mu    sync.Mutex
	waits []time.Duration
	nonce int
}

func newToy(t *testing.T, url string, o Options) *toy {
	t.Helper()
	y := &toy{url: url}
	if o.Sleep == nil {
		o.Sleep = y.sleep
	}
	y.caller = newCaller("toy", o, url)
	t.Cleanup(y.http.CloseIdleConnections)
	return y
}

// sleep notes the waits in place of waiting.
func (y *toy) sleep(ctx context.Context, d time.Duration) error {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.waits = append(y.waits, d)
	return ctx.Err()
}

func (y *toy) call() call {
	return call{operation: "Ask", numbers: 1, sign: y.sign, read: readToy}
}

func (y *toy) sign(now func() time.Time) (*http.Request, error) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.nonce++
	form := url.Values{
		"PhoneNumber": {"13900000200"}, "Token": {canary}, "Nonce": {strconv.Itoa(y.nonce)}, "At": {now().Format(time.RFC3339Nano)},
	}
	return provider("toy").formRequest(y.url, "https://toy.example", "/", form.Encode())
}

func readToy(a *answer) (Charged, *Error) {
	switch word, _, _ := strings.Cut(string(a.Body), " "); word {
	case "answer":
		return IsCharged, nil
	case "unknown":
		return NotCharged, nil
	case "throttled":
		return NotCharged, &Error{Code: word, Message: string(a.Body), Kind: numsim.Throttled, Retry: true}
	case "closed":
		return NotCharged, &Error{Code: word, Kind: numsim.Unsubscribed, Retry: true}
	case "clock":
		return NotCharged, &Error{Code: word, Kind: numsim.Clock}
	case "bad":
		return NotCharged, &Error{Code: word, Kind: numsim.BadRequest}
	default:
		return PerhapsCharged, unreadable(a, "no word is known")
	}
}

// ask makes one call and returns what came of it.
func (y *toy) ask(t *testing.T) (Charged, *Error) {
	t.Helper()
	cost, err := y.paid(context.Background(), y.call())
	if err == nil {
		return cost, nil
	}
	var e *Error
	require.ErrorAs(t, err, &e)
	return cost, e
}

// server answers attempts in turn, the last way for ever, and keeps the forms.
type server struct {
	*httptest.Server
	mu    sync.Mutex
	forms []url.Values
}

type behaviour = func(http.ResponseWriter, *http.Request)

func newServer(t *testing.T, ways ...behaviour) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(s.handler(ways))
	t.Cleanup(s.Close)
	return s
}

func (s *server) handler(ways []behaviour) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		s.mu.Lock()
		s.forms = append(s.forms, r.Form)
		way := ways[min(len(s.forms), len(ways))-1]
		s.mu.Unlock()
		way(w, r)
	})
}

func (s *server) seen(name string) (values []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, form := range s.forms {
		values = append(values, form.Get(name))
	}
	return values
}

func says(text string, header ...string) behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		_, _ = io.WriteString(w, text)
	}
}

func hijacked(w http.ResponseWriter) *net.TCPConn {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	return conn.(*net.TCPConn)
}

func resets(w http.ResponseWriter, _ *http.Request) {
	conn := hijacked(w)
	_ = conn.SetLinger(0)
	_ = conn.Close()
}

func closes(w http.ResponseWriter, _ *http.Request) { _ = hijacked(w).Close() }

func cuts(w http.ResponseWriter, _ *http.Request) {
	conn := hijacked(w)
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nanswer")
	_ = conn.Close()
}

// hangs until the client goes away.
func hangs(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// A connection that was kept open is closed when the next request comes. A GET
// would be sent again by net/http itself; a POST is not, and nobody knows
// whether it was charged.
func TestAKeptConnectionThatBreaksSendsNothingTwice(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var mu sync.Mutex
	var nonces []string
	var all sync.WaitGroup
	serve := func(conn net.Conn) {
		defer conn.Close()
		for r := bufio.NewReader(conn); ; {
			req, err := http.ReadRequest(r)
			if err != nil {
				return
			}
			body, _ := io.ReadAll(req.Body)
			form, _ := url.ParseQuery(string(body))
			mu.Lock()
			nonces = append(nonces, form.Get("Nonce"))
			second := len(nonces) == 2
			mu.Unlock()
			if second {
				return
			}
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nanswer")
		}
	}
	all.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { serve(conn) })
		}
	})
	y := newToy(t, "http://"+l.Addr().String(), Options{})
	_, failed := y.ask(t)
	require.Nil(t, failed)
	cost, failed := y.ask(t)
	require.NotNil(t, failed)
	assert.Equal(t, PerhapsCharged, cost)
	_, failed = y.ask(t)
	require.Nil(t, failed)
	y.http.CloseIdleConnections()
	require.NoError(t, l.Close())
	all.Wait()
	assert.Equal(t, []string{"1", "2", "3"}, nonces, "three calls, three requests")
}

func TestTheRefusedConnectionIsTriedAgainAndFree(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	y := newToy(t, "http://"+l.Addr().String(), Options{})
	cost, failed := y.ask(t)
	require.NotNil(t, failed)
	assert.Equal(t, NotCharged, cost)
	assert.Equal(t, NotCharged, failed.Charged)
	assert.ErrorIs(t, failed, numsim.Transport)
	assert.True(t, failed.Retry)
	assert.Contains(t, failed.Error(), "the request was not sent")
	assert.Len(t, y.waits, 2, "three attempts")
	var net *net.OpError
	assert.ErrorAs(t, failed, &net)
}

func TestTheUntrustedServerIsNotSentAnything(t *testing.T) {
	s := &server{}
	s.Server = httptest.NewUnstartedServer(s.handler([]behaviour{says("answer")}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // of the handshakes
	s.StartTLS()
	t.Cleanup(s.Close)
	y := newToy(t, s.URL, Options{})
	cost, failed := y.ask(t)
	require.NotNil(t, failed)
	assert.Equal(t, NotCharged, cost)
	assert.Len(t, y.waits, 2)
	assert.Empty(t, s.seen("Nonce"))
	assert.Contains(t, failed.Error(), "certificate")
}

// A transport of somebody's own may send a request and say nothing of it.
func TestASilentTransportMayHaveSent(t *testing.T) {
	lost := errors.New("tape ran out")
	own := &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) { return nil, lost })}
	y := newToy(t, "http://toy.example", Options{HTTP: own})
	cost, failed := y.ask(t)
	require.NotNil(t, failed)
	assert.Equal(t, PerhapsCharged, cost)
	assert.Empty(t, y.waits)
	assert.ErrorIs(t, failed, lost)
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
