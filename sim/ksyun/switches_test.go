package ksyun_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// jsonCall puts Action and Version into the query and the rest, the signature
// too, into an object; the signature covers both.
func jsonCall(action string, extra ...string) *http.Request {
	p := signed(parameters(action, extra...))
	var members []string
	for name, value := range p {
		if name != "Action" && name != "Version" {
			members = append(members, `"`+name+`":"`+value+`"`)
		}
	}
	return jsonBody("Action="+action+"&Version=2019-05-01", "{"+strings.Join(members, ",")+"}")
}

func jsonBody(query, body string) *http.Request {
	req := httptest.NewRequest(http.MethodPost, baseURL+"?"+query, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	return req
}

// probes are requests, some of which each switch answers otherwise.
func probes() map[string]*http.Request {
	return map[string]*http.Request{
		"realtime":          call(realtime),
		"batch":             call(batch, "Mobiles", good+","+vacant),
		"international":     call(international),
		"gateway error":     call(realtime, "Action", "SendSms"),
		"service error":     call(realtime, "Mobile", "110"),
		"no channel":        call(international, "Mobile", "8613900000200"),
		"no method":         call(realtime, "SignatureMethod", "-"),
		"51 numbers":        call(batch, "Mobiles", strings.Repeat(good+",", 50)+good),
		"twice":             call(batch, "Mobiles", good+","+vacant+","+good),
		"short":             call(batch, "Mobiles", good+",110,"+vacant),
		"landline-like":     call(batch, "Mobiles", "02100000200"),
		"letters":           call(batch, "Mobiles", good+",11o"),
		"empty entry":       call(batch, "Mobiles", good+","),
		"sixteen digits":    call(batch, "Mobiles", "1390000020000000"),
		"short realtime":    call(realtime, "Mobile", "1390000020"),
		"plus":              call(international, "Mobile", "+62810000200"),
		"double zero":       call(international, "Mobile", "0062810000200"),
		"plus double zero":  call(international, "Mobile", "+0062810000200"),
		"unassigned":        call(realtime, "Mobile", "12000000200"),
		"JSON":              jsonCall(realtime),
		"JSON unsigned":     jsonBody("Action="+realtime+"&Version=2019-05-01", `{"Mobile":"13900000200"}`),
		"JSON number":       jsonBody("", `{"Mobile":13900000200}`),
		"JSON AWS4":         newAWS4("numsim").byHeader(jsonBody("Action="+realtime+"&Version=2019-05-01", `{"Mobile":"13900000200","Action":"PhoneNumberStatus"}`)),
		"GET":               get(canonical(signed(parameters(realtime)))),
		"GET by AWS4":       withoutType(newAWS4("numsim")).byHeader(get(canonical(business(realtime)))),
		"GET presigned":     withoutType(newAWS4("numsim")).byQuery(get(canonical(business(realtime)))),
		"query of a POST":   changed(func(r *http.Request) { r.URL.RawQuery, r.Body = canonical(signed(parameters(realtime))), http.NoBody }),
		"PUT":               changed(func(r *http.Request) { r.Method = http.MethodPut }),
		"unknown, realtime": call(realtime, "Mobile", "13900000999"),
		"unlisted, batch":   call(batch, "Mobiles", "13900000204,13900000200"),
	}
}

func withoutType(s aws4) aws4 { s.signed = nil; return s }

var anyID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`)

// told is what a client sees of every probe, and what it is charged.
func told(t *testing.T, r *rig) map[string]string {
	t.Helper()
	all := map[string]string{}
	for name, req := range probes() {
		resp := r.do(req)
		all[name] = resp.Status[:3] + " " + anyID.ReplaceAllString(bodyOf(t, resp), "{id}") + " " + r.last().Charged.String()
	}
	return all
}

const (
	realtimeAnswer = `200 {"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动","RequestId":"{id}"} 1.00`
	sender         = `400 {"RequestId":"{id}","Error":{"Type":"Sender",`
)

// Every switch changes exactly what it says it does.
func TestEverySwitchChangesWhatItSays(t *testing.T) {
	plain := told(t, newRig(t, "price=1"))
	unknownAnswer := plain["unknown, realtime"]
	wrong := `{"CheckStatus":"5","Mobile":"%","Carrier":"未知"}`
	active, absent := `{"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动"}`, `{"CheckStatus":"0","Mobile":"13900000404","Carrier":"移动"}`
	list := func(entries ...string) string {
		return `200 {"Data":[` + strings.Join(entries, ",") + `],"RequestId":"{id}"} `
	}
	result := func(text string) string { return `200 {"RequestId":"{id}","Result":` + text + `} 1.00` }

	tests := map[string]map[string]string{ // switch=value, then what changes
		"phone-status=string": {"international": result(`{"NationEnCode":"ID","PhoneStatus":"1","Mobile":"62810000200"}`)},
		"result=array":        {"international": result(`[{"NationEnCode":"ID","PhoneStatus":1,"Mobile":"62810000200"}]`)},
		"mobile=masked":       {"international": result(`{"NationEnCode":"ID","PhoneStatus":1,"Mobile":"62******"}`)},
		"error-type=Sender":   retold(plain, `"Type":"sender"`, `"Type":"Sender"`),
		"error-type=sender":   retold(plain, `"Type":"Sender"`, `"Type":"sender"`),
		"error-order=gateway": merge(
			retold(plain, `"Message":"Invalid mobile","Code":"InvalidMobile"`, `"Code":"InvalidMobile","Message":"Invalid mobile"`),
			retold(plain, `"Message":"The icmn channel is empty","Code":"EmptyICmnChannel"`, `"Code":"EmptyICmnChannel","Message":"The icmn channel is empty"`)),
		"error-order=service":            reordered(plain),
		"signature-method=required":      {"no method": sender + `"Code":"MissingParameter","Message":"` + missing("SignatureMethod") + `"}} 0.00`},
		"too-many=InvalidParameterValue": {"51 numbers": sender + `"Code":"InvalidParameterValue","Message":"` + invalid("Mobiles") + `"}} 0.00`},
		"duplicates=merged":              {"twice": list(active, absent) + "2.00"},
		"malformed=answered": {
			"short":         list(active, strings.Replace(wrong, "%", "110", 1), absent) + "3.00",
			"landline-like": list(strings.Replace(wrong, "%", "02100000200", 1)) + "1.00",
		},
		"international-prefix=stripped": {"plus": plain["international"], "double zero": plain["international"]},
		"no-carrier=empty":              {"unassigned": strings.Replace(plain["unassigned"], "未知", "", 1)},
		"unknown-billed=yes": {
			"unknown, realtime": strings.Replace(unknownAnswer, " 0.00", " 1.00", 1),
			"unlisted, batch":   strings.Replace(plain["unlisted, batch"], " 1.00", " 2.00", 1),
		},
		"json=read": {
			"JSON": realtimeAnswer, "JSON AWS4": realtimeAnswer,
			"JSON number": sender + `"Code":"InvalidQueryParameter","Message":"` + malformed("body") + `"}} 0.00`,
		},
		"get=served": {"GET": realtimeAnswer, "GET by AWS4": realtimeAnswer, "GET presigned": realtimeAnswer},
	}
	for set, changes := range tests {
		require.NotEmpty(t, changes, set)
		want := merge(plain, changes)
		got := told(t, newRig(t, "price=1", set))
		for name := range want {
			assert.Equal(t, want[name], got[name], "%s: %s", set, name)
			if text, changes := changes[name]; changes {
				assert.NotEqual(t, plain[name], text, "%s: %s is not a change", set, name)
			}
		}
	}
	for _, s := range provider(t).Traits().Switches {
		for _, value := range s.Values[1:] {
			set := s.Name + "=" + value
			assert.True(t, len(tests[set]) > 0 || set == "request-id=upper", "%s is not tested", set)
		}
		assert.Equal(t, plain, told(t, newRig(t, "price=1", s.Name+"="+s.Values[0])), "%s: the first value is the default", s.Name)
	}
}

// retold are the probes that hold a text, with another in its place.
func retold(probes map[string]string, old, with string) map[string]string {
	changes := map[string]string{}
	for name, text := range probes {
		if strings.Contains(text, old) {
			changes[name] = strings.Replace(text, old, with, 1)
		}
	}
	return changes
}

var gatewayOrder = regexp.MustCompile(`("Type":"Sender"),("Code":"[^"]*"),("Message":"[^"]*")`)

func reordered(probes map[string]string) map[string]string {
	changes := map[string]string{}
	for name, text := range probes {
		if gatewayOrder.MatchString(text) {
			changes[name] = gatewayOrder.ReplaceAllString(text, "$1,$3,$2")
		}
	}
	return changes
}

func merge(maps ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, m := range maps {
		for name, text := range m {
			all[name] = text
		}
	}
	return all
}

func TestUpperCaseRequestIDs(t *testing.T) {
	r := newRig(t, "request-id=upper")
	for _, req := range []*http.Request{call(realtime), call(batch), call(international), call("SendSms"), call(realtime, "Mobile", "110")} {
		assert.Regexp(t, `"RequestId":"[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}"`, bodyOf(t, r.do(req)))
	}
}

func TestReadRefusesWhatItDoesNotKnow(t *testing.T) {
	p := provider(t)
	_, err := p.Read("2019", map[string]string{"result": "list"})
	assert.ErrorContains(t, err, `result cannot be "list": it is one of object, array`)
	_, err = p.Read("2020", nil)
	assert.ErrorContains(t, err, `profile "2020" is not one of [2019]`)
}
