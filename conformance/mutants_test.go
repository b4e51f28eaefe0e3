package conformance_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/builtin"
)

// said is an answer on its way back; asked is the form and the query of the
// request that it answers.
type said struct {
	*http.Response
	text  string
	asked url.Values
}

// mutant is a simulator that is broken in one way.
type mutant struct {
	name   string
	answer func(*said)              // changes an answer
	detour func(*front, *sent) bool // changes what the simulator is asked; false goes on as usual
	set    []string                 // on top of what the case asks for
	cases  []string                 // that are run
	says   string                   // what a stranger reads in the first case's report
	noted  bool                     // it is only noted: every case passes
}

// sent is a request on its way to the simulator.
type sent struct {
	*http.Request
	body   string
	params url.Values
}

func (s *sent) value(name string) string { return s.params.Get(name) }

// front is a proxy before a simulator, broken as the mutant has it.
type front struct {
	base   string
	mutant *mutant
	client *http.Client
	w      http.ResponseWriter
}

func (f front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, _ := io.ReadAll(r.Body)
	params := r.URL.Query()
	form, _ := url.ParseQuery(string(text))
	for name, values := range form {
		params[name] = values
	}
	s := &sent{Request: r, body: string(text), params: params}
	f.w = w
	if f.mutant.detour != nil && f.mutant.detour(&f, s) {
		return
	}
	f.pass(s)
}

// ask sends the request on and returns the answer.
func (f *front) ask(s *sent) *said {
	req, err := http.NewRequest(s.Method, f.base+s.URL.RequestURI(), strings.NewReader(s.body))
	if err != nil {
		panic(err)
	}
	req.Header, req.Host = s.Header.Clone(), s.Host
	res, err := f.client.Do(req)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	text, _ := io.ReadAll(res.Body)
	_ = res.Body.Close()
	return &said{Response: res, text: string(text), asked: s.params}
}

func (f *front) pass(s *sent) {
	a := f.ask(s)
	if f.mutant.answer != nil {
		f.mutant.answer(a)
	}
	f.write(a)
}

func (f *front) write(a *said) {
	a.Header.Del("Content-Length")
	for name, values := range a.Header {
		f.w.Header()[name] = values
	}
	f.w.WriteHeader(a.StatusCode)
	_, _ = io.Copy(f.w, bytes.NewReader([]byte(a.text)))
}

// replaced changes one text of every answer that has it.
func replaced(old, new string) func(*said) {
	return func(a *said) { a.text = strings.Replace(a.text, old, new, 1) }
}

// like changes what a pattern finds.
func like(pattern, new string) func(*said) {
	return func(a *said) { a.text = regexp.MustCompile(pattern).ReplaceAllString(a.text, new) }
}

const (
	yes = `{"PhoneStatus":{"Status":"NORMAL","Carrier":"中国移动","SerialId":"1100000000000"},"RequestId":"CC3BB6D2-2FDF-4321-9DCE-B38165CE4C47","Message":"OK","Code":"OK"}`
	row = `{"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动","RequestId":"cd185ac0-b598-4594-b5e2-5dff064c5533"}`
)

// insteadOf answers as if a refusal of that code had not been made.
func insteadOf(code, text string) func(*said) {
	return func(a *said) {
		if strings.Contains(a.text, `"`+code+`"`) {
			a.StatusCode, a.text = http.StatusOK, text
		}
	}
}

func mutants() []mutant {
	return []mutant{
		{name: "status as a number", answer: like(`"CheckStatus":"(\d+)"`, `"CheckStatus":$1`), cases: []string{"ksyun.batch.happy.one"}, says: `/Data/0/CheckStatus is 1`},
		{name: "ywjisu's status as a number", answer: like(`"status":"(\d)"`, `"status":$1`), cases: []string{"ywjisu.check.shape.status-string"}, says: `/resultObj/0/status is 0`},
		{name: "SerialId as a number", answer: like(`"SerialId":"(\d+)"`, `"SerialId":$1`), cases: []string{"aliyun.status.shape.serialid-string"}, says: "would be accepted with serial-id=number"},
		{name: "an enum value renamed", answer: replaced(`"SHUTDOWN"`, `"SUSPENDED"`), cases: []string{"aliyun.status.happy.shutdown"}, says: `/PhoneStatus/Status is "SUSPENDED"`},
		{name: "an error code changed", answer: replaced(`"Code":"InvalidMobile"`, `"Code":"InvalidPhone"`), cases: []string{"ksyun.realtime.err.invalid-mobile"}, says: "HTTP 400 InvalidPhone"},
		{name: "an HTTP status changed", answer: func(a *said) {
			if a.StatusCode == http.StatusConflict {
				a.StatusCode = http.StatusTooManyRequests
			}
		}, cases: []string{"ksyun.realtime.throttle.over-limit"}, says: "HTTP 429 LimitExceeded"},
		{name: "a wrong signature accepted", answer: insteadOf("SignatureDoesNotMatch", yes), cases: []string{"aliyun.status.sig.wrong-secret"}, says: "HTTP 200 OK"},
		{name: "a wrong signature accepted by Ksyun", answer: insteadOf("SignatureDoesNotMatch", row), cases: []string{"ksyun.realtime.sig.wrong-secret"}, says: "HTTP 200 without a code"},
		{name: "a stale time accepted", answer: insteadOf("InvalidTimeStamp.Expired", yes), cases: []string{"aliyun.status.time.skew-outside"}, says: "HTTP 200 OK"},
		{name: "a replay accepted", answer: insteadOf("SignatureNonceUsed", yes), cases: []string{"aliyun.status.nonce.replay"}, says: "HTTP 200 OK"},
		{name: "a batch of 51 accepted", answer: func(a *said) {
			if numbers := strings.Split(a.asked.Get("Mobiles"), ","); len(numbers) == 51 {
				a.StatusCode, a.text = http.StatusOK, `{"Data":[`+strings.TrimSuffix(strings.Repeat(`{"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动"},`, 51), ",")+`],"RequestId":"cd185ac0-b598-4594-b5e2-5dff064c5533"}`
			}
		}, cases: []string{"ksyun.batch.limit.mobiles-51"}, says: "/Data is there"},
		{name: "a charge for an unknown status", set: []string{"aliyun.unknown-billed=yes"}, cases: []string{"aliyun.status.bill.unknown-free"}, says: "Insufficient.Balance"},
		{name: "the XML root changed", answer: like(`DescribePhoneNumberStatusResponse>`, `Response>`), cases: []string{"aliyun.status.happy.xml"}, says: "xml.root"},
		{name: "the charset broken", answer: replaced("中国移动", "\xd6\xd0\xb9\xfa"), cases: []string{"aliyun.status.happy.normal-json"}, says: "encoding.charset"},
		{name: "another content type", answer: func(a *said) { a.Header.Set("Content-Type", "text/plain") }, cases: []string{"ywjisu.check.happy.one"}, says: "header.contenttype"},
		{name: "no Date", answer: func(a *said) { a.Header["Date"] = nil }, cases: []string{"aliyun.status.happy.normal-json"}, says: "the Date header is"},
		{name: "a batch in the other order", answer: like(`"Data":\[(\{.*?\}),(\{.*?\}),(\{.*?\})\]`, `"Data":[$3,$2,$1]`), cases: []string{"ksyun.batch.happy.many"}, says: `/Data/0/Mobile is "186****0200"`},
		{name: "a number left out of a batch", answer: like(`"Data":\[(\{.*?\}),`, `"Data":[`), cases: []string{"ksyun.batch.happy.many"}, says: "/Data has 2 elements"},
		{name: "duplicates charged twice", detour: func(f *front, s *sent) bool {
			if n := strings.Split(s.value("mobiles"), ","); len(n) == 2 && n[0] == n[1] {
				f.ask(s) // the token is good twice
			}
			return false
		}, cases: []string{"ywjisu.check.param.duplicates-merged"}, says: `/resultCode is "510101"`},
		{name: "a dry run that tells", answer: insteadOf("DryRunOperation", row), cases: []string{"ksyun.realtime.common.dryrun"}, says: "/CheckStatus is there"},
		{name: "the code of success changed", answer: replaced(`"resultCode":"000000"`, `"resultCode":"200000"`), cases: []string{"ywjisu.check.happy.one"}, says: `/resultCode is "200000"`},
		{name: "a field removed", answer: like(`"RequestId":"[^"]+",?`, ``), cases: []string{"aliyun.status.shape.request-id"}, says: "resp.field.removed"},
		{name: "a field null", answer: like(`"area":"[^"]+"`, `"area":null`), cases: []string{"ywjisu.check.shape.area-dash"}, says: "/resultObj/0/area is null"},
		{name: "a member twice", answer: replaced(`"Code":"OK"`, `"Code":"OK","Code":"OK"`), cases: []string{"aliyun.status.happy.normal-json"}, says: "resp.key.repeated"},
		{name: "two rows' messages exchanged", answer: replaced("The specified mobile phone number is invalid.", "The specified parameter is invalid."), cases: []string{"aliyun.status.param.phone-invalid"}, says: "The specified parameter is invalid."},
		{name: "a message changed", answer: replaced("You have not subscribed to the specified product.", "Please subscribe first."), cases: []string{"aliyun.status.err.unsubscribed"}, says: "error.message.changed", noted: true},
		{name: "a field added", answer: replaced(`{"resultMsg"`, `{"next":1,"resultMsg"`), cases: []string{"ywjisu.check.happy.one"}, says: "resp.field.added", noted: true},
	}
}

// Each way to be broken is found by a case, and its report says how in words
// that need no knowledge of the code.
func TestMutants(t *testing.T) {
	s := suite(t)
	for _, m := range slices.Concat(mutants(), wireMutants(), aliyunMutants(), ksyunMutants(), ywjisuMutants()) {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			require.NotEmpty(t, m.says)
			target := builtin.Target{Set: m.set, Front: func(base string) string {
				transport := &http.Transport{DisableKeepAlives: true, DisableCompression: true}
				server := httptest.NewServer(front{base: base, mutant: &m, client: &http.Client{Transport: transport}})
				t.Cleanup(server.Close)
				return server.URL
			}}
			for _, id := range m.cases {
				cases, err := s.Select("", id)
				require.NoError(t, err)
				r := s.Run(t.Context(), target, cases[0])
				want := conformance.Failed
				if m.noted {
					want = conformance.Passed
				}
				assert.Equal(t, want, r.Outcome, r.Text())
				assert.Contains(t, r.Text(), m.says)
				assert.Contains(t, r.Text(), cases[0].Rule)
				require.NotEmpty(t, r.Exchanges, "a report shows what was said")
			}
		})
	}
}

// The proxy itself breaks nothing.
func TestTheProxyIsGreen(t *testing.T) {
	s := suite(t)
	none := mutant{}
	target := builtin.Target{Front: func(base string) string {
		server := httptest.NewServer(front{base: base, mutant: &none, client: &http.Client{Transport: &http.Transport{DisableKeepAlives: true, DisableCompression: true}}})
		t.Cleanup(server.Close)
		return server.URL
	}}
	met := map[string]bool{}
	for _, m := range slices.Concat(mutants(), wireMutants(), aliyunMutants(), ksyunMutants(), ywjisuMutants()) {
		for _, id := range m.cases {
			if met[id] {
				continue
			}
			met[id] = true
			cases, err := s.Select("", id)
			require.NoError(t, err)
			r := s.Run(t.Context(), target, cases[0])
			assert.Equal(t, conformance.Passed, r.Outcome, r.Text())
		}
	}
}
