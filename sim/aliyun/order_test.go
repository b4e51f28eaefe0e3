package aliyun_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/aliyun"
)

// draft is a request that faults are put into before it is sent.
type draft struct {
	set    []string
	key    string
	signer func(*client.AliyunSigner)
	params map[string]string
	rewind bool // sent twice, judged the second time
	sent   []func(*http.Request, url.Values)
}

// faults is one way to fail each check of the order.
var faults = map[string]func(d *draft){
	"the HTTP method":                    sent(func(r *http.Request, _ url.Values) { r.Method = http.MethodPut }),
	"the host":                           sent(func(r *http.Request, _ url.Values) { r.Host = "ecs.aliyuncs.com" }),
	"the path":                           sent(func(r *http.Request, _ url.Values) { r.URL.Path = "/v1" }),
	"the transport":                      func(d *draft) { d.set = append(d.set, "ssl=required") },
	"decoding":                           sent(func(r *http.Request, q url.Values) { q.Add("PhoneNumber", good) }),
	"Format":                             func(d *draft) { d.params["Format"] = "YAML" },
	"Action":                             func(d *draft) { d.params["Action"] = "SendSms" },
	"an AccessKeyId":                     sent(func(_ *http.Request, q url.Values) { q.Del("AccessKeyId") }),
	"Version":                            func(d *draft) { d.params["Version"] = "2017-05-25" },
	"the signature's parts":              sent(func(_ *http.Request, q url.Values) { q.Del("Signature") }),
	"the signature's scheme":             sent(func(_ *http.Request, q url.Values) { q.Set("SignatureMethod", "HMAC-MD5") }),
	"the timestamp's form":               sent(func(_ *http.Request, q url.Values) { q.Set("Timestamp", "noon") }),
	"the key":                            sent(func(_ *http.Request, q url.Values) { q.Set("AccessKeyId", "nobody") }),
	"Action in the account's generation": func(d *draft) { d.params["Action"] = "PhoneNumberStatusForPublic" },
	"the timestamp's age": func(d *draft) {
		d.signer = func(s *client.AliyunSigner) { s.Now = func() time.Time { return noon.Add(-time.Hour) } }
	},
	"the key's state":        func(d *draft) { d.key = "numsim-disabled" },
	"the security token":     func(d *draft) { d.key = "numsim-sts" },
	"the signature":          sent(func(_ *http.Request, q url.Values) { q.Set("Extra", "unsigned") }),
	"the nonce":              func(d *draft) { d.rewind = true },
	"mandatory parameters":   func(d *draft) { d.params["PhoneNumber"] = "" },
	"hidden fields":          func(d *draft) { d.params["OwnerId"] = "me" },
	"the number's form":      func(d *draft) { d.params["PhoneNumber"] = "110" },
	"flow control":           func(d *draft) { d.key = "numsim-throttled" },
	"the account's standing": func(d *draft) { d.set = append(d.set, "standing=unsubscribed") },
	"the balance":            func(d *draft) { d.set = append(d.set, "balance=0") },
}

func sent(change func(*http.Request, url.Values)) func(*draft) {
	return func(d *draft) { d.sent = append(d.sent, change) }
}

// Every pair of faults in one request: the earlier check answers.
func TestTheEarlierCheckAnswers(t *testing.T) {
	order := aliyun.Order()
	for i, first := range order {
		for _, second := range order[i+1:] {
			if onePart(first.What, second.What) {
				continue // both are about one part of the request, which has one fault at a time
			}
			t.Run(first.What+", then "+second.What, func(t *testing.T) {
				d := &draft{key: "numsim", params: map[string]string{}}
				faults[second.What](d)
				faults[first.What](d)
				assert.Equal(t, first.Row, d.judge(t))
			})
		}
	}
}

// onePart reports two faults that one request cannot have both of.
func onePart(a, b string) bool {
	for _, part := range [][]string{
		{"an AccessKeyId", "the key", "the key's state", "the security token", "flow control"},
		{"Action", "Action in the account's generation"},
		{"the signature's parts", "the signature"},
		{"the timestamp's form", "the timestamp's age"},
		{"mandatory parameters", "the number's form"},
	} {
		if slices.Contains(part, a) && slices.Contains(part, b) {
			return true
		}
	}
	return false
}

// Each fault alone meets its own row, or the pairs above would prove nothing.
func TestEachFaultAlone(t *testing.T) {
	for _, check := range aliyun.Order() {
		require.Contains(t, faults, check.What)
		d := &draft{key: "numsim", params: map[string]string{}}
		faults[check.What](d)
		assert.Equal(t, check.Row, d.judge(t), check.What)
	}
	assert.Len(t, faults, len(aliyun.Order()))
}

// judge sends the draft and returns the row it met.
func (d *draft) judge(t *testing.T) string {
	t.Helper()
	r := newRig(t, d.set...)
	s := signer(d.key, "order")
	s.SecurityToken = ""
	if d.signer != nil {
		d.signer(&s)
	}
	var extra []string
	for name, value := range d.params {
		extra = append(extra, name, value)
	}
	req := v1(t, s, "JSON", extra...)
	if d.rewind {
		r.do(v1(t, signer(d.key, "order"), "JSON")) // spends the nonce
	}
	q := req.URL.Query()
	for _, change := range d.sent {
		change(req, q)
	}
	req.URL.RawQuery = q.Encode()
	r.do(req)
	entries := r.journal.Entries()
	return entries[len(entries)-1].Row
}
