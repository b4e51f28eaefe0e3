package load_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/bench/load"
)

// requests are not signed: what is sent is not looked at here.
func requests(n int) (b load.Batch) {
	for range n {
		b = append(b, []byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
	}
	return b
}

func drive(t *testing.T, p load.Plan, n int, h http.HandlerFunc) load.Result {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	p.Address, p.Traffic = server.Listener.Addr().String(), load.Aliyun("")
	if p.Limit == 0 {
		p.Limit = time.Minute
	}
	r, err := load.Drive(t.Context(), p, requests(n))
	require.NoError(t, err)
	return r
}

func ok(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"Code":"OK"}`) }

func TestAClosedLoopSendsEveryRequestOnce(t *testing.T) {
	var seen atomic.Int64
	r := drive(t, load.Plan{Connections: 8}, 500, func(w http.ResponseWriter, r *http.Request) {
		seen.Add(1)
		ok(w, r)
	})
	assert.EqualValues(t, 500, seen.Load())
	assert.Len(t, r.Latencies, 500)
	assert.Zero(t, r.Errors)
	assert.Positive(t, r.Took)
}

func TestEveryAnswerIsChecked(t *testing.T) {
	for _, tt := range []struct{ why, says, body string }{
		{"a refusal", `answered 400: {"Code":"OK"}`, `{"Code":"OK"}`},
		{"another code", `answered 200: {"Code":"isv.X"}`, `{"Code":"isv.X"}`},
	} {
		var n atomic.Int64
		r := drive(t, load.Plan{Connections: 2}, 10, func(w http.ResponseWriter, r *http.Request) {
			if n.Add(1) != 3 {
				ok(w, r)
				return
			}
			if strings.Contains(tt.says, "400") {
				w.WriteHeader(http.StatusBadRequest)
			}
			_, _ = io.WriteString(w, tt.body)
		})
		assert.Equal(t, 1, r.Errors, tt.why)
		assert.Len(t, r.Latencies, 9, "a wrong answer's latency is not counted")
		assert.EqualError(t, r.First, tt.says, tt.why)
	}
}

func TestAnOpenLoopCountsFromWhenARequestWasDue(t *testing.T) {
	release := make(chan struct{})
	time.AfterFunc(200*time.Millisecond, func() { close(release) })
	r := drive(t, load.Plan{Connections: 1, Rate: 1000}, 10, func(w http.ResponseWriter, r *http.Request) {
		<-release
		ok(w, r)
	})
	require.Len(t, r.Latencies, 10)
	for i, l := range r.Latencies {
		assert.Greater(t, l, 180*time.Millisecond, "request %d waited behind the first on the only connection", i)
	}
}

func TestTheLimitEndsARun(t *testing.T) {
	r := drive(t, load.Plan{Connections: 1, Rate: 100, Limit: 50 * time.Millisecond}, 1000, ok)
	assert.LessOrEqual(t, len(r.Latencies), 6, "six are due in 50 ms")
	assert.Zero(t, r.Errors)
}

func TestALostConnectionIsOneError(t *testing.T) {
	for _, answer := range []string{"", "nonsense\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"} {
		r := drive(t, load.Plan{Connections: 1}, 5, func(w http.ResponseWriter, _ *http.Request) {
			c, _, err := http.NewResponseController(w).Hijack()
			if assert.NoError(t, err) {
				_, _ = fmt.Fprint(c, answer)
				_ = c.Close()
			}
		})
		assert.Equal(t, 1, r.Errors, answer)
		assert.Error(t, r.First, answer)
		assert.Empty(t, r.Latencies, answer)
	}
}

func TestOnlyLoopbackIsDriven(t *testing.T) {
	for _, address := range []string{"192.0.2.1:80", "dytnsapi.aliyuncs.com:80", "127.0.0.1"} {
		_, err := load.Drive(t.Context(), load.Plan{Address: address, Connections: 1}, requests(1))
		assert.ErrorContains(t, err, "is no loopback address", address)
	}
}

func TestAnEndedRunSendsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	cancel()
	_, err = load.Drive(ctx, load.Plan{Address: l.Addr().String(), Connections: 1, Limit: time.Minute}, requests(1))
	assert.ErrorIs(t, err, context.Canceled)
}
