package serve_test

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

// gate is a clock that holds up whoever reads it next, once it is closed.
type gate struct {
	mu      sync.Mutex
	closed  bool
	arrived chan struct{}
	open    chan struct{}
}

func (g *gate) now() time.Time {
	g.mu.Lock()
	held := g.closed
	g.closed = false
	g.mu.Unlock()
	if held {
		close(g.arrived)
		<-g.open
	}
	return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
}

func (g *gate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed, g.arrived, g.open = true, make(chan struct{}), make(chan struct{})
}

// An exchange that began before a reset finishes in the world it began in. The
// new journal does not have it, and a new scenario's verdict neither.
func TestAResetWhileACallIsUnderWay(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*serve.Simulator, *serve.Tenant) error
		kept   int // entries in the journal afterwards
	}{
		"a reset":          {(*serve.Simulator).Reset, 0},
		"another scenario": {func(s *serve.Simulator, t *serve.Tenant) error { return s.LoadInto(t, nil) }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			g := &gate{}
			s, err := serve.New(serve.Config{Now: g.now})
			require.NoError(t, err)
			tenant, err := s.Tenant("")
			require.NoError(t, err)
			signer := client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: "numsim-secret", Now: g.now}
			signed := func() *http.Request {
				req, err := signer.V1("GET", "http://numsim.test", map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "PhoneNumber": "13900000200"})
				require.NoError(t, err)
				return httptest.NewRequest("GET", req.URL.String(), nil)
			}
			before := signed()
			g.close()
			done := make(chan int)
			go func() {
				w := httptest.NewRecorder()
				s.Handler(0).ServeHTTP(w, before)
				done <- w.Code
			}()
			<-g.arrived
			require.NoError(t, row.change(s, tenant))
			close(g.open)
			assert.Equal(t, 200, <-done, "the call is answered all the same")

			assert.Len(t, tenant.Journal.Entries(), row.kept)
			assert.Zero(t, s.Verify(tenant).Calls, "and is none of the new scenario's")
			w := httptest.NewRecorder()
			s.Handler(0).ServeHTTP(w, signed())
			assert.Equal(t, 200, w.Code)
			assert.Len(t, tenant.Journal.Entries(), row.kept+1)
			assert.Equal(t, 1, s.Verify(tenant).Calls)
		})
	}
}
