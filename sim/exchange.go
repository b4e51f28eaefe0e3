package sim

import (
	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/ledger"
)

// exchange is the road every call takes. Read it from top to bottom: what a
// client can observe of each step is the provider's, the order is the
// engine's.
func (e *Engine) exchange(c *Call) Outcome {
	p := e.provider
	c.Account = e.unclaimed
	c.Now = e.clock.Now().Add(c.Account.Skew)
	if no := p.Open(c); no != nil {
		return refused(no)
	}
	claim := e.ledger.Find(e.traits.Name, c.Credential)
	if claim == nil {
		return refused(p.Refuse(c, UnknownCredential))
	}
	c.Account, c.key = claim.Account, claim.Credential.ID
	c.Now = claim.Tenant.Clock.Now().Add(c.Account.Skew)
	if no := p.Verify(c, &claim.Credential); no != nil {
		return refused(no)
	}
	if no := e.admit(c, claim); no != nil {
		return refused(no)
	}
	if e.traits.ThrottleFirst && !e.ledger.Slot(claim, c.Now) {
		return refused(p.Refuse(c, Throttled))
	}
	if no := p.Decode(c); no != nil {
		return refused(no)
	}
	if !e.traits.ThrottleFirst && !e.ledger.Slot(claim, c.Now) {
		return refused(p.Refuse(c, Throttled))
	}
	if no := e.decide(c); no != nil {
		return refused(no)
	}
	needed := numsim.Money(0)
	needed, c.lines = p.Bill(c, c.answers, c.lines)
	total := sum(c.lines)
	if !e.ledger.Charge(claim, needed, total) {
		return refused(p.Refuse(c, FundsShort))
	}
	return Outcome{Answers: c.answers, Charged: total, lines: c.lines}
}

// admit spends the nonce, and meets the accounts that answer every
// well-signed call with one row.
func (e *Engine) admit(c *Call, claim *ledger.Claim) *Refusal {
	switch e.ledger.Admit(claim, c.Nonce, c.Now, c.FreshUntil) {
	case ledger.ErrNonceUsed:
		return e.provider.Refuse(c, NonceUsed)
	case ledger.ErrNoncesFull:
		return e.provider.Refuse(c, NoncesFull)
	}
	if c.Account.Answers == "" {
		return nil
	}
	no := e.provider.Answer(c, e.traits.Catalogue.Find(c.Account.Answers))
	no.Why = "the account " + c.Account.Name + " answers every well-signed call with this row"
	return no
}
