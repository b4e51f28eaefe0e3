package sim_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

// faulty is a provider with a bug in one of its methods.
type faulty struct {
	at    string
	fault any
}

func (f *faulty) here(method string) {
	if f.at == method {
		panic(f.fault)
	}
}

func (f *faulty) Traits() sim.Traits { return sim.Traits{Name: "faulty"} }

func (f *faulty) Read(string, map[string]string) (any, error) { return nil, nil }

func (f *faulty) Open(c *sim.Call) *sim.Refusal {
	f.here("Open")
	c.Credential, c.Nonce = []byte("key"), c.ID[:]
	return nil
}

func (f *faulty) Verify(c *sim.Call, _ *ledger.Credential) *sim.Refusal {
	f.here("Verify")
	c.FreshUntil = c.Now
	return nil
}

func (f *faulty) Decode(c *sim.Call) *sim.Refusal {
	f.here("Decode")
	c.Numbers = append(c.Numbers, "13900000200")
	return nil
}

func (f *faulty) Assigned(*sim.Call, numsim.Number) (numsim.Carrier, bool) {
	f.here("Assigned")
	return numsim.ChinaMobile, true
}

func (f *faulty) Bill(*sim.Call, []sim.Answer) int {
	f.here("Bill")
	return 0
}

func (f *faulty) Refuse(*sim.Call, sim.Cause) *sim.Refusal {
	f.here("Refuse")
	return &sim.Refusal{Row: &numsim.Row{Name: "Row", Code: "Row", Status: 418}}
}

func (f *faulty) Answer(*sim.Call, *numsim.Row) *sim.Refusal { return nil }

func (f *faulty) Hint(*sim.Call, *sim.Refusal, *ledger.Credential) *explain.Finding {
	f.here("Hint")
	return nil
}

func (f *faulty) Explain(*sim.Call, explain.Key, []explain.Secret) explain.Asker { return nil }

func (f *faulty) Encode(_ *sim.Call, out *sim.Outcome, reply *sim.Reply) {
	reply.Set("X-Vendor", "dress")
	f.here("Encode")
	reply.Status, reply.Body = 200, append(reply.Body, "fine"...)
	if out.Refusal != nil {
		reply.Status = out.Refusal.Row.Status
	}
}

// serveFaulty runs p's engine and returns its server and its log. The key
// "key" is known unless the fault is in what is said of an unknown one.
func serveFaulty(t *testing.T, p *faulty) (*httptest.Server, *bytes.Buffer) {
	t.Helper()
	var out bytes.Buffer
	tenant := &ledger.Tenant{Name: "default", Clock: ledger.NewClock(nil)}
	accounts := ledger.New()
	if p.at != "Refuse" {
		require.NoError(t, accounts.Open("faulty", tenant, ledger.Account{Name: "a", Window: time.Minute}, ledger.Credential{ID: "key"}))
	}
	s := httptest.NewServer(sim.NewEngine(p, sim.Config{
		World:   &sim.World{Ledger: accounts, Scenario: scenarios.Default(0), Unclaimed: &ledger.Account{}, Began: tenant.Clock.Now()},
		Journal: journal.NewRing(0), Clock: tenant.Clock, Log: slog.New(slog.NewTextHandler(&out, nil)),
	}))
	t.Cleanup(s.Close)
	return s, &out
}

// A bug of ours is the one thing on a provider's port that names numsim: a test
// must not take it for the provider's answer. The next exchange is served.
func TestAFaultNeverWearsAProvidersDress(t *testing.T) {
	for _, method := range []string{"Open", "Verify", "Decode", "Assigned", "Bill", "Refuse", "Encode"} {
		t.Run(method, func(t *testing.T) {
			p := &faulty{at: method, fault: "it is \"broken\"\nin two lines"}
			s, log := serveFaulty(t, p)
			for range 3 {
				res, err := s.Client().Get(s.URL)
				require.NoError(t, err)
				body, err := io.ReadAll(res.Body)
				require.NoError(t, err)
				require.NoError(t, res.Body.Close())
				assert.Equal(t, 500, res.StatusCode)
				assert.Equal(t, "text/plain; charset=utf-8", res.Header.Get("Content-Type"))
				assert.Equal(t, "1", res.Header.Get("X-Numsim-Fault"))
				assert.Empty(t, res.Header.Get("X-Vendor"), "what the provider had said is taken back")
				assert.Contains(t, string(body), "numsim: internal fault while simulating faulty: it is \"broken\"")
			}
			p.at = ""
			res, err := s.Client().Get(s.URL)
			require.NoError(t, err)
			require.NoError(t, res.Body.Close())
			assert.NotEqual(t, 500, res.StatusCode, "a fault of one exchange is not the next one's")
			s.Close()
			lines := strings.Split(strings.TrimSpace(log.String()), "\n")
			require.GreaterOrEqual(t, len(lines), 3)
			assert.Contains(t, lines[0], `msg="internal fault" provider=faulty fault="it is \"broken\"\nin two lines"`)
			assert.Contains(t, lines[0], "faulty)."+method+"(", "the stack shows where")
		})
	}
}

// Faults that are not texts are shown too, a nil pointer among them.
func TestFaultsOfAnyKind(t *testing.T) {
	for _, fault := range []any{io.ErrUnexpectedEOF, 42, struct{}{}, []byte("x")} {
		s, _ := serveFaulty(t, &faulty{at: "Decode", fault: fault})
		res, err := s.Client().Get(s.URL)
		require.NoError(t, err)
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		assert.Contains(t, string(body), fmt.Sprint(fault))
	}
}

// net/http's own way to cut a connection stays one.
func TestAnAbortedHandlerCutsTheConnection(t *testing.T) {
	s, log := serveFaulty(t, &faulty{at: "Encode", fault: http.ErrAbortHandler})
	res, err := s.Client().Get(s.URL)
	if err == nil {
		_ = res.Body.Close()
	}
	assert.ErrorIs(t, err, io.EOF)
	s.Close()
	assert.Empty(t, log.String())
}

// A fault does not reopen the door that writer.go shuts: a request whose end
// could be seen in two places is the connection's last.
func TestAFaultEndsAnAmbiguousConnection(t *testing.T) {
	s, _ := serveFaulty(t, &faulty{at: "Decode", fault: "broken"})
	c, err := net.Dial("tcp", s.Listener.Addr().String())
	require.NoError(t, err)
	defer func() { _ = c.Close() }()
	require.NoError(t, c.SetDeadline(time.Now().Add(10*time.Second)))
	_, err = io.WriteString(c, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"+
		"GET /smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
	require.NoError(t, err)
	all, err := io.ReadAll(bufio.NewReader(c))
	require.NoError(t, err)
	assert.Equal(t, 1, strings.Count(string(all), "HTTP/1.1 "), "%s", all)
}
