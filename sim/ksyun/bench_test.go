package ksyun_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// discard is a ResponseWriter that costs nothing.
type discard struct{ h http.Header }

func (d *discard) Header() http.Header         { return d.h }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

// fifty are different numbers.
func fifty() string {
	var list []string
	for i := range 50 {
		list = append(list, fmt.Sprintf("139%04d0200", i))
	}
	return strings.Join(list, ",")
}

// BenchmarkExchange is one verified and journalled answer, without net/http
// around it: everything between its request and its ResponseWriter. Requests
// are made before the clock runs.
func BenchmarkExchange(b *testing.B) {
	for _, tt := range []struct {
		name string
		call func() *http.Request
	}{
		{"realtime", func() *http.Request { return call(realtime, "Accesskey", "numsim-unlimited") }},
		{"batch of 50", func() *http.Request { return call(batch, "Accesskey", "numsim-unlimited", "Mobiles", fifty()) }},
		{"international", func() *http.Request { return call(international, "Accesskey", "numsim-unlimited") }},
		{"AWS4", func() *http.Request { return callAWS4("numsim-unlimited", realtime) }},
	} {
		b.Run(tt.name, func(b *testing.B) {
			r := newRig(b)
			requests := make([]*http.Request, b.N)
			for i := range requests {
				requests[i] = tt.call()
			}
			w := &discard{h: http.Header{}}
			b.ReportAllocs()
			b.ResetTimer()
			for _, req := range requests {
				clear(w.h)
				r.handler.ServeHTTP(w, req)
			}
			b.StopTimer()
			require.Empty(b, r.last().Row)
		})
	}
}
