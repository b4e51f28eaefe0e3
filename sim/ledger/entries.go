package ledger

import (
	"errors"
	"time"

	"github.com/numsim/numsim"
)

// Entry is a change of an account's money or quota that no call made.
type Entry struct {
	At      time.Time
	Kind    EntryKind
	Amount  numsim.Money // what the balance rose by; below 0 it fell
	Answers int          // likewise, of the quota
	Balance numsim.Money // afterwards
	Quota   int          // afterwards
	Note    string
}

// EntryKind is what an entry was for.
type EntryKind uint8

// The kinds.
const (
	ToppedUp EntryKind = iota
	BalanceSet
	QuotaSet
)

var entryKindNames = [...]string{"top-up", "balance-set", "quota-set"}

// String is the kind's name in statements.
func (k EntryKind) String() string { return entryKindNames[k] }

// Why an account's money was not changed by hand.
var (
	ErrUnlimited = errors.New("the balance is unlimited; there is nothing to add to or to take from")
	ErrNoQuota   = errors.New("the account has no quota: its answers are not counted")
	ErrTooMuch   = errors.New("that is more than an account holds")
)

// Most an account holds by hand, far from the end of numsim.Money.
const mostHeld = 1_000_000_000 * numsim.Yuan

// maxEntries bounds what an account keeps; the oldest are forgotten and
// counted.
const maxEntries = 1000

// TopUp adds to the balance; a negative amount takes from it.
func (l *Ledger) TopUp(c *Claim, amount numsim.Money, at time.Time, note string) (Entry, error) {
	return c.state.change(func(s *state) (Entry, error) {
		switch {
		case s.balance == numsim.MaxMoney:
			return Entry{}, ErrUnlimited
		case amount > mostHeld || amount < -mostHeld || s.balance+amount > mostHeld:
			return Entry{}, ErrTooMuch
		}
		s.balance += amount
		return Entry{At: at, Kind: ToppedUp, Amount: amount, Note: note}, nil
	})
}

// SetBalance has the balance be to, whatever it is: the entry says by how much
// that changed it.
func (l *Ledger) SetBalance(c *Claim, to numsim.Money, at time.Time, note string) (Entry, error) {
	return c.state.change(func(s *state) (Entry, error) {
		if to != numsim.MaxMoney && (to > mostHeld || to < -mostHeld) {
			return Entry{}, ErrTooMuch
		}
		e := Entry{At: at, Kind: BalanceSet, Note: note}
		if to != numsim.MaxMoney && s.balance != numsim.MaxMoney {
			e.Amount = to - s.balance
		}
		s.balance = to
		return e, nil
	})
}

// SetQuota has the account get so many answers from now on.
func (l *Ledger) SetQuota(c *Claim, to int, at time.Time, note string) (Entry, error) {
	if c.Account.Quota == 0 {
		return Entry{}, ErrNoQuota
	}
	return c.state.change(func(s *state) (Entry, error) {
		e := Entry{At: at, Kind: QuotaSet, Answers: to - s.quota, Note: note}
		s.quota = to
		return e, nil
	})
}

// change is one step: what by does, and the entry of it.
func (s *state) change(by func(*state) (Entry, error)) (Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, err := by(s)
	if err != nil {
		return e, err
	}
	e.Balance, e.Quota = s.balance, s.quota
	if len(s.entries) == maxEntries {
		s.entries = append(s.entries[:0], s.entries[1:]...)
		s.forgotten++
	}
	s.entries = append(s.entries, e)
	return e, nil
}

// Holding is what an account has at one moment.
type Holding struct {
	Balance   numsim.Money
	Quota     int
	Opening   numsim.Money // the balance it began with
	Entries   []Entry      // changes by hand, the newest last
	Forgotten int          // entries older than those
}

// Holding reads all of it in one step.
func (l *Ledger) Holding(c *Claim) Holding {
	s := c.state
	s.mu.Lock()
	defer s.mu.Unlock()
	return Holding{s.balance, s.quota, s.opening, append([]Entry(nil), s.entries...), s.forgotten}
}

// Restore gives the account what it had; it is no entry of its own.
func (l *Ledger) Restore(c *Claim, h Holding) {
	s := c.state
	s.mu.Lock()
	defer s.mu.Unlock()
	s.balance, s.quota, s.opening, s.forgotten = h.Balance, h.Quota, h.Opening, h.Forgotten
	s.entries = append([]Entry(nil), h.Entries[max(0, len(h.Entries)-maxEntries):]...)
}
