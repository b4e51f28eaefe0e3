package ywjisu_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/journal"
)

// discard is a ResponseWriter that costs nothing.
type discard struct{ h http.Header }

func (d *discard) Header() http.Header         { return d.h }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

// rewound is a body that is read anew in each round.
type rewound struct{ *strings.Reader }

func (rewound) Close() error { return nil }

// batch is a call about so many numbers of all statuses.
func batch(n int) string {
	endings := []string{"0200", "0404", "0402", "0304", "0204"}
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf("139%04d%s", i, endings[i%len(endings)]))
	}
	return signed("numsim-unlimited", strings.Join(list, ","), noon).Encode()
}

// BenchmarkExchange is one verified, charged and journalled call, without
// net/http around it: everything between its request and its ResponseWriter.
func BenchmarkExchange(b *testing.B) {
	for _, size := range []int{1, 50} {
		b.Run(fmt.Sprintf("%d", size), func(b *testing.B) {
			r := newRig(b)
			req, body := post(""), rewound{strings.NewReader(batch(size))}
			req.Body = body
			w := &discard{h: http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				_, _ = body.Seek(0, io.SeekStart)
				clear(w.h)
				r.handler.ServeHTTP(w, req)
			}
			requireAnswered(b, r.last(), size)
		})
	}
}

func requireAnswered(b *testing.B, last journal.Entry, size int) {
	b.Helper()
	require.Empty(b, last.Row)
	require.Len(b, last.Lines, size)
}
