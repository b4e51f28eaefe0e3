package sim_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

func TestACallHoldsAListOfNumbers(t *testing.T) {
	p := newToy(t)
	tb := lay(t, p, p.Traits().Account)
	code, body := tb.ask("key=k&secret=s&nonce=1&numbers=13900000200,13900000404,13900000402")
	assert.Equal(t, 200, code)
	assert.Equal(t, "0200=active 0404=vacant 0402=suspended", body, "in request order")
	assert.Equal(t, numsim.Yuan-2000, tb.left(), "one line each, the vacant one free")

	entry := tb.journal.Entries()[0]
	assert.Equal(t, "a", entry.Account)
	assert.EqualValues(t, 2000, entry.Charged)
	assert.True(t, entry.Delivered)
	assert.Equal(t, []journal.Line{
		{Number: "13900000200", Status: numsim.Active, Billed: true, Charged: 1000},
		{Number: "13900000404", Status: numsim.Vacant},
		{Number: "13900000402", Status: numsim.Suspended, Billed: true, Charged: 1000},
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

// Quota is asked for the whole batch, and goes by what is billed of it.
func TestQuotaIsAskedForTheWholeBatch(t *testing.T) {
	p := newToy(t)
	a := p.Traits().Account
	a.Quota = 3
	tb := lay(t, p, a)
	const two = "13900000200,13900000404"
	for _, want := range []string{"0200=active 0404=vacant", "0200=active 0404=vacant", "NoQuota"} {
		_, body := tb.ask("key=k&secret=s&numbers=" + two)
		assert.Equal(t, want, body, "3 answers: two needed and one taken, twice")
	}
	assert.Equal(t, numsim.Yuan-2000, tb.left(), "no money for a call without quota")
}

// An answer that is late is there some seconds after it was first asked for,
// at a provider that has late answers; elsewhere the ending is unknown.
func TestALateAnswer(t *testing.T) {
	p := newToy(t)
	e, ring, clock := engineOf(t, late{p}, p.Traits().Account, nil)
	ask := func() string { return query(e, "key=k&secret=s&numbers=13900000425").Body.String() }
	assert.Equal(t, "0425=active, late ", ask())
	clock.Advance(2 * time.Second)
	assert.Equal(t, "0425=active, late ", ask())
	clock.Advance(time.Second)
	assert.Equal(t, "0425=active ", ask())
	entries := ring.Entries()
	assert.False(t, entries[1].Lines[0].Billed)
	assert.True(t, entries[2].Lines[0].Billed)

	_, body := lay(t, p, p.Traits().Account).ask("key=k&secret=s&numbers=13900000425")
	assert.Equal(t, "0425=unknown", body)
}

// Without a documented limit there is none, whatever the account says.
func TestAProviderThatDoesNotThrottle(t *testing.T) {
	p := newToy(t)
	p.unthrottled = true
	a := p.Traits().Account
	a.QPS = -1
	_, body := lay(t, p, a).ask("key=k&secret=s&numbers=13900000200")
	assert.Equal(t, "0200=active", body)
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

// late is a toy whose answers may come late.
type late struct{ *toy }

func (p late) Traits() sim.Traits {
	t := p.toy.Traits()
	t.LateAfter = 3 * time.Second
	return t
}
