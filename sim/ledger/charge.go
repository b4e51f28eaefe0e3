package ledger

import (
	"errors"

	"github.com/numsim/numsim"
)

// Why a call was not charged.
var (
	ErrQuotaShort = errors.New("the quota is below the answers the call asks for; nothing was taken")
	ErrFundsShort = errors.New("the balance is below the price of the call; nothing was taken")
)

// Charge takes the price and the quota of billed answers if the account could
// have paid for needed of them. Too little of either takes nothing.
func (l *Ledger) Charge(c *Claim, needed, billed int) error {
	a, s := c.Account, c.state
	s.mu.Lock()
	defer s.mu.Unlock()
	if a.Quota != 0 && s.quota < needed {
		return ErrQuotaShort
	}
	if !a.Postpaid && s.balance < a.Price*numsim.Money(needed) {
		return ErrFundsShort
	}
	if a.Quota != 0 {
		s.quota -= billed
	}
	if s.balance != numsim.MaxMoney {
		s.balance = max(s.balance-a.Price*numsim.Money(billed), -numsim.MaxMoney/2) // far from the end of the range
	}
	return nil
}

// Balance is what the account has left.
func (l *Ledger) Balance(c *Claim) numsim.Money {
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	return c.state.balance
}

// Quota is how many answers the account may still get; without meaning where
// it has no limit.
func (l *Ledger) Quota(c *Claim) int {
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	return c.state.quota
}
