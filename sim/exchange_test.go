package sim_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

func TestACallHoldsAListOfNumbers(t *testing.T) {
	p := newToy(t)
	tb := lay(t, p, p.Traits().Account)
	code, body := tb.ask("key=k&secret=s&nonce=1&numbers=13900000200,13900000404,13900000402")
	assert.Equal(t, 200, code)
	assert.Equal(t, "0200=active 0404=vacant 0402=suspended", body, "in request order")
	assert.Equal(t, numsim.Yuan-2500, tb.left(), "one line each, the vacant one at half price")

	entry := tb.journal.Entries()[0]
	assert.Equal(t, "a", entry.Account)
	assert.EqualValues(t, 2500, entry.Charged)
	assert.True(t, entry.Delivered)
	assert.Equal(t, []journal.Line{
		{Number: "13900000200", Status: numsim.Active, Charged: 1000},
		{Number: "13900000404", Status: numsim.Vacant, Charged: 500},
		{Number: "13900000402", Status: numsim.Suspended, Charged: 1000},
	}, entry.Lines)
}

// Needed and charged differ: a batch the account could not pay in full takes
// nothing, even where the bill would have been lower.
func TestABatchThatIsTooDearTakesNothing(t *testing.T) {
	p := newToy(t)
	a := p.Traits().Account
	a.Balance = 1500
	tb := lay(t, p, a)
	_, body := tb.ask("key=k&secret=s&nonce=1&numbers=13900000404,13900000404")
	assert.Equal(t, "Broke", body)
	assert.EqualValues(t, 1500, tb.left())
}

// Each row: which refusal comes first when a call deserves several, and what
// the refused call has used up.
func TestOrderOfTheExchange(t *testing.T) {
	const bad = "&numbers=110"
	for _, tt := range []struct{ query, says, why string }{
		{"key=x&secret=x" + bad, "NoKey", "an unknown key before its signature"},
		{"key=k&secret=x&nonce=used" + bad, "BadSignature", "the signature before the nonce, or anybody could burn nonces"},
		{"key=k&secret=s&nonce=used" + bad, "Replayed", "the nonce before the parameters"},
		{"key=k&secret=s&nonce=2" + bad, "BadNumber", "the parameters before the throttle"},
		{"key=k&secret=s&nonce=3&numbers=13900000400", "Throttled", "the throttle before the scenario"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			p := newToy(t)
			a := p.Traits().Account
			a.QPS = 1
			tb := lay(t, p, a)
			code, _ := tb.ask("key=k&secret=s&nonce=used&numbers=13900000200")
			require.Equal(t, 200, code)
			_, body := tb.ask(tt.query)
			assert.Equal(t, tt.says, body)
			assert.Equal(t, numsim.Yuan-1000, tb.left(), "a refused call is free")
		})
	}
}

func TestAProviderMayThrottleFirst(t *testing.T) {
	p := newToy(t)
	p.throttleFirst = true
	a := p.Traits().Account
	a.QPS = 1
	tb := lay(t, p, a)
	_, body := tb.ask("key=k&secret=s&nonce=1&numbers=110")
	assert.Equal(t, "BadNumber", body)
	_, body = tb.ask("key=k&secret=s&nonce=2&numbers=110")
	assert.Equal(t, "Throttled", body, "the slot was taken before the parameters were read")
}

// A standing the provider has no words for does not exist there.
func TestAStandingWithoutWordsIsPassedOver(t *testing.T) {
	p := newToy(t)
	a := p.Traits().Account
	a.Standing = ledger.OutOfService
	_, body := lay(t, p, a).ask("key=k&secret=s&nonce=1&numbers=13900000200")
	assert.Equal(t, "0200=active", body)
}

func TestAnAccountCanAnswerWithOneRow(t *testing.T) {
	p := newToy(t)
	a := p.Traits().Account
	a.Answers = "Throttled"
	tb := lay(t, p, a)
	_, body := tb.ask("key=k&secret=x&nonce=1")
	assert.Equal(t, "BadSignature", body, "well-signed calls only")
	_, body = tb.ask("key=k&secret=s&nonce=1")
	assert.Equal(t, "Throttled", body, "whatever else is wrong with them")
}
