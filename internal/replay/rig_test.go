package replay_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/replay"
	"github.com/numsim/numsim/internal/replay/standin"
	"github.com/numsim/numsim/simtest"
)

const listText = `consent: the tester agrees that these are queried until 2099
13900000200 active 2098-12-31
13000000404 vacant 2098-12-31
13300000402 suspended 2098-12-31
6281100000200 active 2098-12-31
`

// rig records what a stand-in answers.
type rig struct {
	server   *standin.Server
	session  *guard.Session
	recorder *replay.Recorder
	wrote    []string
}

func yuan(text string) *numsim.Money {
	m, err := numsim.ParseMoney(text)
	if err != nil {
		panic(err)
	}
	return &m
}

func start(t *testing.T, provider string, o standin.Options) *rig {
	t.Helper()
	r := &rig{server: standin.Start(t, o)}
	sum := sha256.Sum256([]byte(listText))
	numbers, err := guard.ReadAllowList(fstest.MapFS{"numbers": {Data: []byte(listText)}}, "numbers", hex.EncodeToString(sum[:]))
	require.NoError(t, err)
	keys := r.server.Keys(provider, "numsim")
	r.session, err = guard.Open(guard.Options{
		Provider: provider, Keys: keys, AcceptCharges: true, MaxCNY: yuan("100"), PriceCNY: yuan("0.10"), MaxCalls: 100,
		Numbers: numbers, Ledger: filepath.Join(t.TempDir(), "ledger"), StandIn: r.server.GuardBy,
		Sleep: func(context.Context, time.Duration) error { return nil },
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, r.session.Close()) })
	r.recorder = &replay.Recorder{
		Next: r.session, Dir: t.TempDir(), Provider: provider, Keys: keys, Tool: "numsim test", Keep: keeper(t, provider),
		Numbers: numbers.Numbers(), Wrote: func(path string) { r.wrote = append(r.wrote, path) },
	}
	return r
}

// loaded are the built-in contracts; loading one takes a tenth of a second.
var loaded = sync.OnceValue(func() map[string]*contracts.Document {
	all := map[string]*contracts.Document{}
	for _, name := range contracts.Providers() {
		all[name], _ = contracts.Builtin(name)
	}
	return all
})

func contractOf(provider string) (*contracts.Contract, error) { return loaded()[provider].For("", nil) }

// keeper asks the built-in contract what it declares.
func keeper(t *testing.T, provider string) func(replay.Seen) replay.Keep {
	t.Helper()
	c, err := contractOf(provider)
	require.NoError(t, err)
	return func(s replay.Seen) replay.Keep {
		u, err := url.Parse(s.URL)
		require.NoError(t, err)
		d := c.Declared(&contracts.Exchange{
			Method: s.Method, URL: u, Header: s.Header, Body: s.Body, Status: s.Status, AnswerHeader: s.AnswerHeader, AnswerBody: s.AnswerBody,
		})
		return replay.Keep{
			Contract: "sha256 of the document", Profile: c.Profile, Operation: d.Operation,
			Parameters: d.Parameters, Headers: d.Headers, Members: d.Members,
		}
	}
}

func (r *rig) options() client.Options {
	return client.Options{HTTP: &http.Client{Transport: r.recorder}, Retry: client.Retry{Attempts: 1}}
}

func (r *rig) aliyun(t *testing.T, change func(*client.AliyunConfig)) *client.Aliyun {
	t.Helper()
	c := client.AliyunConfig{Signer: client.AliyunSigner{AccessKeyID: r.recorder.Keys.ID, AccessKeySecret: r.recorder.Keys.Secret}, Options: r.options()}
	if change != nil {
		change(&c)
	}
	a, err := client.NewAliyun(c)
	require.NoError(t, err)
	return a
}

func (r *rig) ksyun(t *testing.T, change func(*client.KsyunConfig)) *client.Ksyun {
	t.Helper()
	c := client.KsyunConfig{Signer: client.KsyunSigner{AccessKey: r.recorder.Keys.ID, SecretKey: r.recorder.Keys.Secret}, Options: r.options()}
	if change != nil {
		change(&c)
	}
	k, err := client.NewKsyun(c)
	require.NoError(t, err)
	return k
}

func (r *rig) ywjisu(t *testing.T, change func(*client.YwjisuConfig)) *client.Ywjisu {
	t.Helper()
	c := client.YwjisuConfig{
		Signer:  client.YwjisuSigner{Code: r.recorder.Keys.ID, Password: r.recorder.Keys.Password, PrivateKey: r.recorder.Keys.Secret},
		Options: r.options(),
	}
	if change != nil {
		change(&c)
	}
	y, err := client.NewYwjisu(c)
	require.NoError(t, err)
	return y
}

func marked(name string) context.Context {
	return guard.With(context.Background(), guard.Call{Case: name})
}

// one is the only recording there is.
func (r *rig) one(t *testing.T) replay.File {
	t.Helper()
	list, err := replay.ReadAll(os.DirFS(r.recorder.Dir))
	require.NoError(t, err)
	require.Len(t, list, 1)
	return list[0]
}

// player plays to a simulator of its own, without a network.
func player(t *testing.T, o simtest.Options) (*replay.Player, *simtest.Sim) {
	t.Helper()
	o.InMemory = true
	sim := simtest.Start(t, o)
	p := &replay.Player{Target: map[string]string{}, HTTP: sim.HTTPClient(), Now: sim.Now, Keys: keysOf(sim)}
	for _, name := range []string{"aliyun", "ksyun", "ywjisu"} {
		p.Target[name] = sim.Account(name, "numsim").URL
	}
	return p, sim
}

type number = numsim.Number

// filesystem visits every file below a folder.
func filesystem(dir string, visit func(path string)) error {
	return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			visit(path)
		}
		return err
	})
}
