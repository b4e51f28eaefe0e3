package client_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/all"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/serve"
)

// duoBegan is when every simulator here begins.
var duoBegan = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// duo is a simulator for clients of Kingsoft Cloud and ywjisu. Its time moves
// when it is told to and when a client waits.
type duo struct {
	t   *testing.T
	url map[string]string // by provider

	mu       sync.Mutex
	now      time.Time
	waits    []time.Duration
	attempts []client.Attempt // that are over
	seen     []exchanged      // on the wire
}

// exchanged is a request and what came back, as the network has it.
type exchanged struct {
	operation string
	numbers   []numsim.Number
	form      url.Values
	status    int
	body      string
	err       error // the answer did not come, or not to its end
}

// startDuo runs c on free ports.
func startDuo(t *testing.T, c serve.Config) *duo {
	t.Helper()
	d := &duo{t: t, now: duoBegan, url: map[string]string{}}
	c.FreePorts, c.Now = true, d.time
	s, err := serve.Start(c)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Drain(10*time.Second)) })
	for _, e := range s.Providers {
		d.url[e.Traits.Name] = e.URL
	}
	return d
}

// startPatientDuo serves each provider by an engine that holds no answer back:
// a scenario may say hang, and nobody waits. It sets nothing on accounts.
func startPatientDuo(t *testing.T, draft *scenarios.Draft) *duo {
	t.Helper()
	require.Empty(t, draft.Settings)
	d := &duo{t: t, now: duoBegan, url: map[string]string{}}
	providers, err := all.Providers()
	require.NoError(t, err)
	tenant := &ledger.Tenant{Name: "default", Clock: ledger.NewClock(d.time)}
	for _, p := range providers {
		name := p.Traits().Name
		ready, unclaimed, err := serve.Accounts(p, nil)
		require.NoError(t, err)
		l := ledger.New()
		for _, r := range ready {
			require.NoError(t, l.Open(name, tenant, r.Account, r.Credential))
		}
		world := &sim.World{Ledger: l, Scenario: scenarios.New(draft), Unclaimed: unclaimed, Began: duoBegan}
		server := httptest.NewServer(sim.NewEngine(p, sim.Config{
			World: world, Journal: journal.NewRing(0), Clock: tenant.Clock,
			Sleep: func(context.Context, time.Duration) error { return nil },
		}))
		t.Cleanup(server.Close)
		d.url[name] = server.URL
	}
	return d
}

// startFake serves both clients by a handler that is no simulator, for answers
// that no scenario has.
func startFake(t *testing.T, handler http.HandlerFunc) *duo {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return &duo{t: t, now: duoBegan, url: map[string]string{"ksyun": server.URL, "ywjisu": server.URL}}
}

// alwaysSaying is a handler that says the same to everybody.
func alwaysSaying(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// scenarioOf is a scenario written in a test.
func scenarioOf(t *testing.T, text string) *scenarios.Draft {
	t.Helper()
	fsys := fstest.MapFS{"own.yaml": {Data: []byte("scenario: own\n" + text)}}
	draft, findings, err := serve.Scenario(fsys, "own.yaml")
	require.NoError(t, err)
	require.Empty(t, findings.Errors())
	return draft
}

func (d *duo) time() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

// after is the time since the beginning from now on.
func (d *duo) after(since time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = duoBegan.Add(since)
}

// forget lets the tape begin anew.
func (d *duo) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.waits, d.attempts, d.seen = nil, nil, nil
}

// sleep notes a wait, which is over at once.
func (d *duo) sleep(ctx context.Context, wait time.Duration) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.waits, d.now = append(d.waits, wait), d.now.Add(wait)
	return ctx.Err()
}

func (d *duo) observe(ctx context.Context, _ client.Attempt) (context.Context, func(client.Attempt)) {
	return ctx, func(a client.Attempt) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.attempts = append(d.attempts, a)
	}
}

// options has a connection for each call, so that none is left open.
func (d *duo) options(provider string) client.Options {
	return client.Options{
		BaseURL: d.url[provider], Now: d.time, Sleep: d.sleep, Observe: d.observe,
		HTTP: &http.Client{Transport: tape{d, &http.Transport{DisableKeepAlives: true}}},
	}
}

func (d *duo) ksyunConfig(key string) client.KsyunConfig {
	return client.KsyunConfig{Signer: client.KsyunSigner{AccessKey: key, SecretKey: "numsim-secret"}, Options: d.options("ksyun")}
}

func (d *duo) ywjisuConfig(code string) client.YwjisuConfig {
	return client.YwjisuConfig{
		Signer:  client.YwjisuSigner{Code: code, Password: "numsim-pwd", PrivateKey: "numsim-key"},
		Options: d.options("ywjisu"),
	}
}

func (d *duo) newKsyun(c client.KsyunConfig) *client.Ksyun {
	d.t.Helper()
	k, err := client.NewKsyun(c)
	require.NoError(d.t, err)
	return k
}

func (d *duo) newYwjisu(c client.YwjisuConfig) *client.Ywjisu {
	d.t.Helper()
	y, err := client.NewYwjisu(c)
	require.NoError(d.t, err)
	return y
}

func (d *duo) ksyun() *client.Ksyun { d.t.Helper(); return d.newKsyun(d.ksyunConfig("numsim")) }

func (d *duo) ywjisu() *client.Ywjisu { d.t.Helper(); return d.newYwjisu(d.ywjisuConfig("numsim")) }

// tape notes what goes over the wire.
type tape struct {
	duo  *duo
	next http.RoundTripper
}

func (t tape) RoundTrip(req *http.Request) (*http.Response, error) {
	e := exchanged{}
	copied, err := req.GetBody()
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(copied)
	if err != nil {
		return nil, err
	}
	if e.form, err = url.ParseQuery(string(raw)); err != nil {
		return nil, err
	}
	e.operation = e.form.Get("Action")
	for text := range strings.SplitSeq(e.form.Get("Mobile")+e.form.Get("Mobiles")+e.form.Get("mobiles"), ",") {
		e.numbers = append(e.numbers, numsim.Number(text))
	}
	res, err := t.next.RoundTrip(req)
	if err == nil {
		e.status = res.StatusCode
		var body []byte
		body, e.err = io.ReadAll(res.Body)
		_ = res.Body.Close()
		e.body = string(body)
		res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), &broken{e.err}))
	} else {
		e.err = err
	}
	t.duo.mu.Lock()
	defer t.duo.mu.Unlock()
	t.duo.seen = append(t.duo.seen, e)
	return res, err
}

// broken is the end of a body.
type broken struct{ err error }

func (b *broken) Read([]byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	return 0, io.EOF
}

// sizes are how many numbers each call asked about.
func (d *duo) sizes() (sizes []int) {
	for _, e := range d.seen {
		sizes = append(sizes, len(e.numbers))
	}
	return sizes
}

// errorIn is the client's error in err.
func errorIn(t *testing.T, err error) *client.Error {
	t.Helper()
	var e *client.Error
	require.True(t, errors.As(err, &e), "%v is no *client.Error", err)
	return e
}

// lines are n numbers of China Mobile that are active.
func lines(n int) []numsim.Number {
	numbers := make([]numsim.Number, n)
	for i := range numbers {
		numbers[i] = numsim.Number("139" + digits4(i) + "0200")
	}
	return numbers
}

func digits4(i int) string {
	return string([]byte{'0' + byte(i/1000%10), '0' + byte(i/100%10), '0' + byte(i/10%10), '0' + byte(i%10)})
}
