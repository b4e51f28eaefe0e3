package ywjisu_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/setup"
	"github.com/numsim/numsim/sim/ywjisu"
)

// probes are calls that tell every reading from its others: each switch
// changes the answers to its own and to no other.
func probes() map[string]func() *http.Request {
	list := map[string]func() *http.Request{
		"a good call":       numbers(good),
		"an empty list":     numbers(""),
		"an unknown code":   value("code", "nobody"),
		"a stale timestamp": func() *http.Request { return post(signed("numsim", good, noon.Add(-time.Hour)).Encode()) },
		"another path":      changed(func(r *http.Request) { r.URL.Path = "/Api" }),
		"upper-case digits": func() *http.Request {
			v := signed("numsim", good, noon)
			v.Set("token", strings.ToUpper(v.Get("token")))
			return post(v.Encode())
		},
		"mixed digits": func() *http.Request {
			v := signed("numsim", good, noon)
			v.Set("token", mixed(v.Get("token")))
			return post(v.Encode())
		},
		"a malformed number": numbers("139000002,13900000200"),
		"an unassigned one":  numbers("12012340200"),
		"duplicates":         numbers("13900000200,13900000404,13900000200"),
		"switched off":       numbers("13900000408,13900000203"),
		"wrong by its end":   numbers("13900000422"),
		"unlisted":           numbers("13900000204"),
		"silent":             numbers("13900000304"),
		"GET": func() *http.Request {
			return httptest.NewRequest(http.MethodGet, endpoint+"?"+signed("numsim", good, noon).Encode(), nil)
		},
		"a JSON body": typed("application/json"),
	}
	return list
}

func mixed(token string) string { return strings.ToUpper(token[:16]) + token[16:] }

// Each switch, the probes whose answers it changes, and a piece of what one of
// them then says.
func TestEachSwitchChangesWhatItSays(t *testing.T) {
	answers := "a good call, upper-case digits, mixed digits, an unassigned one, duplicates, switched off, wrong by its end, unlisted, silent"
	refusals := "an empty list, an unknown code, a stale timestamp, another path, a malformed number, GET, a JSON body"
	everything := answers + ", " + refusals
	for _, tt := range []struct{ set, changes, probe, says string }{
		{"success=200000", answers, "a good call", `{"resultMsg":"请求成功","resultCode":"200000","resultObj":[{"mobile"`},
		{"error-result=absent", refusals, "a JSON body", `{"resultMsg":"请求数据转换异常","resultCode":"415000"}`},
		{"error-result=empty", refusals, "a JSON body", `"resultCode":"415000","resultObj":[]}`},
		{"unknown-code=400901", "an unknown code", "an unknown code", `{"resultMsg":"账户信息不存在","resultCode":"400901","resultObj":null}`},
		{"stale=400001", "a stale timestamp", "a stale timestamp", `"resultCode":"400001"`},
		{"method=any", "GET", "GET", `"resultCode":"000000"`},
		{"ssl=required", strings.NewReplacer(", another path", "", ", a malformed number", "", ", GET", "").Replace(everything), "a good call", `"resultCode":"400001"`},
		{"path-status=200", "another path", "another path", `"resultCode":"400001"`},
		{"token-case=lower", "upper-case digits, mixed digits", "mixed digits", `"resultCode":"403000"`},
		{"malformed=number", "a malformed number", "a malformed number", `[{"mobile":"139000002","lastTime":1795348800000,"area":null,"numberType":null,"chargesStatus":"0","status":"0"},{"mobile":"13900000200"`},
		{"unassigned=vacant", "an unassigned one", "an unassigned one", `"area":null,"numberType":null,"chargesStatus":"1","status":"0"}]}`},
		{"duplicates=merged", "duplicates", "duplicates", `"status":"1"},{"mobile":"13900000404",`},
		{"powered-off=risky", "switched off", "switched off", `"chargesStatus":"1","status":"5"}]}`},
		{"chinese=escaped", everything, "an empty list", `{"resultMsg":"\u624b\u673a\u53f7\u7801\u4e0d\u80fd\u4e3a\u7a7a",`},
		{"last-time=string", strings.NewReplacer(", an unassigned one", "", ", wrong by its end", "", ", unlisted", "", ", silent", "").Replace(answers), "a good call", `"lastTime":"1794194082000","area"`},
		{"unseen-time=dated", "unlisted, silent, an unassigned one, wrong by its end", "unlisted", `"mobile":"13900000204","lastTime":1791073238000,`},
		{"number-type=plain", strings.Replace(answers, ", an unassigned one", "", 1), "a good call", `"numberType":"中国移动",`},
	} {
		t.Run(tt.set, func(t *testing.T) {
			changes := map[string]bool{}
			for name := range strings.SplitSeq(tt.changes, ", ") {
				require.Contains(t, probes(), name)
				changes[name] = true
			}
			for name, send := range probes() {
				was, is := newRig(t), newRig(t, tt.set)
				before, after := was.told(t, send()), is.told(t, send())
				assert.Equal(t, changes[name], before != after, "%s\nwas %s\nis  %s", name, before, after)
				if name == tt.probe {
					assert.Contains(t, after, tt.says)
				}
			}
		})
	}
}

// told is all that can be seen of an exchange: HTTP, the body, and the bill.
func (r *rig) told(t *testing.T, req *http.Request) string {
	t.Helper()
	resp := r.do(req)
	return resp.Status + " " + bodyOf(t, resp) + " " + strings.Repeat("I", 1_000_000-r.quota("numsim"))
}

// Every switch and value above is all there is.
func TestEverySwitchIsTested(t *testing.T) {
	p, err := ywjisu.New()
	require.NoError(t, err)
	values := 0
	for _, s := range p.Traits().Switches {
		values += len(s.Values) - 1
	}
	assert.Equal(t, 17, values, "a row of TestEachSwitchChangesWhatItSays for each value that is no default")
}

// Merged duplicates are asked for and paid for once.
func TestMergedDuplicatesAreOneNumber(t *testing.T) {
	r := newRig(t, "duplicates=merged", "quota=1")
	body := r.ask(t, "numsim", "13900000200,13900000200,13900000200")
	assert.Equal(t, 1, strings.Count(body, "mobile"))
	assert.Equal(t, 0, r.quota("numsim"))
}

// A number that nobody can have is refused or answered as vacant and free,
// whatever a prefix nobody has comes to, and never by its ending.
func TestMalformedNumbersAlone(t *testing.T) {
	for number, says := range map[string]string{
		"":             `"mobile":"","lastTime":1795348800000,"area":null,"numberType":null,"chargesStatus":"0","status":"0"`,
		"0400":         `"mobile":"0400","lastTime":1795348800000,"area":null,"numberType":null,"chargesStatus":"0","status":"0"`,
		"139000004250": `"mobile":"139000004250","lastTime":1795348800000,"area":null`,
		`a"b\c/d`:      `"mobile":"a\"b\\c/d","lastTime":1795348800000`,
		"1390000020x":  `"mobile":"1390000020x","lastTime":1795348800000`,
		"02100000200":  `"mobile":"02100000200","lastTime":1795348800000,"area":null,"numberType":null,"chargesStatus":"0","status":"0"`,
		"23900000200":  `"mobile":"23900000200","lastTime":1795348800000,"area":null,"numberType":null,"chargesStatus":"0","status":"0"`,
		"23900000400":  `"mobile":"23900000400","lastTime":1795348800000,"area":null,"numberType":null,"chargesStatus":"0","status":"0"`,
		"23900000425":  `"mobile":"23900000425","lastTime":1795348800000,"area":null,"numberType":null,"chargesStatus":"0","status":"0"`,
		"00000000000":  `"mobile":"00000000000","lastTime":1795348800000,"area":null,"numberType":null,"chargesStatus":"0","status":"0"`,
		"１３９０００００２":    `"mobile":"１３９０００００２","lastTime":1795348800000`,
	} {
		for _, unassigned := range []string{"unlisted", "vacant"} {
			r := newRig(t, "malformed=number", "unassigned="+unassigned)
			body := r.ask(t, "numsim", "13900000404,"+number)
			assert.Contains(t, body, says, unassigned)
			assert.Equal(t, 1_000_000-1, r.quota("numsim"), "%q is free, %s", number, unassigned)
		}
	}
}

// What a scenario says of all numbers that begin so makes no number of what is
// none, and what is repeated is escaped all the same.
func TestMalformedNumbersOfAScenario(t *testing.T) {
	files := fstest.MapFS{"s.yaml": {Data: []byte("scenario: s\nnumbers:\n  \"139*\": {status: active, carrier: unicom, area: 上海-上海}\n  \"239*\": {status: silent, carrier: unicom}\n")}}
	draft, found := scenarios.Read(files, "s.yaml")
	require.Empty(t, found)
	r := newRigIn(t, scenarios.New(draft), "malformed=number")
	assert.Equal(t, `{"resultMsg":"成功","resultCode":"000000","resultObj":[`+
		`{"mobile":"139\"x","lastTime":1795348800000,"area":null,"numberType":null,"chargesStatus":"0","status":"0"},`+
		`{"mobile":"23900000200","lastTime":1795348800000,"area":null,"numberType":null,"chargesStatus":"0","status":"0"}]}`,
		r.ask(t, "numsim", `139"x,23900000200`))
	assert.Equal(t, 1_000_000, r.quota("numsim"))
}

// What cannot be set is said, with what can.
func TestMistakesInSettings(t *testing.T) {
	p, err := ywjisu.New()
	require.NoError(t, err)
	_, err = p.Read("2019", map[string]string{"success": "0"})
	assert.ErrorContains(t, err, `success cannot be "0": it is one of 000000, 200000`)
	_, err = p.Read("2020", nil)
	assert.ErrorContains(t, err, `profile "2020" is not one of [2019]`)
	a := p.Traits().Account
	assert.ErrorContains(t, setup.Set(p.Traits(), &a, "uid", "1"), "ywjisu knows no uid", "no parameter and no member has an owner's id")
	_, err = p.Read("2019", map[string]string{"sucess": "200000"})
	assert.ErrorContains(t, err, `did you mean "success"?`)
}
