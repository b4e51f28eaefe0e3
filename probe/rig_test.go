package probe_test

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/probe"
)

// clock is time for everybody in a test: simulator, front and client. It goes on
// when somebody waits, and by a little whenever it is read.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: builtin.Noon()} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Microsecond)
	return c.now
}

func (c *clock) Sleep(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return nil
}

func never(time.Duration) <-chan time.Time { return nil }

// person has a client do each task, and says of answers what is set.
type person struct {
	t      *testing.T
	client func(ctx context.Context, t probe.Task) // makes the calls
	reply  probe.Reply
	word   probe.Word
}

func (p person) Do(ctx context.Context, t probe.Task) (probe.Word, error) {
	p.client(ctx, t)
	return p.word, nil
}

func (p person) Answer(context.Context, *probe.Module) (probe.Reply, error) { return p.reply, nil }

// world is a simulator and a clock that tests share.
type world struct {
	*clock
	control string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	c := newClock()
	host, err := builtin.NewHost(c.Now)
	require.NoError(t, err)
	t.Cleanup(host.Close)
	return &world{c, host.Control}
}

func (w *world) session(p probe.Person, modules ...probe.Module) *probe.Session {
	return &probe.Session{Modules: modules, Control: ctl.New(w.control), Person: p, Now: w.Now, After: never}
}

// results runs modules with a client.
func (w *world) results(t *testing.T, p person, provider string, names ...string) map[string]conformance.Result {
	t.Helper()
	modules, err := probe.Select(provider, probe.Standard, names)
	require.NoError(t, err)
	list := map[string]conformance.Result{}
	quit, err := w.session(p, modules...).Run(t.Context(), func(r conformance.Result) { list[r.ID] = r })
	require.NoError(t, err)
	require.False(t, quit)
	require.Len(t, list, len(modules))
	return list
}

// one runs one module with a client.
func (w *world) one(t *testing.T, client func(context.Context, probe.Task), provider, name string) conformance.Result {
	t.Helper()
	return w.results(t, person{t: t, client: client, reply: probe.Yes}, provider, name)["probe."+provider+"."+name]
}

// direct is a client that goes where it is told, and over HTTP/1.1.
func direct() *http.Client {
	return &http.Client{Transport: &http.Transport{}, Timeout: 20 * time.Second}
}

// post sends a form and returns the answer's status and body, or an error.
func post(c *http.Client, address, text string) (int, string, error) {
	res, err := c.Post(address, "application/x-www-form-urlencoded", strings.NewReader(text))
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = res.Body.Close() }()
	var b strings.Builder
	buf := make([]byte, 4096)
	for {
		n, err := res.Body.Read(buf)
		b.Write(buf[:n])
		if err != nil {
			return res.StatusCode, b.String(), nil
		}
	}
}

// dial opens a connection to a base URL.
func dial(t *testing.T, base string) net.Conn {
	u, err := url.Parse(base)
	require.NoError(t, err)
	c, err := net.Dial("tcp", u.Host)
	require.NoError(t, err)
	return c
}
