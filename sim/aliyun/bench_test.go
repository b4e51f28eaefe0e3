package aliyun_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

// discard is a ResponseWriter that costs nothing.
type discard struct{ h http.Header }

func (d *discard) Header() http.Header         { return d.h }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

// BenchmarkExchange is one verified, charged and journalled answer, without
// net/http around it: everything between its request and its ResponseWriter.
func BenchmarkExchange(b *testing.B) {
	r := newRig(b)
	requests := make([]*http.Request, b.N)
	for i := range requests {
		signed := v1(b, signer("numsim-unlimited", ""), "JSON")
		requests[i] = httptest.NewRequest(http.MethodGet, signed.URL.String(), nil)
	}
	w := &discard{h: http.Header{}}
	b.ReportAllocs()
	b.ResetTimer()
	for _, req := range requests {
		clear(w.h)
		r.handler.ServeHTTP(w, req)
	}
	b.StopTimer()
	entries := r.journal.Entries()
	require.Empty(b, entries[len(entries)-1].Row)
}
