package control_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/serve"
)

// own is a tenant, with its secret at Alibaba Cloud.
func (s *simulator) own(o serve.TenantOptions) (key, secret string) {
	s.t.Helper()
	t, err := s.NewTenant(o)
	require.NoError(s.t, err)
	return t.Name + ".numsim", t.Ready(0)[0].Credential.Secret
}

// A number has a stand-in that decides alike, the same throughout; one that
// stands in the scenario stays, for the file has it anyway.
func TestNumbersOfACapsule(t *testing.T) {
	s := run(t, serve.Config{})
	key, secret := s.own(serve.TenantOptions{Name: "mine"})
	into[any](s, "PUT", "/v1/numbers?tenant=mine", `{"numbers":{"13900003333":"vacant","1331111*":"busy"}}`)
	for _, n := range []string{"13912340404", "18698765678", "13912340404", "13900003333", "13311112222"} {
		s.aliyun(key, secret, n)
	}
	c := into[control.Capsule](s, "GET", "/v1/capsule?tenant=mine", "")
	assert.False(t, c.ClearNumbers)
	require.Len(t, c.Steps, 6)
	assert.Contains(t, c.Steps[0].Said, "13900003333", "before the calls")
	var got []string
	for _, step := range c.Steps[1:] {
		asked := ""
		for _, p := range step.Call.Parameters {
			if p.Name == "PhoneNumber" {
				asked = p.Value
			}
		}
		assert.Equal(t, step.Call.Answer.Numbers[0].Number, asked)
		got = append(got, asked)
	}
	assert.Regexp(t, `^139\d{4}0404$`, got[0], "the magic ending stays")
	assert.Regexp(t, `^186\d{4}5678$`, got[1])
	assert.Equal(t, got[0], got[2])
	assert.Equal(t, "13900003333", got[3])
	assert.Regexp(t, `^1331111\d{4}$`, got[4], "the prefix that is said stays, and so the end cannot")
	for i, real := range []string{"13912340404", "18698765678", "", "", "13311112222"} {
		assert.NotEqual(t, real, got[i])
	}
	again := into[control.Capsule](s, "GET", "/v1/capsule?tenant=mine", "")
	assert.NotEqual(t, got[0]+got[1], again.Steps[1].Call.Answer.Numbers[0].Number+again.Steps[2].Call.Answer.Numbers[0].Number, "the next file has others")
}

// Where no stand-in can be honest, there is no file, and it is said what to do.
func TestCapsulesThatCannotBe(t *testing.T) {
	s := run(t, serve.Config{})
	const drawn = `{"rule":{"name":"half","when":{"chance":"50%"},"then":{"delay":"1ms"}}}`
	scene := func(name string, clear bool) {
		key, secret := s.own(serve.TenantOptions{Name: name, ClearNumbers: clear})
		into[any](s, "POST", "/v1/rules?tenant="+name, drawn)
		s.aliyun(key, secret, "13900000200")
	}
	scene("masked", false)
	a := s.call("GET", "/v1/capsule?tenant=masked", "")
	assert.Equal(t, 409, a.status)
	p := problemOf(t, a)
	assert.Contains(t, p.Error.What, `rule "half" at rule-1:1 leaves to chance which numbers it is for`)
	assert.Contains(t, p.Error.Do, "clear_numbers")
	into[any](s, "DELETE", "/v1/rules?tenant=masked&name=half", "")
	a = s.call("GET", "/v1/capsule?tenant=masked", "")
	assert.Equal(t, 409, a.status, "it has acted all the same")
	assert.Contains(t, a.body, "left something to chance, and rules were taken away")
	scene("clear", true)
	assert.Equal(t, "13900000200", into[control.Capsule](s, "GET", "/v1/capsule?tenant=clear", "").Steps[1].Call.Answer.Numbers[0].Number)

	key, secret := s.own(serve.TenantOptions{Name: "hashed"})
	s.sends(key, secret, url.Values{"Mask": {"MD5"}, "Action": {"PhoneNumberStatusForPublic"}, "InputNumber": {strings.Repeat("a", 32)}})
	assert.Contains(t, problemOf(t, s.call("GET", "/v1/capsule?tenant=hashed", "")).Error.What, "a number was sent as its hash")
	assert.Contains(t, problemOf(t, s.call("GET", "/v1/capsule", "")).Error.Do, "--keep-requests")
}

// sends is a call with a signature that does not hold.
func (s *simulator) sends(key, _ string, params url.Values) {
	s.t.Helper()
	for name, value := range map[string]string{
		"AccessKeyId": key, "Version": "2020-02-17", "Format": "JSON", "Signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "SignatureMethod": "HMAC-SHA1",
		"SignatureVersion": "1.0", "SignatureNonce": "n", "Timestamp": "2026-11-22T12:00:00Z",
	} {
		params.Set(name, value)
	}
	s.send(0, http.MethodGet, "/?"+params.Encode(), "")
}

// What cannot be sent again says why.
func TestWhatACapsuleCannotSend(t *testing.T) {
	s := run(t, serve.Config{})
	key, secret := s.own(serve.TenantOptions{Name: "mine"})
	s.sends(key, secret, url.Values{"Action": {"DescribePhoneNumberStatus"}, "PhoneNumber": {"13900000200"}, "SecurityToken": {"a-token-of-somebody-else"}})
	s.sends(key, secret, url.Values{"Action": {"DescribePhoneNumberStatus"}, "PhoneNumber": {"call me at 139-0000-0200"}, "Note": {"unknown"}})
	c := into[control.Capsule](s, "GET", "/v1/capsule?tenant=mine", "")
	require.Len(t, c.Steps, 2)
	assert.Contains(t, c.Steps[0].Call.Unsendable, "a security token that is not the key's")
	assert.True(t, c.Steps[0].Call.Token)
	text, err := json.Marshal(c)
	require.NoError(t, err)
	assert.NotContains(t, string(text), "somebody-else")
	assert.NotContains(t, string(text), "unknown")
	assert.Empty(t, c.Steps[1].Call.Unsendable)
	assert.Equal(t, "wrong", c.Steps[1].Call.Signature)
	for _, p := range c.Steps[1].Call.Parameters {
		if p.Name == "PhoneNumber" {
			assert.Regexp(t, `^xxxx xx xx \d{3}-\d{4}-\d{4}$`, p.Value)
			assert.NotContains(t, p.Value, "139-0000-0200")
		}
	}
}
