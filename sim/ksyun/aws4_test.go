package ksyun_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// headers signs a call with a signer that a test has changed.
func headers(change func(*aws4)) *http.Request {
	s := newAWS4("numsim")
	change(&s)
	return s.byHeader(post(canonical(business(realtime))))
}

func inQuery(change func(*aws4)) *http.Request {
	s := newAWS4("numsim")
	change(&s)
	return s.byQuery(post(canonical(business(realtime))))
}

// authorized replaces a part of a signed call's Authorization.
func authorized(old, with string) *http.Request {
	req := callAWS4("numsim", realtime)
	req.Header.Set("Authorization", strings.Replace(req.Header.Get("Authorization"), old, with, 1))
	return req
}

func aws4Causes() []cause {
	const (
		rest       = "Credential=numsim/20261122/cn-beijing-6/cpn/aws4_request"
		scopedTo   = "Credential should be scoped to "
		ofTheDate  = "Date must be in ISO-8601 'basic format'. Got '{}'. See http://en.wikipedia.org/wiki/ISO_8601."
		fiveParts  = "Credential must have exactly 5 slash-delimited elements, e.g. accesskeyid/date/region/service/aws4_request, got: "
		terminator = "Credential should be scoped with a valid terminator: 'aws4_request', not: "
	)
	header := func(text string) *http.Request {
		req := callAWS4("numsim", realtime)
		req.Header.Set("Authorization", text)
		return req
	}
	many := "content-type"
	for i := range 63 { // host and x-amz-date make 66
		many += ";h" + strconv.Itoa(i)
	}
	undated := callAWS4("numsim", realtime)
	undated.Header.Del("X-Amz-Date")
	list := []cause{
		{row: "MissingAuthenticationToken/header", why: "a header that is not there", says: "x-amz-meta not in Http Header.", req: authorized("content-type", "content-type;x-amz-meta")},
		{row: "SignatureDoesNotMatch/host", why: "host not signed", req: headers(func(a *aws4) { a.leaveOutHost = true })},
		{row: "SignatureDoesNotMatch/host", why: "host not signed, in the query", req: inQuery(func(a *aws4) { a.leaveOutHost = true })},
		{row: "SignatureDoesNotMatch/terminator", why: "aws3", says: terminator + "aws3_request.", req: headers(func(a *aws4) { a.terminator = "aws3_request" })},
		{row: "SignatureDoesNotMatch/region", why: "none", says: scopedTo + "a valid region, not:.", req: headers(func(a *aws4) { a.region = "" })},
		{row: "SignatureDoesNotMatch/region", why: "upper case", says: scopedTo + "a valid region, not:CN.", req: inQuery(func(a *aws4) { a.region = "CN" })},
		{row: "SignatureDoesNotMatch/service", why: "AWS4 for another", says: scopedTo + "correct service: cpn.", req: headers(func(a *aws4) { a.service = "kec" })},
		{row: "SignatureDoesNotMatch/mismatch", why: "AWS4 with another secret", req: headers(func(a *aws4) { a.secret = "other" })},
		{row: "SignatureDoesNotMatch/mismatch", why: "in the query with another secret", req: inQuery(func(a *aws4) { a.secret = "other" })},
		{row: "SignatureDoesNotMatch/mismatch", why: "a query's signature beside the header's", req: withQuery(callAWS4("numsim", realtime), "X-Amz-Signature=0")},
		{row: "SignatureDoesNotMatch/expired", why: "AWS4, too old", says: "Signature expired:20261122T114459Z.", req: headers(func(a *aws4) { a.date = "20261122T114459Z" })},
		{row: "SignatureDoesNotMatch/expired", why: "too old, in the Node SDK's form", says: "Signature expired:20261122T114459+00:00.", req: headers(func(a *aws4) { a.date = "20261122T114459+00:00" })},
		{row: "SignatureDoesNotMatch/date", why: "another day", req: headers(func(a *aws4) { a.day = "20261121" })},
		{row: "SignatureDoesNotMatch/date", why: "another day in the query", req: inQuery(func(a *aws4) { a.day = "20261121" })},
		{row: "IncompleteSignature/algorithm", why: "SHA1", says: "Unsupported ksc 'algorithm': AWS4-HMAC-SHA1.", req: authorized("SHA256", "SHA1")},
		{row: "IncompleteSignature/algorithm", why: "Basic", says: "Unsupported ksc 'algorithm': Basic.", req: header("Basic bnVtc2lt")},
		{row: "IncompleteSignature/algorithm", why: "another in the query", says: "Unsupported ksc 'algorithm': AWS4.", req: changedQuery("X-Amz-Algorithm", "AWS4")},
		{row: "IncompleteSignature/format", why: "nothing after the algorithm", req: header("AWS4-HMAC-SHA256")},
		{row: "IncompleteSignature/format", why: "no =", req: header("AWS4-HMAC-SHA256 Credential")},
		{row: "IncompleteSignature/format", why: "a part twice", req: authorized(", Signature=", ", Signature=0, Signature=")},
		{row: "IncompleteSignature/format", why: "an unknown part", req: authorized(", Signature=", ", Extra=0, Signature=")},
		{row: "IncompleteSignature/format", why: "a header named twice", req: authorized("content-type", "content-type;host;content-type")},
		{row: "IncompleteSignature/format", why: "and in another case", req: authorized("content-type", "content-type;host;Content-type")},
		{row: "IncompleteSignature/format", why: "host a third time", req: authorized("content-type", "content-type;host;host;host")},
		{row: "IncompleteSignature/format", why: "too many headers", req: authorized("content-type", many)},
		{row: "IncompleteSignature/elements", why: "four parts", says: fiveParts + "numsim/20261122/cpn/aws4_request.", req: authorized("cn-beijing-6/", "")},
		{row: "IncompleteSignature/elements", why: "no key", says: fiveParts + "/20261122/cn-beijing-6/cpn/aws4_request.", req: authorized("numsim/", "/")},
		{row: "IncompleteSignature/credential", why: "none", says: "Authorization header requires 'Credential' parameter. Authorization=AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0.", req: header("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0")},
		{row: "IncompleteSignature/signature", why: "none", says: "Authorization header requires 'Signature' parameter. Authorization=AWS4-HMAC-SHA256 " + rest + ", SignedHeaders=host", req: header("AWS4-HMAC-SHA256 " + rest + ", SignedHeaders=host")},
		{row: "IncompleteSignature/signed-headers", why: "none", says: "Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256 " + rest + ", Signature=0", req: header("AWS4-HMAC-SHA256 " + rest + ", Signature=0")},
		{row: "IncompleteSignature/no-date", why: "none", says: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header, Authorization=" + undated.Header.Get("Authorization"), req: undated},
		{row: "InvalidQueryParameter", why: "query and body disagree", says: malformed("Mobile"), req: newAWS4("numsim").byHeader(withQuery(post(canonical(business(realtime))), "Mobile=13900000404"))},
		{row: "InvalidQueryParameter", why: "a date twice", says: malformed("X-Amz-Date"), req: twice(callAWS4("numsim", realtime), "X-Amz-Date")},
		{row: "InvalidQueryParameter", why: "two authorizations", says: malformed("Authorization"), req: twice(callAWS4("numsim", realtime), "Authorization")},
		{row: "InvalidQueryParameter", why: "two dates of the other name", says: malformed("Date"), req: twice(headers(func(a *aws4) { a.dateHeader = a.date }), "Date")},
		{row: "MissingParameter", why: "AWS4 without Action", says: missing("Action"), req: callAWS4("numsim", realtime, "Action", "-")},
	}
	for _, text := range []string{
		"20261122T120000.5Z", "20261122", "2026-11-22T12:00:00Z", "20261122T120000", "20261122T120000z",
		"20261122T200000+08:00", "20261122T063000-05:30", "20261122T120000-00:00", "20261122T120000+0000",
		"20261122T120000Z+00:00", "20261122T120000.5+00:00",
	} {
		says := strings.Replace(ofTheDate, "{}", text, 1)
		list = append(list,
			cause{row: "IncompleteSignature/date", why: text, says: says, req: headers(func(a *aws4) { a.date, a.day = text, "20261122" })},
			cause{row: "IncompleteSignature/date", why: text + " in the query", says: says, req: inQuery(func(a *aws4) { a.date, a.day = text, "20261122" })})
	}
	for _, text := range []string{"Sun, 22 Nov 2026 20:00:00 +0800", "Sun, 22 Nov 2026 12:00:00 CST", "Sun, 22 Nov 2026 12:00:00"} {
		list = append(list, cause{row: "IncompleteSignature/date", why: "Date: " + text, says: strings.Replace(ofTheDate, "{}", text, 1), req: headers(func(a *aws4) { a.dateHeader = text })})
	}
	for _, name := range []string{"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Signature"} {
		list = append(list, cause{row: "IncompleteSignature/query", why: "no " + name, says: "KSC query-string parameters must include " + name + ". Re-examine the query-string parameters.", req: changedQuery(name, "")})
	}
	return list
}

func changedQuery(name, value string) *http.Request {
	req := inQuery(func(*aws4) {})
	q := req.URL.Query()
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	req.URL.RawQuery = q.Encode()
	return req
}

func withQuery(req *http.Request, query string) *http.Request {
	req.URL.RawQuery = query
	return req
}

func twice(req *http.Request, name string) *http.Request {
	req.Header.Add(name, req.Header.Get(name))
	return req
}

// Every way the official SDKs and their relatives sign, and some more.
func TestAWS4IsAnswered(t *testing.T) {
	body := func() *http.Request { return post(canonical(business(realtime))) }
	for why, req := range map[string]*http.Request{
		"botocore":                       headers(func(a *aws4) { a.signed = []string{"accept", "content-type"} }),
		"the Node SDK's date":            headers(func(a *aws4) { a.date, a.signed = "20261122T120000+00:00", nil }),
		"another region":                 headers(func(a *aws4) { a.region = "cn-shanghai-2" }),
		"Date, in the basic form":        headers(func(a *aws4) { a.dateHeader = "20261122T120000Z" }),
		"Date, as HTTP has it":           headers(func(a *aws4) { a.dateHeader = "Sun, 22 Nov 2026 12:00:00 GMT" }),
		"Date, as botocore has it":       headers(func(a *aws4) { a.dateHeader = "Sun, 22 Nov 2026 12:00:00 -0000" }),
		"Date, as mail has it":           headers(func(a *aws4) { a.dateHeader = "Sun, 22 Nov 2026 12:00:00 +0000" }),
		"the query":                      inQuery(func(*aws4) {}),
		"the query, the Node SDK's date": inQuery(func(a *aws4) { a.date = "20261122T120000+00:00" }),
		"Action and Version in query and form, as ksc-sdk-go does": newAWS4("numsim").byHeader(withQuery(body(), "Action=PhoneNumberStatus&Version=2019-05-01")),
		"all parameters in the query":                              newAWS4("numsim").byHeader(withQuery(post(""), canonical(business(realtime)))),
		"names that sort otherwise once encoded":                   newAWS4("numsim").byHeader(withQuery(body(), "~=1&%E4%B8%AD=2&a-b=3&a=4&a%2Fb=5&a.b=6&A=7&%2B=8")),
		"as the Python SDK's generic client sends it": func() *http.Request {
			p := business(realtime)
			p["Service"], p["SdkVersion"], p["Region"], p["Accesskey"], p["Language"] = "cpn", "SDK_PYTHON_1.5.8.114", "cn-beijing-6", "numsim", "zh-CN"
			req := post(canonical(p))
			req.Header.Set("X-Amz-Content-Sha256", hexSum([]byte(canonical(p))))
			s := newAWS4("numsim")
			s.signed = []string{"content-type", "x-amz-content-sha256"}
			return s.byHeader(req)
		}(),
		"a temporary key":              headers(func(a *aws4) { a.key, a.token = "numsim-sts", "numsim-sts-token" }),
		"a temporary key in the query": inQuery(func(a *aws4) { a.key, a.token = "numsim-sts", "numsim-sts-token" }),
		"a header that is there twice": func() *http.Request {
			req := body()
			req.Header.Set("Accept", "text/plain,application/json")
			s := newAWS4("numsim")
			s.signed = []string{"accept"}
			req = s.byHeader(req)
			req.Header["Accept"] = []string{"text/plain", "application/json"}
			return req
		}(),
		"a value with spaces around and within": func() *http.Request {
			req := body()
			req.Header.Set("X-Amz-Meta", "a b")
			s := newAWS4("numsim")
			s.signed = []string{"x-amz-meta"}
			req = s.byHeader(req)
			req.Header.Set("X-Amz-Meta", "  a   b ")
			return req
		}(),
	} {
		r := newRig(t)
		resp := r.do(req)
		assert.Equal(t, 200, resp.StatusCode, "%s: %s", why, r.last().Why)
		assert.Contains(t, bodyOf(t, resp), `"CheckStatus":"1"`, why)
	}
}

// All three operations, and the account behind the key.
func TestAWS4ReachesEveryOperation(t *testing.T) {
	r := newRig(t)
	for _, action := range []string{realtime, batch, international} {
		assert.Empty(t, r.meets(callAWS4("numsim", action)))
		assert.Equal(t, action, r.last().Operation)
		assert.Equal(t, "numsim", r.last().Credential)
	}
	assert.Equal(t, "ServiceTimeout", r.meets(callAWS4("numsim-ServiceTimeout", realtime)))
}

// The window is the same for both schemes.
func TestAWS4Window(t *testing.T) {
	r := newRig(t)
	for off, row := range map[time.Duration]string{
		15 * time.Minute: "", -15 * time.Minute: "", 901 * time.Second: "SignatureDoesNotMatch/expired", -901 * time.Second: "SignatureDoesNotMatch/expired",
	} {
		date := noon.Add(off).Format("20060102T150405Z")
		assert.Equal(t, row, r.meets(headers(func(a *aws4) { a.date = date })), off)
	}
}

// Keys and scopes may alternate on one connection: nothing derived for one is
// used for the other.
func TestAWS4KeysAndScopesAlternate(t *testing.T) {
	r := newRig(t)
	for _, tt := range []struct{ key, region, date string }{
		{"numsim", "cn-beijing-6", "20261122T120000Z"}, {"numsim", "cn-shanghai-2", "20261122T120000Z"},
		{"numsim-2019", "cn-shanghai-2", "20261122T120000Z"}, {"numsim", "cn-shanghai-2", "20261122T120000Z"},
		{"numsim", "cn-beijing-6", "20261122T115959Z"}, {"numsim", "cn-beijing-6", "20261122T120000Z"},
	} {
		assert.Empty(t, r.meets(headers(func(a *aws4) { a.key, a.region, a.date = tt.key, tt.region, tt.date })), tt)
	}
}
