package client

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type spanKey struct{}

// An observer sees each attempt begin and end, and its context is the one that
// the request has and the log's handler is asked with.
func TestObserver(t *testing.T) {
	s := newServer(t, says("throttled", "Retry-After", "2"), says("answer"))
	var began, ended []Attempt
	var spans []any
	handler := &spying{Handler: slog.DiscardHandler}
	own := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		spans = append(spans, r.Context().Value(spanKey{}))
		return s.Client().Transport.RoundTrip(r)
	})}
	ticks := noon
	y := newToy(t, s.URL, Options{
		HTTP: own, Log: slog.New(handler), Now: func() time.Time { ticks = ticks.Add(time.Second); return ticks },
		Observe: func(ctx context.Context, a Attempt) (context.Context, func(Attempt)) {
			began = append(began, a)
			return context.WithValue(ctx, spanKey{}, a.Try), func(a Attempt) { ended = append(ended, a) }
		},
	})
	_, failed := y.ask(t)
	require.Nil(t, failed)
	assert.Equal(t, []any{1, 2}, spans)
	assert.Equal(t, []any{1, 2}, handler.spans)
	assert.Equal(t, []Attempt{
		{Provider: "toy", Operation: "Ask", Try: 1, Numbers: 1}, {Provider: "toy", Operation: "Ask", Try: 2, Numbers: 1},
	}, began)
	require.Len(t, ended, 2)
	first, second := ended[0], ended[1]
	assert.Equal(t, "throttled", first.Err.Code)
	assert.Equal(t, 2*time.Second, first.Wait)
	assert.Equal(t, 200, first.HTTP)
	assert.Equal(t, NotCharged, first.Charged)
	assert.Positive(t, first.Duration)
	assert.Nil(t, second.Err)
	assert.Equal(t, IsCharged, second.Charged)
	assert.Zero(t, second.Wait)
}

// spying notes whose span a record belongs to.
type spying struct {
	slog.Handler
	spans []any
}

func (h *spying) Enabled(context.Context, slog.Level) bool { return true }

func (h *spying) Handle(ctx context.Context, _ slog.Record) error {
	h.spans = append(h.spans, ctx.Value(spanKey{}))
	return nil
}

// What an observer keeps of an attempt does not change when the call goes on,
// and an observer may return nothing.
func TestObserverKeepsAndReturnsNothing(t *testing.T) {
	s := newServer(t, resets, says("bad"))
	var kept []*Error
	y := newToy(t, s.URL, Options{Retry: Retry{Charged: true}, Observe: func(context.Context, Attempt) (context.Context, func(Attempt)) {
		return nil, func(a Attempt) { kept = append(kept, a.Err) }
	}})
	_, failed := y.ask(t)
	require.NotNil(t, failed)
	assert.Equal(t, PerhapsCharged, failed.Charged, "of the call")
	require.Len(t, kept, 2)
	assert.Equal(t, NotCharged, kept[1].Charged, "of the second attempt")

	y = newToy(t, s.URL, Options{Observe: func(ctx context.Context, _ Attempt) (context.Context, func(Attempt)) { return ctx, nil }})
	_, failed = y.ask(t)
	assert.Equal(t, "bad", failed.Code)
}

func TestLogHasAnEntryForEachAttempt(t *testing.T) {
	s := newServer(t, says("throttled"), says("answer"))
	var out bytes.Buffer
	y := newToy(t, s.URL, Options{Log: slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	_, failed := y.ask(t)
	require.Nil(t, failed)
	var first, second map[string]any
	d := json.NewDecoder(&out)
	require.NoError(t, d.Decode(&first))
	require.NoError(t, d.Decode(&second))
	assert.ErrorIs(t, d.Decode(&first), io.EOF)
	assert.Equal(t, "WARN", first["level"])
	assert.Equal(t, "failed", first["msg"])
	assert.Equal(t, "throttled", first["code"])
	assert.Equal(t, "throttled", first["message"])
	assert.Equal(t, "throttled", first["kind"])
	assert.Equal(t, "no", first["charged"])
	assert.Equal(t, float64(y.waits[0]), first["wait"])
	assert.Equal(t, "DEBUG", second["level"])
	assert.Equal(t, "answered", second["msg"])
	assert.Equal(t, "yes", second["charged"])
	for _, entry := range []map[string]any{first, second} {
		assert.Equal(t, "toy", entry["provider"])
		assert.Equal(t, "Ask", entry["operation"])
		assert.InDelta(t, 200, entry["http"], 0)
	}
	assert.InDelta(t, 2, second["try"], 0)
}

func TestOwnHTTPClientIsUsedAndLeftAlone(t *testing.T) {
	s := newServer(t, redirects("/elsewhere"))
	used := 0
	own := &http.Client{Timeout: time.Minute, Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		used++
		return s.Client().Transport.RoundTrip(r)
	})}
	y := newToy(t, s.URL, Options{HTTP: own})
	_, failed := y.ask(t)
	require.NotNil(t, failed)
	assert.Equal(t, 1, used)
	assert.Nil(t, own.CheckRedirect, "it follows redirects for others")
	assert.NotSame(t, own, y.http)
	assert.Equal(t, time.Minute, y.http.Timeout)
}

func TestProxyAndUserAgent(t *testing.T) {
	var asked, agents []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.RequestURI)
		agents = append(agents, r.Header.Get("User-Agent"))
		_, _ = io.WriteString(w, "answer")
	}))
	defer proxy.Close()
	at, err := url.Parse(proxy.URL)
	require.NoError(t, err)
	for _, name := range []string{"", "shop/1.0"} {
		y := newToy(t, "http://toy.example", Options{Proxy: http.ProxyURL(at), UserAgent: name})
		_, failed := y.ask(t)
		require.Nil(t, failed)
	}
	assert.Equal(t, []string{"POST http://toy.example/", "POST http://toy.example/"}, asked)
	assert.Equal(t, []string{"numsim-client (+https://github.com/numsim/numsim)", "shop/1.0"}, agents)
}
