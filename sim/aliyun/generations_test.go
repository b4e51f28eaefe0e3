package aliyun_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// generation is a profile as a client knows it: what to call, and the answer's
// words.
type generation struct {
	profile, action string
}

var profiles = []generation{
	{"2020", "DescribePhoneNumberStatus"},
	{"2021", "DescribePhoneNumberStatus"},
	{"2022", "DescribePhoneNumberStatus"},
	{"today", "PhoneNumberStatusForPublic"},
}

// ask signs the action with either the old parameter or the new ones.
func (g generation) ask(t *testing.T, key, format, number string) *http.Request {
	t.Helper()
	return call(t, signer(key, ""), format, g.action, "AuthCode", "any", "InputNumber", number, "Mask", "NORMAL", "PhoneNumber", number)
}

func call(t *testing.T, s client.AliyunSigner, format, action string, extra ...string) *http.Request {
	t.Helper()
	return v1(t, s, format, append([]string{"Action", action}, extra...)...)
}

// answer is a JSON body of any generation.
type answer struct {
	Code, Message     string
	PhoneStatus, Data struct{ Status, Carrier string }
}

func answerOf(t *testing.T, resp *http.Response) (a answer) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(bodyOf(t, resp)), &a))
	if a.Data.Status != "" {
		require.Empty(t, a.PhoneStatus)
		a.PhoneStatus = a.Data
	}
	return a
}

func TestGenerationsMatchTheirGoldens(t *testing.T) {
	for _, tt := range []struct {
		golden, number, why string
		digits              int
		generation
	}{
		{"2021", good, "the carriers are codes", 13, profiles[1]},
		{"2022", good, "SerialId has left the table", 0, profiles[2]},
		{"public", good, "the answer is in Data", 0, profiles[3]},
		{"public-operator-limit", "19200000200", "a business code of a successor", 0, profiles[3]},
	} {
		t.Run(tt.golden+" "+tt.why, func(t *testing.T) {
			for suffix, format := range map[string]string{"json": "JSON", "xml": "XML"} {
				for key, set := range map[string]string{"numsim": "profile=" + tt.profile, "numsim-" + tt.profile: "profile=2020"} {
					resp := newRig(t, set).do(tt.ask(t, key, format, tt.number))
					serial := assertGolden(t, "answers/"+tt.golden+"-"+suffix+".http", resp, nil)
					assert.Len(t, serial, tt.digits)
				}
			}
		})
	}
}

// Every status in the words of each generation. All UNKNOWN are free, and
// nothing else is.
func TestStatusesOfEveryGeneration(t *testing.T) {
	r := newRig(t)
	for _, tt := range []struct {
		ending string
		words  [4]string // in the order of profiles
		why    string
	}{
		{"0200", [4]string{"NORMAL", "NORMAL", "NORMAL", "NORMAL"}, "active"},
		{"0404", [4]string{"NOT_EXIST", "NOT_EXIST", "NOT_EXIST", "NOT_EXIST"}, "vacant"},
		{"0402", [4]string{"SHUTDOWN", "SHUTDOWN", "SHUTDOWN", "SHUTDOWN"}, "suspended"},
		{"0206", [4]string{"UNKNOWN", "UNKNOWN", "FUNCTIONAL_SHUTDOWN", "UNKNOWN"}, "part-suspended: the word has left the successors' tables"},
		{"0408", [4]string{"UNKNOWN", "UNKNOWN", "POWER_OFF", "POWER_OFF"}, "powered off"},
		{"0203", [4]string{"UNKNOWN", "UNKNOWN", "SUSPECTED_POWER_OFF", "SUSPECTED_POWER_OFF"}, "suspected off"},
		{"0486", [4]string{"NORMAL", "NORMAL", "BUSY", "BUSY"}, "busy"},
		{"0480", [4]string{"UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN"}, "unreachable"},
		{"0304", [4]string{"NORMAL", "NORMAL", "NORMAL", "NORMAL"}, "silent"},
		{"0403", [4]string{"NORMAL", "NORMAL", "NORMAL", "NORMAL"}, "risky"},
		{"0204", [4]string{"UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN"}, "unlisted"},
		{"0422", [4]string{"UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN"}, "wrong number"},
		{"0500", [4]string{"UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN"}, "the probe failed"},
		{"0999", [4]string{"UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN"}, "unknown"},
	} {
		for i, g := range profiles {
			a := answerOf(t, r.do(g.ask(t, "numsim-"+g.profile, "JSON", "1390000"+tt.ending)))
			assert.Equal(t, tt.words[i], a.PhoneStatus.Status, "%s: %s", g.profile, tt.why)
			assert.Equal(t, "OK", a.Code)
			price := numsim.Yuan / 10
			if tt.words[i] == "UNKNOWN" {
				price = 0
			}
			entries := r.journal.Entries()
			assert.Equal(t, price, entries[len(entries)-1].Charged, "%s: %s", g.profile, tt.why)
		}
	}
}

// Unknown can be billed in every generation, as it can in the first.
func TestUnknownCanBeBilledInEveryGeneration(t *testing.T) {
	for _, g := range profiles {
		r := newRig(t, "profile="+g.profile, "unknown-billed=yes")
		r.do(g.ask(t, "numsim", "JSON", "13900000999"))
		assert.Equal(t, numsim.Yuan/10, r.journal.Entries()[0].Charged, g.profile)
	}
}

func TestCarriersOfEveryGeneration(t *testing.T) {
	for _, tt := range []struct {
		set, number, why string
		words            [4]string // in the order of profiles; a Code where one is expected instead
	}{
		{"", "13900000200", "China Mobile", [4]string{"中国移动", "CMCC", "CMCC", "CMCC"}},
		{"", "13000000200", "China Unicom", [4]string{"中国联通", "CUCC", "CUCC", "CUCC"}},
		{"", "13300000200", "China Telecom", [4]string{"中国电信", "CTCC", "CTCC", "CTCC"}},
		{"", "14000000200", "a prefix nobody has; none is listed for the successors", [4]string{"未知", "UNKNOW", "UNKNOW", "UNKNOW"}},
		{"broadnet=profile", "19200000200", "China Broadnet: limited since 2022", [4]string{"中国广电", "UNKNOW", "OperatorLimit", "OperatorLimit"}},
		{"broadnet=answered", "19200000200", "one version of one page says it is supported", [4]string{"中国广电", "UNKNOW", "UNKNOW", "CBN"}},
		{"broadnet=limited", "19200000200", "limited in the words the generation has", [4]string{"", "isp.OPERATOR_LIMIT", "OperatorLimit", "OperatorLimit"}},
	} {
		for i, g := range profiles {
			if tt.words[i] == "" {
				continue // no word to be limited in: TestBroadnetLimitedWithoutAWord
			}
			t.Run(tt.why+" "+g.profile, func(t *testing.T) {
				set := []string{"profile=" + g.profile}
				if tt.set != "" {
					set = append(set, tt.set)
				}
				resp := newRig(t, set...).do(g.ask(t, "numsim", "JSON", tt.number))
				require.Equal(t, 200, resp.StatusCode)
				a := answerOf(t, resp)
				got := a.PhoneStatus.Carrier
				if a.Code != "OK" {
					require.Empty(t, a.PhoneStatus, "a refusal has no answer")
					got = a.Code
				}
				assert.Equal(t, tt.words[i], got)
			})
		}
	}
}

// Whether a Telecom phone is on is told in 2022 and no longer today; a switch
// has it either way, and other carriers' numbers are untouched.
func TestWhatTelecomTells(t *testing.T) {
	for _, tt := range []struct {
		set, number string
		y2022, now  string
	}{
		{"telecom=profile", "13300000486", "BUSY", "NORMAL"},
		{"telecom=profile", "13300000408", "POWER_OFF", "NORMAL"},
		{"telecom=profile", "13300000203", "SUSPECTED_POWER_OFF", "NORMAL"},
		{"telecom=profile", "13300000402", "SHUTDOWN", "SHUTDOWN"},
		{"telecom=profile", "13900000408", "POWER_OFF", "POWER_OFF"},
		{"telecom=reported", "13300000408", "POWER_OFF", "POWER_OFF"},
		{"telecom=withheld", "13300000486", "NORMAL", "NORMAL"},
	} {
		for i, want := range []string{tt.y2022, tt.now} {
			g := profiles[i+2]
			r := newRig(t, "profile="+g.profile, tt.set)
			got := answerOf(t, r.do(g.ask(t, "numsim", "JSON", tt.number))).PhoneStatus.Status
			assert.Equal(t, want, got, "%s %s %s", g.profile, tt.set, tt.number)
			assert.Equal(t, numsim.Yuan/10, r.journal.Entries()[0].Charged)
		}
	}
	first := newRig(t, "telecom=withheld").do(profiles[0].ask(t, "numsim", "JSON", "13300000408"))
	assert.Equal(t, "UNKNOWN", answerOf(t, first).PhoneStatus.Status, "2020 has no word to withhold")
}

// The generation of 2020 has no word for a carrier's limit, so nothing of the
// carrier's can refuse a call there.
func TestBroadnetLimitedWithoutAWord(t *testing.T) {
	resp := newRig(t, "broadnet=limited").do(profiles[0].ask(t, "numsim", "JSON", "19200000200"))
	require.Equal(t, 200, resp.StatusCode)
	assert.Equal(t, "中国广电", answerOf(t, resp).PhoneStatus.Carrier)
}

// The documented limit of each generation, to the call.
func TestDocumentedCallsASecond(t *testing.T) {
	for i, tt := range []struct {
		limit  int
		code   string
		status int
	}{
		{200, "System.LimitControl", 400}, {1000, "isp.QPS_LIMIT", 200},
		{300, "System.LimitControl", 400}, {300, "System.LimitControl", 400},
	} {
		g := profiles[i]
		r, answered := newRig(t, "profile="+g.profile), 0
		for range tt.limit + 50 {
			resp := r.do(g.ask(t, "numsim", "JSON", good))
			a := answerOf(t, resp)
			if a.Code == "OK" {
				answered++
				continue
			}
			require.Equal(t, tt.code, a.Code, g.profile)
			require.Equal(t, tt.status, resp.StatusCode, g.profile)
		}
		assert.Equal(t, tt.limit, answered, g.profile)
		resp := newRig(t, "profile="+g.profile).do(g.ask(t, "numsim", "JSON", "13900000429"))
		assert.Equal(t, tt.status, resp.StatusCode, "the ending says throttled")
		assert.Equal(t, tt.code, answerOf(t, resp).Code, "the ending says throttled")
	}
}

// A number of the wrong form, in the words and with the status of each
// generation.
func TestNumbersOfTheWrongForm(t *testing.T) {
	for i, tt := range []struct {
		short, garbled string
		status         int
	}{
		{"InvalidParameter", "InvalidParameter", 400},
		{"isv.MOBILE_NUMBER_ILLEGAL", "isv.INVALID_PARAMETERS", 200},
		{"InvalidParameter", "InvalidParameter", 200},
		{"InvalidParameter", "InvalidParameter", 400},
	} {
		g := profiles[i]
		for number, code := range map[string]string{"1390000020": tt.short, "13900000400": tt.short, "+8613900000200": tt.garbled} {
			resp := newRig(t, "profile="+g.profile).do(g.ask(t, "numsim", "JSON", number))
			assert.Equal(t, tt.status, resp.StatusCode, "%s %s", g.profile, number)
			assert.Equal(t, code, answerOf(t, resp).Code, "%s %s", g.profile, number)
		}
	}
}
