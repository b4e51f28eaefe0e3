package sim

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/numsim/numsim/scenarios"
)

func TestResets(t *testing.T) {
	for fault, waited := range map[scenarios.Fault][]time.Duration{
		scenarios.ResetBeforeCharge: nil,
		scenarios.ResetAfterCharge:  nil,
		scenarios.Hang:              {time.Minute},
	} {
		for _, wire := range []string{
			get, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=1",
			"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n0\r\n\r\n",
			get + "GET /plain HTTP/1.1\r\nHost: a\r\n\r\n", // a second request is lost with the first
		} {
			var w waits
			s := set(t, said, &scenarios.Answer{Fault: fault}, w.sleep)
			l := s.dial(t)
			l.send(t, wire)
			_, err := l.in.ReadByte()
			assert.ErrorIs(t, err, syscall.ECONNRESET, "%d: %s", fault, wire)
			assert.Empty(t, l.came.String())
			assert.ErrorIs(t, <-s.errs, errReset)
			assert.Equal(t, waited, w.noted())
		}
	}
}

// A delay is waited for before the reset, and a hang is one long delay.
func TestLateResets(t *testing.T) {
	delay := scenarios.Delay{Min: time.Second, Max: time.Second}
	for fault, waited := range map[scenarios.Fault]time.Duration{scenarios.ResetAfterCharge: time.Second, scenarios.Hang: time.Minute} {
		var w waits
		s := set(t, said, &scenarios.Answer{Fault: fault, Delay: delay}, w.sleep)
		l := s.dial(t)
		l.send(t, get)
		_, err := l.in.ReadByte()
		assert.ErrorIs(t, err, syscall.ECONNRESET)
		assert.Equal(t, []time.Duration{waited}, w.noted())
	}
}

// Over TLS there is no goodbye either: the peer meets a reset, where the
// alert that TLS closes with would read as an end.
func TestAResetOverTLS(t *testing.T) {
	s := prepare(t, said, &scenarios.Answer{Fault: scenarios.ResetAfterCharge}, nil)
	s.StartTLS()
	c, err := tls.Dial("tcp", s.Listener.Addr().String(), s.Client().Transport.(*http.Transport).TLSClientConfig)
	require.NoError(t, err)
	defer func() { _ = c.Close() }()
	_, err = io.WriteString(c, get)
	require.NoError(t, err)
	_, err = c.Read(make([]byte, 1))
	assert.ErrorIs(t, err, syscall.ECONNRESET)
	assert.ErrorIs(t, <-s.errs, errReset)
}

// HTTP/2 has no connection to give away; the stream is reset in its place.
func TestAResetOverHTTP2(t *testing.T) {
	s := prepare(t, said, &scenarios.Answer{Fault: scenarios.ResetAfterCharge}, nil)
	s.EnableHTTP2 = true
	s.StartTLS()
	res, err := s.Client().Get(s.URL)
	if err == nil {
		_ = res.Body.Close()
	}
	assert.ErrorContains(t, err, "stream error")
	res, err = s.Client().Get(s.URL + "/plain")
	require.NoError(t, err)
	assert.Equal(t, 2, res.ProtoMajor)
	assert.NoError(t, res.Body.Close())
}

func TestWithoutAConnectionTheHandlerIsAborted(t *testing.T) {
	for _, a := range []scenarios.Answer{
		{Fault: scenarios.ResetBeforeCharge}, {Fault: scenarios.Hang}, {Fault: scenarios.CloseAfterHeaders}, {Body: scenarios.Damage{Truncate: 50, Short: true}},
	} {
		reply := Reply{Status: 200, Body: []byte(said)}
		from := httptest.NewRequest(http.MethodGet, "/", nil)
		assert.PanicsWithValue(t, http.ErrAbortHandler, func() {
			_ = reply.deliver(httptest.NewRecorder(), from, &Request{}, onThatDay, &a, 7, new(waits).sleep)
		})
	}
}

// lingering waits for the client to leave, from the n-th wait on.
func lingering(n int) (sleep sleeper, waiting chan struct{}) {
	waiting = make(chan struct{})
	return func(ctx context.Context, _ time.Duration) error {
		if n--; n > 0 {
			return nil
		}
		close(waiting)
		<-ctx.Done()
		return ctx.Err()
	}, waiting
}

func TestWaitingEndsWhenTheClientLeaves(t *testing.T) {
	for name, a := range map[string]scenarios.Answer{
		"a delay":  {Delay: scenarios.Delay{Min: time.Second, Max: time.Second}},
		"a hang":   {Fault: scenarios.Hang},
		"drops":    {Fault: scenarios.Drip},
		"delayed":  {Fault: scenarios.Drip, Delay: scenarios.Delay{P50: time.Second}},
		"unwanted": {Fault: scenarios.CloseAfterHeaders, Delay: scenarios.Delay{Min: time.Second}},
	} {
		t.Run(name, func(t *testing.T) {
			sleep, waiting := lingering(1)
			s := set(t, said, &a, sleep)
			l := s.dial(t)
			l.send(t, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=1")
			<-waiting
			require.NoError(t, l.Close())
			assert.ErrorIs(t, <-s.errs, context.Canceled)
		})
	}
}

// A client that stops sending has left as well. It does not get half an answer
// for a whole one, nor net/http's empty 200.
func TestALeavingClientGetsNoOtherAnswer(t *testing.T) {
	sleep, waiting := lingering(1)
	s := set(t, said, &scenarios.Answer{Delay: scenarios.Delay{Min: time.Second}}, sleep)
	l := s.dial(t)
	l.send(t, get)
	<-waiting
	require.NoError(t, l.Conn.(*net.TCPConn).CloseWrite())
	_, err := l.in.ReadByte()
	assert.ErrorIs(t, err, syscall.ECONNRESET)
	assert.Empty(t, l.came.String())
}

func TestADripThatEndsEarlyEndsTheConnection(t *testing.T) {
	sleep, waiting := lingering(4)
	s := set(t, said, &scenarios.Answer{Fault: scenarios.Drip}, sleep)
	l := s.dial(t)
	l.send(t, get)
	<-waiting
	require.NoError(t, l.Conn.(*net.TCPConn).CloseWrite())
	body, err := l.answer("GET")
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Equal(t, said[:3], body)
	assert.ErrorIs(t, <-s.errs, context.Canceled)
}

// Every drop is on the wire before the next pause, the header before the first.
func TestDropsComeOneByOne(t *testing.T) {
	pause := make(chan struct{})
	s := set(t, said, &scenarios.Answer{Fault: scenarios.Drip}, func(context.Context, time.Duration) error {
		<-pause
		return nil
	})
	l := s.dial(t)
	l.send(t, get)
	res, err := http.ReadResponse(l.in, nil)
	require.NoError(t, err)
	assert.EqualValues(t, len(said), res.ContentLength)
	for i := range len(said) {
		assert.Zero(t, l.in.Buffered())
		pause <- struct{}{}
		b, err := l.in.ReadByte()
		require.NoError(t, err)
		assert.Equal(t, said[i], b)
	}
	assert.NoError(t, <-s.errs)
}

// A large body drips in larger drops: within a minute, all of it.
func TestALargeBodyDripsWithinAMinute(t *testing.T) {
	for size, want := range map[int]int{2499: 2499, 2500: 2500, 2501: 1251, 100_000: 2500} {
		var w waits
		body := strings.Repeat("0123456789", size/10+1)[:size]
		s := set(t, body, &scenarios.Answer{Fault: scenarios.Drip}, w.sleep)
		l := s.dial(t)
		l.send(t, get)
		got, err := l.answer("GET")
		require.NoError(t, err)
		assert.Equal(t, body, got)
		assert.NoError(t, <-s.errs)
		assert.Len(t, w.noted(), want, "for %d bytes", size)
		assert.Less(t, time.Duration(want)*dripPause, time.Minute)
	}
}

// The server's write timeout has passed before the answer is written; what is
// held back has time of its own.
func TestAWaitDoesNotUseUpTheWriteTimeout(t *testing.T) {
	for _, row := range []struct {
		name string
		a    scenarios.Answer
		cut  bool
	}{
		{"nothing waits", scenarios.Answer{}, true},
		{"a delay", scenarios.Answer{Delay: scenarios.Delay{Min: time.Second}}, false},
		{"drops", scenarios.Answer{Fault: scenarios.Drip}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			var w waits
			s := prepare(t, said, &row.a, w.sleep)
			s.Config.WriteTimeout = time.Nanosecond
			s.Start()
			l := s.dial(t)
			l.send(t, get)
			body, err := l.answer("GET")
			if row.cut {
				assert.Error(t, err, "the timeout is at work")
				return
			}
			require.NoError(t, err)
			assert.Equal(t, said, body)
		})
	}
}

// timed notes the deadlines it is given.
type timed struct {
	*httptest.ResponseRecorder
	deadlines []time.Time
}

func (t *timed) SetWriteDeadline(at time.Time) error {
	t.deadlines = append(t.deadlines, at)
	return nil
}

// No write is for ever: a client that reads nothing is let go, and a drip is
// over after a minute however slowly it is read.
func TestWritesHaveAnEnd(t *testing.T) {
	for limit, a := range map[time.Duration]scenarios.Answer{
		30 * time.Second: {Delay: scenarios.Delay{Min: time.Minute}},
		time.Minute:      {Fault: scenarios.Drip},
	} {
		w := &timed{ResponseRecorder: httptest.NewRecorder()}
		reply := Reply{Status: 200, Body: []byte(said)}
		from, begin := httptest.NewRequest(http.MethodGet, "/", nil), time.Now()
		var ends []time.Time
		sleep := func(ctx context.Context, _ time.Duration) error {
			if end, ok := ctx.Deadline(); ok {
				ends = append(ends, end)
			}
			return nil
		}
		require.NoError(t, reply.deliver(w, from, &Request{}, onThatDay, &a, 7, sleep))
		assert.Equal(t, said, w.Body.String())
		require.Len(t, w.deadlines, 1)
		assert.WithinRange(t, w.deadlines[0], begin.Add(limit), time.Now().Add(limit))
		if a.Fault == scenarios.Drip {
			require.Len(t, ends, len(said))
			assert.WithinRange(t, ends[0], begin.Add(time.Minute), time.Now().Add(time.Minute))
		}
	}
}

// broken takes so many bytes and flushes before it fails.
type broken struct {
	*httptest.ResponseRecorder
	bytes, flushes int
}

func (b *broken) Write(p []byte) (int, error) {
	if b.bytes--; b.bytes < 0 {
		return 0, syscall.EPIPE
	}
	return b.ResponseRecorder.Write(p)
}

func (b *broken) FlushError() error {
	if b.flushes--; b.flushes < 0 {
		return syscall.EPIPE
	}
	return nil
}

// A drip that nobody can be given any more stops, and says so.
func TestADripEndsWithItsConnection(t *testing.T) {
	for _, row := range []struct{ bytes, flushes, pauses, sent int }{
		{99, 0, 0, 0}, // the header
		{3, 99, 4, 3},
		{99, 4, 4, 4},
	} {
		var w waits
		out := &broken{httptest.NewRecorder(), row.bytes, row.flushes}
		reply := Reply{Status: 200, Body: []byte(said)}
		from := httptest.NewRequest(http.MethodGet, "/", nil)
		err := reply.deliver(out, from, &Request{}, onThatDay, &scenarios.Answer{Fault: scenarios.Drip}, 7, w.sleep)
		assert.ErrorIs(t, err, syscall.EPIPE)
		assert.Len(t, w.noted(), row.pauses)
		assert.Equal(t, said[:row.sent], out.Body.String())
	}
}

// A call that was reset before the charge has no answer at all.
func TestAResetNeedsNoAnswer(t *testing.T) {
	before := goleak.IgnoreCurrent()
	defer goleak.VerifyNone(t, before)
	errs := make(chan error, 1)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, from *http.Request) {
		errs <- new(Reply).deliver(w, from, &Request{}, "", &scenarios.Answer{Fault: scenarios.ResetBeforeCharge}, 0, nil)
	}))
	defer s.Close()
	l := (&stage{Server: s}).dial(t)
	l.send(t, get)
	_, err := l.in.ReadByte()
	assert.ErrorIs(t, err, syscall.ECONNRESET)
	assert.ErrorIs(t, <-errs, errReset)
}
