package client_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

const requestID = "6C40B9B2-0000-4000-8000-00000000A001"

// answered is what a client makes of one answer.
func answered(t *testing.T, status int, kind, body string, change ...func(*client.AliyunConfig)) (*client.AliyunStatus, *client.Error, int) {
	t.Helper()
	requests := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		requests++
		w.Header().Set("Content-Type", kind)
		w.Header().Set("x-acs-request-id", requestID)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	defer server.Close()
	c := client.AliyunConfig{
		Signer: client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: "numsim-secret"},
		Options: client.Options{
			BaseURL: server.URL, HTTP: server.Client(), Retry: client.Retry{Attempts: 2, Wait: 1, MostWait: 1},
		},
	}
	for _, set := range change {
		set(&c)
	}
	a, err := client.NewAliyun(c)
	require.NoError(t, err)
	res, failed := describe(t, a, mobile)
	return res, failed, requests
}

const (
	asJSON = "application/json;charset=utf-8"
	asXML  = "text/xml;charset=utf-8"
)

// What providers really send: every generation, both formats, all the types
// that a document or an SDK has for a member, and members that none has.
func TestAliyunReadsWhatIsReallySent(t *testing.T) {
	for name, row := range map[string]struct {
		kind, body            string
		word, carrier, serial string
		status                numsim.Status
		charged               client.Charged
	}{
		"2020":                     {asJSON, `{"PhoneStatus":{"Status":"NORMAL","Carrier":"中国移动","SerialId":"1100000000001"},"RequestId":"R","Message":"OK","Code":"OK"}`, "NORMAL", "中国移动", "1100000000001", numsim.Active, client.IsCharged},
		"2020, a serial number":    {asJSON, `{"PhoneStatus":{"Status":"SHUTDOWN","Carrier":"中国联通","SerialId":1100000000001},"RequestId":"R","Message":"OK","Code":"OK"}`, "SHUTDOWN", "中国联通", "1100000000001", numsim.Suspended, client.IsCharged},
		"2020, XML":                {asXML, `<?xml version='1.0' encoding='UTF-8'?><DescribePhoneNumberStatusResponse><PhoneStatus><Status>NOT_EXIST</Status><Carrier>中国电信</Carrier><SerialId>110000000001</SerialId></PhoneStatus><RequestId>R</RequestId><Message>OK</Message><Code>OK</Code></DescribePhoneNumberStatusResponse>`, "NOT_EXIST", "中国电信", "110000000001", numsim.Vacant, client.IsCharged},
		"2020, XML without a root": {asXML, "<PhoneStatus>\n  <Status>NORMAL</Status>\n  <Carrier>中国移动</Carrier>\n  <SerialId>110000000001</SerialId>\n</PhoneStatus>\n<RequestId>R</RequestId>\n<Message>OK</Message>\n<Code>OK</Code>\n", "NORMAL", "中国移动", "110000000001", numsim.Active, client.IsCharged},
		"2021":                     {asJSON, `{"PhoneStatus":{"Status":"NORMAL","Carrier":"CUCC","SerialId":""},"RequestId":"R","Message":"OK","Code":"OK"}`, "NORMAL", "CUCC", "", numsim.Active, client.IsCharged},
		"2022":                     {asJSON, `{"RequestId":"R","Message":"OK","PhoneStatus":{"Status":"FUNCTIONAL_SHUTDOWN","Carrier":"CTCC"},"Code":"OK"}`, "FUNCTIONAL_SHUTDOWN", "CTCC", "", numsim.PartSuspended, client.IsCharged},
		"today":                    {asJSON, `{"Code":"OK","Message":"OK","RequestId":"R","Data":{"Status":"SUSPECTED_POWER_OFF","Carrier":"CBN"}}`, "SUSPECTED_POWER_OFF", "CBN", "", numsim.SuspectedOff, client.IsCharged},
		"today, XML":               {"application/xml", `<PhoneNumberStatusForSmsResponse><Code>OK</Code><RequestId>R</RequestId><Data><Status>BUSY</Status><Carrier>CMCC</Carrier></Data></PhoneNumberStatusForSmsResponse>`, "BUSY", "CMCC", "", numsim.Busy, client.IsCharged},
		"an unknown status":        {asJSON, `{"Code":"OK","RequestId":"R","Data":{"Status":"UNKNOWN","Carrier":"UNKNOW"}}`, "UNKNOWN", "UNKNOW", "", numsim.Unknown, client.NotCharged},
		"the other spelling":       {asJSON, `{"Code":"OK","RequestId":"R","Data":{"Status":"UNKNOW"}}`, "UNKNOW", "", "", numsim.Unknown, client.NotCharged},
		"a word of tomorrow":       {asJSON, `{"Code":"OK","RequestId":"R","Data":{"Status":"RESTRICTED","Carrier":"XXCC"}}`, "RESTRICTED", "XXCC", "", numsim.Unknown, client.IsCharged},
		"a status as a number":     {asJSON, `{"Code":"OK","RequestId":"R","Data":{"Status":1,"Carrier":null}}`, "1", "", "", numsim.Unknown, client.IsCharged},
		"a code as a number":       {asJSON, `{"Code":200,"RequestId":"R","Data":{"Status":"NORMAL"}}`, "NORMAL", "", "", numsim.Active, client.IsCharged},
		"small letters":            {asJSON, `{"code":"ok","requestId":"R","data":{"status":"NORMAL","carrier":"cmcc"}}`, "NORMAL", "cmcc", "", numsim.Active, client.IsCharged},
		"no code":                  {asJSON, `{"RequestId":"R","Data":{"Status":"NORMAL"}}`, "NORMAL", "", "", numsim.Active, client.PerhapsCharged},
		"a code that is null":      {asJSON, `{"Code":null,"RequestId":"R","Data":{"Status":"UNKNOWN"}}`, "UNKNOWN", "", "", numsim.Unknown, client.NotCharged},
		"both, one null":           {asJSON, `{"Code":"OK","RequestId":"R","PhoneStatus":null,"Data":{"Status":"NORMAL"}}`, "NORMAL", "", "", numsim.Active, client.IsCharged},
		"declared as something":    {"text/plain", "\ufeff \n" + `{"Code":"OK","RequestId":"R","Data":{"Status":"NORMAL"}}` + "\n", "NORMAL", "", "", numsim.Active, client.IsCharged},
	} {
		t.Run(name, func(t *testing.T) {
			res, failed, requests := answered(t, 200, row.kind, row.body)
			require.Nil(t, failed)
			assert.Equal(t, 1, requests)
			assert.Equal(t, row.word, res.PhoneStatus.Status)
			assert.Equal(t, row.carrier, res.PhoneStatus.Carrier)
			assert.Equal(t, row.serial, res.PhoneStatus.SerialID)
			assert.Equal(t, row.status, res.Status)
			assert.Equal(t, row.charged, res.Charged)
			assert.Equal(t, "R", res.RequestID)
			assert.Empty(t, res.Extra)
			assert.Empty(t, res.PhoneStatus.Extra)
			assert.Equal(t, requestID, res.Header.Get("x-acs-request-id"))
		})
	}
}

func TestAliyunKeepsWhatNobodyDocuments(t *testing.T) {
	res, failed, _ := answered(t, 200, asJSON, `{"Code":"OK","Message":null,"TraceId":"t","Region":{"Id":"r","Zones":["a","b"]},"Data":{"Status":"NORMAL","IsPrivacyNumber":false,"Since":1.50}}`)
	require.Nil(t, failed)
	assert.Equal(t, map[string]json.RawMessage{"TraceId": json.RawMessage(`"t"`), "Region": json.RawMessage(`{"Id":"r","Zones":["a","b"]}`)}, res.Extra)
	assert.Equal(t, map[string]json.RawMessage{"IsPrivacyNumber": json.RawMessage(`false`), "Since": json.RawMessage(`1.50`)}, res.PhoneStatus.Extra)
	assert.Equal(t, requestID, res.RequestID, "of the header, where the body has none")

	res, failed, _ = answered(t, 200, asXML, `<R><Code>OK</Code><Zone>a</Zone><Zone>b</Zone><Region><Id>r</Id></Region><Data><Status>NORMAL</Status><New/></Data></R>`)
	require.Nil(t, failed)
	assert.Equal(t, map[string]json.RawMessage{"Zone": json.RawMessage(`["a","b"]`), "Region": json.RawMessage(`{"Id":"r"}`)}, res.Extra)
	assert.Equal(t, map[string]json.RawMessage{"New": json.RawMessage(`""`)}, res.PhoneStatus.Extra)
}

// An answer that tells nothing is not a success, whatever its Code. Nobody knows
// whether it was charged, so it is not asked for again.
func TestAliyunAnswersThatAreNone(t *testing.T) {
	for name, row := range map[string]struct {
		status int
		body   string
		says   string
	}{
		"no status":               {200, `{"Code":"OK","RequestId":"R","PhoneStatus":{"Carrier":"CMCC"}}`, "it has no Status"},
		"a status that is null":   {200, `{"Code":"OK","RequestId":"R","PhoneStatus":{"Status":null}}`, "it has no Status"},
		"a status that is a list": {200, `{"Code":"OK","RequestId":"R","PhoneStatus":{"Status":["NORMAL"]}}`, "it has no Status"},
		"an empty status":         {200, `{"Code":"OK","RequestId":"R","Data":{"Status":""}}`, "it has no Status"},
		"no phone status":         {200, `{"Code":"OK","RequestId":"R"}`, "it has no PhoneStatus or Data"},
		"null for it":             {200, `{"Code":"OK","RequestId":"R","PhoneStatus":null,"Data":null}`, "it has no PhoneStatus or Data"},
		"a text for it":           {200, `{"Code":"OK","RequestId":"R","PhoneStatus":"NORMAL"}`, "its PhoneStatus is no object"},
		"a list for it":           {200, `{"Code":"OK","RequestId":"R","Data":[{"Status":"NORMAL"}]}`, "its Data is no object"},
		"a code that is a list":   {200, `{"Code":["OK"],"RequestId":"R","Data":{"Status":"NORMAL"}}`, "its Code is no text"},
		"two codes in XML":        {200, `<R><Code>OK</Code><Code>Throttling</Code><Data><Status>NORMAL</Status></Data></R>`, "its Code is no text"},
		"OK with a bad status":    {500, `{"Code":"OK","RequestId":"R","Data":{"Status":"NORMAL"}}`, "its HTTP status is not"},
		"no code, and refused":    {400, `{"RequestId":"R","Message":"Bad Request"}`, "it has no Code"},
		"a middlebox's JSON":      {502, `{"error":"upstream"}`, "it has no Code"},
		"cut short":               {200, `{"Code":"OK","RequestId":"R","PhoneStatus":{"Status":"NOR`, "neither a JSON object nor XML"},
		"cut short XML":           {200, `<R><Code>OK</Code><Data><Status>NOR`, "not well-formed"},
		"nothing":                 {200, "", "neither a JSON object nor XML"},
		"null":                    {200, "null", "neither a JSON object nor XML"},
		"a list":                  {200, "[]", "neither a JSON object nor XML"},
		"a text":                  {200, `"OK"`, "neither a JSON object nor XML"},
		"a page":                  {200, "<!DOCTYPE html><title>Sign in</title><form method=post>", "not well-formed"},
		"a well-formed page":      {200, "<html><body>Sign in</body></html>", "it has no PhoneStatus or Data"},
		"a page of an error":      {503, "<html><head><title>503 Service Temporarily Unavailable</title></head></html>", "it has no Code"},
		"an error in a page":      {503, "upstream connect error", "neither a JSON object nor XML"},
		"moved":                   {301, "", "a redirect"},
	} {
		t.Run(name, func(t *testing.T) {
			res, failed, requests := answered(t, row.status, asJSON, row.body)
			assert.Nil(t, res)
			require.NotNil(t, failed)
			assert.Equal(t, 1, requests)
			assert.ErrorIs(t, failed, numsim.Malformed)
			assert.Equal(t, client.PerhapsCharged, failed.Charged)
			assert.Equal(t, row.status, failed.HTTP)
			assert.Contains(t, failed.Message, row.says)
			if name != "moved" {
				assert.NotEmpty(t, failed.RequestID, "of the body, or of the header")
			}
		})
	}
}

// Refusals in either envelope and in the body of a success.
func TestAliyunRefusals(t *testing.T) {
	for name, row := range map[string]struct {
		status   int
		body     string
		code     string
		kind     numsim.Kind
		charged  client.Charged
		requests int
	}{
		"the gateway's envelope":     {400, `{"RequestId":"R","Message":"Specified access key is disabled.","Recommend":"https://api.aliyun.com/troubleshoot?q=x","HostId":"h","Code":"InvalidAccessKeyId.Inactive"}`, "InvalidAccessKeyId.Inactive", numsim.Auth, client.NotCharged, 1},
		"the same in XML":            {404, `<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>R</RequestId><HostId>h</HostId><Code>InvalidAccessKeyId.NotFound</Code><Message>m</Message><Recommend><![CDATA[https://a?b=c&d=e]]></Recommend></Error>`, "InvalidAccessKeyId.NotFound", numsim.Auth, client.NotCharged, 1},
		"a RAM refusal with details": {403, `{"RequestId":"R","Code":"NoPermission","Message":"m","AccessDeniedDetail":{"AuthAction":"dytns:x"}}`, "NoPermission", numsim.Auth, client.NotCharged, 1},
		"in a body":                  {200, `{"RequestId":"R","Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"m"}`, "isv.MOBILE_NUMBER_ILLEGAL", numsim.BadNumber, client.NotCharged, 1},
		"in a body, with a null":     {200, `{"RequestId":"R","Code":"OperatorLimit","Message":"m","Data":null}`, "OperatorLimit", numsim.Throttled, client.NotCharged, 2},
		"the number is bad":          {400, `{"RequestId":"R","Code":"InvalidParameter","Message":"The specified mobile phone number is invalid."}`, "InvalidParameter", numsim.BadNumber, client.NotCharged, 1},
		"a parameter is":             {400, `{"RequestId":"R","Code":"InvalidParameter","Message":"The specified parameter is invalid."}`, "InvalidParameter", numsim.BadRequest, client.NotCharged, 1},
		"either, in Chinese":         {200, `{"RequestId":"R","Code":"InvalidParameter","Message":"手机号码不正确"}`, "InvalidParameter", numsim.BadNumber, client.NotCharged, 1},
		"another case":               {400, `{"RequestId":"R","Code":"throttling.user","Message":"m"}`, "throttling.user", numsim.Throttled, client.NotCharged, 2},
		"throttled with 429":         {429, `{"RequestId":"R","Code":"Throttling.User","Message":"m"}`, "Throttling.User", numsim.Throttled, client.NotCharged, 2},
		"throttled by a new name":    {429, `{"RequestId":"R","Code":"TooFast","Message":"m"}`, "TooFast", numsim.Throttled, client.NotCharged, 2},
		"throttled by the pattern":   {400, `{"RequestId":"R","Code":"Throttling.Product","Message":"m"}`, "Throttling.Product", numsim.Throttled, client.NotCharged, 2},
		"down by a new name":         {503, `{"RequestId":"R","Code":"BackendDown","Message":"m"}`, "BackendDown", numsim.Outage, client.NotCharged, 2},
		"missing, by the pattern":    {400, `{"RequestId":"R","Code":"MissingRegionId","Message":"m"}`, "MissingRegionId", numsim.BadRequest, client.NotCharged, 1},
		"documented nowhere":         {403, `{"RequestId":"R","Code":"Forbidden.RiskControl","Message":"m"}`, "Forbidden.RiskControl", numsim.Other, client.NotCharged, 1},
		"sent twice on the way":      {400, `{"RequestId":"R","Code":"SignatureNonceUsed","Message":"m"}`, "SignatureNonceUsed", numsim.Replay, client.PerhapsCharged, 1},
		"down, without a code":       {500, `{"RequestId":"R","Message":"m"}`, "", numsim.Outage, client.PerhapsCharged, 1},
		"down, without a word":       {500, `{"RequestId":"R"}`, "", numsim.Outage, client.PerhapsCharged, 1},
	} {
		t.Run(name, func(t *testing.T) {
			res, failed, requests := answered(t, row.status, asJSON, row.body)
			assert.Nil(t, res)
			require.NotNil(t, failed)
			assert.Equal(t, row.code, failed.Code)
			assert.Equal(t, row.kind, failed.Kind)
			assert.Equal(t, row.charged, failed.Charged)
			assert.Equal(t, row.status, failed.HTTP)
			assert.Equal(t, "R", failed.RequestID)
			assert.Equal(t, row.requests, requests)
			assert.NotEmpty(t, failed.Message)
		})
	}
}

// The gateway repeats the string to sign, and in it number and token.
func TestAliyunMismatchTellsNothing(t *testing.T) {
	for _, message := range []string{
		"Specified signature is not matched with our calculation. server string to sign is:POST&%2F&AccessKeyId%3Dnumsim%26PhoneNumber%3D13900000200%26SecurityToken%3Dcanary-token",
		`Specified signature is not matched with our calculation. server StringToSign is [ACS3\nx]` + "\n" + `server CanonicalRequest is [POST\n/\nPhoneNumber=13900000200\nx-acs-security-token:canary-token]`,
		"Specified signature is not matched with our calculation.",
	} {
		body, err := json.Marshal(map[string]string{"RequestId": "R", "Code": "SignatureDoesNotMatch", "Message": message})
		require.NoError(t, err)
		_, failed, _ := answered(t, 400, asJSON, string(body), func(c *client.AliyunConfig) { c.Signer.SecurityToken = "canary-token" })
		require.NotNil(t, failed)
		assert.Equal(t, "Specified signature is not matched with our calculation.", failed.Message)
		assert.ErrorIs(t, failed, numsim.Signature)
	}
}

func TestNewAliyunChecksItsSettings(t *testing.T) {
	good := client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: "numsim-secret"}
	for says, c := range map[string]client.AliyunConfig{
		"AccessKeySecret is empty":        {Signer: client.AliyunSigner{AccessKeyID: "numsim"}},
		"only scheme and host":            {Signer: good, Options: client.Options{BaseURL: "https://dytnsapi.aliyuncs.com/x"}},
		`Format "YAML": want JSON or XML`: {Signer: good, Format: "YAML"},
		`Use "Fax"`:                       {Signer: good, AuthCode: "c", Use: "Fax"},
		"set both or neither":             {Signer: good, Use: client.ForSms},
	} {
		_, err := client.NewAliyun(c)
		assert.ErrorContains(t, err, says)
		assert.ErrorContains(t, err, "aliyun: ")
	}
	_, err := client.NewAliyun(client.AliyunConfig{Signer: good})
	assert.NoError(t, err)
}

// What cannot be sent is refused before it is.
func TestAliyunBadParametersAreNotSent(t *testing.T) {
	r := boot(t)
	for _, sign := range []func(*client.AliyunConfig){byV1, withV3} {
		_, failed := describe(t, r.aliyun(t, "numsim", sign), "\xff")
		require.NotNil(t, failed)
		assert.ErrorIs(t, failed, numsim.BadRequest)
		assert.Equal(t, client.NotCharged, failed.Charged)
		assert.Zero(t, failed.HTTP)
		assert.Equal(t, 1, strings.Count(failed.Error(), "aliyun"))
	}
}

// Each attempt has a nonce and a timestamp of its own, in either signature.
func TestAliyunSignsEachAttemptAnew(t *testing.T) {
	for name, sign := range map[string]func(*client.AliyunConfig){"V1": byV1, "V3": withV3} {
		var nonces, times []string
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_ = r.ParseForm()
			nonces = append(nonces, r.Form.Get("SignatureNonce")+r.Header.Get("x-acs-signature-nonce"))
			times = append(times, r.Form.Get("Timestamp")+r.Header.Get("x-acs-date"))
			w.WriteHeader(503)
			_, _ = io.WriteString(w, `{"Code":"ServiceUnavailable","Message":"m","RequestId":"R"}`)
		}))
		r := &rig{}
		r.after(0)
		c := client.AliyunConfig{Signer: client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: "numsim-secret", Now: r.now}, Options: client.Options{
			BaseURL: server.URL, HTTP: server.Client(), Sleep: func(context.Context, time.Duration) error { r.advance(1_000_000_000); return nil },
		}}
		sign(&c)
		a, err := client.NewAliyun(c)
		require.NoError(t, err)
		_, failed := describe(t, a, mobile)
		assert.ErrorIs(t, failed, numsim.Outage, name)
		server.Close()
		assert.Equal(t, []string{"2026-11-22T12:00:00Z", "2026-11-22T12:00:01Z", "2026-11-22T12:00:02Z"}, times, "the signer's clock is the client's")
		require.Len(t, nonces, 3)
		assert.NotEqual(t, nonces[0], nonces[1])
		assert.NotEqual(t, nonces[1], nonces[2])
	}
}
