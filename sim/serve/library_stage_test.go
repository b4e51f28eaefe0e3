package serve_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/all"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/serve"
)

// stage is a simulator with a scenario on it, clients of every provider, and
// what they have seen. A client has a connection for each call, so that none is
// sent twice by itself.
type stage struct {
	t     *testing.T
	url   map[string]string
	clock interface {
		Now() time.Time
		Elapse(time.Duration) // since the scenario began
	}
	http *http.Client
	seen []string
	body any // of the last answer that was JSON

	key, token string
	keys       map[string]ledger.Credential // by provider, instead of key
	ahead      time.Duration                // of the clients' clock

	mu    sync.Mutex
	waits []time.Duration // what answers were held back, if patient
}

func newStage(t *testing.T, d *scenarios.Draft, p play) *stage {
	t.Helper()
	s := &stage{t: t, url: map[string]string{}, key: "numsim", clock: &clock{}}
	s.http = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: deadline}
	s.after(0)
	if p.patient {
		require.Empty(t, d.Settings, "a patient stage has the accounts of --set only")
		s.open(d, p.set)
		return s
	}
	for _, endpoint := range bootWith(t, serve.Config{Scenario: d, Set: p.set, Now: s.clock.Now}).Providers {
		s.url[endpoint.Traits.Name] = endpoint.URL
	}
	return s
}

// open serves each provider by an engine of its own, whose waits are noted.
func (s *stage) open(d *scenarios.Draft, set []string) {
	providers, err := all.Providers()
	require.NoError(s.t, err)
	var fields []serve.Field
	for _, text := range set {
		f, err := serve.ParseField(text)
		require.NoError(s.t, err)
		fields = append(fields, f)
	}
	tenant := &ledger.Tenant{Name: "default", Clock: ledger.NewClock(s.clock.Now)}
	for _, p := range providers {
		name := p.Traits().Name
		ready, unclaimed, err := serve.Accounts(p, fields)
		require.NoError(s.t, err)
		l := ledger.New()
		for _, r := range ready {
			require.NoError(s.t, l.Open(name, tenant, r.Account, r.Credential))
		}
		world := &sim.World{Ledger: l, Scenario: scenarios.New(d), Unclaimed: unclaimed, Began: noon}
		server := httptest.NewServer(sim.NewEngine(p, sim.Config{World: world, Journal: journal.NewRing(0), Clock: tenant.Clock, Sleep: s.wait}))
		s.t.Cleanup(server.Close)
		s.url[name] = server.URL
	}
}

func (s *stage) wait(_ context.Context, d time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waits = append(s.waits, d)
	return nil
}

// waited forgets the waits that it returns.
func (s *stage) waited() (waits []time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	waits, s.waits = s.waits, nil
	return waits
}

// after is the time since the scenario began from now on.
func (s *stage) after(d time.Duration) { s.clock.Elapse(d) }

// Elapse is of a scenario that began at noon, as all in this process do.
func (c *clock) Elapse(d time.Duration) { c.Set(noon.Add(d)) }

// as has the clients call with another key.
func (s *stage) as(key, token string) { s.key, s.token = key, token }

// credential is what the clients of a provider sign with.
func (s *stage) credential(provider string) ledger.Credential {
	if key, ok := s.keys[provider]; ok {
		return key
	}
	if provider == "ywjisu" {
		return ledger.Credential{ID: s.key, Secret: "numsim-key", Password: "numsim-pwd"}
	}
	return ledger.Credential{ID: s.key, Secret: "numsim-secret"}
}

func (s *stage) now() time.Time { return s.clock.Now().Add(s.ahead) }

func (s *stage) see(words ...string) { s.seen = append(s.seen, words...) }

// about is for counts that are left to chance: the count expected, or the one
// there is when that is too far from it.
func about(got, expected, give int) string {
	if got >= expected-give && got <= expected+give {
		return "about-" + strconv.Itoa(expected)
	}
	return strconv.Itoa(got)
}

// signed is a request to Alibaba Cloud about a number.
func (s *stage) signed(phone string) *http.Request {
	return s.aliyunRequest(map[string]string{"Action": action, "PhoneNumber": phone})
}

func (s *stage) aliyunRequest(params map[string]string) *http.Request {
	s.t.Helper()
	params["Version"], params["Format"] = version, "JSON"
	signer := client.AliyunSigner{AccessKeyID: s.credential("aliyun").ID, AccessKeySecret: client.Secret(s.credential("aliyun").Secret), SecurityToken: client.Secret(s.token), Now: s.now}
	req, err := signer.V1(http.MethodPost, s.url["aliyun"], params)
	require.NoError(s.t, err)
	return req
}

// aliyun asks about a number and sees the answer.
func (s *stage) aliyun(phone string) { s.see(s.send(s.signed(phone))) }

// successor asks by the operation that followed.
func (s *stage) successor(phone string) {
	s.see(s.send(s.aliyunRequest(map[string]string{
		"Action": "PhoneNumberStatusForPublic", "AuthCode": "numsim", "InputNumber": phone, "Mask": "NORMAL",
	})))
}

// ksyun asks about one number, or about several as a batch.
func (s *stage) ksyun(phones ...string) {
	if len(phones) == 1 {
		s.ksyunCall("PhoneNumberStatus", "Mobile", phones[0])
		return
	}
	s.ksyunCall("BatchPhoneNumberStatus", "Mobiles", strings.Join(phones, ","))
}

func (s *stage) ksyunCall(operation, parameter, value string) {
	s.t.Helper()
	signer := client.KsyunSigner{AccessKey: s.credential("ksyun").ID, SecretKey: client.Secret(s.credential("ksyun").Secret), SecurityToken: client.Secret(s.token), Now: s.now}
	req, err := signer.V1(s.url["ksyun"], map[string]string{"Action": operation, "Version": "2019-05-01", parameter: value})
	require.NoError(s.t, err)
	s.see(s.send(req))
}

func (s *stage) ywjisu(phones ...string) {
	s.t.Helper()
	key := s.credential("ywjisu")
	signer := client.YwjisuSigner{Code: key.ID, Password: client.Secret(key.Password), PrivateKey: client.Secret(key.Secret), Now: s.now}
	req, err := signer.Request(s.url["ywjisu"], phones...)
	require.NoError(s.t, err)
	s.see(s.send(req))
}

// everywhere asks every provider about one number.
func (s *stage) everywhere(phone string) {
	s.aliyun(phone)
	s.ksyun(phone)
	s.ywjisu(phone)
}

func (s *stage) times(n int, ask func()) {
	for range n {
		ask()
	}
}

// counted asks and counts what is seen instead of seeing it.
func (s *stage) counted(ask func()) map[string]int {
	before := len(s.seen)
	ask()
	counts := map[string]int{}
	for _, word := range s.seen[before:] {
		counts[word]++
	}
	s.seen = s.seen[:before]
	return counts
}
