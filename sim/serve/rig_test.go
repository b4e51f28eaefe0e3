package serve_test

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

// noon is the moment every simulator here begins at, and stays at.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const (
	action   = "DescribePhoneNumberStatus"
	version  = "2020-02-17"
	good     = "13900000200"
	deadline = 10 * time.Second // nothing here takes a tenth of it
)

// clock is a time that moves only when it is told to.
type clock struct{ at atomic.Int64 }

func (c *clock) Now() time.Time      { return time.Unix(0, c.at.Load()).UTC() }
func (c *clock) Set(at time.Time)    { c.at.Store(at.UnixNano()) }
func (c *clock) Add(d time.Duration) { c.at.Add(int64(d)) }

// rig is a running simulator and a client that trusts nothing it says.
type rig struct {
	*serve.Simulator
	url, addr string // the provider's
	clock     *clock
	client    *http.Client
}

// boot starts a simulator without a QPS limit; set is what --set takes.
func boot(t *testing.T, set ...string) *rig {
	t.Helper()
	return bootWith(t, serve.Config{Set: append([]string{"aliyun.qps=0"}, set...)})
}

// bootWith starts c on free ports, on a clock of its own unless c has one.
func bootWith(t *testing.T, c serve.Config) *rig {
	t.Helper()
	r := &rig{clock: &clock{}}
	r.clock.Set(noon)
	c.FreePorts = true
	if c.Now == nil {
		c.Now = r.clock.Now
	}
	s, err := serve.Start(c)
	require.NoError(t, err)
	r.Simulator, r.url = s, s.Providers[0].URL
	r.addr = hostOf(t, r.url)
	transport := &http.Transport{MaxConnsPerHost: 64, MaxIdleConnsPerHost: 64}
	r.client = &http.Client{Transport: transport, Timeout: deadline}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		require.NoError(t, s.Drain(deadline))
	})
	return r
}

func hostOf(t *testing.T, base string) string {
	t.Helper()
	u, err := url.Parse(base)
	require.NoError(t, err)
	return u.Host
}

// signer signs as key does, by the simulator's clock.
func (r *rig) signer(key string) client.AliyunSigner {
	return client.AliyunSigner{AccessKeyID: key, AccessKeySecret: "numsim-secret", Now: r.clock.Now}
}

// v1 is a signed request in JSON; extra is name, value, name, value.
func (r *rig) v1(t *testing.T, s client.AliyunSigner, method string, extra ...string) *http.Request {
	t.Helper()
	params := map[string]string{"Action": action, "Version": version, "Format": "JSON", "PhoneNumber": good}
	for i := 0; i < len(extra); i += 2 {
		params[extra[i]] = extra[i+1]
	}
	req, err := s.V1(method, r.url, params)
	require.NoError(t, err)
	return req
}

func (r *rig) v3(t *testing.T, s client.AliyunSigner) *http.Request {
	t.Helper()
	req, err := s.V3(http.MethodPost, r.url, action, version, map[string]string{"PhoneNumber": good})
	require.NoError(t, err)
	return req
}

// query is a fresh request of numsim's as a query string, signed for method.
func (r *rig) query(t *testing.T, method string, extra ...string) string {
	t.Helper()
	req := r.v1(t, r.signer("numsim"), method, extra...)
	if method == http.MethodPost {
		return bodyOf(t, req)
	}
	return req.URL.RawQuery
}

// do sends a copy of req and returns the provider's answer.
func (r *rig) do(t *testing.T, req *http.Request) answer {
	t.Helper()
	res, err := r.client.Do(req.Clone(context.Background()))
	require.NoError(t, err)
	return read(t, res)
}

// tally sends n requests at once and counts their codes.
func (r *rig) tally(t *testing.T, requests []*http.Request) map[string]int {
	t.Helper()
	var mu sync.Mutex
	codes := map[string]int{}
	each(len(requests), func(i int) {
		res, err := r.client.Do(requests[i])
		if err != nil {
			t.Errorf("request %d: %v", i, err)
			return
		}
		code := read(t, res).said(t).Code
		mu.Lock()
		defer mu.Unlock()
		codes[code]++
	})
	return codes
}

// each runs do n times at once.
func each(n int, do func(int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { do(i) })
	}
	all.Wait()
}
