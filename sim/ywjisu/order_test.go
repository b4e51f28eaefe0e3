package ywjisu_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/ywjisu"
)

// draft is a request that faults are put into before it is sent.
type draft struct {
	set     []string
	code    string
	numbers string
	at      time.Time
	raw     string // stands before the form
	form    []func(url.Values)
	request []func(*http.Request)
}

func set(pairs ...string) func(*draft) { return func(d *draft) { d.set = append(d.set, pairs...) } }

func form(change func(url.Values)) func(*draft) {
	return func(d *draft) { d.form = append(d.form, change) }
}

func request(change func(*http.Request)) func(*draft) {
	return func(d *draft) { d.request = append(d.request, change) }
}

// faults is one way to fail each check of the order.
var faults = map[string]func(d *draft){
	"the transport":           set("ssl=required"),
	"the path":                request(func(r *http.Request) { r.URL.Path = "/" }),
	"the method":              request(func(r *http.Request) { r.Method = http.MethodPut }),
	"decoding":                func(d *draft) { d.raw = "a=%zz&" },
	"each parameter once":     form(func(v url.Values) { v.Add("token", "twice") }),
	"code and pwd":            form(func(v url.Values) { v.Set("code", "") }),
	"mobiles":                 form(func(v url.Values) { v.Set("mobiles", "") }),
	"timestamp and token":     form(func(v url.Values) { v.Set("timestamp", "") }),
	"the timestamp's form":    form(func(v url.Values) { v.Set("timestamp", "noon") }),
	"the code":                func(d *draft) { d.code = "nobody" },
	"the pwd":                 form(func(v url.Values) { v.Set("pwd", "wrong") }),
	"the token":               form(func(v url.Values) { v.Set("token", strings.Repeat("0", 32)) }),
	"the timestamp's age":     func(d *draft) { d.at = noon.Add(-time.Hour) },
	"the code's state":        func(d *draft) { d.code = "numsim-disabled" },
	"the account's standing":  set("standing=unsubscribed"),
	"the caller's address":    set("allow-ips=10.0.0.0/8"),
	"how many numbers":        func(d *draft) { d.numbers += strings.Repeat(","+good, 50) },
	"the form of the numbers": func(d *draft) { d.numbers = "110," + d.numbers },
	"the numbers' endings":    func(d *draft) { d.numbers += ",13900000400" },
	"the quota":               set("quota=0"),
	"the balance":             set("price=1", "balance=0"),
}

// Every pair of faults in one request: the earlier check answers, with the row
// and the reason it answers with alone.
func TestTheEarlierCheckAnswers(t *testing.T) {
	order, alone := ywjisu.Order(), map[string][2]string{}
	for _, check := range order {
		row, why := judge(t, check.What)
		alone[check.What] = [2]string{row, why}
	}
	pairs := 0
	for i, first := range order {
		for _, second := range order[i+1:] {
			if onePart(first.What, second.What) {
				continue // both are about one part of the request, which has one fault at a time
			}
			t.Run(first.What+", then "+second.What, func(t *testing.T) {
				row, why := judge(t, first.What, second.What)
				assert.Equal(t, first.Row, row)
				if first.What != "how many numbers" { // its reason counts them
					assert.Equal(t, alone[first.What][1], why)
				}
			})
			pairs++
		}
	}
	assert.Greater(t, pairs, 200)
}

// onePart reports two faults that one request cannot have both of.
func onePart(a, b string) bool {
	for _, part := range [][]string{
		{"the code", "the code's state", "code and pwd"},
		{"timestamp and token", "the timestamp's form", "the timestamp's age"},
	} {
		if slices.Contains(part, a) && slices.Contains(part, b) {
			return true
		}
	}
	return false
}

// Each fault alone meets its own row, and each has its own reason, or the
// pairs above would prove nothing.
func TestEachFaultAlone(t *testing.T) {
	whys := map[string]string{}
	for _, check := range ywjisu.Order() {
		require.Contains(t, faults, check.What)
		row, why := judge(t, check.What)
		assert.Equal(t, check.Row, row, check.What)
		assert.Empty(t, whys[why], "%s has the reason of %s", check.What, whys[why])
		whys[why] = check.What
	}
	assert.Len(t, faults, len(ywjisu.Order()))
}

// judge sends a call with these faults and returns the row it met, and why.
// The later checks' faults are put in first.
func judge(t *testing.T, names ...string) (row, why string) {
	t.Helper()
	d := &draft{code: "numsim", numbers: good, at: noon}
	for _, name := range slices.Backward(names) {
		faults[name](d)
	}
	r := newRig(t, d.set...)
	v := signed(d.code, d.numbers, d.at)
	for _, change := range d.form {
		change(v)
	}
	req := post(d.raw + v.Encode())
	for _, change := range d.request {
		change(req)
	}
	r.do(req)
	return r.last().Row, r.last().Why
}
