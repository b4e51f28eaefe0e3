package standin_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/replay/standin"
	"github.com/numsim/numsim/simtest"
)

// ask makes one call as a live client would, and keeps both sides.
func ask(t *testing.T, s *standin.Server, provider, number string) *contracts.Exchange {
	t.Helper()
	k := s.Keys(provider, "numsim")
	base := "https://" + standin.Hosts()[provider]
	var req *http.Request
	var err error
	switch provider {
	case "aliyun":
		req, err = client.AliyunSigner{AccessKeyID: k.ID, AccessKeySecret: k.Secret}.V1(http.MethodPost, base,
			map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "PhoneNumber": number})
	case "ksyun":
		req, err = client.KsyunSigner{AccessKey: k.ID, SecretKey: k.Secret}.V1(base, map[string]string{"Action": "BatchPhoneNumberStatus", "Version": "2019-05-01", "Mobiles": number})
	default:
		req, err = client.YwjisuSigner{Code: k.ID, Password: k.Password, PrivateKey: k.Secret}.Request(base, number)
	}
	require.NoError(t, err)
	x := &contracts.Exchange{Method: req.Method, URL: req.URL, Header: req.Header.Clone()}
	x.Body, err = io.ReadAll(req.Body)
	require.NoError(t, err)
	req.Body = io.NopCloser(bytes.NewReader(x.Body))
	c := &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: s.GuardBy.CA, MinVersion: tls.VersionTLS12}, DialContext: s.GuardBy.Dial, DisableKeepAlives: true,
	}}
	res, err := c.Do(req)
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }()
	x.Status, x.AnswerHeader = res.StatusCode, res.Header
	x.AnswerBody, err = io.ReadAll(res.Body)
	require.NoError(t, err)
	return x
}

// Without a drift the stand-in keeps every contract; each drift breaks the rule
// it is named after, at its place.
func TestDrifts(t *testing.T) {
	for name, c := range map[string]struct {
		provider string
		drifts   []standin.Drift
		rule     string
		pointer  string
	}{
		"aliyun":           {"aliyun", nil, "", ""},
		"ksyun":            {"ksyun", nil, "", ""},
		"ywjisu":           {"ywjisu", nil, "", ""},
		"a field more":     {"aliyun", []standin.Drift{standin.AddField("PhoneStatus", "Roaming", true)}, "resp.field.added", "/PhoneStatus/Roaming"},
		"a field less":     {"aliyun", []standin.Drift{standin.RemoveField("PhoneStatus", "Carrier")}, "resp.field.removed", "/PhoneStatus/Carrier"},
		"another type":     {"ksyun", []standin.Drift{standin.SetField("Data", "CheckStatus", 1)}, "resp.field.type", "/Data/0/CheckStatus"},
		"a new word":       {"ywjisu", []standin.Drift{standin.SetField("resultObj", "status", "9")}, "resp.enum.new", "/resultObj/0/status"},
		"a new code":       {"ksyun", []standin.Drift{standin.Refuse("BatchPhoneNumberStatus", 403, "Forbidden.New")}, "error.code.new", "/Error/Code"},
		"another's code":   {"ywjisu", []standin.Drift{standin.Refuse("", 200, "999999")}, "error.code.new", "/resultCode"},
		"another envelope": {"ksyun", []standin.Drift{standin.RemoveField("", "RequestId")}, "resp.field.removed", "/RequestId"},
	} {
		t.Run(name, func(t *testing.T) {
			s := standin.Start(t, standin.Options{Drifts: c.drifts})
			x := ask(t, s, c.provider, "13900000200")
			doc, flaws := contracts.Builtin(c.provider)
			require.Empty(t, flaws)
			contract, err := doc.For("", nil)
			require.NoError(t, err)
			found := contract.JudgeAnswer(x)
			if c.rule == "" {
				assert.Empty(t, found, "%s", x.AnswerBody)
				return
			}
			var rules []string
			for _, f := range found {
				rules = append(rules, f.Rule+" "+f.Pointer)
			}
			assert.Contains(t, rules, c.rule+" "+c.pointer, "%s", x.AnswerBody)
		})
	}
}

func TestWithdraw(t *testing.T) {
	s := standin.Start(t, standin.Options{Drifts: []standin.Drift{standin.Withdraw("DescribePhoneNumberStatus"), standin.Withdraw("BatchPhoneNumberStatus")}})
	for provider, code := range map[string]string{"aliyun": `"InvalidAction.NotFound"`, "ksyun": `"NoSuchEntity"`} {
		x := ask(t, s, provider, "13900000200")
		assert.Equal(t, http.StatusNotFound, x.Status)
		assert.Contains(t, string(x.AnswerBody), code)
	}
}

// A rule of the charge is a setting of the simulator behind it.
func TestAnotherRuleOfTheCharge(t *testing.T) {
	plain := standin.Start(t, standin.Options{})
	ask(t, plain, "aliyun", "13900000999")
	assert.True(t, plain.Sim.AssertSpent("aliyun", "0"))
	other := standin.Start(t, standin.Options{Simulator: simtest.Options{Set: []string{"aliyun.unknown-billed=yes"}}})
	ask(t, other, "aliyun", "13900000999")
	assert.True(t, other.Sim.AssertSpent("aliyun", "0.10"))
}

func TestLatency(t *testing.T) {
	waited := 0
	s := standin.Start(t, standin.Options{Drifts: []standin.Drift{standin.Latency(func(context.Context) { waited++ })}})
	ask(t, s, "aliyun", "13900000200")
	assert.Equal(t, 1, waited)
	assert.Equal(t, 1, s.Calls())
}

// It stands in for the three hosts and for nobody else.
func TestNobodyElse(t *testing.T) {
	s := standin.Start(t, standin.Options{})
	_, err := s.GuardBy.Dial(t.Context(), "tcp", "example.com:443")
	var no *net.DNSError
	require.ErrorAs(t, err, &no)
	assert.True(t, no.IsNotFound)
}
