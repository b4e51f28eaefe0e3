package control_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/serve"
)

// canaries are what must be in no answer of the control port and in no line of
// the log.
type canaries struct {
	secret, signature, token, password string
	numbers                            []string
}

func (c canaries) all() []string {
	return append([]string{c.secret, c.signature, c.token, c.password}, c.numbers...)
}

// plant sends canaries in every place a caller can write to.
func (s *simulator) plant(c canaries, key, code string) {
	s.t.Helper()
	for _, number := range c.numbers {
		for _, params := range []url.Values{
			{"AccessKeyId": {key}, "PhoneNumber": {number}}, {"AccessKeyId": {c.secret}, "PhoneNumber": {number}},
			{"AccessKeyId": {number}}, {"AccessKeyId": {key}, "Action": {number}}, {"AccessKeyId": {key}, "Action": {c.secret}}, {"AccessKeyId": {key}, "Version": {number}},
			{"AccessKeyId": {key}, "Format": {c.secret}}, {"AccessKeyId": {c.token}, "SignatureMethod": {c.secret}}, {number: {number}, c.secret: {c.secret}},
			{"AccessKeyId": {key}, number: {c.secret}, c.secret: {number}}, {"AccessKeyId": {key}, "OwnerId": {c.secret}, "AuthCode": {c.token}},
			{"AccessKeyId": {key}, "PhoneNumber": {number + "," + c.secret + ",+86" + number}}, {"AccessKeyId": {key}, "PhoneNumber": {c.secret}, "SignatureNonce": {c.secret}},
		} {
			for name, value := range map[string]string{
				"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "Signature": c.signature, "SecurityToken": c.token,
				"SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "SignatureNonce": c.token, "Timestamp": "2026-11-22T12:00:00Z", "PhoneNumber": number,
			} {
				if params[name] == nil {
					params.Set(name, value)
				}
			}
			s.send(0, http.MethodGet, "/?"+params.Encode(), "")
			s.send(0, http.MethodPost, "/", params.Encode())
			s.send(0, c.secret, "/"+number+"/"+c.secret+"?"+params.Encode(), "")
			params.Set("Accesskey", params.Get("AccessKeyId"))
			params.Set("Action", "PhoneNumberStatus")
			params.Set("Mobile", number)
			s.send(1, http.MethodPost, "/", params.Encode())
			s.send(1, http.MethodGet, "/"+number+"?"+params.Encode(), "")
		}
		for _, who := range []string{code, c.secret, number} {
			form := url.Values{"code": {who}, "pwd": {c.password}, "token": {c.signature}, "timestamp": {"1795348800000"}, "mobiles": {number + "," + number}}
			s.send(2, http.MethodPost, "/", form.Encode())
			s.send(2, http.MethodPost, "/nothing/"+number, form.Encode())
			s.send(2, http.MethodGet, "/?"+form.Encode(), "")
		}
	}
}

func (s *simulator) send(provider int, method, target, form string) {
	s.t.Helper()
	req, err := http.NewRequest(method, s.Providers[provider].URL+target, strings.NewReader(form))
	require.NoError(s.t, err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := s.http.Do(req)
	require.NoError(s.t, err)
	require.NoError(s.t, res.Body.Close())
}

// lines is a log that many write to.
type lines struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

func (l *lines) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.String()
}

// Secrets, signatures, tokens and whole phone numbers leave by no route, in no
// form, whatever was asked and wherever callers put them.
func TestNoOutputHasACanary(t *testing.T) {
	log := &lines{}
	s := run(t, serve.Config{Log: slog.New(slog.NewTextHandler(log, nil)), Set: []string{"ywjisu.method=any"}, KeepRequests: true})
	tenant, err := s.NewTenant(serve.TenantOptions{Name: "quiet"})
	require.NoError(t, err)
	c := canaries{
		signature: "SiGnAtUrEcAnArY0123456789abcdef", token: "ToKeNcAnArY9876543210abcdef", password: tenant.Ready(2)[0].Credential.Password,
		secret: tenant.Ready(0)[0].Credential.Secret, numbers: []string{"13900001203", "18612341203"},
	}
	s.plant(c, "quiet.numsim", "quiet.numsim")
	s.plant(c, "numsim", "numsim")
	s.aliyun("quiet.numsim", c.secret, c.numbers[0])
	s.aliyun("numsim", "numsim-secret", c.numbers[1])
	tail := s.listen("?tenant=quiet&since=0")

	outputs := map[string]string{"log": log.text()}
	for _, tenant := range []string{"quiet", "default"} {
		for _, r := range control.Routes(control.Options{Plane: plane{}, Signatures: &asked{}}) {
			path := strings.NewReplacer("{name}", tenant, "{provider}", "aliyun", "{account}", "numsim", "{request-id}", "nobody").Replace(r.Path)
			if r.Name == "stream" {
				continue
			}
			for _, query := range []string{"", "?tenant=" + tenant, "?format=ndjson&tenant=" + tenant, "?format=har&tenant=" + tenant, "?limit=1000&tenant=" + tenant, "?limit=1000"} {
				outputs[path+query] = s.call("GET", path+query, "").body
			}
		}
		for _, e := range into[control.JournalPage](s, "GET", "/v1/journal?limit=1000&tenant="+tenant, "").Entries {
			outputs[tenant+e.RequestID] = s.call("GET", "/v1/journal/"+e.RequestID+"?tenant="+tenant, "").body
		}
		outputs["explain "+tenant] = s.call("POST", "/v1/explain?tenant="+tenant, `{"provider":"aliyun","numbers":["`+c.numbers[0]+`"]}`).body
	}
	first := tail.entry()
	text, err := json.Marshal(first)
	require.NoError(t, err)
	outputs["tail"] = string(text)
	assert.Greater(t, len(into[control.JournalPage](s, "GET", "/v1/unclaimed?limit=1000", "").Entries), 50, "something was planted")
	assert.Contains(t, outputs["/v1/journal?tenant=quiet"], "139****1203", "and found, masked")
	for _, query := range []string{"", "?tenant=quiet"} {
		assert.Greater(t, strings.Count(outputs["/v1/capsule"+query], `"call":`), 20, "a capsule has what was planted: %.300s", outputs["/v1/capsule"+query])
	}
	for output, text := range outputs {
		for _, canary := range c.all() {
			assert.NotContains(t, text, canary, output)
		}
	}
}

// The option does something: a tenant that shows whole numbers does, and
// another does not; a pseudonym is the same for the same number only.
func TestWholeNumbersAreForWhoAsks(t *testing.T) {
	s := run(t, serve.Config{ClearNumbers: true})
	masked, err := s.NewTenant(serve.TenantOptions{Name: "masked"})
	require.NoError(t, err)
	secret := masked.Ready(0)[0].Credential.Secret
	for _, number := range []string{"13900000200", "13911110200", "13900000200"} {
		s.aliyun("numsim", "numsim-secret", number)
		s.aliyun("masked.numsim", secret, number)
	}
	whole := into[control.JournalPage](s, "GET", "/v1/journal", "").Entries
	hidden := into[control.JournalPage](s, "GET", "/v1/journal?tenant=masked", "").Entries
	for i, number := range []string{"13900000200", "13911110200", "13900000200"} {
		assert.Equal(t, number, whole[i].Numbers[0].Number)
		assert.Equal(t, "139****0200", hidden[i].Numbers[0].Number)
		assert.Equal(t, whole[i].Numbers[0].Pseudonym, hidden[i].Numbers[0].Pseudonym)
	}
	assert.Equal(t, hidden[0].Numbers[0].Pseudonym, hidden[2].Numbers[0].Pseudonym)
	assert.NotEqual(t, hidden[0].Numbers[0].Pseudonym, hidden[1].Numbers[0].Pseudonym)
	found := into[control.JournalPage](s, "GET", "/v1/journal?tenant=masked&number="+hidden[1].Numbers[0].Pseudonym, "")
	assert.Equal(t, 1, found.Count, "by its pseudonym a number is found")
	other := run(t, serve.Config{})
	other.aliyun("numsim", "numsim-secret", "13900000200")
	elsewhere := into[control.JournalPage](other, "GET", "/v1/journal", "").Entries[0].Numbers[0].Pseudonym
	assert.NotEqual(t, hidden[0].Numbers[0].Pseudonym, elsewhere, "in another process it says nothing")
}
