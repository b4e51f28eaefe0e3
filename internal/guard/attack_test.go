package guard_test

import (
	"encoding/base64"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/guard"
	"github.com/numsim/numsim/internal/replay/standin"
	"github.com/numsim/numsim/internal/wire"
)

// request is a signed one about 13900000200, with some of its parameters
// changed before it is signed; ywjisu's, whose signature covers none, afterwards.
func request(t *testing.T, r *rig, provider string, change map[string]string) *http.Request {
	t.Helper()
	host := "https://" + standin.Hosts()[provider]
	params := map[string]string{}
	var req *http.Request
	var err error
	switch provider {
	case "aliyun":
		params["Action"], params["Version"], params["PhoneNumber"] = "DescribePhoneNumberStatus", "2020-02-17", "13900000200"
		put(params, change)
		req, err = client.AliyunSigner{AccessKeyID: r.o.Keys.ID, AccessKeySecret: r.o.Keys.Secret}.V1(http.MethodPost, host, params)
	case "ksyun":
		params["Action"], params["Version"], params["Mobiles"] = "BatchPhoneNumberStatus", "2019-05-01", "13900000200"
		put(params, change)
		req, err = client.KsyunSigner{AccessKey: r.o.Keys.ID, SecretKey: r.o.Keys.Secret}.V1(host, params)
	default:
		req, err = client.YwjisuSigner{Code: r.o.Keys.ID, Password: r.o.Keys.Password, PrivateKey: r.o.Keys.Secret}.Request(host, "13900000200")
		require.NoError(t, err)
		form := formOf(t, req)
		for name, value := range change {
			form.Set(name, value)
		}
		setForm(req, form.Encode())
	}
	require.NoError(t, err)
	return req
}

func put(params, change map[string]string) {
	for name, value := range change {
		if params[name] = value; value == "(none)" {
			delete(params, name)
		}
	}
}

func formOf(t *testing.T, req *http.Request) url.Values {
	t.Helper()
	text, err := io.ReadAll(req.Body)
	require.NoError(t, err)
	form, err := url.ParseQuery(string(text))
	require.NoError(t, err)
	return form
}

func setForm(req *http.Request, form string) {
	req.Body, req.ContentLength, req.GetBody = io.NopCloser(strings.NewReader(form)), int64(len(form)), nil
}

// Every way to ask about somebody who is not on the list, or to tell of them,
// is refused before a byte leaves.
func TestNumbersThatAreNotListed(t *testing.T) {
	const other = "13900000999"
	hidden := map[string]map[string]string{
		"in another parameter":   {"RegionId": other},
		"in an unknown one":      {"Nickname": other},
		"in a parameter's name":  {other: "x"},
		"with signs between":     {"RegionId": "139-0000-0999"},
		"in full width":          {"RegionId": "１３９０００００９９９"},
		"in Arabic digits":       {"RegionId": "١٣٩٠٠٠٠٠٩٩٩"},
		"escaped twice":          {"RegionId": "%31%33%39%30%30%30%30%30%39%39%39"},
		"in base64":              {"RegionId": base64.StdEncoding.EncodeToString([]byte(other))},
		"in hexadecimal":         {"RegionId": hex.EncodeToString([]byte(other))},
		"in the place of a date": {"SomeDate": "2026-11-22 " + other},
	}
	own := map[string]map[string]map[string]string{
		"aliyun": {
			"another number": {"PhoneNumber": other}, "behind the listed one": {"PhoneNumber": "13900000200," + other},
			"glued": {"PhoneNumber": "13900000200" + other}, "in its successor's": {"InputNumber": other},
			"in small letters": {"PhoneNumber": "(none)", "phonenumber": other}, "as a hash": {"InputNumber": "d41d8cd98f00b204e9800998ecf8427e", "Mask": "MD5"},
			"as a hash of few digits": {"PhoneNumber": "(none)", "InputNumber": "abcdefabcdefabcdefabcdefabcdefab", "Mask": "MD5"},
			"an owner's id":           {"OwnerId": other}, "whose consent has ended": {"PhoneNumber": "13900000203"},
		},
		"ksyun": {
			"in a batch": {"Mobiles": "13900000200," + other}, "with a full-width comma": {"Mobiles": "13900000200，" + other},
			"in the other": {"Mobile": other}, "abroad": {"Mobiles": "6281234567890"}, "with a digit more": {"Mobiles": "13900000200１"},
		},
		"ywjisu": {
			"another number": {"mobiles": other}, "in a batch": {"mobiles": "13900000404," + other}, "as the time": {"timestamp": "2125550123"},
			"as the account": {"code": other}, "as the token": {"token": other}, "as the password": {"pwd": other},
		},
	}
	for provider, more := range own {
		r := start(t, provider, standin.Options{}, nil)
		for _, list := range []map[string]map[string]string{hidden, more} {
			for name, change := range list {
				_, _, err := r.send(marked(guard.Billable), request(t, r, provider, change))
				refused(t, r, guard.Numbers, guard.ExitRefused, err, provider+" "+name)
				if err != nil {
					assert.NotContains(t, err.Error(), "0999", name)
				}
			}
		}
		assert.Zero(t, r.Tally().Calls, "nothing was charged either")
	}
}

// What cannot be read cannot be guarded.
func TestRequestsThatCannotBeRead(t *testing.T) {
	for name, change := range map[string]func(*http.Request){
		"a duplicate": func(q *http.Request) { q.URL.RawQuery = "Mobiles=13900000999" },
		"a JSON body": func(q *http.Request) {
			setForm(q, `{"Mobiles":"13900000999"}`)
			q.Header.Set("Content-Type", "application/json")
		},
		"a multipart":    func(q *http.Request) { q.Header.Set("Content-Type", "multipart/form-data; boundary=x") },
		"packed":         func(q *http.Request) { q.Header.Set("Content-Encoding", "gzip") },
		"a trailer":      func(q *http.Request) { q.Trailer = http.Header{"X-Number": {"13900000999"}} },
		"chunked":        func(q *http.Request) { q.TransferEncoding = []string{"chunked"} },
		"a broken body":  func(q *http.Request) { q.Body = io.NopCloser(io.MultiReader(strings.NewReader("a=b"), broken{})) },
		"an endless one": func(q *http.Request) { q.Body = io.NopCloser(strings.NewReader(strings.Repeat("a", wire.MaxBody+1))) },
		"another path":   func(q *http.Request) { q.URL.Path = "/13900000999" },
	} {
		r := start(t, "ksyun", standin.Options{}, nil)
		req := request(t, r, "ksyun", nil)
		change(req)
		_, _, err := r.send(marked(guard.Billable), req)
		refused(t, r, guard.Unreadable, guard.ExitRefused, err, name)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestHeadersTellNoNumber(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	for name, value := range map[string]string{
		"X-Trace": "13900000999", "User-Agent": "agent/13900000999", "Authorization": "Bearer 13900000999", "X-13900000999": "x",
		"X-Acs-Signature-Nonce": "13900000999", "Cookie": "n=13900000999", "X-Acs-Date": "13900000999",
	} {
		req := request(t, r, "aliyun", nil)
		req.Header.Set(name, value)
		_, _, err := r.send(marked(guard.Billable), req)
		refused(t, r, guard.Numbers, guard.ExitRefused, err, name)
	}
}

func TestOnlyTheRealHostOverTLS(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, nil)
	for name, c := range map[string]struct {
		rule   guard.Rule
		change func(*http.Request)
	}{
		"another host":         {guard.Host, func(q *http.Request) { q.URL.Host = "example.com" }},
		"another provider":     {guard.Host, func(q *http.Request) { q.URL.Host = "cpn.api.ksyun.com" }},
		"another port":         {guard.Host, func(q *http.Request) { q.URL.Host += ":8443" }},
		"a longer name":        {guard.Host, func(q *http.Request) { q.URL.Host += ".example.com" }},
		"an address":           {guard.Host, func(q *http.Request) { q.URL.Host = "127.0.0.1" }},
		"the name in a header": {guard.Host, func(q *http.Request) { q.URL.Host, q.Host = "example.com", q.URL.Host }},
		"another Host":         {guard.Host, func(q *http.Request) { q.Host = "example.com" }},
		"without TLS":          {guard.TLS, func(q *http.Request) { q.URL.Scheme = "http" }},
	} {
		req := request(t, r, "aliyun", nil)
		c.change(req)
		_, _, err := r.send(marked(guard.Billable), req)
		refused(t, r, c.rule, guard.ExitRefused, err, name)
	}
}

// A certificate that nobody vouches for ends the call; the money counts as
// spent, for the ledger never takes anything back.
func TestCertificatesAreVerified(t *testing.T) {
	r := start(t, "aliyun", standin.Options{}, func(o *guard.Options) {
		o.StandIn = &guard.StandIn{Dial: o.StandIn.Dial} // the system's authorities alone
	})
	_, _, err := r.send(marked(guard.Billable), request(t, r, "aliyun", nil))
	require.ErrorContains(t, err, "certificate")
	assert.Zero(t, r.server.Calls())
	assert.Equal(t, *yuan("0.10"), r.Tally().Spent)
}

// A redirect goes nowhere, even with a client that follows them.
func TestRedirectsAreNotFollowed(t *testing.T) {
	for _, to := range []string{"https://example.com/", "http://dytnsapi.aliyuncs.com/", "https://dytnsapi.aliyuncs.com/"} {
		r := start(t, "aliyun", standin.Options{Before: func(w http.ResponseWriter, q *http.Request, _ []byte) bool {
			http.Redirect(w, q, to, http.StatusTemporaryRedirect)
			return true
		}}, nil)
		status, _, err := r.send(marked(guard.Billable), request(t, r, "aliyun", nil))
		require.NoError(t, err)
		assert.Equal(t, http.StatusTemporaryRedirect, status, "it is an answer like any other")
		req := request(t, r, "aliyun", nil)
		form := formOf(t, req)
		req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(form.Encode())), nil }
		req.Body, _ = req.GetBody()
		_, err = (&http.Client{Transport: r}).Do(req.WithContext(marked(guard.Billable)))
		var no *guard.Refusal
		require.ErrorAs(t, err, &no, to)
		assert.Equal(t, guard.Redirect, no.Rule)
		assert.Equal(t, 2, r.server.Calls(), "one for each client")
	}
}

// net/http reads the environment once, so a process of its own asks.
func TestNoProxyFromTheEnvironment(t *testing.T) {
	if os.Getenv(childVariable) == "" {
		c := child(t, "TestNoProxyFromTheEnvironment", "HTTPS_PROXY=http://127.0.0.1:1", "https_proxy=http://127.0.0.1:1", "ALL_PROXY=http://127.0.0.1:1")
		out, err := c.CombinedOutput()
		require.NoError(t, err, "%s", out)
		return
	}
	require.NotEmpty(t, os.Getenv("HTTPS_PROXY"))
	r := start(t, "aliyun", standin.Options{}, nil)
	require.NoError(t, r.query(t, "13900000200"))
}

// net/http makes a call again by itself when a connection that was used before
// breaks; nobody has paid for the second one.
func TestABrokenConnectionIsNotTriedAgain(t *testing.T) {
	breaks := false
	r := start(t, "aliyun", standin.Options{Before: func(http.ResponseWriter, *http.Request, []byte) bool {
		if breaks {
			panic(http.ErrAbortHandler)
		}
		return false
	}}, nil)
	get := func() error {
		req, err := client.AliyunSigner{AccessKeyID: r.o.Keys.ID, AccessKeySecret: r.o.Keys.Secret}.V1(http.MethodGet, "https://dytnsapi.aliyuncs.com",
			map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "PhoneNumber": "13900000200"})
		require.NoError(t, err)
		_, _, err = r.send(marked(guard.Billable), req)
		return err
	}
	require.NoError(t, get())
	breaks = true
	require.Error(t, get())
	assert.Equal(t, 2, r.server.Calls())
	assert.Equal(t, 2, r.Tally().Calls)
}
