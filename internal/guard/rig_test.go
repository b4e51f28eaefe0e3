package guard_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/replay/standin"
)

const listText = `# numbers of the test
consent: the tester agrees that these are queried until 2099
13900000200 active 2098-12-31
13900000404 vacant 2098-12-31
13000000402 suspended 2098-12-31
consent: an old consent
13900000203 suspected-off 2020-01-31
`

// listed are the numbers that may be asked about.
func listed(t *testing.T, text string) *guard.AllowList {
	t.Helper()
	list, err := guard.ReadAllowList(fstest.MapFS{"numbers": {Data: []byte(text)}}, "numbers", pinOf(text))
	require.NoError(t, err)
	return list
}

func pinOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// clock is one that only waiting moves.
type clock struct {
	mu     sync.Mutex
	at     time.Time
	waited []time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	c.waited = append(c.waited, d)
	return ctx.Err()
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// rig is a session towards a stand-in.
type rig struct {
	*guard.Session
	server *standin.Server
	clock  *clock
	o      guard.Options
}

func yuan(text string) *numsim.Money {
	m, err := numsim.ParseMoney(text)
	if err != nil {
		panic(err)
	}
	return &m
}

// start opens a session that may spend a yuan, at 0.10 for a number.
func start(t *testing.T, provider string, s standin.Options, change func(*guard.Options)) *rig {
	t.Helper()
	r := &rig{server: standin.Start(t, s), clock: &clock{at: time.Now()}}
	r.o = guard.Options{
		Provider: provider, Keys: r.server.Keys(provider, "numsim"), AcceptCharges: true,
		MaxCNY: yuan("1"), PriceCNY: yuan("0.10"), Numbers: listed(t, listText),
		Ledger: filepath.Join(t.TempDir(), "ledger"), StandIn: r.server.GuardBy,
		Now: r.clock.now, Sleep: r.clock.sleep,
	}
	if change != nil {
		change(&r.o)
	}
	r.open(t)
	return r
}

func (r *rig) open(t *testing.T) {
	t.Helper()
	s, err := guard.Open(r.o)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	r.Session = s
}

// aliyun is the production client, going out by the session alone.
func (r *rig) aliyun(t *testing.T) *client.Aliyun {
	t.Helper()
	c, err := client.NewAliyun(client.AliyunConfig{
		Signer:  client.AliyunSigner{AccessKeyID: r.o.Keys.ID, AccessKeySecret: r.o.Keys.Secret},
		Options: client.Options{HTTP: r.Client(), Retry: client.Retry{Attempts: 1}},
	})
	require.NoError(t, err)
	return c
}

func marked(free guard.Claim) context.Context {
	return guard.With(context.Background(), guard.Call{Case: "a.case", Free: free})
}

// query asks Aliyun about a number, in the way a case would.
func (r *rig) query(t *testing.T, number string) error {
	t.Helper()
	_, err := r.aliyun(t).DescribePhoneNumberStatus(marked(guard.Billable), client.DescribePhoneNumberStatusRequest{PhoneNumber: number})
	return err
}

// send sends a request as it is, and returns the answer's status.
func (r *rig) send(ctx context.Context, req *http.Request) (int, string, error) {
	res, err := r.Client().Do(req.WithContext(ctx))
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	return res.StatusCode, string(text), err
}

// refused asserts that a guard refused, with its exit code, and that nothing
// left.
func refused(t *testing.T, r *rig, rule guard.Rule, code int, err error, about ...any) {
	t.Helper()
	before := 0
	if r != nil {
		before = r.server.Calls()
	}
	var no *guard.Refusal
	if !errors.As(err, &no) {
		assert.Fail(t, "no guard refused", "%v %v", err, about)
		return
	}
	assert.Equal(t, rule, no.Rule, about...)
	assert.Equal(t, code, no.Code(), about...)
	assert.NotEmpty(t, no.What)
	assert.NotEmpty(t, no.Do)
	assert.Zero(t, before, "a refused call reached the provider")
}

// arrived is what a child process prints when its request is at the provider.
const arrived = "the request has arrived"

// hang answers nothing until the process ends.
func hang(_ http.ResponseWriter, r *http.Request, _ []byte) bool {
	fmt.Println(arrived)
	<-r.Context().Done()
	return true
}
