package ksyun_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/ksyun"
)

// draft is a request that faults are put into before it is sent.
type draft struct {
	set    []string
	action string
	params []string            // name, value, before signing
	after  func(string) string // the signed body
	sent   func(*http.Request)
}

// faults is one way to fail each check of the order.
var faults = map[string]func(d *draft){
	"the Host header":              sent(func(r *http.Request) { r.Host = "" }),
	"the HTTP method":              sent(func(r *http.Request) { r.Method = http.MethodPut }),
	"the path":                     sent(func(r *http.Request) { r.URL.Path = "/v1" }),
	"decoding":                     after(func(body string) string { return "a=%zz&" + body }),
	"an Accesskey and a Signature": after(func(body string) string { return strings.Replace(body, "&Signature=", "&Unsigned=", 1) }),
	"Action and Version":           with("Action", "-"),
	"the operation":                with("Version", "2018-01-01"),
	"the signature's parts":        with("Timestamp", "-"),
	"the signature's method":       with("SignatureMethod", "HMAC-SHA1"),
	"the signature's version":      with("SignatureVersion", "2.0"),
	"the service":                  with("Service", "ksms"),
	"the timestamp's form":         with("Timestamp", "noon"),
	"the key":                      with("Accesskey", "nobody"),
	"the key's state":              with("Accesskey", "numsim-disabled"),
	"the security token":           with("SecurityToken", "somebody's"),
	"the timestamp's age":          with("Timestamp", at(-time.Hour)),
	"the signature":                after(func(body string) string { return body + "&Extra=unsigned" }),
	"the number's parameter":       with("Mobile", ""),
	"DryRun":                       with("DryRun", "perhaps"),
	"how many numbers": func(d *draft) {
		d.action, d.params = batch, append(d.params, "Mobiles", strings.Repeat("110,", 50)+"110")
	},
	"the number's form": with("Mobile", "110"),
	"the number's place": func(d *draft) {
		d.action, d.params = international, append(d.params, "Mobile", "8613900000200")
	},
	"a dry run":              with("DryRun", "true"),
	"flow control":           with("Accesskey", "numsim-throttled"),
	"the account's standing": func(d *draft) { d.set = append(d.set, "standing=ram-denied") },
}

func with(name, value string) func(*draft) {
	return func(d *draft) { d.params = append(d.params, name, value) }
}

func after(change func(string) string) func(*draft) {
	return func(d *draft) {
		before := d.after
		d.after = func(body string) string { return change(before(body)) }
	}
}

func sent(change func(*http.Request)) func(*draft) {
	return func(d *draft) {
		before := d.sent
		d.sent = func(r *http.Request) { before(r); change(r) }
	}
}

// Every pair of faults in one request: the earlier check answers, in the words
// it has alone.
func TestTheEarlierCheckAnswers(t *testing.T) {
	order, pairs := ksyun.Order(), 0
	for i, first := range order {
		alone := judge(t, first.What)
		require.Equal(t, first.Row, alone.Row, first.What)
		for _, second := range order[i+1:] {
			if onePart(first.What, second.What) {
				continue // both are about one part of the request, which has one fault at a time
			}
			both := judge(t, second.What, first.What)
			assert.Equal(t, alone, both, "%s, then %s", first.What, second.What)
			pairs++
		}
	}
	assert.Len(t, faults, len(order))
	assert.Equal(t, len(order)*(len(order)-1)/2-14, pairs, "all pairs but those of one part")
}

// onePart reports two faults that one request cannot have both of. A dry run of
// an account that may not call is AccessDenied, which is what it asks.
func onePart(a, b string) bool {
	for _, part := range [][]string{
		{"the key", "the key's state", "flow control"},
		{"the signature's parts", "the timestamp's form", "the timestamp's age"},
		{"the number's parameter", "how many numbers", "the number's form", "the number's place"},
		{"DryRun", "a dry run"},
		{"a dry run", "the account's standing"},
	} {
		if slices.Contains(part, a) && slices.Contains(part, b) {
			return true
		}
	}
	return false
}

// verdict is what a call was refused with, and why.
type verdict struct{ Row, Why string }

// judge sends a request with these faults, the last one put in last.
func judge(t *testing.T, whats ...string) verdict {
	t.Helper()
	d := &draft{action: realtime, after: func(body string) string { return body }, sent: func(*http.Request) {}}
	for _, what := range whats {
		require.Contains(t, faults, what)
		faults[what](d)
	}
	r := newRig(t, d.set...)
	req := post(d.after(canonical(signed(parameters(d.action, d.params...)))))
	d.sent(req)
	r.do(req)
	return verdict{r.last().Row, strings.Replace(r.last().Why, "numsim-throttled", "numsim", 1)} // a reason may name the key
}

// parts are what an Authorization header is made of, for faults of AWS4.
type parts struct {
	algorithm, credential, key, date, region, service, end string
	signature, signed, extra, sentDate                     string
}

// partFaults is one way to fail each check of AWS4's order.
var partFaults = map[string]func(*parts){
	"the algorithm":                 func(p *parts) { p.algorithm = "AWS4-HMAC-SHA1" },
	"the header's form":             func(p *parts) { p.extra = ", nothing" },
	"a Credential":                  func(p *parts) { p.credential = "" },
	"a Signature":                   func(p *parts) { p.signature = "" },
	"SignedHeaders":                 func(p *parts) { p.signed = "" },
	"a date":                        func(p *parts) { p.sentDate = "" },
	"the Credential's parts":        func(p *parts) { p.key = "a/b" },
	"the terminator":                func(p *parts) { p.end = "aws5_request" },
	"the region":                    func(p *parts) { p.region = "" },
	"the scope's service":           func(p *parts) { p.service = "kec" },
	"the date's form":               func(p *parts) { p.sentDate = "noon" },
	"the scope's date":              func(p *parts) { p.date = "20261121" },
	"the signed headers' names":     func(p *parts) { p.signed += ";x-amz-date" },
	"host among them":               func(p *parts) { p.signed = strings.Replace(p.signed, "host;", "", 1) },
	"the signed headers themselves": func(p *parts) { p.signed = strings.Replace(p.signed, "x-amz-date", "x-amz-date;x-amz-none", 1) },
}

func TestTheEarlierCheckOfAWS4Answers(t *testing.T) {
	order := ksyun.AWS4Order()
	for i, first := range order {
		alone := judgeParts(t, first.What)
		require.Equal(t, first.Row, alone.Row, first.What)
		for _, second := range order[i+1:] {
			if oneAWS4Part(first.What, second.What) {
				continue
			}
			assert.Equal(t, alone, judgeParts(t, second.What, first.What), "%s, then %s", first.What, second.What)
		}
	}
	assert.Len(t, partFaults, len(order))
}

func oneAWS4Part(a, b string) bool {
	return a == "a date" && b == "the date's form"
}

func judgeParts(t *testing.T, whats ...string) verdict {
	t.Helper()
	p := &parts{
		algorithm: "AWS4-HMAC-SHA256", credential: "Credential=", key: "numsim", date: "20261122", region: "cn-beijing-6", service: "cpn",
		end: "aws4_request", signature: "Signature=00", signed: "SignedHeaders=host;x-amz-date", sentDate: "20261122T120000Z",
	}
	for _, what := range whats {
		require.Contains(t, partFaults, what)
		partFaults[what](p)
	}
	scope := strings.Join([]string{p.key, p.date, p.region, p.service, p.end}, "/")
	list := []string{p.credential + scope, p.signed, p.signature}
	if p.credential == "" {
		list[0] = ""
	}
	text := strings.Join(slices.DeleteFunc(list, func(part string) bool { return !strings.Contains(part, "=") }), ", ")
	req := post(canonical(business(realtime)))
	req.Header.Set("Authorization", p.algorithm+" "+text+p.extra)
	if p.sentDate != "" {
		req.Header.Set("X-Amz-Date", p.sentDate)
	}
	r := newRig(t)
	r.do(req)
	return verdict{r.last().Row, r.last().Why}
}

// AWS4's own checks come after the operation and before the key.
func TestAWS4StandsWhereTheSimplifiedPartsDo(t *testing.T) {
	r := newRig(t)
	broken := func(action, key string) *http.Request {
		req := callAWS4(key, action)
		req.Header.Set("Authorization", strings.Replace(req.Header.Get("Authorization"), "/cpn/", "/kec/", 1))
		return req
	}
	assert.Equal(t, "NoSuchEntity", r.meets(broken("SendSms", "nobody")))
	assert.Equal(t, "SignatureDoesNotMatch/service", r.meets(broken(realtime, "nobody")))
	assert.Equal(t, "InvalidClientTokenId", r.meets(headers(func(a *aws4) { a.key, a.secret, a.date = "nobody", "other", "20261122T000000Z" })))
	assert.Equal(t, "SignatureDoesNotMatch/expired", r.meets(headers(func(a *aws4) { a.secret, a.date = "other", "20261122T000000Z" })))
}
