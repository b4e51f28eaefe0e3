package sim

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/numsim/numsim/scenarios"
)

const (
	said      = `{"Code":"OK","Data":[{"Status":1}]}`
	onThatDay = "Thu, 01 Jan 2026 00:00:00 GMT"
	head      = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: " + onThatDay + "\r\n"
	get       = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
)

// stage is a server whose answers a rule decides on.
type stage struct {
	*httptest.Server
	errs chan error // what deliver returned
}

// set has a server answer body as a says; at /plain it answers untouched.
func set(t *testing.T, body string, a *scenarios.Answer, sleep sleeper) *stage {
	t.Helper()
	s := prepare(t, body, a, sleep)
	s.Start()
	return s
}

func prepare(t *testing.T, body string, a *scenarios.Answer, sleep sleeper) *stage {
	t.Helper()
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, before) })
	s := &stage{errs: make(chan error, 8)}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, from *http.Request) {
		var req Request
		req.read(from)
		reply := Reply{Status: 200, Body: []byte(body)}
		reply.Set("Content-Type", "application/json")
		if from.URL.Path == "/plain" {
			assert.NoError(t, reply.deliver(w, from, &req, onThatDay, nil, 7, nil))
			return
		}
		s.errs <- reply.deliver(w, from, &req, onThatDay, a, 7, sleep)
	}))
	t.Cleanup(s.Close)
	return s
}

// line is a client's end of a connection. What came is written down.
type line struct {
	net.Conn
	came bytes.Buffer
	in   *bufio.Reader
}

func (s *stage) dial(t *testing.T) *line {
	t.Helper()
	c, err := net.Dial("tcp", s.Listener.Addr().String())
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close() })
	require.NoError(t, c.SetDeadline(time.Now().Add(20*time.Second)))
	l := &line{Conn: c}
	l.in = bufio.NewReader(io.TeeReader(c, &l.came))
	return l
}

func (l *line) send(t *testing.T, wire string) {
	t.Helper()
	_, err := io.WriteString(l, wire)
	require.NoError(t, err)
}

// answer reads one answer to its announced end.
func (l *line) answer(method string) (body string, err error) {
	res, err := http.ReadResponse(l.in, &http.Request{Method: method})
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(res.Body)
	return string(text), err
}

// waits notes what was waited for, and lets no time pass.
type waits struct {
	mu  sync.Mutex
	all []time.Duration
}

func (w *waits) sleep(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(w.all, d)
	return ctx.Err()
}

func (w *waits) noted() []time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all
}

// An answer whose length is right leaves the connection open for the next.
func TestDamageOnTheWire(t *testing.T) {
	for _, row := range []struct {
		name, body string
		a          scenarios.Answer
		want       string
		waited     []time.Duration
	}{
		{name: "none", want: head + "Content-Length: 35\r\n\r\n" + said},
		{name: "reordered long before", a: scenarios.Answer{Reorder: true}, want: head + "Content-Length: 35\r\n\r\n" + said},
		{
			name: "held back", a: scenarios.Answer{Delay: scenarios.Delay{Min: time.Second, Max: time.Second}},
			want: head + "Content-Length: 35\r\n\r\n" + said, waited: []time.Duration{time.Second},
		},
		{
			name: "a member and a value", a: scenarios.Answer{Body: scenarios.Damage{Add: member("New", "true"), Set: member("Data.0.Status", `"1"`)}},
			want: head + "Content-Length: 48\r\n\r\n" + `{"New":true,"Code":"OK","Data":[{"Status":"1"}]}`,
		},
		{name: "half", a: scenarios.Answer{Body: scenarios.Damage{Truncate: 50}}, want: head + "Content-Length: 17\r\n\r\n" + `{"Code":"OK","Dat`},
		{name: "nothing left", a: scenarios.Answer{Body: scenarios.Damage{Truncate: 1}}, want: head + "Content-Length: 0\r\n\r\n"},
		{
			name: "half of a long one", body: strings.Repeat("x", 5000), a: scenarios.Answer{Body: scenarios.Damage{Truncate: 50}},
			want: "HTTP/1.1 200 OK\r\nContent-Length: 2500\r\nContent-Type: application/json\r\nDate: " + onThatDay + "\r\n\r\n" + strings.Repeat("x", 2500),
		},
		{
			name: "another text", a: scenarios.Answer{Body: scenarios.Damage{Replace: "<p>502</p>"}},
			want: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nDate: " + onThatDay + "\r\nContent-Length: 10\r\n\r\n<p>502</p>",
		},
		{
			name: "another text and status", a: scenarios.Answer{Body: scenarios.Damage{Replace: "<p>502</p>", Status: 502}},
			want: "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nDate: " + onThatDay + "\r\nContent-Length: 10\r\n\r\n<p>502</p>",
		},
		{
			name: "a status alone", a: scenarios.Answer{Body: scenarios.Damage{Status: 502}},
			want: head + "Content-Length: 35\r\n\r\n" + said,
		},
		{
			name: "in drops", body: "drop", a: scenarios.Answer{Fault: scenarios.Drip},
			want:   "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Type: application/json\r\nDate: " + onThatDay + "\r\n\r\ndrop",
			waited: []time.Duration{dripPause, dripPause, dripPause, dripPause},
		},
		{
			name: "half of it in drops, late", body: "drop", a: scenarios.Answer{Fault: scenarios.Drip, Body: scenarios.Damage{Truncate: 50}, Delay: scenarios.Delay{Min: 1, Max: 1}},
			want:   "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\nDate: " + onThatDay + "\r\n\r\ndr",
			waited: []time.Duration{1, dripPause, dripPause},
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			var w waits
			if row.body == "" {
				row.body = said
			}
			s := set(t, row.body, &row.a, w.sleep)
			l := s.dial(t)
			l.send(t, get)
			_, err := l.answer("GET")
			require.NoError(t, err)
			assert.Equal(t, row.want, l.came.String())
			assert.NoError(t, <-s.errs)
			assert.Equal(t, row.waited, w.noted())

			l.send(t, "GET /plain HTTP/1.1\r\nHost: a\r\n\r\n")
			next, err := l.answer("GET")
			require.NoError(t, err, "the connection goes on")
			assert.Equal(t, row.body, next)
		})
	}
}

func TestAGarbledAnswerHasItsLength(t *testing.T) {
	s := set(t, said, &scenarios.Answer{Body: scenarios.Damage{Garble: true}}, nil)
	var first string
	for range 3 {
		l := s.dial(t)
		l.send(t, get)
		body, err := l.answer("GET")
		require.NoError(t, err)
		assert.NoError(t, <-s.errs)
		assert.Len(t, body, len(said))
		assert.Equal(t, 2, differing(said, []byte(body)), "one byte of the first 32, one of the rest")
		if first == "" {
			first = body
		}
		assert.Equal(t, first, body, "the same draw")
	}
}

// What is announced and does not come ends the connection.
func TestAnswersThatEndEarly(t *testing.T) {
	for _, row := range []struct {
		name string
		a    scenarios.Answer
		want string
	}{
		{"short", scenarios.Answer{Body: scenarios.Damage{Truncate: 50, Short: true}}, `{"Code":"OK","Dat`},
		{"short, nothing left", scenarios.Answer{Body: scenarios.Damage{Truncate: 1, Short: true}}, ``},
		{"short, in drops", scenarios.Answer{Body: scenarios.Damage{Truncate: 50, Short: true}, Fault: scenarios.Drip}, `{"Code":"OK","Dat`},
		{"after the header", scenarios.Answer{Fault: scenarios.CloseAfterHeaders}, ``},
		{"after the header, short", scenarios.Answer{Fault: scenarios.CloseAfterHeaders, Body: scenarios.Damage{Truncate: 50, Short: true}}, ``},
	} {
		t.Run(row.name, func(t *testing.T) {
			var w waits
			s := set(t, said, &row.a, w.sleep)
			l := s.dial(t)
			l.send(t, get)
			body, err := l.answer("GET")
			assert.ErrorIs(t, err, io.ErrUnexpectedEOF, "no reset, but an end")
			assert.Equal(t, row.want, body)
			assert.Equal(t, "HTTP/1.1 200 OK\r\nContent-Length: 35\r\nContent-Type: application/json\r\nDate: "+onThatDay+"\r\n\r\n"+row.want, l.came.String())
			assert.ErrorIs(t, <-s.errs, errCut)
		})
	}
}

// HEAD has no body to do anything to, but its header says what GET's would.
func TestHead(t *testing.T) {
	const long = "HTTP/1.1 200 OK\r\nContent-Length: "
	const rest = "\r\nContent-Type: application/json\r\nDate: " + onThatDay + "\r\n\r\n"
	for _, row := range []struct {
		name  string
		a     scenarios.Answer
		want  string
		ended bool
	}{
		{"none", scenarios.Answer{}, long + "35" + rest, false},
		{"half", scenarios.Answer{Body: scenarios.Damage{Truncate: 50}}, long + "17" + rest, false},
		{"in drops", scenarios.Answer{Fault: scenarios.Drip}, long + "35" + rest, false},
		{"short", scenarios.Answer{Body: scenarios.Damage{Truncate: 50, Short: true}}, long + "35" + rest, true},
		{"after the header", scenarios.Answer{Fault: scenarios.CloseAfterHeaders}, long + "35" + rest, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			var w waits
			s := set(t, said, &row.a, w.sleep)
			l := s.dial(t)
			l.send(t, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
			_, err := l.answer("HEAD")
			require.NoError(t, err)
			assert.Equal(t, row.want, l.came.String())
			assert.Empty(t, w.noted(), "there is nothing to drip")
			if err := <-s.errs; row.ended {
				assert.ErrorIs(t, err, errCut)
				_, err = l.in.ReadByte()
				assert.ErrorIs(t, err, io.EOF)
				return
			}
			l.send(t, "HEAD /plain HTTP/1.1\r\nHost: a\r\n\r\n")
			_, err = l.answer("HEAD")
			assert.NoError(t, err, "the connection goes on")
		})
	}
}

// HTTP/1.0 ends its connections anyway; its lengths are right all the same.
func TestHTTP10(t *testing.T) {
	const closing = "HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nDate: " + onThatDay + "\r\nContent-Length: "
	const announced = "HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Length: 35\r\nContent-Type: application/json\r\nDate: " + onThatDay + "\r\n\r\n"
	for _, row := range []struct {
		name string
		a    scenarios.Answer
		want string
	}{
		{"none", scenarios.Answer{}, closing + "35\r\n\r\n" + said},
		{"half", scenarios.Answer{Body: scenarios.Damage{Truncate: 50}}, closing + "17\r\n\r\n" + said[:17]},
		{"short", scenarios.Answer{Body: scenarios.Damage{Truncate: 50, Short: true}}, announced + said[:17]},
		{"in drops", scenarios.Answer{Fault: scenarios.Drip}, announced + said},
		{"after the header", scenarios.Answer{Fault: scenarios.CloseAfterHeaders}, announced},
	} {
		t.Run(row.name, func(t *testing.T) {
			var w waits
			s := set(t, said, &row.a, w.sleep)
			l := s.dial(t)
			l.send(t, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
			_, err := io.Copy(io.Discard, l.in)
			assert.NoError(t, err, "an end and no reset")
			assert.Equal(t, row.want, l.came.String())
		})
	}
}

// A rule that does nothing to an answer changes no byte of it.
func TestAnEmptyRuleChangesNothing(t *testing.T) {
	for _, body := range []string{"", said, strings.Repeat("x", 1025), strings.Repeat("x", 70_000)} {
		for _, line := range []string{"GET / HTTP/1.1", "HEAD / HTTP/1.1", "POST / HTTP/1.1", "GET / HTTP/1.0"} {
			var got []string
			for _, path := range []string{"/", "/plain"} {
				l := set(t, body, &scenarios.Answer{}, nil).dial(t)
				l.send(t, strings.Replace(line, " /", " "+path, 1)+"\r\nHost: a\r\nConnection: close\r\n\r\n")
				_, err := io.Copy(io.Discard, l.in)
				require.NoError(t, err)
				got = append(got, l.came.String())
			}
			assert.NotEmpty(t, got[0])
			assert.Equal(t, got[1], got[0], line)
		}
	}
}

// Another text has another type, however the provider spells the header.
func TestAnotherTextIsHTML(t *testing.T) {
	for _, key := range []string{"", "Content-Type", "content-type"} {
		reply := Reply{Status: 503, Body: []byte(said)}
		if key != "" {
			reply.Set(key, "application/xml")
		}
		w, from := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil)
		require.NoError(t, reply.deliver(w, from, &Request{}, onThatDay, &scenarios.Answer{Body: scenarios.Damage{Replace: "oops"}}, 7, nil))
		assert.Equal(t, 503, w.Code, "the status stays")
		assert.Equal(t, "oops", w.Body.String())
		if key == "" {
			key = "Content-Type"
		}
		assert.Equal(t, []string{"text/html"}, w.Result().Header[key])
	}
}
