package ywjisu_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Calls that clients send in other spellings, and that are answered.
func TestOtherSpellingsAreServed(t *testing.T) {
	well := signed("numsim", good, noon)
	at := func(off time.Duration) func() *http.Request {
		return func() *http.Request { return post(signed("numsim", good, noon.Add(off)).Encode()) }
	}
	over := func(method, url string) func() *http.Request {
		return func() *http.Request {
			req := httptest.NewRequest(method, url, strings.NewReader(well.Encode()))
			req.Header.Set("Content-Type", formType)
			return req
		}
	}
	for _, tt := range []struct {
		why, set string
		send     func() *http.Request
	}{
		{"the PHP sample: an empty pair in the middle", "", raw("code=numsim&pwd=numsim-pwd&mobiles=13900000200&&timestamp=1795348800&token=" + well.Get("token"))},
		{"empty pairs at both ends", "", raw("&&" + well.Encode() + "&")},
		{"the PHP sample: a space after the URL, escaped", "", changed(func(r *http.Request) { r.URL.Path += " " })},
		{"the Java sample: order by chance", "", raw("token=" + well.Get("token") + "&mobiles=13900000200&code=numsim&timestamp=1795348800&pwd=numsim-pwd")},
		{"parameters nobody knows, twice even", "", raw(well.Encode() + "&appId=1&appId=2&callback")},
		{"escapes where none are needed", "", raw(strings.Replace(well.Encode(), "code=numsim", "c%6fde=num%73im", 1))},
		{"a comma as it is", "", raw(strings.Replace(well.Encode(), good, good+","+good, 1))},
		{"PHP's Content-Type", "", typed("application/x-www-form-urlencoded")},
		{"a Content-Type in other case", "", typed("Application/X-WWW-Form-Urlencoded ; charset=utf-8")},
		{"an upper-case token", "", with(func(v url.Values) { v.Set("token", strings.ToUpper(v.Get("token"))) })},
		{"a lower-case token", "token-case=lower", with(func(url.Values) {})},
		{"the oldest timestamp", "", at(-15 * time.Minute)},
		{"the newest timestamp", "", at(15 * time.Minute)},
		{"a wider window", "window=24h", at(-24 * time.Hour)},
		{"a provider ahead of the clock", "skew=1h", at(time.Hour + 15*time.Minute)},
		{"HTTPS", "ssl=required", over(http.MethodPost, strings.Replace(endpoint, "http:", "https:", 1))},
		{"GET where it is served", "method=any", over(http.MethodGet, endpoint+"?"+well.Encode())},
		{"POST where GET is served", "method=any", over(http.MethodPost, endpoint)},
		{"what stands in the query of a POST", "", over(http.MethodPost, endpoint+"?code=nobody&a=%zz")},
		{"any host", "", changed(func(r *http.Request) { r.Host = "kh.ywjisu.com" })},
	} {
		t.Run(tt.why, func(t *testing.T) {
			r := newRig(t, strings.Fields(tt.set)...)
			body := bodyOf(t, r.do(tt.send()))
			assert.Contains(t, body, `"resultCode":"000000","resultObj":[{"mobile":"13900000200"`)
			require.NotEmpty(t, r.last().Lines)
			assert.Empty(t, r.last().Why)
		})
	}
}

// The same call twice is answered twice: there is no nonce.
func TestACallCanBeSentAgain(t *testing.T) {
	r := newRig(t)
	call := signed("numsim", good, noon).Encode()
	first := bodyOf(t, r.do(post(call)))
	assert.Equal(t, first, bodyOf(t, r.do(post(call))))
	assert.Equal(t, 1_000_000-2, r.quota("numsim"), "and charged twice")
}

// The week of a vacant number ends where the account's lag begins.
func TestALagMovesTheWeek(t *testing.T) {
	const day = 24 * time.Hour
	var list []string
	for i := range 50 {
		list = append(list, "13900"+strconv.Itoa(10+i)+"0404")
	}
	for set, oldest := range map[string]time.Duration{"lag=0s": 7 * day, "lag=24h": 8 * day} {
		past := 0
		for i, v := range decode(t, newRig(t, set).ask(t, "numsim", strings.Join(list, ","))).ResultObj {
			require.NotNil(t, v.LastTime)
			age := noon.Sub(time.UnixMilli(*v.LastTime))
			assert.GreaterOrEqual(t, age, oldest-7*day, list[i])
			assert.Less(t, age, oldest, list[i])
			if age >= 7*day {
				past++
			}
		}
		assert.Equal(t, oldest > 7*day, past > 0, "%s: with 50 numbers, some are in any one day of seven", set)
	}
}

// The ready-made accounts, and what a good call of each meets.
func TestReadyMadeAccounts(t *testing.T) {
	for code, row := range map[string]string{
		"numsim": "000000", "numsim-2019": "000000", "numsim-unlimited": "000000", "numsim-broke": "510101",
		"numsim-disabled": "403101", "numsim-unsubscribed": "400902", "numsim-504000": "504000",
		"numsim-throttled": "400101", "numsim-qps-1": "400101", "numsim-sts": "400101",
	} {
		assert.Contains(t, newRig(t).ask(t, code, good), `"resultCode":"`+row+`"`, code)
	}
}

// What --set gives every account takes neither its trouble nor its row from an
// account that has one.
func TestAccountsKeepTheirOwnTrouble(t *testing.T) {
	for _, set := range []string{"standing=blacklisted", "standing=disabled", "answers=500000", "quota=7"} {
		r := newRig(t, set)
		for code, row := range map[string]string{
			"numsim-broke": "510101", "numsim-disabled": "403101", "numsim-unsubscribed": "400902", "numsim-unlimited": "000000", "numsim-504000": "504000",
		} {
			assert.Contains(t, r.ask(t, code, good), `"resultCode":"`+row+`"`, "%s with %s", code, set)
		}
	}
}
