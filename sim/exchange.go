package sim

import (
	"fmt"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
)

// exchange is the road every call takes. Read it from top to bottom: what a
// client can observe of each step is the provider's, the order is the
// engine's.
func (e *Engine) exchange(c *Call) Outcome {
	p := e.provider
	now := e.clock.Now()
	c.Account = c.world.unclaimed(now)
	c.Now = now.Add(c.Account.Skew)
	if no := p.Open(c); no != nil {
		return refused(no)
	}
	e.move(c)
	claim := c.world.Ledger.Find(e.traits.Name, c.Credential)
	if claim == nil {
		out := e.refuse(c, UnknownCredential)
		out.Refusal.Doubt = InParts
		return out
	}
	now = claim.Tenant.Clock.Now()
	c.elapsed = now.Sub(c.world.Began)
	claim = claim.At(c.elapsed)
	c.Account, c.key, c.claimed, c.tenant = claim.Account, claim.Credential.ID, &claim.Credential, claim.Tenant.Name
	c.Now = now.Add(c.Account.Skew)
	if no := p.Verify(c, &claim.Credential); no != nil {
		return refused(no)
	}
	if cause, ok := e.admit(c, claim); !ok {
		return e.refuse(c, cause)
	}
	if c.Account.Answers != "" {
		return refused(e.answer(c))
	}
	if e.traits.ThrottleFirst && !e.slot(c, claim) {
		return e.refuse(c, Throttled)
	}
	if no := p.Decode(c); no != nil {
		return refused(no)
	}
	if !e.traits.ThrottleFirst && !e.slot(c, claim) {
		return e.refuse(c, Throttled)
	}
	if no := e.decide(c, claim); no != nil {
		return refused(no)
	}
	if c.decision.Answer != nil && c.decision.Answer.Then.Answer.Fault == scenarios.ResetBeforeCharge {
		return Outcome{Lost: true}
	}
	needed := p.Bill(c, c.answers)
	billed := countBilled(c.answers)
	switch c.world.Ledger.Charge(claim, needed, billed) {
	case ledger.ErrFundsShort:
		return e.refuse(c, FundsShort)
	case ledger.ErrQuotaShort:
		return e.refuse(c, QuotaShort)
	}
	return Outcome{Answers: c.answers, Charged: c.Account.Price * numsim.Money(billed), raw: c.raw}
}

// slot takes one of the account's calls of this second, if the provider
// throttles.
func (e *Engine) slot(c *Call, claim *ledger.Claim) bool {
	return e.traits.Unthrottled || c.world.Ledger.Slot(claim, c.Now)
}

func countBilled(answers []Answer) (billed int) {
	for i := range answers {
		if answers[i].Billed {
			billed++
		}
	}
	return billed
}

// refuse is for the causes every provider must have words for: passing over
// one would let the call through.
func (e *Engine) refuse(c *Call, cause Cause) Outcome {
	no := e.provider.Refuse(c, cause)
	if no == nil {
		panic(fmt.Sprintf("%s has no words for cause %d, which any call can meet", e.traits.Name, cause))
	}
	return refused(no)
}

// admit spends the call's nonce, if the provider has nonces.
func (e *Engine) admit(c *Call, claim *ledger.Claim) (Cause, bool) {
	if c.Nonce == nil {
		return 0, true
	}
	switch c.world.Ledger.Admit(claim, c.Nonce, c.Now, c.FreshUntil) {
	case ledger.ErrNonceUsed:
		return NonceUsed, false
	case ledger.ErrNoncesFull:
		return NoncesFull, false
	}
	return 0, true
}

// answer is for the accounts that meet every well-signed call with one row.
func (e *Engine) answer(c *Call) *Refusal {
	no := e.provider.Answer(c, e.traits.Catalogue.Find(c.Account.Answers))
	no.Why = journal.ByAccount + c.Account.Name + " answers every well-signed call with this row"
	return no
}
