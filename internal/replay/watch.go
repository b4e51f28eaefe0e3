package replay

import (
	"crypto/tls"
	"net/http"
	"net/http/httptrace"
	"sync"
	"time"
)

// watch takes the times of one call.
type watch struct {
	now   func() time.Time
	began time.Time

	mu   sync.Mutex
	seen Timing
}

// newWatch returns the request that is watched.
func newWatch(r *http.Request, now func() time.Time) (*watch, *http.Request) {
	w := &watch{now: now, began: now()}
	trace := &httptrace.ClientTrace{
		DNSDone:              func(httptrace.DNSDoneInfo) { w.take(&w.seen.DNS) },
		ConnectDone:          func(_, _ string, _ error) { w.take(&w.seen.Connect) },
		TLSHandshakeDone:     func(tls.ConnectionState, error) { w.take(&w.seen.TLS) },
		GotFirstResponseByte: func() { w.take(&w.seen.FirstByte) },
	}
	return w, r.WithContext(httptrace.WithClientTrace(r.Context(), trace))
}

func (w *watch) take(into *float64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	*into = float64(w.now().Sub(w.began).Microseconds()) / 1000
}

func (w *watch) done() { w.take(&w.seen.Total) }

func (w *watch) timing() Timing {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen
}
