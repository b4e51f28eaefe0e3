package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/replay/standin"
	"github.com/numsim/numsim/internal/wire"
)

// toBeKilled names a file that tells a test that it is the command in a process
// of its own.
const toBeKilled = "NUMSIM_LIVE_TEST_CHILD"

// farStandIn is where another process finds the stand-in, and as whom.
type farStandIn struct {
	Address              string
	Certificate          []byte
	ID, Secret, AuthCode string
	Args                 []string
}

// run is the command, its stand-in in another process.
func (e farStandIn) run() int {
	certificate, err := x509.ParseCertificate(e.Certificate)
	if err != nil {
		return exitFault
	}
	pool := x509.NewCertPool()
	pool.AddCert(certificate)
	w := &world{
		keys: func(string) (wire.Keys, error) {
			return wire.Keys{ID: e.ID, Secret: client.Secret(e.Secret), AuthCode: client.Secret(e.AuthCode)}, nil
		},
		repository: func() []fs.FS { return nil },
		standIn: &guard.StandIn{CA: pool, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, e.Address)
		}},
		sleep: func(context.Context, time.Duration) error { return nil },
	}
	return w.run(context.Background(), e.Args, os.Stdout, os.Stderr)
}

// far is the stand-in for another process. Its certificate is its own
// authority there.
func (r *liveRig) far(t *testing.T, args []string) farStandIn {
	t.Helper()
	host := standin.Hosts()["aliyun"]
	raw, err := r.server.GuardBy.Dial(t.Context(), "tcp", host+":443")
	require.NoError(t, err)
	defer func() { _ = raw.Close() }()
	c := tls.Client(raw, &tls.Config{RootCAs: r.server.GuardBy.CA, ServerName: host, MinVersion: tls.VersionTLS12})
	require.NoError(t, c.HandshakeContext(t.Context()))
	k := r.server.Keys("aliyun", "numsim")
	return farStandIn{
		Address: raw.RemoteAddr().String(), Certificate: c.ConnectionState().PeerCertificates[0].Raw,
		ID: k.ID, Secret: k.Secret.Reveal(), AuthCode: k.AuthCode.Reveal(), Args: args,
	}
}

// The command is killed when its call was charged and half of the answer is
// there: nothing is recorded, and the next run counts the money. Nor does it ask
// the proxies of its environment.
func TestLiveKilledBetweenChargeAndRecord(t *testing.T) {
	if path := os.Getenv(toBeKilled); path != "" {
		var e farStandIn
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, &e))
		os.Exit(e.run())
	}
	var lives atomic.Bool
	came := make(chan struct{}, 1)
	r := newLiveRig(t, standin.Options{Before: func(w http.ResponseWriter, q *http.Request, _ []byte) bool {
		if !lives.Load() {
			return false
		}
		w.Header().Set("Content-Length", "200")
		_, _ = w.Write([]byte(`{"PhoneStatus":{"Status":"NORMAL",`))
		_ = http.NewResponseController(w).Flush()
		came <- struct{}{}
		<-q.Context().Done()
		return true
	}})
	ledger, recordings := filepath.Join(r.dir, "ledger"), filepath.Join(r.dir, "recordings")
	args := append([]string{"run", "--live", "--accept-charges", "--provider", "aliyun", "--ledger", ledger, "--record", recordings, "--max-cny", "1", "--case", "aliyun.status.happy.normal-json"}, r.numbers(t, numbersText)...)
	told := filepath.Join(t.TempDir(), "stand-in")
	text, err := json.Marshal(r.far(t, args))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(told, text, 0o600))
	proxy, asked := idleProxy(t)

	c := exec.Command(os.Args[0], "-test.run=^TestLiveKilledBetweenChargeAndRecord$", "-test.timeout=60s")
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	c.Env = append(os.Environ(), toBeKilled+"="+told, "NO_PROXY=", "no_proxy=")
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"} {
		c.Env = append(c.Env, name+"="+proxy)
	}
	lives.Store(true)
	require.NoError(t, c.Start())
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	select {
	case <-came:
		require.NoError(t, c.Process.Kill())
		err = <-ended
	case err = <-ended:
	}
	lives.Store(false)
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit, out.String())
	assert.Equal(t, -1, exit.ExitCode(), "it was killed: %s", out.String())
	assert.Equal(t, 1, r.server.Calls())
	assert.Zero(t, asked.Load(), "no proxy is asked")
	assert.Empty(t, filesBelow(t, recordings), "there is no recording, nor half of one")
	written, err := os.ReadFile(ledger)
	require.NoError(t, err)
	assert.Equal(t, 2, strings.Count(string(written), "\n"), "a head and one charge: %s", written)

	code, said := r.ask(t, "aliyun", "--max-cny", "1", "--daily-cny", "0.10", "--case", "aliyun.status.happy.normal-json")
	assert.Equal(t, exitPartial, code, said)
	assert.Equal(t, 1, r.server.Calls(), "the day's money is spent: %s", said)
	code, said = r.ask(t, "aliyun", "--max-cny", "1", "--daily-cny", "0.20", "--case", "aliyun.status.happy.normal-json")
	assert.Equal(t, exitOK, code, said)
	assert.Contains(t, said, "0.10 yuan at worst in this run, 0.20 yuan today")
	r.out.Write(out.Bytes())
	r.tellsNothing(t, "aliyun")
}

// idleProxy listens, and counts who comes.
func idleProxy(t *testing.T) (url string, asked *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	asked = new(atomic.Int32)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			asked.Add(1)
			_ = c.Close()
		}
	}()
	return "http://" + l.Addr().String(), asked
}
