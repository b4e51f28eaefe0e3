package aliyun_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/aliyun"
)

// noActionSignature was made by Python's hmac over the parameters below.
const noActionSignature = "R1qfkjQMEBQPYLbWIT6M4VBfd3M%3D"

func bodyOf(t *testing.T, resp *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return string(b)
}

// What each ending answers in the document's words, and whether it is billed.
func TestStatusesAndTheirPrice(t *testing.T) {
	for _, tt := range []struct {
		ending, word, later string
		free                bool
		why                 string
	}{
		{"0200", "NORMAL", "NORMAL", false, "active"},
		{"0404", "NOT_EXIST", "NOT_EXIST", false, "vacant"},
		{"0402", "SHUTDOWN", "SHUTDOWN", false, "suspended"},
		{"0206", "UNKNOWN", "FUNCTIONAL_SHUTDOWN", true, "part-suspended: the FAQ explains it, the table lacks it"},
		{"0408", "UNKNOWN", "POWER_OFF", true, "powered off: the FAQ names it, the table lacks it"},
		{"0203", "UNKNOWN", "SUSPECTED_POWER_OFF", true, "suspected off"},
		{"0486", "NORMAL", "BUSY", false, "busy is a working number"},
		{"0480", "UNKNOWN", "UNKNOWN", true, "unreachable"},
		{"0304", "NORMAL", "NORMAL", false, "silent is a working number"},
		{"0403", "NORMAL", "NORMAL", false, "risky is a working number"},
		{"0204", "UNKNOWN", "UNKNOWN", true, "unlisted"},
		{"0422", "UNKNOWN", "UNKNOWN", true, "wrong number"},
		{"0500", "UNKNOWN", "UNKNOWN", true, "the probe failed"},
		{"0999", "UNKNOWN", "UNKNOWN", true, "unknown: last question of the FAQ, free"},
		{"0425", "UNKNOWN", "UNKNOWN", true, "no answer yet, and this operation cannot be late"},
	} {
		t.Run(tt.ending+" "+tt.why, func(t *testing.T) {
			r := newRig(t)
			body := bodyOf(t, r.do(v1(t, signer("numsim", ""), "JSON", "PhoneNumber", "1390000"+tt.ending)))
			assert.Contains(t, body, `"Status":"`+tt.word+`"`)
			assert.Contains(t, body, `"Code":"OK"`)
			want := numsim.Yuan / 10
			if tt.free {
				want = 0
			}
			assert.Equal(t, want, r.journal.Entries()[0].Charged)

			later := newRig(t, "other-statuses=later-words")
			body = bodyOf(t, later.do(v1(t, signer("numsim", ""), "JSON", "PhoneNumber", "1390000"+tt.ending)))
			assert.Contains(t, body, `"Status":"`+tt.later+`"`)
		})
	}
}

// The sample number answers as the samples print it, serial and all.
func TestSampleNumberAnswersAsTheSample(t *testing.T) {
	body := bodyOf(t, newRig(t).do(v1(t, signer("numsim", ""), "JSON", "PhoneNumber", "15112345678")))
	assert.Contains(t, body, `{"PhoneStatus":{"Status":"NORMAL","Carrier":"中国移动","SerialId":"1100000000000"},`)
}

func TestSwitchesThatAreNotGoldens(t *testing.T) {
	for _, tt := range []struct {
		set, has, why string
		send          func(t *testing.T) *http.Request
	}{
		{"action=optional", `"Code":"OK"`, "both tables mark Action as not required", func(t *testing.T) *http.Request {
			// Signed by hand: no client of ours leaves Action out.
			req := v1(t, signer("numsim", "noaction"), "JSON")
			req.URL.RawQuery = "AccessKeyId=numsim&Format=JSON&PhoneNumber=13900000200&SignatureMethod=HMAC-SHA1&SignatureNonce=noaction&SignatureVersion=1.0&Timestamp=2026-11-22T12%3A00%3A00Z&Version=2020-02-17&Signature=" + noActionSignature
			return req
		}},
		{"strict-prefixes=yes", `"Status":"UNKNOWN","Carrier":"未知"`, "192 was assigned after the list", func(t *testing.T) *http.Request {
			return v1(t, signer("numsim", ""), "JSON", "PhoneNumber", "19200000200")
		}},
		{"strict-prefixes=no", `"Status":"NORMAL","Carrier":"中国广电"`, "and is answered by default", func(t *testing.T) *http.Request {
			return v1(t, signer("numsim", ""), "JSON", "PhoneNumber", "19200000200")
		}},
		{"v3-separator=newline", `our calculation.\nserver StringToSign is [ACS3-HMAC-SHA256\n`, "one public note shows line breaks", func(t *testing.T) *http.Request {
			s := signer("numsim", "")
			s.AccessKeySecret = "wrong"
			return v3(t, s, good)
		}},
		{"v3-format=xml", `<?xml version='1.0' encoding='UTF-8'?><DescribePhoneNumberStatusResponse>`, "Accept names neither", func(t *testing.T) *http.Request {
			req := v3(t, signer("numsim", ""), good)
			req.Header.Del("Accept")
			return req
		}},
		{"internal-error=product", `"Message":"A system error occurred."`, "a sibling operation's page", func(t *testing.T) *http.Request {
			return v1(t, signer("numsim-InternalError", ""), "JSON")
		}},
		{"ssl=optional", `server string to sign is:ACS3-HMAC-SHA256\n`, "IncompleteSignature shows what would have been signed", func(t *testing.T) *http.Request {
			req := v3(t, signer("numsim", ""), good)
			req.Header.Set("Authorization", strings.Replace(req.Header.Get("Authorization"), "x-acs-date;", "", 1))
			return req
		}},
		{"ssl=optional", `{"RequestId":`, "what cannot be decoded is answered as Accept asks", func(t *testing.T) *http.Request {
			req := v3(t, signer("numsim", ""), good)
			req.URL.RawQuery += "&a=%zz"
			return req
		}},
		{"business-order=backend", `"HostId":"numsim.test","Code":"Insufficient.Balance","Message":"You have an insufficient balance.","Recommend":`, "seen on errors from behind the gateway", func(t *testing.T) *http.Request {
			return v1(t, signer("numsim-broke", ""), "JSON")
		}},
		{"business-order=backend", `"HostId":"numsim.test","Code":"InvalidAccessKeyId.NotFound"}`, "the gateway's own keep their order", func(t *testing.T) *http.Request {
			return v1(t, signer("nobody", ""), "JSON")
		}},
	} {
		t.Run(tt.set+" "+tt.why, func(t *testing.T) {
			assert.Contains(t, bodyOf(t, newRig(t, tt.set).do(tt.send(t))), tt.has)
		})
	}
}

func TestUnknownCanBeBilled(t *testing.T) {
	r := newRig(t, "unknown-billed=yes")
	r.do(v1(t, signer("numsim", ""), "JSON", "PhoneNumber", "13900000999"))
	assert.Equal(t, numsim.Yuan/10, r.journal.Entries()[0].Charged)
}

// A status two pages disagree on can be switched, and to nothing else.
func TestOtherStatuses(t *testing.T) {
	resp := newRig(t, "status.InvalidAccessKeyId.NotFound=400").do(v1(t, signer("nobody", ""), "JSON"))
	assert.Equal(t, 400, resp.StatusCode)
	p, err := aliyun.New()
	require.NoError(t, err)
	_, err = p.Read("2020", map[string]string{"status.InvalidAccessKeyId.NotFound": "418"})
	assert.ErrorContains(t, err, `status.InvalidAccessKeyId.NotFound cannot be "418": it is one of 404, 400`)
	_, err = p.Read("2019", nil)
	assert.ErrorContains(t, err, `profile "2019" is not one of [2020 2021 2022 today]`)
}
