package aliyun_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The hashes of 13900000404, as md5sum, sha256sum and openssl dgst -sm3 print
// them, and those of a number that the simulator does not know by its hash.
const (
	vacantMD5    = "512b0e8f19635c065105d462d7d8a375"
	vacantSHA256 = "df76dabfe8134ab469ffc98ba13409f0b9f4a26de59b8f26fcd680db97362398"
	vacantSM3    = "aeab51ed88fc96b5e6b1e6a0fb953c3ad07800f7d4193df62f7eb1c974cf7e1c"

	otherMD5    = "ae428544070e6e96b65b0f3b64d77378"
	otherSHA256 = "ddc21ee4020c75f8f1271015e8c6757fba279f5c9805c121d245d5c2823daa69"
	otherSM3    = "5bc48e8b7625dc5de7c9dcae3244a5912d6181c8687e783bdc82c0a45e05eddb"
)

// masked asks for a number that may be hidden.
func masked(t *testing.T, key, number, mask string) *http.Request {
	t.Helper()
	return call(t, signer(key, ""), "JSON", "PhoneNumberStatusForPublic", "AuthCode", "any", "InputNumber", number, "Mask", mask)
}

// Which generation serves which action; the others say it does not exist.
func TestActionsOfEveryGeneration(t *testing.T) {
	later := []string{"2022", "today"}
	served := map[string][]string{
		"DescribePhoneNumberStatus":      {"2020", "2021", "2022"},
		"PhoneNumberStatusForPublic":     later,
		"PhoneNumberStatusForAccount":    later,
		"PhoneNumberStatusForReal":       later,
		"PhoneNumberStatusForSms":        later,
		"PhoneNumberStatusForVoice":      later,
		"PhoneNumberStatusForVirtual":    nil, // left the documentation
		"DescribePhoneNumberOnlineTime":  nil,
		"DescribeEmptyNumber":            nil,
		"DescribePhoneNumberAttribute":   nil,
		"InvalidPhoneNumberFilter":       nil,
		"DescribePhoneNumberResale":      nil,
		"phonenumberstatusforpublic":     nil, // case matters
		"PhoneNumberStatusForPublic2023": nil,
	}
	r := newRig(t)
	for action, profiles := range served {
		for _, profile := range []string{"2020", "2021", "2022", "today"} {
			resp := r.do(call(t, signer("numsim-"+profile, ""), "JSON", action, "AuthCode", "any", "InputNumber", good, "Mask", "NORMAL"))
			a := answerOf(t, resp)
			if slices.Contains(profiles, profile) {
				assert.Equal(t, 200, resp.StatusCode, "%s %s", profile, action)
				assert.Equal(t, "NORMAL", a.PhoneStatus.Status, "%s %s", profile, action)
				assert.Equal(t, "CMCC", strings.Replace(a.PhoneStatus.Carrier, "中国移动", "CMCC", 1), "%s %s", profile, action)
				continue
			}
			assert.Equal(t, 404, resp.StatusCode, "%s %s", profile, action)
			assert.Equal(t, "InvalidAction.NotFound", a.Code, "%s %s", profile, action)
			assert.Equal(t, "Specified api is not found, please check your url and method.", a.Message)
		}
	}
}

// The XML root is the action's name, and V3 reaches the action by its header.
func TestSuccessorsByXMLAndByV3(t *testing.T) {
	r := newRig(t, "profile=today")
	for _, use := range []string{"Public", "Account", "Real", "Sms", "Voice"} {
		action := "PhoneNumberStatusFor" + use
		body := bodyOf(t, r.do(call(t, signer("numsim", ""), "", action, "AuthCode", "any", "InputNumber", good, "Mask", "NORMAL")))
		assert.True(t, strings.HasPrefix(body, "<?xml version='1.0' encoding='UTF-8'?><"+action+"Response><Code>OK</Code>"), body)
		assert.True(t, strings.HasSuffix(body, "</"+action+"Response>"), body)

		req, err := signer("numsim", "").V3(http.MethodPost, baseURL, action, "2020-02-17", map[string]string{"AuthCode": "any", "InputNumber": good, "Mask": "NORMAL"})
		require.NoError(t, err)
		a := answerOf(t, r.do(req))
		assert.Equal(t, "OK", a.Code, action)
		assert.Equal(t, "NORMAL", a.Data.Status, action)
	}
}

func TestMasks(t *testing.T) {
	for _, tt := range []struct{ mask, number, status, why string }{
		{"NORMAL", "13900000404", "NOT_EXIST", "not hidden"},
		{"MD5", vacantMD5, "NOT_EXIST", "lower case"},
		{"MD5", strings.ToUpper(vacantMD5), "NOT_EXIST", "upper case"},
		{"SHA256", vacantSHA256, "NOT_EXIST", "lower case"},
		{"SHA256", strings.ToUpper(vacantSHA256), "NOT_EXIST", "upper case"},
		{"SM3", vacantSM3, "NOT_EXIST", "lower case"},
		{"SM3", strings.ToUpper(vacantSM3), "NOT_EXIST", "upper case"},
	} {
		for _, profile := range []string{"2022", "today"} {
			a := answerOf(t, newRig(t, "profile="+profile).do(masked(t, "numsim", tt.number, tt.mask)))
			assert.Equal(t, "OK", a.Code, "%s %s: %s", profile, tt.mask, tt.why)
			assert.Equal(t, tt.status, a.Data.Status, "%s %s: %s", profile, tt.mask, tt.why)
			assert.Equal(t, "CMCC", a.Data.Carrier, "%s %s: %s", profile, tt.mask, tt.why)
		}
	}
}

// A hash nobody can undo is a number like any other: the same answer every
// time, in either case of its digits, on any machine.
func TestUnknownHashesAnswerTheSame(t *testing.T) {
	for mask, digest := range map[string]string{"MD5": otherMD5, "SHA256": otherSHA256, "SM3": otherSM3} {
		first := answerOf(t, newRig(t, "profile=today").do(masked(t, "numsim", digest, mask)))
		require.Equal(t, "OK", first.Code, mask)
		assert.Contains(t, []string{"CMCC", "CUCC", "CTCC"}, first.Data.Carrier, mask)
		assert.Contains(t, []string{"NORMAL", "SHUTDOWN", "POWER_OFF", "NOT_EXIST", "SUSPECTED_POWER_OFF", "BUSY", "UNKNOWN"}, first.Data.Status, mask)
		r := newRig(t, "profile=today")
		for _, again := range []string{digest, strings.ToUpper(digest), digest} {
			assert.Equal(t, first.Data, answerOf(t, r.do(masked(t, "numsim", again, mask))).Data, mask)
		}
	}
}

func TestParametersOfTheSuccessors(t *testing.T) {
	all := []string{"AuthCode", "any", "InputNumber", good, "Mask", "NORMAL"}
	for _, tt := range []struct {
		why, code, later, today string // the row in 2022 and today; status follows from it
		params                  []string
	}{
		{"AuthCode absent", "MissingAuthCode", "400", "400", all[2:]},
		{"AuthCode empty", "MissingAuthCode", "400", "400", append([]string{"AuthCode", ""}, all[2:]...)},
		{"InputNumber absent", "MissingInputNumber", "400", "400", slices.Concat(all[:2], all[4:])},
		{"InputNumber empty", "MissingInputNumber", "400", "400", slices.Concat(all[:2], []string{"InputNumber", ""}, all[4:])},
		{"Mask absent", "MissingMask", "400", "400", all[:4]},
		{"Mask empty", "MissingMask", "400", "400", slices.Concat(all[:4], []string{"Mask", ""})},
		{"nothing at all: AuthCode first", "MissingAuthCode", "400", "400", nil},
		{"a mask of another name", "InvalidParameter", "400", "400", slices.Concat(all[:4], []string{"Mask", "SHA1"})},
		{"an MD5 one digit short", "InvalidParameter", "200", "400", []string{"AuthCode", "any", "Mask", "MD5", "InputNumber", vacantMD5[1:]}},
		{"an MD5 where a SHA256 is named", "InvalidParameter", "200", "400", []string{"AuthCode", "any", "Mask", "SHA256", "InputNumber", vacantMD5}},
		{"a SHA256 where an MD5 is named", "InvalidParameter", "200", "400", []string{"AuthCode", "any", "Mask", "MD5", "InputNumber", vacantSHA256}},
		{"the right length, not hexadecimal", "InvalidParameter", "200", "400", []string{"AuthCode", "any", "Mask", "MD5", "InputNumber", "g" + vacantMD5[1:]}},
		{"a number where a hash is named", "InvalidParameter", "200", "400", []string{"AuthCode", "any", "Mask", "SM3", "InputNumber", good}},
		{"a hash that is said to be plain", "InvalidParameter", "200", "400", []string{"AuthCode", "any", "Mask", "NORMAL", "InputNumber", vacantMD5}},
	} {
		for profile, status := range map[string]string{"2022": tt.later, "today": tt.today} {
			r := newRig(t, "profile="+profile)
			resp := r.do(call(t, signer("numsim", ""), "JSON", "PhoneNumberStatusForPublic", tt.params...))
			assert.Equal(t, tt.code, answerOf(t, resp).Code, "%s: %s", profile, tt.why)
			assert.Equal(t, status, resp.Status[:3], "%s: %s", profile, tt.why)
			assert.Zero(t, r.journal.Entries()[0].Charged)
		}
	}
}

// A carrier's limit is its own: another carrier is still answered, and every
// call takes one of the platform's slots all the same.
func TestCarrierLimit(t *testing.T) {
	for i, limited := range map[int]string{1: "isp.OPERATOR_LIMIT", 2: "OperatorLimit", 3: "OperatorLimit"} {
		g := profiles[i]
		over := map[string]string{"2021": "isp.QPS_LIMIT"}[g.profile]
		if over == "" {
			over = "System.LimitControl"
		}
		r := newRig(t, "profile="+g.profile, "carrier-qps=2", "qps=5")
		for step, want := range []struct{ number, code string }{
			{"13900000200", "OK"},
			{"13800000404", "OK"},
			{"13900000402", limited},
			{"13000000200", "OK"},
			{"13300000200", "OK"},
			{"13000000404", over},
		} {
			a := answerOf(t, r.do(g.ask(t, "numsim", "JSON", want.number)))
			assert.Equal(t, want.code, a.Code, "%s, call %d", g.profile, step+1)
		}
	}
}

// The first generation has no word for a carrier's limit, so it has none.
func TestCarrierLimitNeedsAWord(t *testing.T) {
	r := newRig(t, "carrier-qps=1")
	for range 3 {
		assert.Equal(t, "OK", answerOf(t, r.do(profiles[0].ask(t, "numsim", "JSON", good))).Code)
	}
}

// 2021 has no code for a number asked about too often; that it was must not
// spare a call the carrier's limit.
func TestNumberLimitWithoutACodeLeavesTheCarrierLimit(t *testing.T) {
	r := newRig(t, "profile=2021", "number-every=10s", "carrier-qps=2")
	for step, code := range []string{"OK", "OK", "isp.OPERATOR_LIMIT"} {
		assert.Equal(t, code, answerOf(t, r.do(profiles[1].ask(t, "numsim", "JSON", good))).Code, "call %d", step+1)
	}
}

func TestTheSameNumberTooOften(t *testing.T) {
	r := newRig(t, "profile=today", "number-every=10s")
	clock := r.ledger.Find("aliyun", []byte("numsim")).Tenant.Clock
	for _, tt := range []struct {
		after        time.Duration
		number, mask string
		code, why    string
	}{
		{0, "13900000404", "NORMAL", "OK", "the first time"},
		{0, "13900000404", "NORMAL", "RequestFrequencyLimit", "at once again"},
		{0, vacantMD5, "MD5", "RequestFrequencyLimit", "the same number, hidden"},
		{0, good, "NORMAL", "OK", "another number"},
		{9 * time.Second, "13900000404", "NORMAL", "RequestFrequencyLimit", "a second too soon"},
		{time.Second, "13900000404", "NORMAL", "OK", "after ten seconds"},
	} {
		clock.Advance(tt.after)
		assert.Equal(t, tt.code, answerOf(t, r.do(masked(t, "numsim", tt.number, tt.mask))).Code, tt.why)
	}
}
