package client_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/serve"
)

// noon is the moment every simulator here begins at.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const mobile = "13900000200"

// rig is a running simulator, whose clock moves only when it is told to.
type rig struct {
	*serve.Simulator
	at atomic.Int64 // nanoseconds
}

func (r *rig) now() time.Time          { return time.Unix(0, r.at.Load()).UTC() }
func (r *rig) after(d time.Duration)   { r.at.Store(noon.Add(d).UnixNano()) }
func (r *rig) advance(d time.Duration) { r.at.Add(int64(d)) }

// boot starts a simulator; set is what --set takes.
func boot(t *testing.T, set ...string) *rig { return bootWith(t, serve.Config{Set: set}) }

func bootWith(t *testing.T, c serve.Config) *rig {
	t.Helper()
	r := &rig{}
	r.after(0)
	c.FreePorts, c.Now = true, r.now
	s, err := serve.Start(c)
	require.NoError(t, err)
	r.Simulator = s
	t.Cleanup(func() { require.NoError(t, s.Drain(10*time.Second)) })
	return r
}

// options ask the i-th provider by the simulator's clock; a wait moves it.
func (r *rig) options(i int) client.Options {
	return client.Options{BaseURL: r.Providers[i].URL, Now: r.now, Sleep: func(ctx context.Context, d time.Duration) error {
		r.advance(d)
		return ctx.Err()
	}}
}

// aliyun is a client with that key; change is its settings.
func (r *rig) aliyun(t *testing.T, key string, change ...func(*client.AliyunConfig)) *client.Aliyun {
	t.Helper()
	c := client.AliyunConfig{Signer: client.AliyunSigner{AccessKeyID: key, AccessKeySecret: "numsim-secret"}, Options: r.options(0)}
	for _, set := range change {
		set(&c)
	}
	a, err := client.NewAliyun(c)
	require.NoError(t, err)
	return a
}

func byV1(c *client.AliyunConfig)   { c.V1 = true }
func inXML(c *client.AliyunConfig)  { c.Format = client.AliyunXML }
func once(c *client.AliyunConfig)   { c.Options.Retry.Attempts = 1 }
func byUse(c *client.AliyunConfig)  { c.AuthCode, c.Use = "numsim-code", client.ForSms }
func withV3(c *client.AliyunConfig) { c.V1 = false }
func inJSON(c *client.AliyunConfig) { c.Format = client.AliyunJSON }
func thatAll(*client.AliyunConfig)  {}
func billed(c *client.AliyunConfig) { c.UnknownIsCharged = true }

func describe(t *testing.T, a *client.Aliyun, number string) (*client.AliyunStatus, *client.Error) {
	t.Helper()
	res, err := a.DescribePhoneNumberStatus(context.Background(), client.DescribePhoneNumberStatusRequest{PhoneNumber: number})
	return res, asError(t, err)
}

func asError(t *testing.T, err error) *client.Error {
	t.Helper()
	if err == nil {
		return nil
	}
	var e *client.Error
	require.ErrorAs(t, err, &e)
	return e
}

func check(t *testing.T, s client.Source, number numsim.Number) client.Result {
	t.Helper()
	results := s.Check(context.Background(), number)
	require.Len(t, results, 1)
	return results[0]
}
