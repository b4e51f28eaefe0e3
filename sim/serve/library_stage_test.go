package serve_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"syscall"
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
	clock *clock
	http  *http.Client
	seen  []string
	body  any // of the last answer that was JSON

	key, token string
	ahead      time.Duration // of the clients' clock

	mu    sync.Mutex
	waits []time.Duration // what answers were held back, if patient
}

func newStage(t *testing.T, d *scenarios.Draft, p play) *stage {
	t.Helper()
	s := &stage{t: t, url: map[string]string{}, key: "numsim", clock: &clock{}}
	s.http = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: deadline}
	s.clock.Set(noon)
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
func (s *stage) after(d time.Duration) { s.clock.Set(noon.Add(d)) }

// as has the clients call with another key.
func (s *stage) as(key, token string) { s.key, s.token = key, token }

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
	signer := client.AliyunSigner{AccessKeyID: s.key, AccessKeySecret: "numsim-secret", SecurityToken: client.Secret(s.token), Now: s.now}
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
	signer := client.KsyunSigner{AccessKey: s.key, SecretKey: "numsim-secret", SecurityToken: client.Secret(s.token), Now: s.now}
	req, err := signer.V1(s.url["ksyun"], map[string]string{"Action": operation, "Version": "2019-05-01", parameter: value})
	require.NoError(s.t, err)
	s.see(s.send(req))
}

func (s *stage) ywjisu(phones ...string) {
	s.t.Helper()
	signer := client.YwjisuSigner{Code: s.key, Password: "numsim-pwd", PrivateKey: "numsim-key", Now: s.now}
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

// send is the answer in a word: the status of a number, those of a batch each
// with the number's ending, the code of a refusal, or how the exchange broke.
func (s *stage) send(req *http.Request) string {
	s.t.Helper()
	res, err := s.http.Do(req)
	if err != nil {
		return broken(err)
	}
	text, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil {
		return broken(err)
	}
	if kind := res.Header.Get("Content-Type"); kind == "text/html" {
		return "html-" + strconv.Itoa(res.StatusCode)
	}
	s.body = nil
	if json.Unmarshal(text, &s.body) != nil {
		return "no-json"
	}
	return word(s.body)
}

func broken(err error) string {
	switch {
	case errors.Is(err, syscall.ECONNRESET):
		return "reset"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "cut"
	}
	return err.Error()
}

// word looks for what each provider has and the others do not.
func word(body any) string {
	switch code := member(body, "Code"); {
	case member(body, "Error") != nil:
		return text(member(body, "Error", "Code"))
	case member(body, "resultCode") != nil:
		return ywjisuWord(body)
	case code != nil && code != "OK":
		return text(code)
	case member(body, "PhoneStatus") != nil:
		return text(member(body, "PhoneStatus", "Status"))
	case member(body, "Result") != nil:
		return text(member(body, "Result", "PhoneStatus"))
	case member(body, "CheckStatus") != nil:
		return text(member(body, "CheckStatus"))
	}
	if batch, several := member(body, "Data").([]any); several {
		return endings(batch, "Mobile", "CheckStatus")
	}
	return text(member(body, "Data", "Status"))
}

func ywjisuWord(body any) string {
	code := text(member(body, "resultCode"))
	list, _ := member(body, "resultObj").([]any)
	numbers := endings(list, "mobile", "status")
	switch {
	case code == "000000" && list != nil:
		return numbers
	case len(list) > 0:
		return code + ":" + numbers
	}
	return code
}

// endings is "0200=1,0404=0", and none where there is none.
func endings(list []any, number, status string) string {
	var words []string
	for _, one := range list {
		phone := text(member(one, number))
		words = append(words, phone[len(phone)-4:]+"="+text(member(one, status)))
	}
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ",")
}

// member follows names, and indexes, into decoded JSON; nil where there is
// nothing.
func member(value any, path ...string) any {
	for _, step := range path {
		switch v := value.(type) {
		case map[string]any:
			value = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(v) {
				return nil
			}
			value = v[i]
		default:
			return nil
		}
	}
	return value
}

func text(value any) string {
	if value == nil {
		return "null"
	}
	return fmt.Sprint(value)
}
