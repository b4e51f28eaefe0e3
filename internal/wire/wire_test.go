package wire_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/wire"
)

var keys = wire.Keys{ID: "numsim", Secret: "numsim-secret", Password: "numsim-pwd", AuthCode: "any"}

func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// signed are one request of each scheme, made by the production signers.
func signed(t *testing.T) map[string]*http.Request {
	t.Helper()
	once := func() string { return "00112233445566778899aabbccddeeff" }
	a := client.AliyunSigner{AccessKeyID: "numsim", AccessKeySecret: "numsim-secret", Now: noon, Nonce: once}
	k := client.KsyunSigner{AccessKey: "numsim", SecretKey: "numsim-secret", Now: noon}
	y := client.YwjisuSigner{Code: "numsim", Password: "numsim-pwd", PrivateKey: "numsim-secret", Now: noon}
	rpc := map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "PhoneNumber": "13900000200"}
	batch := map[string]string{"Action": "BatchPhoneNumberStatus", "Version": "2019-05-01", "Mobiles": "13900000200,13900000404"}
	all := map[string]*http.Request{}
	for name, make := range map[string]func() (*http.Request, error){
		"aliyun v1 POST": func() (*http.Request, error) { return a.V1(http.MethodPost, "https://dytnsapi.aliyuncs.com", rpc) },
		"aliyun v1 GET":  func() (*http.Request, error) { return a.V1(http.MethodGet, "https://dytnsapi.aliyuncs.com", rpc) },
		"aliyun acs3": func() (*http.Request, error) {
			return a.V3(http.MethodPost, "https://dytnsapi.aliyuncs.com", "DescribePhoneNumberStatus", "2020-02-17", map[string]string{"PhoneNumber": "13900000200"})
		},
		"ksyun v1":     func() (*http.Request, error) { return k.V1("https://cpn.api.ksyun.com", batch) },
		"ksyun aws4":   func() (*http.Request, error) { return k.AWS4("https://cpn.api.ksyun.com", batch) },
		"ywjisu token": func() (*http.Request, error) { return y.Request("https://kh.ywjisu.com", "13900000200", "13900000404") },
	} {
		req, err := make()
		require.NoError(t, err)
		all[name] = req
	}
	return all
}

func read(t *testing.T, name string, req *http.Request) *wire.Request {
	t.Helper()
	provider, _, _ := strings.Cut(name, " ")
	body, err := io.ReadAll(req.Body)
	require.NoError(t, err)
	req.Body = io.NopCloser(bytes.NewReader(body))
	q, err := wire.Read(provider, req, body)
	require.NoError(t, err)
	return q
}

func TestReadsWhatTheSignersWrite(t *testing.T) {
	want := map[string]struct {
		scheme    wire.Scheme
		operation string
		entries   []string
	}{
		"aliyun v1 POST": {wire.V1, "DescribePhoneNumberStatus", []string{"13900000200"}},
		"aliyun v1 GET":  {wire.V1, "DescribePhoneNumberStatus", []string{"13900000200"}},
		"aliyun acs3":    {wire.ACS3, "DescribePhoneNumberStatus", []string{"13900000200"}},
		"ksyun v1":       {wire.V1, "BatchPhoneNumberStatus", []string{"13900000200", "13900000404"}},
		"ksyun aws4":     {wire.AWS4, "BatchPhoneNumberStatus", []string{"13900000200", "13900000404"}},
		"ywjisu token":   {wire.Token, "Api/ApiAuth/getCheckResult", []string{"13900000200", "13900000404"}},
	}
	for name, req := range signed(t) {
		q := read(t, name, req)
		assert.Equal(t, want[name].scheme, q.Scheme(), name)
		assert.Equal(t, want[name].operation, q.Operation(), name)
		assert.Equal(t, want[name].entries, q.Entries(), name)
		assert.Equal(t, "numsim", q.KeyID(), name)
		assert.True(t, noon().Equal(q.Time()), "%s: %s", name, q.Time())
	}
}

func TestStanding(t *testing.T) {
	wrong, other := keys, keys
	wrong.Secret, other.ID = "another-secret", "numsim-other"
	for name, req := range signed(t) {
		q := read(t, name, req)
		assert.Equal(t, wire.Valid, q.Standing(keys), name)
		assert.Equal(t, wire.Wrong, q.Standing(wrong), name)
		assert.Equal(t, wire.Foreign, q.Standing(other), name)
		for _, proof := range []string{"Signature", "Authorization", "token"} {
			require.NoError(t, wire.Without(req, proof), name)
		}
		assert.Equal(t, wire.Absent, read(t, name, req).Standing(keys), name)
	}
}

// Signed again for the same moment, a request is the same; for another it asks
// the same with another proof.
func TestSignsAgain(t *testing.T) {
	for name, req := range signed(t) {
		q := read(t, name, req)
		later, err := q.Sign("https://"+q.Host, keys, wire.Stamp{Time: noon().Add(time.Hour)})
		require.NoError(t, err, name)
		again := read(t, name, later)
		assert.Equal(t, q.Entries(), again.Entries(), name)
		assert.Equal(t, q.Operation(), again.Operation(), name)
		assert.NotEqual(t, q.Proof(), again.Proof(), name)
		assert.Equal(t, wire.Valid, again.Standing(keys), name)
		assert.True(t, noon().Add(time.Hour).Equal(again.Time()), name)
	}
}

// What two readers could take for different requests is not read.
func TestFlaws(t *testing.T) {
	form := func(body string, change func(*http.Request)) *http.Request {
		req, err := http.NewRequest(http.MethodPost, "https://cpn.api.ksyun.com/", strings.NewReader(body))
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if change != nil {
			change(req)
		}
		return req
	}
	for name, c := range map[string]struct {
		body   string
		change func(*http.Request)
		want   string
	}{
		"a parameter twice":     {"Mobile=13900000200&Mobile=13900000404", nil, "given twice"},
		"twice in another case": {"Mobile=13900000200&mobile=13900000404", nil, "given twice"},
		"in query and form":     {"Mobile=13900000200", func(r *http.Request) { r.URL.RawQuery = "Mobile=13900000404" }, "given twice"},
		"a broken escape":       {"Mobile=%zz", nil, "escape"},
		"not UTF-8":             {"Mobile=%ff", nil, "UTF-8"},
		"a semicolon":           {"Action=a;Mobile=13900000200", nil, "semicolon"},
		"a JSON body":           {`{"Mobile":"13900000200"}`, func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }, "not a form"},
		"a body without a type": {"Mobile=1", func(r *http.Request) { r.Header.Del("Content-Type") }, "not a form"},
		"another charset": {"Mobile=1", func(r *http.Request) {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-16")
		}, "not UTF-8"},
		"packed":                   {"Mobile=1", func(r *http.Request) { r.Header.Set("Content-Encoding", "gzip") }, "Content-Encoding"},
		"a header with two values": {"Mobile=1", func(r *http.Request) { r.Header.Add("Content-Type", "text/plain") }, "2 values"},
		"another method":           {"Mobile=1", func(r *http.Request) { r.Method = "PUT" }, "neither GET nor POST"},
		"a GET with a body":        {"Mobile=1", func(r *http.Request) { r.Method = "GET" }, "GET with a body"},
		"another path":             {"Mobile=1", func(r *http.Request) { r.URL.Path = "/x" }, "path"},
		"an escaped path":          {"Mobile=1", func(r *http.Request) { r.URL.RawPath = "/%2f" }, "more than"},
		"a user":                   {"Mobile=1", func(r *http.Request) { r.URL, _ = r.URL.Parse("https://a:b@cpn.api.ksyun.com/") }, "more than"},
		"a long body":              {strings.Repeat("a", wire.MaxBody+1), nil, "longer"},
	} {
		_, err := wire.Read("ksyun", form(c.body, c.change), []byte(c.body))
		var flaw *wire.Flaw
		require.ErrorAs(t, err, &flaw, name)
		assert.Contains(t, err.Error(), c.want, name)
		assert.NotContains(t, err.Error(), "139", name)
	}
}

// What the signers would fill in themselves cannot be said again otherwise.
func TestNotSignedAgain(t *testing.T) {
	body := "Action=PhoneNumberStatus&Version=2019-05-01&Mobile=13900000200&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&Service=cpn&Signature=00"
	req, err := http.NewRequest(http.MethodPost, "https://cpn.api.ksyun.com/", strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q, err := wire.Read("ksyun", req, []byte(body))
	require.NoError(t, err)
	_, err = q.Sign("https://cpn.api.ksyun.com", keys, wire.Stamp{Time: noon()})
	assert.ErrorContains(t, err, "SignatureMethod is not HMAC-SHA256")
}

// Reading never panics, and what is read can be asked anything.
func FuzzRead(f *testing.F) {
	f.Add("aliyun", "Action=A&PhoneNumber=13900000200", "Signature=x", "application/x-www-form-urlencoded")
	f.Add("ywjisu", "", "mobiles=1,2&token=3&timestamp=9", "application/x-www-form-urlencoded; charset=utf-8")
	f.Fuzz(func(t *testing.T, provider, query, body, kind string) {
		p, err := wire.Of(provider)
		if err != nil {
			t.Skip("no provider")
		}
		req, err := http.NewRequest(http.MethodPost, "https://"+p.Host+p.Path, nil)
		require.NoError(t, err)
		req.URL.RawQuery = query
		req.Header.Set("Content-Type", kind)
		q, err := wire.Read(provider, req, []byte(body))
		if err != nil {
			return
		}
		assert.NotEqual(t, wire.Valid, q.Standing(keys), "nobody guesses a signature")
		for _, entry := range q.Entries() {
			assert.NotContains(t, entry, ",")
		}
	})
}

// A request without a key has an empty one, which stands nowhere.
func TestNothingIsSpeltNoWay(t *testing.T) {
	assert.Empty(t, wire.Spellings(""))
	assert.Contains(t, wire.Spellings("a b/c"), "a+b%2Fc")
}
