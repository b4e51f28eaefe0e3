package verdict_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/verdict"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const number = numsim.Number("13900000200")

// calls are numbered, a second apart, of a provider whose contract takes them.
func calls(list ...verdict.Call) []verdict.Call {
	for i := range list {
		c := &list[i]
		c.Seq, c.At, c.Provider, c.Operation, c.Account = uint64(i+1), noon.Add(time.Duration(i)*time.Second), "ywjisu", "getCheckResult", "numsim"
		c.Exchange = &contracts.Exchange{
			Method: http.MethodPost, URL: &url.URL{Scheme: "http", Host: "127.0.0.1", Path: "/Api/ApiAuth/getCheckResult"},
			Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
			Body:   []byte("code=numsim&pwd=numsim-pwd&mobiles=13900000200&timestamp=1795348800&token=00112233445566778899aabbccddeeff"),
			Status: 200, AnswerBody: []byte(`{"resultCode":"000000","resultMsg":"成功","resultObj":[]}`), Answerer: contracts.Simulator,
		}
	}
	return list
}

func paid() verdict.Call {
	return verdict.Call{Entry: journal.Entry{HTTP: 200, Delivered: true, Lines: []journal.Line{{Number: number, Billed: true}}}}
}

func refused(row string) verdict.Call {
	return verdict.Call{Entry: journal.Entry{HTTP: 200, Row: row, Delivered: true, Why: "because", Lines: []journal.Line{{Number: number}}}}
}

// input is of a command that ended well.
func input(list ...verdict.Call) verdict.Input {
	return verdict.Input{
		Scenario: "s", Folder: "my/", Calls: calls(list...), FailOn: contracts.Breaking,
		Command: verdict.Command{Line: "test", Ended: "ended with exit code 0", URLs: []string{"NUMSIM_YWJISU_URL"}},
		Kind: func(_, row string) numsim.Kind {
			return map[string]numsim.Kind{"400001": numsim.BadRequest, "400101": numsim.Auth}[row]
		},
	}
}

// of is the result of that name.
func of(t *testing.T, in verdict.Input, id string) conformance.Result {
	t.Helper()
	for _, r := range verdict.Judge(in) {
		if r.ID == "exec.s."+id {
			return r
		}
	}
	require.Fail(t, "there is no such result", id)
	return conformance.Result{}
}

func TestEverythingIsLookedAtInOneOrder(t *testing.T) {
	in := input(paid())
	in.Expect = []scenarios.Expectation{{Where: "s.yaml:3", Calls: scenarios.Bound{Op: ">=", Value: 1}}, {Never: []scenarios.Hazard{scenarios.NoBackoff}, Where: "s.yaml:4"}}
	in.Rules = []scenarios.Rule{{Name: "idle", Where: "s.yaml:7"}}
	var ids, sources []string
	for _, r := range verdict.Judge(in) {
		ids, sources = append(ids, r.ID), append(sources, r.Source)
		assert.NotEmpty(t, r.Rule)
		if r.ID != "exec.s.rule.1" {
			assert.Equal(t, conformance.Passed, r.Outcome, "%s: %v", r.ID, r.Failures)
		}
	}
	assert.Equal(t, []string{
		"exec.s.command", "exec.s.calls", "exec.s.journal", "exec.s.expect.1", "exec.s.never.duplicate-charge", "exec.s.never.final-retry",
		"exec.s.never.no-backoff", "exec.s.never.resent-nonce", "exec.s.never.batch-too-long", "exec.s.refusals", "exec.s.contract.ywjisu",
		"exec.s.unnoticed", "exec.s.rule.1",
	}, ids)
	assert.Equal(t, "my/s.yaml:3", sources[3])
	assert.Equal(t, "my/s.yaml:4", sources[6], "a habit that the scenario names stands there")
	assert.Equal(t, "my/s.yaml:7", sources[12])
}

// A command that called nothing has shown nothing, and says so once.
func TestNothingCalled(t *testing.T) {
	zero := []scenarios.Expectation{{Calls: scenarios.Bound{Op: "=", Value: 0}}}
	for _, tt := range []struct {
		why    string
		change func(*verdict.Input)
		want   conformance.Outcome
		reason string
	}{
		{"nothing at all", func(*verdict.Input) {}, conformance.Failed, "nothing connected to any port"},
		{"a knock", func(in *verdict.Input) { in.Ports = []verdict.Port{{Provider: "aliyun", Connections: 2}} }, conformance.Failed, "2 connections to aliyun brought no request"},
		{"TLS", func(in *verdict.Input) { in.Ports = []verdict.Port{{Provider: "aliyun", Connections: 2, TLS: 1}} }, conformance.Failed, "1 connections to aliyun began with TLS: NUMSIM_ALIYUN_URL is http"},
		{"a proxy", func(in *verdict.Input) { in.Command.Proxies = []string{"http_proxy"} }, conformance.Failed, "http_proxy is set"},
		{"as expected", func(in *verdict.Input) { in.Expect = zero }, conformance.Passed, "as the scenario expects"},
		{"expected of one provider only", func(in *verdict.Input) {
			in.Expect = []scenarios.Expectation{{Providers: []string{"ksyun"}, Calls: zero[0].Calls}}
		}, conformance.Failed, "nothing connected"},
		{"it failed", func(in *verdict.Input) { in.Command.Failed, in.Command.Ended = true, "ended with exit code 7" }, conformance.Stopped, "ended with exit code 7 before it called anything"},
		{"it failed over TLS", func(in *verdict.Input) {
			in.Command.Failed, in.Command.Ended = true, "ended with exit code 7"
			in.Ports = []verdict.Port{{Provider: "aliyun", Connections: 2, TLS: 2}}
		}, conformance.Stopped, "before it called anything; 2 connections to aliyun began with TLS"},
		{"in tenants of its own", func(in *verdict.Input) { in.Others = 3 }, conformance.Passed, "3 calls were made in tenants"},
	} {
		in := input()
		tt.change(&in)
		r := of(t, in, "calls")
		assert.Equal(t, tt.want, r.Outcome, tt.why)
		assert.Contains(t, r.Reason, tt.reason, tt.why)
		for _, one := range verdict.Judge(in) {
			if one.ID != "exec.s.calls" && one.ID != "exec.s.command" {
				assert.NotEqual(t, conformance.Failed, one.Outcome, "%s: %s", tt.why, one.ID)
			}
		}
	}
}

func TestTheCommandsOwnEnd(t *testing.T) {
	in := input(paid())
	in.Command.Left = []string{"gradle"}
	assert.Contains(t, of(t, in, "command").Reason, "gradle")
	in.Command.Beyond = []string{"tail", "tail"}
	assert.Equal(t, "processes that outlived the command were killed: gradle; processes of another user still run, for they could not be killed: tail (2)",
		of(t, in, "command").Reason)
	in.Command.Failed, in.Command.Ended = true, "ended with exit code 7"
	r := of(t, in, "command")
	assert.Equal(t, conformance.Failed, r.Outcome)
	assert.Contains(t, r.Failures[0].Actual, "exit code 7")
	in.Command.Cut = "--timeout 1m"
	assert.Equal(t, conformance.Stopped, of(t, in, "command").Outcome, "whatever it ended with")
}

func TestAnIncompleteJournalIsNeverGreen(t *testing.T) {
	in := input(paid())
	in.Lost = 2
	assert.Equal(t, conformance.Failed, of(t, in, "journal").Outcome)
	in = input(paid(), paid())
	in.Calls[1].Exchange = nil
	assert.Contains(t, of(t, in, "journal").Failures[0].Actual, "1 calls were forgotten")
}

// An unmet expectation has the call that came nearest.
func TestAnUnmetExpectation(t *testing.T) {
	in := input(refused("400101"), paid())
	in.Expect = []scenarios.Expectation{{
		Where: "s.yaml:9", Providers: []string{"ywjisu"}, Numbers: []scenarios.Pattern{{Digits: number}}, Row: "400001",
		Calls: scenarios.Bound{Op: ">=", Value: 1},
	}, {After: "400101", Backoff: scenarios.Bound{Op: ">=", Value: int64(2 * time.Second)}}}
	r := of(t, in, "expect.1")
	assert.Equal(t, []conformance.Failure{{Expected: "at ywjisu about 139****0200 refused with 400001: calls >= 1", Actual: "0 calls, expected >= 1"}}, r.Failures)
	assert.Equal(t, "nearest: call 1, 12:00:00.000, ywjisu getCheckResult 139****0200: HTTP 200 400101; it was refused with 400101, not with 400001", r.Reason)
	r = of(t, in, "expect.2")
	assert.Equal(t, 1, r.Failures[0].Step)
	assert.Equal(t, "after 400101 the next try came after 1s, expected >= 2s\ncall 1, 12:00:00.000, ywjisu getCheckResult 139****0200: HTTP 200 400101", r.Failures[0].Actual)
	require.Len(t, r.Exchanges, 1)
	assert.NotContains(t, r.Exchanges[0].Request+r.Exchanges[0].Curl, "13900000200")
	assert.NotContains(t, r.Exchanges[0].Request+r.Exchanges[0].Curl, "00112233445566778899aabbccddeeff")
}

// A request that leaves the contract counts from --fail-on on, and not where the
// scenario wants the provider's refusal of it.
func TestRequestsByContract(t *testing.T) {
	wrong := func() verdict.Input {
		in := input(refused("400001"), refused("400001"))
		for i := range in.Calls {
			in.Calls[i].Exchange.Body = []byte("code=numsim&pwd=numsim-pwd&mobiles=1390000&timestamp=1795348800&token=00112233445566778899aabbccddeeff")
		}
		return in
	}
	r := of(t, wrong(), "contract.ywjisu")
	assert.Equal(t, conformance.Failed, r.Outcome)
	require.Len(t, r.Failures, 1, "said once for both calls")
	assert.Contains(t, r.Failures[0].Expected, "form /mobiles: a match of")
	assert.Contains(t, r.Failures[0].Expected, "contracts/ywjisu/openapi.yaml:")
	assert.Contains(t, r.Failures[0].Actual, "and 1 calls more")
	assert.Equal(t, contracts.Client, r.Findings[0].Side)

	never := wrong()
	never.FailOn = "never"
	assert.Equal(t, conformance.Passed, of(t, never, "contract.ywjisu").Outcome)
	meant := wrong()
	meant.Expect = []scenarios.Expectation{{Row: "400001", Calls: scenarios.Bound{Op: "=", Value: 2}}}
	assert.Equal(t, conformance.Passed, of(t, meant, "contract.ywjisu").Outcome)

	extra := input(paid())
	extra.Calls[0].Exchange.Body = append(extra.Calls[0].Exchange.Body, "&more=1"...)
	assert.Equal(t, conformance.Passed, of(t, extra, "contract.ywjisu").Outcome, "providers pass over what they do not know")
	extra.FailOn = contracts.Info
	assert.Equal(t, conformance.Failed, of(t, extra, "contract.ywjisu").Outcome)
}

// What a client makes of a new word shows in what it does next, or not at all.
func TestANewWord(t *testing.T) {
	strange := func(list ...verdict.Call) verdict.Input {
		in := input(append([]verdict.Call{paid()}, list...)...)
		in.Calls[0].Rules = []string{`rule at s.yaml:3`}
		in.Calls[0].Exchange.AnswerHeader = http.Header{"Content-Type": {"application/json;charset=UTF-8"}}
		in.Calls[0].Exchange.AnswerBody = []byte(`{"resultCode":"000000","resultMsg":"成功","resultObj":[{"mobile":"13900000200","lastTime":1794194082000,"area":"江西-景德镇","numberType":"中国移动 GSM","chargesStatus":"1","status":"9"}]}`)
		return in
	}
	r := of(t, strange(), "unnoticed")
	assert.Equal(t, conformance.Passed, r.Outcome)
	assert.Contains(t, r.Reason, "/resultObj/0/status is 9 (rule at s.yaml:3) nothing was asked about the number again, and the command ended with 0")
	risky := strange()
	risky.FailOn = contracts.Risky
	assert.Equal(t, conformance.Failed, of(t, risky, "unnoticed").Outcome)

	for why, in := range map[string]verdict.Input{"asked again": strange(paid()), "the command failed": strange()} {
		in.Command.Failed = why == "the command failed"
		in.FailOn = contracts.Risky
		assert.Equal(t, conformance.Passed, of(t, in, "unnoticed").Outcome, why)
		assert.Empty(t, of(t, in, "unnoticed").Reason, why)
	}
}

// A new code comes from a rule that wrote the whole answer.
func TestANewCode(t *testing.T) {
	in := input(refused("raw"))
	in.Calls[0].Why = "the scenario's rule at s.yaml:3"
	in.Calls[0].Exchange.AnswerHeader = http.Header{"Content-Type": {"application/json;charset=UTF-8"}}
	in.Calls[0].Exchange.AnswerBody = []byte(`{"resultCode":"403900","resultMsg":"请求被风控拦截","resultObj":null}`)
	assert.Contains(t, of(t, in, "unnoticed").Reason, "/resultCode is 403900")
	assert.Contains(t, of(t, in, "unnoticed").Reason, "(rule at s.yaml:3) nothing was asked about the number again")
}

// A refusal that a test means is written down as the screen says.
func TestARefusalNamesTheExpectation(t *testing.T) {
	for row, want := range map[string]string{"400101": `{error: "400101", calls: ">= 1"}`, "InvalidKey": `{error: InvalidKey, calls: ">= 1"}`} {
		in := input(refused(row))
		in.Kind = func(_, _ string) numsim.Kind { return numsim.Auth }
		assert.Contains(t, of(t, in, "refusals").Failures[0].Expected, want)
	}
}

// What a scenario forbids by name is not excused in the advice either.
func TestAHabitForbiddenByName(t *testing.T) {
	in := input(paid(), paid())
	in.Calls[0].Delivered = false
	assert.Equal(t, conformance.Passed, of(t, in, "never.duplicate-charge").Outcome)
	in.Expect = []scenarios.Expectation{{Never: []scenarios.Hazard{scenarios.DuplicateCharge}, Where: "s.yaml:3"}}
	r := of(t, in, "never.duplicate-charge")
	assert.Equal(t, conformance.Failed, r.Outcome)
	assert.Contains(t, r.Failures[0].Expected, "not even where an answer was lost or damaged: the scenario says never: duplicate-charge")
}

// Calls in the command's own tenants are said beside its other calls.
func TestCallsInOtherTenants(t *testing.T) {
	in := input(paid())
	in.Others = 3
	assert.Contains(t, of(t, in, "calls").Reason, "3 calls were made in tenants of the command's own")
}

// Of a rule without a hand the nearest miss is told: the fewest conditions.
func TestNearMisses(t *testing.T) {
	in := input(paid(), paid())
	in.Rules = []scenarios.Rule{{Name: "far", Where: "s.yaml:3"}, {Name: "acted", Where: "s.yaml:5"}}
	in.Calls[1].Rules = []string{in.Rules[1].Spoken()}
	in.Explain = func(each func(int, []scenarios.Verdict)) {
		each(0, []scenarios.Verdict{{Rule: &in.Rules[0], Failed: []string{"the provider is ywjisu, not ksyun", "the carrier is mobile, not unicom"}}})
		each(1, []scenarios.Verdict{{Rule: &in.Rules[0], Failed: []string{"the carrier is mobile, not unicom"}}})
	}
	r := of(t, in, "rule.1")
	assert.Equal(t, conformance.Skipped, r.Outcome)
	assert.Equal(t, "it never had; nearest: call 2, 12:00:01.000, ywjisu getCheckResult 139****0200: HTTP 200, but the carrier is mobile, not unicom", r.Reason)
	for _, one := range verdict.Judge(in) {
		assert.NotEqual(t, "exec.s.rule.2", one.ID)
	}
}

// A key that is none of the simulator's may be somebody's real one.
func TestStrangersKeysAreHidden(t *testing.T) {
	in := input(refused("400101"))
	c := &in.Calls[0]
	c.Account, c.Credential, c.Lines = "", "realcode77", nil
	c.Exchange.Body = []byte("code=realcode77&pwd=realpassword&mobiles=13900000200&timestamp=1795348800&token=00112233445566778899aabbccddeeff")
	r := of(t, in, "refusals")
	assert.Equal(t, conformance.Failed, r.Outcome)
	require.Len(t, r.Exchanges, 1)
	for _, secret := range []string{"realcode77", "realpassword", "00112233445566778899aabbccddeeff", "13900000200"} {
		assert.NotContains(t, r.Text()+r.Exchanges[0].Curl, secret)
	}
}

// What was signed of a call stands beside it, and an expectation says its line.
func TestWhatWasSigned(t *testing.T) {
	bad := refused("400101")
	bad.Signed = &conformance.Signed{Client: "code=a&pwd=numsim-pwd&mobiles=13900000200", Provider: "code=b"}
	in := input(bad)
	in.Expect = []scenarios.Expectation{{Where: "s.yaml:7", Row: "400001", Calls: scenarios.Bound{Op: ">=", Value: 1}}}
	got := of(t, in, "refusals")
	require.Len(t, got.Exchanges, 1)
	assert.Equal(t, &conformance.Signed{Client: "code=a&pwd=[secret]&mobiles=139****0200", Provider: "code=b"}, got.Exchanges[0].Signed)
	assert.Empty(t, got.Where)
	assert.Equal(t, "my/s.yaml:7", of(t, in, "expect.1").Where)
}
