package guard

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/internal/wire"
)

// mostBack is how far a clock may be put back, as time servers do it.
const mostBack = 2 * time.Minute

// take waits for the turn, of which there is one, and give gives it back.
func (s *Session) take(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Session) give() { <-s.turn }

// admit waits for the call's turn and has its worst price on the disk.
func (s *Session) admit(ctx context.Context, call Call, q *wire.Request) error {
	if err := s.take(ctx); err != nil {
		return err
	}
	defer s.give()
	price, err := s.price(call, q)
	if err != nil {
		return err
	}
	if err := s.affordable(price); err != nil { // before the wait, which would be for nothing
		return err
	}
	if err := s.wait(ctx); err != nil {
		return err
	}
	if err := s.affordable(price); err != nil { // a day may have ended
		return err
	}
	at := s.now()
	c := charge{at: at, day: s.today(), provider: s.provider.Name, key: s.key, amount: price, what: named(call.Case)}
	if err := s.ledger.write(c); err != nil {
		return err
	}
	s.calls++
	s.spent += price
	s.last = at
	s.warn()
	return nil
}

// price is the worst that a call can cost.
func (s *Session) price(call Call, q *wire.Request) (numsim.Money, error) {
	if call.Free != Billable {
		err := s.free(q, call.Free)
		if err == nil {
			return 0, nil
		}
		if *s.o.MaxCNY == 0 || !s.holds(q, call.Free) {
			return 0, err
		}
	}
	if *s.o.MaxCNY == 0 {
		return 0, refuse(NotFree, "allow money for it, or leave the case out", "%s may be billed, and the run may cost nothing", named(call.Case))
	}
	each := s.documented()
	switch {
	case s.o.PriceCNY != nil:
		each = *s.o.PriceCNY
	case each == 0 || q.Operation() != "DescribePhoneNumberStatus": // the successors' price is printed nowhere
		return 0, refuse(Price, "add --price-cny with the most that one number may cost", "what %s costs is documented nowhere", s.provider.Name)
	}
	return each * numsim.Money(max(len(q.Entries()), 1)), nil
}

// affordable are the limits of the run and of the day.
func (s *Session) affordable(price numsim.Money) error {
	if err := s.rightClock(); err != nil {
		return err
	}
	today := s.spent
	if s.ledger != nil {
		today = s.ledger.spent(s.today(), s.provider.Name, s.key)
	}
	switch {
	case s.calls >= s.o.MaxCalls:
		return refuse(Calls, "allow more with --max-calls", "the run has made its %d calls", s.calls)
	case !s.now().Before(s.began.Add(s.o.Limit)):
		return refuse(Deadline, "allow more time, or ask for less", "the run's time of %s is over", s.o.Limit)
	case s.spent+price > *s.o.MaxCNY:
		return refuse(Spending, "allow more with --max-cny", "the call may cost %s yuan; the run has spent %s of %s at worst", price, s.spent, *s.o.MaxCNY)
	case today+price > s.o.DailyCNY:
		return refuse(Spending, "wait for tomorrow in China, or allow more with --daily-cny", "the call may cost %s yuan; this key has spent %s of the day's %s at worst", price, today, s.o.DailyCNY)
	}
	return nil
}

// rightClock refuses a clock that was put back: a day would be spent twice.
func (s *Session) rightClock() error {
	if s.now().Add(mostBack).Before(s.last) {
		return refuse(Clock, "set the clock", "the clock is behind the ledger's last charge")
	}
	if s.now().Add(mostBack).Before(s.began) {
		return refuse(Clock, "set the clock", "the clock was put back during the run")
	}
	return nil
}

// today is the day in China, and never one before that of the last charge.
func (s *Session) today() string {
	at := s.now()
	if s.last.After(at) {
		at = s.last
	}
	return at.In(china()).Format(time.DateOnly)
}

// wait keeps calls apart, over all runs that share the ledger.
func (s *Session) wait(ctx context.Context) error {
	if s.last.IsZero() {
		return nil
	}
	pause := s.last.Add(s.o.Every).Sub(s.now())
	if pause <= 0 {
		return nil
	}
	return s.o.Sleep(ctx, pause)
}

func (s *Session) warn() {
	today := s.ledger.spent(s.today(), s.provider.Name, s.key)
	near := s.spent*5 >= *s.o.MaxCNY*4 || today*5 >= s.o.DailyCNY*4
	if s.warned || !near || *s.o.MaxCNY == 0 || s.o.Warn == nil {
		return
	}
	s.warned = true
	s.o.Warn(fmt.Sprintf("four fifths of the money are spent at worst: %s of %s yuan in this run, %s of %s today", s.spent, *s.o.MaxCNY, today, s.o.DailyCNY))
}

// named is a case's name as a ledger and a message may hold it: it has no
// digits in a row that could be a number.
func named(what string) string {
	if manyDigits(what) || what == "" || len(what) > 120 {
		return "a-case"
	}
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '-'
		}
		return r
	}, what)
}
