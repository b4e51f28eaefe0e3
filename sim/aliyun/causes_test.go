package aliyun_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/aliyun"
)

// cause is one way to meet a row without the account made for it.
type cause struct {
	row  string
	why  string
	set  string // a setting of every account
	send func(t *testing.T, r *rig) *http.Request
}

// Every row is met by its cause, where a request or an account can cause it.
func TestEveryRowIsReachableByItsCause(t *testing.T) {
	p, err := aliyun.New()
	require.NoError(t, err)
	met := map[string]bool{}
	for _, tt := range causes() {
		t.Run(tt.row+": "+tt.why, func(t *testing.T) {
			var set []string
			if tt.set != "" {
				set = strings.Fields(tt.set)
			}
			r := newRig(t, set...)
			resp := r.do(tt.send(t, r))
			entries := r.journal.Entries()
			last := entries[len(entries)-1]
			assert.Equal(t, tt.row, last.Row)
			assert.NotEmpty(t, last.Why, "a refusal has a reason for whoever reads the journal")
			assert.Equal(t, p.Traits().Catalogue.Find(tt.row).Status, resp.StatusCode)
			assert.Zero(t, last.Charged, "a refused call is free")
		})
		met[tt.row] = true
	}
	for _, row := range p.Traits().Catalogue.Rows() {
		assert.Equal(t, row.Cause != "account", met[row.Name], "row %s says its cause is: %s", row.Name, row.Cause)
	}
}

func causes() []cause {
	return slices.Concat(requestCauses(), signatureCauses(), accountCauses(), generationCauses())
}

// param sends a well-signed request with one parameter changed.
func param(name, value string) func(*testing.T, *rig) *http.Request {
	return func(t *testing.T, _ *rig) *http.Request { return v1(t, signer("numsim", ""), "JSON", name, value) }
}

// rewritten changes a request's query after it was signed.
func rewritten(change func(q url.Values)) func(*testing.T, *rig) *http.Request {
	return func(t *testing.T, _ *rig) *http.Request {
		req := v1(t, signer("numsim", ""), "JSON")
		q := req.URL.Query()
		change(q)
		req.URL.RawQuery = q.Encode()
		return req
	}
}

func without(name string) func(*testing.T, *rig) *http.Request {
	return rewritten(func(q url.Values) { q.Del(name) })
}

func with(name, value string) func(*testing.T, *rig) *http.Request {
	return rewritten(func(q url.Values) { q.Set(name, value) })
}

// changed alters anything else of the request.
func changed(change func(*http.Request)) func(*testing.T, *rig) *http.Request {
	return func(t *testing.T, _ *rig) *http.Request {
		req := v1(t, signer("numsim", ""), "JSON")
		change(req)
		return req
	}
}

func changedV3(change func(*http.Request)) func(*testing.T, *rig) *http.Request {
	return func(t *testing.T, _ *rig) *http.Request {
		req := v3(t, signer("numsim", ""), good)
		change(req)
		return req
	}
}

func requestCauses() []cause {
	list := []cause{
		{row: "InvalidAction.NotFound", why: "another action", send: param("Action", "SendSms")},
		{row: "InvalidAction.NotFound", why: "no action", send: without("Action")},
		{row: "InvalidAction.NotFound", why: "V3 without x-acs-action", send: changedV3(func(r *http.Request) { r.Header.Del("X-Acs-Action") })},
		{row: "InvalidApi.NotFound", why: "a path", send: changed(func(r *http.Request) { r.URL.Path = "/clusters" })},
		{row: "InvalidProduct.NotFound", why: "another product's host", send: changed(func(r *http.Request) { r.Host = "ecs.aliyuncs.com" })},
		{row: "InvalidProtocol.NeedSsl", why: "plain HTTP", set: "ssl=required", send: changed(func(*http.Request) {})},
		{row: "MissingAccessKeyId", why: "whatever else is missing", send: rewritten(func(q url.Values) { q.Del("AccessKeyId"); q.Del("Version"); q.Del("Signature") })},
		{row: "InvalidVersion", why: "another version", send: param("Version", "2017-05-25")},
		{row: "InvalidParameter.Format", why: "Format=YAML", send: param("Format", "YAML")},
		{row: "UnsupportedHTTPMethod", why: "PUT", send: changed(func(r *http.Request) { r.Method = "PUT" })},
		{row: "InvalidParameter/parameter", why: "a parameter twice", send: changed(func(r *http.Request) { r.URL.RawQuery += "&PhoneNumber=1" })},
		{row: "InvalidParameter/parameter", why: "half an escape", send: changed(func(r *http.Request) { r.URL.RawQuery += "&a=%4" })},
		{row: "InvalidParameter/parameter", why: "query and body disagree", send: changed(inBody("PhoneNumber=13900000404"))},
		{row: "InvalidParameter/mobile", why: "an emergency number", send: param("PhoneNumber", "110")},
		{row: "InvalidParameter/mobile", why: "with a country code", send: param("PhoneNumber", "+8613900000200")},
		{row: "InvalidParameter/mobile", why: "ending 0400", send: param("PhoneNumber", "13900000400")},
		{row: "InvalidOwnerId", why: "a word", send: param("OwnerId", "me")},
		{row: "InvalidResourceOwnerId", why: "a word", send: param("ResourceOwnerId", "me")},
		{row: "Unknown.ResourceOwnerId", why: "somebody else's id", send: param("ResourceOwnerId", "42")},
		{row: "Unknown.ResourceOwnerId", why: "somebody else's account", send: param("ResourceOwnerAccount", "you")},
		{row: "MissingPhoneNumber", why: "empty counts as missing", send: param("PhoneNumber", "")},
		{row: "InvalidSignatureType", why: "an unknown type", send: param("SignatureType", "TOKEN")},
	}
	for _, name := range []string{"AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp", "Version"} {
		list = append(list, cause{row: "Missing" + name, why: "absent", send: without(name)},
			cause{row: "Missing" + name, why: "empty", send: with(name, "")})
	}
	return list
}

func inBody(form string) func(*http.Request) {
	return func(r *http.Request) {
		r.Method = http.MethodPost
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
		r.Body = io.NopCloser(strings.NewReader(form))
	}
}

func signatureCauses() []cause {
	stale := func(off time.Duration) func(*testing.T, *rig) *http.Request {
		return func(t *testing.T, _ *rig) *http.Request {
			s := signer("numsim", "")
			s.Now = func() time.Time { return noon.Add(off) }
			return v1(t, s, "JSON")
		}
	}
	return []cause{
		{row: "InvalidSignatureMethod", why: "the other cloud's", send: with("SignatureMethod", "HMAC-SHA256")},
		{row: "InvalidSignatureMethod", why: "lower case", send: with("SignatureMethod", "hmac-sha1")},
		{row: "InvalidSignatureMethod", why: "V3 with RSA", send: changedV3(func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), "HMAC", "RSA", 1))
		})},
		{row: "InvalidSignatureVersion", why: "2.0", send: with("SignatureVersion", "2.0")},
		{row: "InvalidTimeStamp.Format", why: "a fraction", send: with("Timestamp", "2026-11-22T12:00:00.0Z")},
		{row: "InvalidTimeStamp.Format", why: "an offset", send: with("Timestamp", "2026-11-22T12:00:00+00:00")},
		{row: "InvalidTimeStamp.Format", why: "a colon encoded twice", send: with("Timestamp", "2026-11-22T12%3A00%3A00Z")},
		{row: "InvalidTimeStamp.Expired", why: "a second too old", send: stale(-15*time.Minute - time.Second)},
		{row: "InvalidTimeStamp.Expired", why: "a second too new", send: stale(15*time.Minute + time.Second)},
		{row: "SignatureNonceUsed", why: "sent before", send: func(t *testing.T, r *rig) *http.Request {
			req := v1(t, signer("numsim", "again"), "JSON")
			require.Equal(t, 200, r.do(req).StatusCode)
			return req
		}},
		{row: "SignatureDoesNotMatch/v1", why: "one letter of the value", send: with("PhoneNumber", "13900000404")},
		{row: "SignatureDoesNotMatch/v3", why: "one letter of the value", send: changedV3(func(r *http.Request) { r.URL.RawQuery = "PhoneNumber=13900000404" })},
		{row: "SignatureDoesNotMatch/v3", why: "another host", send: changedV3(func(r *http.Request) { r.Host = "elsewhere.test" })},
		{row: "IncompleteSignature", why: "V3 with x-acs-action unsigned", send: changedV3(func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), "x-acs-action;", "", 1))
		})},
		{row: "IncompleteSignature", why: "a back end's words for a wrong V1 signature", set: "mismatch=IncompleteSignature", send: with("PhoneNumber", "13900000404")},
	}
}

func accountCauses() []cause {
	as := func(key string) func(*testing.T, *rig) *http.Request {
		return func(t *testing.T, _ *rig) *http.Request { return v1(t, signer(key, ""), "JSON") }
	}
	second := func(t *testing.T, r *rig) *http.Request {
		require.Equal(t, 200, r.do(v1(t, signer("numsim", ""), "JSON")).StatusCode)
		return v1(t, signer("numsim", ""), "JSON")
	}
	tokenOf := func(key, token string) func(*testing.T, *rig) *http.Request {
		return func(t *testing.T, _ *rig) *http.Request {
			s := signer("numsim", "")
			s.AccessKeyID = key
			s.SecurityToken = ""
			if token != "" {
				s.SecurityToken = "x"
			}
			req := v1(t, s, "JSON")
			if token != "" {
				q := req.URL.Query()
				q.Set("SecurityToken", token)
				req.URL.RawQuery = q.Encode()
			}
			return req
		}
	}
	return []cause{
		{row: "InvalidAccessKeyId.NotFound", why: "a key nobody has", send: as("nobody")},
		{row: "InvalidAccessKeyId", why: "the newer words", set: "unknown-key=InvalidAccessKeyId", send: as("nobody")},
		{row: "InvalidAccessKeyId.Inactive", why: "a disabled key", send: as("numsim-disabled")},
		{row: "MissingSecurityToken", why: "a temporary key alone", send: tokenOf("numsim-sts", "")},
		{row: "InvalidSecurityToken.Malformed", why: "a token with a space", send: tokenOf("numsim-sts", "not a token at all")},
		{row: "InvalidSecurityToken.MismatchWithAccessKey", why: "another key's token", send: tokenOf("numsim-sts", "numsim-sts-expired-token")},
		{row: "InvalidSecurityToken.MismatchWithAccessKey", why: "a permanent key with a token", send: tokenOf("numsim", "numsim-sts-token")},
		{row: "InvalidSecurityToken.Expired", why: "an old token", send: as("numsim-sts-expired")},
		{row: "Insufficient.Balance", why: "no money", send: as("numsim-broke")},
		{row: "System.LimitControl", why: "over the limit", send: as("numsim-throttled")},
		{row: "System.LimitControl", why: "the second call of a second", set: "qps=1", send: second},
		{row: "System.LimitControl", why: "ending 0429", send: param("PhoneNumber", "13900000429")},
		{row: "Throttling", why: "the gateway's own words", set: "qps=1 throttle=Throttling", send: second},
		{row: "Throttling.User", why: "by user", set: "qps=1 throttle=Throttling.User", send: second},
		{row: "Throttling.User", why: "no room for another nonce", set: "nonce-cap=1", send: second},
		{row: "Throttling.Api", why: "by API", set: "qps=1 throttle=Throttling.Api", send: second},
		{row: "Product.Unsubscribed", why: "never opened", send: as("numsim-unsubscribed")},
		{row: "OutOfService", why: "business suspended", set: "standing=out-of-service", send: as("numsim")},
		{row: "Permission.NotAuthorized", why: "not allowed", set: "standing=not-authorized", send: as("numsim")},
		{row: "Ram.PermissionDeny", why: "the key's user is not allowed", set: "standing=ram-denied", send: as("numsim")},
		{row: "Forbidden.RAM", why: "the gateway's policy", set: "standing=forbidden-ram", send: as("numsim")},
		{row: "NoPermission", why: "the gateway's policy, other words", set: "standing=no-permission", send: as("numsim")},
	}
}
