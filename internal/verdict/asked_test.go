package verdict_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/verdict"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
)

// Where the account is refused, a provider has not looked at the numbers; who asks
// the same again is found all the same, and who asks about another is not.
func TestARefusedAccountIsAskedAgain(t *testing.T) {
	bare := verdict.Call{Entry: journal.Entry{HTTP: 200, Row: "400101", Delivered: true}}
	r := of(t, input(bare, bare), "never.final-retry")
	require.Len(t, r.Failures, 1)
	assert.Contains(t, r.Failures[0].Actual, "400101 at ywjisu comes back on every retry, and the same was asked again\ncall 1, 12:00:00.000, ywjisu getCheckResult 139****0200: HTTP 200 400101")

	in := input(bare, bare)
	in.Kind = func(_, _ string) numsim.Kind { return numsim.BadNumber }
	in.Calls[0].Exchange.Body, in.Calls[1].Exchange.Body = []byte("mobiles=123"), []byte("mobiles=123")
	assert.Equal(t, conformance.Failed, of(t, in, "never.final-retry").Outcome, "a number that is none")

	in = input(bare, bare)
	in.Calls[1].Exchange.Body = []byte("code=numsim&mobiles=13900000404")
	assert.Equal(t, conformance.Passed, of(t, in, "never.final-retry").Outcome, "another number")

	in = input(bare, bare)
	for i, key := range []string{"LTAI1", "LTAI2"} {
		in.Calls[i].Account, in.Calls[i].Credential = "", key
	}
	assert.Equal(t, conformance.Passed, of(t, in, "never.final-retry").Outcome, "another key")
	assert.Empty(t, in.Calls[0].Lines, "what is judged is left as it is")
}

// A health check asks nothing: it is neither refused for a fault nor a call.
func TestHealthChecks(t *testing.T) {
	knock := verdict.Call{Entry: journal.Entry{HTTP: 200, Row: "400001", Why: "the method is HEAD", Delivered: true}}
	in := input(knock, paid())
	in.Calls[0].Exchange.Method, in.Calls[0].Exchange.Body = http.MethodHead, nil
	for _, r := range verdict.Judge(in) {
		assert.Equal(t, conformance.Passed, r.Outcome, "%s: %v", r.ID, r.Failures)
	}
	assert.Equal(t, "1 calls had no parameters, as health checks have none: not judged", of(t, in, "calls").Reason)

	in.Calls = in.Calls[:1]
	assert.Equal(t, conformance.Failed, of(t, in, "calls").Outcome, "whoever does nothing else has called nothing")

	in.Expect = []scenarios.Expectation{{Row: "400001", Calls: scenarios.Bound{Op: "=", Value: 1}, Where: "s.yaml:3"}}
	assert.Equal(t, conformance.Passed, of(t, in, "calls").Outcome, "unless the scenario asks for it")
	assert.Equal(t, conformance.Passed, of(t, in, "expect.1").Outcome)

	in = input(knock)
	in.Calls[0].Exchange.Body = nil
	assert.Equal(t, conformance.Failed, of(t, in, "refusals").Outcome, "a POST without a form has lost it")
}

// An outage that comes with HTTP 200 and is let be: it is said, and never counts.
func TestAnOutageThatMayHavePassedForAnAnswer(t *testing.T) {
	in := input(refused("504000"), refused("504000"))
	in.Calls[1].Lines = []journal.Line{{Number: "13900000404"}}
	in.Kind = func(_, _ string) numsim.Kind { return numsim.Outage }
	in.FailOn = contracts.Risky
	r := of(t, in, "unnoticed")
	assert.Equal(t, conformance.Passed, r.Outcome)
	assert.Equal(t, "after call 1, 12:00:00.000, ywjisu getCheckResult 139****0200: HTTP 200 504000, and 1 calls more, nothing was asked about the number again, "+
		`and the command ended with 0. Who reads the HTTP status alone takes that for an answer; not counted, but expect: [{after: "504000", retried: ">= 1"}] counts it`, r.Reason)

	for why, change := range map[string]func(*verdict.Input){
		"asked again":     func(in *verdict.Input) { in.Calls[1].Lines = in.Calls[0].Lines; in.Calls[1].Row = "" },
		"expected":        func(in *verdict.Input) { in.Expect = []scenarios.Expectation{{Row: "504000"}} },
		"another status":  func(in *verdict.Input) { in.Calls[0].HTTP, in.Calls[1].HTTP = 503, 503 },
		"final":           func(in *verdict.Input) { in.Kind = func(_, _ string) numsim.Kind { return numsim.Balance } },
		"it did not pass": func(in *verdict.Input) { in.Command.Failed = true },
	} {
		in := input(refused("504000"), refused("504000"))
		in.Kind = func(_, _ string) numsim.Kind { return numsim.Outage }
		in.Calls[1].Lines = []journal.Line{{Number: "13900000404"}}
		change(&in)
		assert.Empty(t, of(t, in, "unnoticed").Reason, why)
	}
}
