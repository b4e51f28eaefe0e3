package serve_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/serve"
)

// codeOf is the code a signed question about good is answered with.
func (r *rig) codeOf(t *testing.T, key string) string {
	t.Helper()
	return r.do(t, r.v1(t, r.signer(key), http.MethodGet)).said(t).Code
}

// Accounts follow a scenario on the tenant's clock; what they had is theirs
// before and after, and a setting on one account is no other's.
func TestAccountsChangeOnTheClock(t *testing.T) {
	r := bootWith(t, serve.Config{Scenario: &scenarios.Draft{Name: "subscribed-later", Settings: []scenarios.Setting{
		{Provider: "aliyun", Field: "balance", Value: "0.30"},
		{Provider: "aliyun", Field: "standing", Value: "unsubscribed"},
		{Provider: "aliyun", Field: "standing", Value: "good", From: time.Minute},
		{Provider: "aliyun", Account: "numsim-2020", Field: "key", Value: "disabled", From: 2 * time.Minute},
		{Provider: "aliyun", Field: "profile", Value: "today", From: 3 * time.Minute},
	}}})
	assert.Equal(t, "Product.Unsubscribed", r.codeOf(t, "numsim"))
	r.clock.Add(time.Minute)
	assert.Equal(t, "OK", r.codeOf(t, "numsim"))
	assert.Equal(t, "OK", r.codeOf(t, "numsim-2020"))
	r.clock.Add(time.Minute)
	assert.Equal(t, "InvalidAccessKeyId.Inactive", r.codeOf(t, "numsim-2020"))
	assert.Equal(t, "OK", r.codeOf(t, "numsim"))
	assert.Equal(t, "OK", r.codeOf(t, "numsim"))
	assert.Equal(t, "Insufficient.Balance", r.codeOf(t, "numsim"), "three answers in all, over two versions of the account")
	r.clock.Add(time.Minute)
	assert.Equal(t, "InvalidAction.NotFound", r.codeOf(t, "numsim"), "withdrawn in the generation of today")
}

// What the command line sets wins over the scenario, at every moment of it.
func TestSettingsWinOverTheScenario(t *testing.T) {
	r := bootWith(t, serve.Config{Set: []string{"aliyun.standing=good"}, Scenario: &scenarios.Draft{Settings: []scenarios.Setting{
		{Provider: "aliyun", Field: "standing", Value: "unsubscribed", From: time.Minute},
	}}})
	r.clock.Add(time.Hour)
	assert.Equal(t, "OK", r.codeOf(t, "numsim"))
}

// Another scenario begins from its beginning, whatever went before: money,
// nonces and counters are its own.
func TestLoadingAnotherScenario(t *testing.T) {
	once := &scenarios.Draft{Name: "once", Settings: []scenarios.Setting{{Provider: "aliyun", Field: "balance", Value: "0.20"}}, Rules: []scenarios.Rule{{
		When: scenarios.When{Providers: []string{"aliyun"}, Calls: scenarios.Calls{First: 1, Last: 1, Per: scenarios.PerWhole}},
		Then: scenarios.Then{Refusal: "OutOfService"},
	}}}
	r := bootWith(t, serve.Config{Scenario: once})
	for range 2 {
		for i, want := range []string{"OutOfService", "OK", "OK", "Insufficient.Balance"} {
			assert.Equal(t, want, r.codeOf(t, "numsim"), i)
		}
		require.NoError(t, r.Load(once))
	}
	bad := &scenarios.Draft{Settings: []scenarios.Setting{{Provider: "aliyun", Field: "balance", Value: "much", Where: "s.yaml:3:5"}}}
	assert.ErrorContains(t, r.Load(bad), `s.yaml:3:5: balance: "much" is not an amount in yuan`)
	assert.Equal(t, "OutOfService", r.codeOf(t, "numsim"), "the last good one goes on")
}

// verdictOf is status and carrier of an answer.
func verdictOf(body []byte) string {
	var a struct {
		PhoneStatus struct{ Status, Carrier string }
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return err.Error()
	}
	return a.PhoneStatus.Status + " " + a.PhoneStatus.Carrier
}

// The scenario's own word on a number goes before the plan and the endings.
func TestNumbersOfAScenario(t *testing.T) {
	r := bootWith(t, serve.Config{Scenario: &scenarios.Draft{NoMagic: true, Weights: map[numsim.Status]int{numsim.Vacant: 1}}})
	assert.Equal(t, "NOT_EXIST", r.status(t, good), "no ending means anything, and all are vacant")
}

// With ids from the seed, the same requests to another simulator get the same
// bytes, chance and all, whatever goes on in between for other numbers.
func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	draft := &scenarios.Draft{Name: "repeatable", Seed: 7, HasSeed: true, SeededIDs: true, Rules: []scenarios.Rule{
		{Name: "flaky", When: scenarios.When{Chance: scenarios.Chance{Millionths: 300_000}}, Then: scenarios.Then{Refusal: "OutOfService"}},
		{Name: "odd", When: scenarios.When{Chance: scenarios.Chance{Millionths: 300_000}}, Then: scenarios.Then{Answer: &scenarios.Answer{Body: scenarios.Damage{Garble: true}}}},
	}}
	run := func(noise bool) (answers []string) {
		r := bootWith(t, serve.Config{Scenario: draft, Set: []string{"aliyun.qps=0"}})
		for i := range 60 {
			s := r.signer("numsim")
			s.Nonce = func() string { return strconv.Itoa(i) }
			req := r.v1(t, s, http.MethodGet, "PhoneNumber", "1390000"+strconv.Itoa(1000+i%6))
			req.Host = "numsim.test"
			a := r.do(t, req)
			answers = append(answers, strconv.Itoa(a.status)+" "+string(a.body))
			if noise {
				r.do(t, r.v1(t, r.signer("numsim-2020"), http.MethodGet, "PhoneNumber", "13911111111"))
			}
		}
		return answers
	}
	first := run(false)
	assert.Equal(t, first, run(false))
	assert.Equal(t, first, run(true), "calls about other numbers change nothing")
	kinds := map[string]bool{}
	for _, a := range first {
		kinds[a[:3]] = true
	}
	assert.Len(t, kinds, 2, "some are refused and some are not")
}

// While one scenario takes the place of another again and again, every answer
// is one or the other's: truth, generation and refusal never mix.
func TestReloadsUnderLoadMixNothing(t *testing.T) {
	one := &scenarios.Draft{Name: "one", NoMagic: true, Weights: map[numsim.Status]int{numsim.Vacant: 1}}
	two := &scenarios.Draft{Name: "two", NoMagic: true, Weights: map[numsim.Status]int{numsim.Suspended: 1}, Settings: []scenarios.Setting{
		{Provider: "aliyun", Field: "profile", Value: "2021"},
	}}
	r := bootWith(t, serve.Config{Scenario: one, Set: []string{"aliyun.qps=0"}})
	stop := make(chan struct{})
	var asking sync.WaitGroup
	seen := make([]map[string]int, 4)
	for i := range seen {
		seen[i] = map[string]int{}
		asking.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				a := r.do(t, r.v1(t, r.signer("numsim"), http.MethodGet, "PhoneNumber", good))
				seen[i][verdictOf(a.body)]++
			}
		})
	}
	for i := range 300 {
		require.NoError(t, r.Load([]*scenarios.Draft{two, one}[i%2]))
	}
	close(stop)
	asking.Wait()
	all := map[string]int{}
	for _, m := range seen {
		for what, n := range m {
			all[what] += n
		}
	}
	assert.Positive(t, all["NOT_EXIST 中国移动"])
	assert.Positive(t, all["SHUTDOWN CMCC"])
	assert.Len(t, all, 2, "%v", all)
}

// A rule may name a row that only one provider has: the others answer.
func TestARowOfOneProvider(t *testing.T) {
	s := newStage(t, &scenarios.Draft{Rules: []scenarios.Rule{
		{Then: scenarios.Then{Refusal: "500000", Truth: &scenarios.Truth{Status: numsim.Vacant, SetStatus: true}}},
	}}, play{})
	s.everywhere(good)
	assert.Equal(t, []string{"NOT_EXIST", "2", "500000"}, s.seen)
}

// One rule changes the same members of an answer in either format, and of a
// refusal; an XML answer without a root is as good as one with it.
func TestMembersInXML(t *testing.T) {
	draft, findings := scenarios.Read(fstest.MapFS{"s.yaml": {Data: []byte(`
scenario: xml
rules:
  - then:
      body:
        set: {PhoneStatus.Status: R&D, PhoneStatus.SerialId: null, HostId: here}
        add: {Extra: {deep: [1, null]}, Code: never}
`)}}, "s.yaml")
	require.Empty(t, findings)
	ask := func(number, format string, set ...string) string {
		r := bootWith(t, serve.Config{Scenario: draft, Set: set})
		req := r.v1(t, r.signer("numsim"), http.MethodGet, "PhoneNumber", number, "Format", format)
		return regexp.MustCompile(`[0-9A-F-]{36}`).ReplaceAllString(string(r.do(t, req).body), "{RequestId}")
	}
	const answered = "<PhoneStatus><Status>R&amp;D</Status><Carrier>中国移动</Carrier><SerialId></SerialId></PhoneStatus>" +
		"<RequestId>{RequestId}</RequestId><Message>OK</Message><Code>OK</Code><Extra><deep>1</deep><deep></deep></Extra>"
	assert.Equal(t, "<?xml version='1.0' encoding='UTF-8'?><DescribePhoneNumberStatusResponse>"+answered+"</DescribePhoneNumberStatusResponse>", ask(good, "XML"))
	assert.Equal(t, answered, ask(good, "XML", "aliyun.xml-root=none"))
	assert.Equal(t, `{"Extra":{"deep":[1,null]},"PhoneStatus":{"Status":"R&D","Carrier":"中国移动","SerialId":null},"RequestId":"{RequestId}","Message":"OK","Code":"OK"}`, ask(good, "JSON"))
	refusal := ask("13900000400", "XML")
	assert.Contains(t, refusal, "<HostId>here</HostId><Code>InvalidParameter</Code>")
	assert.Contains(t, refusal, "]]></Recommend><Extra><deep>1</deep><deep></deep></Extra></Error>")
}

// Abroad, a number in a network that the document does not list has no channel;
// one in a listed network, or of a place without a list, is answered.
func TestNetworksAbroad(t *testing.T) {
	draft, findings := scenarios.Read(fstest.MapFS{"s.yaml": {Data: []byte(`
scenario: networks
numbers:
  "628123450001": {status: active, network: XL}
  "628123450002": {status: active, network: Telkomsel}
  "819012340003": {status: active, network: KDDI}
`)}}, "s.yaml")
	require.Empty(t, findings)
	r := bootWith(t, serve.Config{Scenario: draft, Now: time.Now})
	ask := func(number string) string {
		req, err := client.KsyunSigner{AccessKey: "numsim", SecretKey: "numsim-secret"}.V1(r.Providers[1].URL, map[string]string{
			"Action": "IsmsPhoneNumberStatus", "Version": "2019-05-01", "Mobile": number,
		})
		require.NoError(t, err)
		return string(r.do(t, req).body)
	}
	assert.Contains(t, ask("628123450001"), `"PhoneStatus":1`)
	assert.Contains(t, ask("628123450002"), `"Code":"EmptyICmnChannel"`)
	assert.Contains(t, ask("819012340003"), `"PhoneStatus":1`)
	assert.Contains(t, ask("628123450200"), `"PhoneStatus":1`, "nobody says whose network it is in")
}
