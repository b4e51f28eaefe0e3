package aliyun_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
)

// meets is the row the last call met, empty for an answer, and why.
func (r *rig) meets(req *http.Request) (row, why string) {
	r.do(req)
	entries := r.journal.Entries()
	return entries[len(entries)-1].Row, entries[len(entries)-1].Why
}

// The old Java core repeats action and version in V3's query. It may; it must
// not say two things.
func TestV3ParametersAgreeWithTheirHeaders(t *testing.T) {
	const parameter = "InvalidParameter/parameter"
	for _, tt := range []struct{ name, value, row, why string }{
		{"Action", "DescribePhoneNumberStatus", "", ""},
		{"Version", "2020-02-17", "", ""},
		{"Action", "", "", ""},
		{"Action", "PhoneNumberStatusForPublic", parameter, "the parameter Action contradicts the header x-acs-action"},
		{"Action", "describePhoneNumberStatus", parameter, "the parameter Action contradicts the header x-acs-action"},
		{"Version", "2020-02-18", parameter, "the parameter Version contradicts the header x-acs-version"},
	} {
		req, err := signer("numsim", "").V3(http.MethodPost, baseURL, "DescribePhoneNumberStatus", "2020-02-17",
			map[string]string{"PhoneNumber": good, tt.name: tt.value})
		require.NoError(t, err)
		row, why := newRig(t).meets(req)
		assert.Equal(t, tt.row, row, "%s=%s", tt.name, tt.value)
		assert.Equal(t, tt.why, why)
	}
}

// A header that decides how the request is read is there once; of two, a
// client and a relay on the way may each see another one.
func TestHeadersThatDecideAreThereOnce(t *testing.T) {
	form := "application/x-www-form-urlencoded"
	byForm := func(t *testing.T, s client.AliyunSigner) *http.Request {
		req, err := s.V1(http.MethodPost, baseURL, map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "PhoneNumber": good})
		require.NoError(t, err)
		return req
	}
	byACS3 := func(t *testing.T, s client.AliyunSigner) *http.Request { return v3(t, s, good) }
	for _, tt := range []struct {
		name   string
		send   func(*testing.T, client.AliyunSigner) *http.Request
		header string
		values []string
		row    string
	}{
		{"one Content-Type", byForm, "Content-Type", []string{form}, ""},
		{"two that are equal", byForm, "Content-Type", []string{form, form}, "InvalidParameter/parameter"},
		{"two that differ", byForm, "Content-Type", []string{form, "application/json"}, "InvalidParameter/parameter"},
		{"the other way round", byForm, "Content-Type", []string{"application/json", form}, "InvalidParameter/parameter"},
		{"two where none counts", byACS3, "Content-Type", []string{form, form}, "InvalidParameter/parameter"},
		{"two that decide nothing", byForm, "Accept", []string{"*/*", "*/*"}, ""},
	} {
		req := tt.send(t, signer("numsim", ""))
		req.Header[tt.header] = tt.values
		row, why := newRig(t).meets(req)
		assert.Equal(t, tt.row, row, tt.name)
		if row != "" {
			assert.Equal(t, "the header "+tt.header+" is given twice", why)
		}
	}
}

// Action may be left out where the tables say so, and V3 has no table: its
// header is what the request is routed by.
func TestActionIsOptionalUnderV1Alone(t *testing.T) {
	bare := func(t *testing.T) *http.Request {
		req := v1(t, signer("numsim", ""), "JSON")
		req.URL.RawQuery = "AccessKeyId=numsim&Format=JSON&PhoneNumber=13900000200&SignatureMethod=HMAC-SHA1&SignatureNonce=noaction&SignatureVersion=1.0&Timestamp=2026-11-22T12%3A00%3A00Z&Version=2020-02-17&Signature=" + noActionSignature
		return req
	}
	headless := func(t *testing.T) *http.Request {
		req := v3(t, signer("numsim", ""), good)
		req.Header.Del("X-Acs-Action")
		return req
	}
	for _, tt := range []struct {
		set, row string
		send     func(*testing.T) *http.Request
	}{
		{"action=optional", "", bare},
		{"action=required", "InvalidAction.NotFound", bare},
		{"action=optional", "InvalidAction.NotFound", headless},
		{"action=required", "InvalidAction.NotFound", headless},
	} {
		r := newRig(t, tt.set)
		row, _ := r.meets(tt.send(t))
		assert.Equal(t, tt.row, row, tt.set)
		if row == "" {
			assert.Equal(t, "DescribePhoneNumberStatus", r.journal.Entries()[0].Operation)
		}
	}
}

// Names that differ in case are one header: 64 spellings of one long value
// would make an answer of megabytes.
func TestSignedHeadersInAnotherCase(t *testing.T) {
	for _, signed := range []string{"host;host", "host;abcdef;aBcdef", "Abcdef;host;abcdef"} {
		r := newRig(t)
		req := v3(t, signer("numsim", "n"), good)
		req.Header.Set("Abcdef", strings.Repeat("x", 20_000))
		req.Header.Set("Authorization", "ACS3-HMAC-SHA256 Credential=numsim,SignedHeaders="+signed+",Signature=00")
		resp := r.do(req)
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		assert.Contains(t, string(body), `"Code":"IncompleteSignature"`, signed)
		assert.Less(t, len(body), 2000, signed)
		assert.Contains(t, r.journal.Entries()[0].Why, "twice")
	}
}
