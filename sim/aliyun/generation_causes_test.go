package aliyun_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// public sends a well-signed PhoneNumberStatusForPublic; extra pairs change or,
// with an empty value, empty a parameter.
func public(extra ...string) func(*testing.T, *rig) *http.Request {
	return func(t *testing.T, _ *rig) *http.Request {
		params := []string{"Action", "PhoneNumberStatusForPublic", "AuthCode", "any", "InputNumber", good, "Mask", "NORMAL"}
		return v1(t, signer("numsim", ""), "JSON", append(params, extra...)...)
	}
}

// twice sends a request that is answered, and returns the same again.
func twice(send func(*testing.T, *rig) *http.Request) func(*testing.T, *rig) *http.Request {
	return func(t *testing.T, r *rig) *http.Request {
		require.Contains(t, bodyOf(t, r.do(send(t, r))), `"Code":"OK"`)
		return send(t, r)
	}
}

// generationCauses are the causes that only some generations have words for.
func generationCauses() []cause {
	withdrawn := func(t *testing.T, _ *rig) *http.Request { return v1(t, signer("numsim", ""), "JSON") }
	return []cause{
		{row: "InvalidAction.NotFound", why: "withdrawn today", set: "profile=today", send: withdrawn},
		{row: "InvalidAction.NotFound", why: "not there yet in 2021", set: "profile=2021", send: public()},
		{row: "MissingAuthCode", why: "empty", set: "profile=today", send: public("AuthCode", "")},
		{row: "MissingInputNumber", why: "empty", set: "profile=today", send: public("InputNumber", "")},
		{row: "MissingMask", why: "empty", set: "profile=today", send: public("Mask", "")},
		{row: "InvalidParameter/parameter", why: "an unknown Mask", set: "profile=today", send: public("Mask", "SHA1")},
		{row: "InvalidParameter/mobile", why: "half a hash", set: "profile=today", send: public("Mask", "MD5", "InputNumber", "d41d8cd9")},
		{row: "InvalidParameter/body", why: "not eleven digits", set: "profile=2022", send: param("PhoneNumber", "110")},
		{row: "isv.INVALID_PARAMETERS", why: "no number at all", set: "profile=2021", send: param("PhoneNumber", "+8613900000200")},
		{row: "isv.MOBILE_NUMBER_ILLEGAL", why: "not eleven digits", set: "profile=2021", send: param("PhoneNumber", "110")},
		{row: "isp.QPS_LIMIT", why: "over the platform's limit", set: "profile=2021 qps=1", send: twice(param("PhoneNumber", good))},
		{row: "isp.OPERATOR_LIMIT", why: "over the carrier's limit", set: "profile=2021 carrier-qps=1", send: twice(param("PhoneNumber", good))},
		{row: "OperatorLimit", why: "over the carrier's limit", set: "profile=2022 carrier-qps=1", send: twice(param("PhoneNumber", good))},
		{row: "OperatorLimit", why: "a Broadnet number", set: "profile=today", send: public("InputNumber", "19200000200")},
		{row: "RequestFrequencyLimit", why: "the same number at once again", set: "profile=today number-every=10s", send: twice(public())},
	}
}
