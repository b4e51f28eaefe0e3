package ywjisu_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/setup"
	"github.com/numsim/numsim/sim/ywjisu"
)

// cause is one way to meet a row without the account made for it.
type cause struct {
	row  string
	why  string
	set  string // settings of every account
	send func() *http.Request
}

// Every row is met by its cause, where a request or an account can cause it.
func TestEveryRowIsReachableByItsCause(t *testing.T) {
	p, err := ywjisu.New()
	require.NoError(t, err)
	met := map[string]bool{}
	for _, tt := range slices.Concat(requestCauses(), formCauses(), numberCauses(), accountCauses()) {
		t.Run(tt.row+": "+tt.why, func(t *testing.T) {
			r := newRig(t, strings.Fields(tt.set)...)
			before := r.quota("numsim")
			body := bodyOf(t, r.do(tt.send()))
			last := r.last()
			assert.Equal(t, tt.row, last.Row)
			assert.Contains(t, body, `"resultCode":"`+tt.row+`","resultObj":null}`)
			assert.NotEmpty(t, last.Why, "a refusal has a reason for whoever reads the journal")
			assert.NotRegexp(t, `\d{11}`, last.Why, "and no reason repeats a number")
			assert.Equal(t, before, r.quota("numsim"), "a refused call is free")
		})
		met[tt.row] = true
	}
	for _, row := range p.Traits().Catalogue.Rows() {
		assert.Equal(t, row.Cause != "account", met[row.Name], "row %s says its cause is: %s", row.Name, row.Cause)
	}
}

// with sends a good call after change.
func with(change func(v url.Values)) func() *http.Request {
	return func() *http.Request {
		v := signed("numsim", good, noon)
		change(v)
		return post(v.Encode())
	}
}

func value(name, text string) func() *http.Request {
	return with(func(v url.Values) { v.Set(name, text) })
}

// numbers sends a good call about other numbers, which the token leaves open.
func numbers(list string) func() *http.Request { return value("mobiles", list) }

// changed alters anything else of a good call.
func changed(change func(*http.Request)) func() *http.Request {
	return func() *http.Request {
		req := post(signed("numsim", good, noon).Encode())
		change(req)
		return req
	}
}

func typed(contentTypes ...string) func() *http.Request {
	return changed(func(r *http.Request) { r.Header["Content-Type"] = contentTypes })
}

func raw(body string) func() *http.Request { return func() *http.Request { return post(body) } }

func requestCauses() []cause {
	get := func() *http.Request {
		return httptest.NewRequest(http.MethodGet, endpoint+"?"+signed("numsim", good, noon).Encode(), nil)
	}
	inQuery := func() *http.Request {
		return httptest.NewRequest(http.MethodPost, endpoint+"?"+signed("numsim", good, noon).Encode(), nil)
	}
	to := func(path string) func() *http.Request {
		return changed(func(r *http.Request) { r.URL.Path = path })
	}
	return []cause{
		{row: "400001", why: "another path", send: to("/")},
		{row: "400001", why: "a path in other case", send: to("/api/apiauth/getcheckresult")},
		{row: "400001", why: "a slash more", send: to("/Api/ApiAuth/getCheckResult/")},
		{row: "400001", why: "two spaces more", send: to("/Api/ApiAuth/getCheckResult  ")},
		{row: "400001", why: "GET", send: get},
		{row: "400001", why: "PUT where GET is served", set: "method=any", send: changed(func(r *http.Request) { r.Method = http.MethodPut })},
		{row: "400001", why: "a query under POST", set: "method=any", send: inQuery},
		{row: "400001", why: "plain HTTP", set: "ssl=required", send: changed(func(*http.Request) {})},
		{row: "415000", why: "JSON", send: typed("application/json")},
		{row: "415000", why: "multipart, as PHP's curl sends an array", send: typed("multipart/form-data; boundary=x")},
		{row: "415000", why: "no type at all", send: typed()},
		{row: "415000", why: "a type that only begins like the form's", send: typed(formType + "x")},
		{row: "415000", why: "two types", send: typed(formType, formType)},
		{row: "415000", why: "a compressed body", send: changed(func(r *http.Request) { r.Header.Set("Content-Encoding", "gzip") })},
		{row: "415000", why: "a GET with a compressed body", set: "method=any", send: func() *http.Request {
			req := get()
			req.Header.Set("Content-Encoding", "gzip")
			return req
		}},
		{row: "415000", why: "half an escape in the query of a GET", set: "method=any", send: func() *http.Request {
			return httptest.NewRequest(http.MethodGet, endpoint+"?code=%4", nil)
		}},
		{row: "415000", why: "half an escape", send: raw("code=%4")},
		{row: "415000", why: "a value without a name", send: raw("=numsim")},
		{row: "415000", why: "a body beyond all measure", send: raw("code=" + strings.Repeat("n", 300<<10))},
	}
}

func formCauses() []cause {
	stale := func(off time.Duration) func() *http.Request {
		return func() *http.Request { return post(signed("numsim", good, noon.Add(off)).Encode()) }
	}
	list := []cause{
		{row: "400001", why: "no body", send: raw("")},
		{row: "400001", why: "a timestamp in milliseconds", send: value("timestamp", "1795348800000")},
		{row: "400001", why: "a timestamp of nine digits", send: value("timestamp", "179534880")},
		{row: "400001", why: "a timestamp with a sign", send: value("timestamp", "+179534880")},
		{row: "400001", why: "a timestamp with a space", send: value("timestamp", "179534880 ")},
		{row: "403000", why: "a wrong pwd", send: value("pwd", "numsim-pwe")},
		{row: "403000", why: "a pwd that only begins like it", send: value("pwd", "numsim-pwd ")},
		{row: "403000", why: "the private key for a pwd", send: value("pwd", "numsim-key")},
		{row: "403000", why: "a wrong token", send: value("token", strings.Repeat("0", 32))},
		{row: "403000", why: "no hexadecimal digits", send: value("token", "token")},
		{row: "403000", why: "a second too old", send: stale(-15*time.Minute - time.Second)},
		{row: "403000", why: "a second too new", send: stale(15*time.Minute + time.Second)},
		{row: "400001", why: "stale, in the other reading", set: "stale=400001", send: stale(-time.Hour)},
		{row: "403000", why: "upper-case digits where only lower case holds", set: "token-case=lower", send: with(func(v url.Values) { v.Set("token", strings.ToUpper(v.Get("token"))) })},
	}
	for _, name := range []string{"code", "pwd", "mobiles", "timestamp", "token"} {
		row := "400001"
		if name == "mobiles" {
			row = "400201"
		}
		list = append(list,
			cause{row: row, why: name + " absent", send: with(func(v url.Values) { v.Del(name) })},
			cause{row: row, why: name + " empty", send: value(name, "")},
			cause{row: "400001", why: name + " twice", send: with(func(v url.Values) { v.Add(name, v.Get(name)) })},
			cause{row: "400001", why: name + " twice, once without a value", send: func() *http.Request {
				return post(name + "&" + signed("numsim", good, noon).Encode())
			}})
	}
	return list
}

func numberCauses() []cause {
	many := func(n int) string { return strings.TrimSuffix(strings.Repeat(good+",", n), ",") }
	return []cause{
		{row: "400001", why: "51 numbers", send: numbers(many(51))},
		{row: "400001", why: "51 numbers that are one", set: "duplicates=merged", send: numbers(many(51))},
		{row: "400001", why: "an emergency number", send: numbers("110")},
		{row: "400001", why: "a landline's eleven digits", send: numbers("02100000200")},
		{row: "400001", why: "a country code", send: numbers("+8613900000200")},
		{row: "400001", why: "a space after the comma", send: numbers("13900000200, 13900000404")},
		{row: "400001", why: "a Chinese comma", send: numbers("13900000200，13900000404")},
		{row: "400001", why: "a comma at the end", send: numbers("13900000200,")},
		{row: "400001", why: "nothing but a comma", send: numbers(",")},
		{row: "400001", why: "Arabic digits of another script", send: numbers("١٣٩٠٠٠٠٠٢٠٠")},
		{row: "400001", why: "longer than any number, where malformed ones are answered", set: "malformed=number", send: numbers(strings.Repeat("1", 33))},
		{row: "400001", why: "ending 0400", send: numbers("13900000200,13900000400")},
	}
}

func accountCauses() []cause {
	as := func(code string) func() *http.Request {
		return func() *http.Request { return post(signed(code, good, noon).Encode()) }
	}
	return []cause{
		{row: "400101", why: "a code nobody has", send: as("nobody")},
		{row: "400101", why: "a code in other case", send: as("NUMSIM")},
		{row: "400901", why: "the other candidate", set: "unknown-code=400901", send: as("nobody")},
		{row: "400102", why: "an address outside the list", set: "allow-ips=10.0.0.0/8", send: as("numsim")},
		{row: "400200", why: "blacklisted", set: "standing=blacklisted", send: as("numsim")},
		{row: "400902", why: "never subscribed", send: as("numsim-unsubscribed")},
		{row: "403101", why: "a disabled code", send: as("numsim-disabled")},
		{row: "403101", why: "a disabled account", set: "standing=disabled", send: as("numsim")},
		{row: "403102", why: "never activated", set: "standing=not-activated", send: as("numsim")},
		{row: "510101", why: "no quota", send: as("numsim-broke")},
		{row: "510101", why: "quota for one of two", set: "quota=1", send: numbers("13900000200,13900000404")},
		{row: "510101", why: "quota for one of two, though both would be free", set: "quota=1", send: numbers("13900000204,13900000425")},
		{row: "500005", why: "money for one of two", set: "price=0.10 balance=0.19", send: numbers("13900000200,13900000404")},
	}
}

// A standing the provider has no words for cannot be set.
func TestOtherStandingsAreRefused(t *testing.T) {
	p, err := ywjisu.New()
	require.NoError(t, err)
	for _, standing := range []string{"out-of-service", "not-authorized", "ram-denied", "forbidden-ram", "no-permission"} {
		a := p.Traits().Account
		require.NoError(t, setup.Set(p.Traits(), &a, "standing", standing))
		assert.ErrorContains(t, setup.Finish(p, &a), `standing: ywjisu has no words for "`+standing+`"; it has for unsubscribed, disabled, not-activated, blacklisted`)
	}
}
