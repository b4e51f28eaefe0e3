package serve_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/client"
)

// A temporary key goes with its own token and no other; a permanent key goes
// with none. Every combination is signed as it should be, under V1 and V3.
func TestSecurityTokens(t *testing.T) {
	const right, expired = "numsim-sts-token", "numsim-sts-expired-token"
	before := time.Date(2020, 9, 22, 0, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		name, key, token, code string
		at                     time.Time
	}{
		{"temporary, its own", "numsim-sts", right, "OK", noon},
		{"temporary, none", "numsim-sts", "", "MissingSecurityToken", noon},
		{"temporary, another's", "numsim-sts", expired, "InvalidSecurityToken.MismatchWithAccessKey", noon},
		{"temporary, other case", "numsim-sts", strings.ToUpper(right), "InvalidSecurityToken.MismatchWithAccessKey", noon},
		{"temporary, a byte more", "numsim-sts", right + "n", "InvalidSecurityToken.MismatchWithAccessKey", noon},
		{"temporary, a byte less", "numsim-sts", right[:15], "InvalidSecurityToken.Malformed", noon},
		{"temporary, a letter no token has", "numsim-sts", "numsim!sts!token", "InvalidSecurityToken.Malformed", noon},
		{"permanent, a token", "numsim", right, "InvalidSecurityToken.MismatchWithAccessKey", noon},
		{"permanent, none of the form", "numsim", "short", "InvalidSecurityToken.Malformed", noon},
		{"expired, its own", "numsim-sts-expired", expired, "InvalidSecurityToken.Expired", noon},
		{"expired, none", "numsim-sts-expired", "", "MissingSecurityToken", noon},
		{"expired, another's", "numsim-sts-expired", right, "InvalidSecurityToken.MismatchWithAccessKey", noon},
		{"not expired yet", "numsim-sts-expired", expired, "OK", before},
		{"at the moment it expires", "numsim-sts-expired", expired, "OK", before.Add(24 * time.Hour)},
		{"a moment later", "numsim-sts-expired", expired, "InvalidSecurityToken.Expired", before.Add(24*time.Hour + 1)},
		{"disabled, a token", "numsim-disabled", right, "InvalidAccessKeyId.Inactive", noon},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := boot(t)
			r.clock.Set(row.at)
			s := r.signer(row.key)
			s.SecurityToken = client.Secret(row.token)
			for _, req := range []*http.Request{r.v1(t, s, "GET"), r.v1(t, s, "POST"), r.v3(t, s)} {
				assert.Equal(t, row.code, r.do(t, req).said(t).Code)
			}
		})
	}
}

// The token is part of what is signed: it can be neither left out, nor added,
// nor exchanged on the way.
func TestTheTokenIsSigned(t *testing.T) {
	r := boot(t)
	s := r.signer("numsim-sts")
	s.SecurityToken = "numsim-sts-token"
	for name, do := range map[string]change{
		"left out": drop("SecurityToken"), "empty": value("SecurityToken", ""),
		"renamed": rename("SecurityToken", "securityToken"),
	} {
		signed := r.v1(t, s, "GET")
		text := encode(do(pairs(t, signed.URL.RawQuery)))
		assert.Equal(t, "MissingSecurityToken", one(t, r.addr, v1Wire("GET", text)).said(t).Code, name)
		assert.Equal(t, "OK", r.do(t, signed).said(t).Code)
	}
	bare := r.v1(t, r.signer("numsim-sts"), "GET")
	text := encode(add("SecurityToken", "numsim-sts-token")(pairs(t, bare.URL.RawQuery)))
	assert.Equal(t, "SignatureDoesNotMatch", one(t, r.addr, v1Wire("GET", text)).said(t).Code, "added after signing")
	m := taken(t, r.v3(t, r.signer("numsim-sts")))
	m.set("x-acs-security-token", "numsim-sts-token")
	assert.Equal(t, "IncompleteSignature", one(t, r.addr, m.wire()).said(t).Code, "V3: added after signing")
	m = taken(t, r.v3(t, s))
	m.drop("x-acs-security-token")
	assert.Equal(t, "MissingSecurityToken", one(t, r.addr, m.wire()).said(t).Code, "V3: left out")
	m = taken(t, r.v3(t, s))
	m.add("x-acs-security-token", "numsim-sts-token")
	assert.Equal(t, "InvalidParameter", one(t, r.addr, m.wire()).said(t).Code, "V3: twice")
}
