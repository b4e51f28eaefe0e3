package ksyun_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"time"
)

// aws4 is a signer of AWS4-HMAC-SHA256 written for these tests from the
// scheme's description. Its fields are what a test may get wrong.
type aws4 struct {
	key, secret  string
	date         string // of the request, in the form it is sent in
	day          string // of the scope; the date's own if empty
	region       string
	service      string
	terminator   string
	token        string
	signed       []string // beside host, x-amz-date and what is sent of X-Amz-
	dateHeader   string   // sent as Date instead of X-Amz-Date; date is what is signed
	leaveOutHost bool
}

func newAWS4(key string) aws4 {
	return aws4{
		key: key, secret: secret, date: noon.Format("20060102T150405Z"),
		region: "cn-beijing-6", service: "cpn", terminator: "aws4_request", signed: []string{"content-type"},
	}
}

func (a aws4) scope() string {
	day := a.day
	if day == "" {
		day = a.date[:8]
	}
	return strings.Join([]string{day, a.region, a.service, a.terminator}, "/")
}

// byHeader signs req in its headers.
func (a aws4) byHeader(req *http.Request) *http.Request {
	names := slices.Clone(a.signed)
	if a.dateHeader != "" {
		req.Header.Set("Date", a.dateHeader)
		names = append(names, "date")
	} else {
		req.Header.Set("X-Amz-Date", a.date)
		names = append(names, "x-amz-date")
	}
	if a.token != "" {
		req.Header.Set("X-Amz-Security-Token", a.token)
		names = append(names, "x-amz-security-token")
	}
	names = a.names(names)
	req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+a.key+"/"+a.scope()+
		", SignedHeaders="+strings.Join(names, ";")+", Signature="+a.signature(req, names))
	return req
}

// byQuery signs req in its query.
func (a aws4) byQuery(req *http.Request) *http.Request {
	names := a.names(slices.Clone(a.signed))
	q := req.URL.Query()
	q.Set("X-Amz-Algorithm", "AWS4-HMAC-SHA256")
	q.Set("X-Amz-Credential", a.key+"/"+a.scope())
	q.Set("X-Amz-Date", a.date)
	q.Set("X-Amz-SignedHeaders", strings.Join(names, ";"))
	if a.token != "" {
		q.Set("X-Amz-Security-Token", a.token)
	}
	req.URL.RawQuery = q.Encode()
	q.Set("X-Amz-Signature", a.signature(req, names))
	req.URL.RawQuery = q.Encode()
	return req
}

func (a aws4) names(names []string) []string {
	if !a.leaveOutHost {
		names = append(names, "host")
	}
	slices.Sort(names)
	return names
}

func (a aws4) signature(req *http.Request, names []string) string {
	body, _ := io.ReadAll(req.Body)
	req.Body = io.NopCloser(bytes.NewReader(body))
	headers := ""
	for _, name := range names {
		value := req.Header.Get(name)
		if name == "host" {
			value = req.Host
		}
		headers += name + ":" + value + "\n"
	}
	request := strings.Join([]string{req.Method, "/", canonicalQuery(req.URL.Query()), headers, strings.Join(names, ";"), hexSum(body)}, "\n")
	text := strings.Join([]string{"AWS4-HMAC-SHA256", a.date, a.scope(), hexSum([]byte(request))}, "\n")
	key := []byte("AWS4" + a.secret)
	for _, part := range append(strings.Split(a.scope(), "/"), text) {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(part))
		key = mac.Sum(nil)
	}
	return hex.EncodeToString(key)
}

// canonicalQuery is sorted after encoding.
func canonicalQuery(q url.Values) string {
	var pairs [][2]string
	for name := range q {
		pairs = append(pairs, [2]string{escape(name), escape(q.Get(name))})
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	var text []string
	for _, pair := range pairs {
		text = append(text, pair[0]+"="+pair[1])
	}
	return strings.Join(text, "&")
}

func hexSum(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// business are a call's parameters without those of the simplified signature.
func business(action string, extra ...string) map[string]string {
	p := parameters(action, extra...)
	for _, name := range []string{"Accesskey", "Service", "Timestamp", "SignatureVersion", "SignatureMethod"} {
		delete(p, name)
	}
	return p
}

// callAWS4 is a form signed in its header.
func callAWS4(key, action string, extra ...string) *http.Request {
	return newAWS4(key).byHeader(post(canonical(business(action, extra...))))
}

// get is a request without a body.
func get(query string) *http.Request {
	return httptest.NewRequest(http.MethodGet, baseURL+"?"+query, nil)
}

// at is noon and off in the form of Timestamp.
func at(off time.Duration) string { return noon.Add(off).Format("2006-01-02T15:04:05Z") }
