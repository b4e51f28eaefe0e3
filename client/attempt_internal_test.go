package client

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

func zeros(unpacked int64) behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.CopyN(z, endless{}, unpacked)
		_ = z.Close()
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// What was written is never written again by itself: an answer that is lost, or
// not the provider's, may have been charged.
func TestWhatWasWrittenIsNotSentAgain(t *testing.T) {
	for _, row := range []struct {
		name  string
		does  behaviour
		kind  numsim.Kind
		http  int
		words string
	}{
		{"a reset", resets, numsim.Transport, 0, "no answer came"},
		{"a connection closed", closes, numsim.Transport, 0, "no answer came"},
		{"an answer cut short", cuts, numsim.Transport, 200, "the answer broke off"},
		{"no answer in time", hangs, numsim.Transport, 0, "deadline exceeded"},
		{"an answer too long", says(strings.Repeat("x", 5001)), numsim.Transport, 200, "longer than 5000 bytes"},
		{"a gzip bomb", zeros(50 << 20), numsim.Transport, 200, "longer than 5000 bytes"},
		{"gzip that is none", says("answer", "Content-Encoding", "gzip"), numsim.Transport, 200, "the answer broke off"},
		{"a redirect", redirects("/elsewhere"), numsim.Malformed, 302, "a redirect, and none is followed"},
		{"a redirect to nowhere", redirects(""), numsim.Malformed, 302, "a redirect, and none is followed"},
		{"a page", says("<html>Sign in</html>"), numsim.Malformed, 200, `beginning with "<html>Sign in</html>"`},
		{"nothing", says(""), numsim.Malformed, 200, "0 bytes"},
		{"HTTP that is none", gibberish, numsim.Transport, 0, "no answer came"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newServer(t, row.does, says("answer"))
			o := Options{MaxAnswer: 5000}
			if row.name == "no answer in time" {
				o.Timeout = 300 * time.Millisecond
			}
			y := newToy(t, s.URL, o)
			cost, failed := y.ask(t)
			require.NotNil(t, failed)
			assert.Equal(t, row.kind, failed.Kind)
			assert.Equal(t, row.http, failed.HTTP)
			assert.Equal(t, PerhapsCharged, failed.Charged)
			assert.Equal(t, PerhapsCharged, cost)
			assert.True(t, failed.Retry)
			assert.Contains(t, failed.Message, row.words)
			assert.Len(t, s.seen("Nonce"), 1)
			assert.Empty(t, y.waits)
		})
	}
}

// Unless somebody would rather pay twice.
func TestChargedHasThemSentAgain(t *testing.T) {
	for name, row := range map[string]struct {
		last behaviour
		kind numsim.Kind
		cost Charged
	}{
		"and then answered":         {says("answer"), 0, IsCharged},
		"and then answered free":    {says("unknown"), 0, PerhapsCharged},
		"and then refused for good": {says("bad"), numsim.BadRequest, PerhapsCharged},
		"and again":                 {resets, numsim.Transport, PerhapsCharged},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, resets, says("throttled"), row.last)
			y := newToy(t, s.URL, Options{Retry: Retry{Charged: true}})
			cost, failed := y.ask(t)
			assert.Equal(t, row.cost, cost)
			if row.kind != 0 {
				require.NotNil(t, failed)
				assert.Equal(t, row.kind, failed.Kind)
				assert.Equal(t, PerhapsCharged, failed.Charged, "of any of its attempts")
			}
			assert.Equal(t, []string{"1", "2", "3"}, s.seen("Nonce"))
		})
	}
}

func redirects(to string) behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		if to != "" {
			w.Header().Set("Location", to)
		}
		w.WriteHeader(http.StatusFound)
	}
}

func gibberish(w http.ResponseWriter, _ *http.Request) {
	conn := hijacked(w)
	_, _ = io.WriteString(conn, "13900000200 "+canary+"\r\n\r\n")
	_ = conn.Close()
}

// An answer of the greatest length is taken, and so is one in gzip that the
// transport was told to leave alone.
func TestAnswersOfTheGreatestLength(t *testing.T) {
	s := newServer(t, says("answer "+strings.Repeat("x", 93)), packed("answer"))
	own := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	t.Cleanup(own.CloseIdleConnections)
	y := newToy(t, s.URL, Options{MaxAnswer: 100, HTTP: own})
	for range 2 {
		cost, failed := y.ask(t)
		assert.Nil(t, failed)
		assert.Equal(t, IsCharged, cost)
	}
}

func packed(text string) behaviour {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, text)
		_ = z.Close()
	}
}

// Over HTTP/2 a stream that the server gives up is as lost as a connection.
func TestALostStreamIsPerhapsCharged(t *testing.T) {
	s := &server{}
	s.Server = httptest.NewUnstartedServer(s.handler([]behaviour{says("answer"), func(http.ResponseWriter, *http.Request) {
		panic(http.ErrAbortHandler)
	}}))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	y := newToy(t, s.URL, Options{HTTP: s.Client()})
	_, failed := y.ask(t)
	require.Nil(t, failed)
	cost, failed := y.ask(t)
	require.NotNil(t, failed)
	assert.Equal(t, PerhapsCharged, cost)
	assert.Len(t, s.seen("Nonce"), 2)
}

// A server learns late that nobody waits any more; the client does not wait for
// that. It is the caller who ended it, so there is no second attempt.
func TestCancellationIsNotRetried(t *testing.T) {
	arrived := make(chan struct{}, 3)
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		hangs(w, r)
	})
	y := newToy(t, s.URL, Options{Retry: Retry{Charged: true}})
	ctx, cancel := withCancel(t)
	go func() { <-arrived; cancel() }()
	err := y.do(ctx, y.call())
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.ErrorIs(t, err, errCanceled)
	assert.Equal(t, PerhapsCharged, e.Charged)
	assert.False(t, e.Retry)
	assert.Len(t, s.seen("Nonce"), 1)
}
