package guard

import (
	"context"
	"fmt"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/internal/wire"
)

// Planned is what a call ends with in a plan: it was checked, and not sent.
type Planned struct{ Price numsim.Money }

func (p *Planned) Error() string {
	return fmt.Sprintf("planned, not sent: %s yuan at worst", p.Price)
}

// plan writes the call down: its number, its case, what is asked, about whom,
// and the worst that it and all before it can cost.
func (s *Session) plan(ctx context.Context, call Call, q *wire.Request) error {
	if err := s.take(ctx); err != nil {
		return err
	}
	defer s.give()
	price, err := s.price(call, q)
	if err == nil {
		err = s.affordable(price)
	}
	if err != nil {
		_, _ = fmt.Fprintf(s.o.Plan, "   -  %s  %s: %v\n", named(call.Case), s.asked(q), err)
		return err
	}
	s.calls++
	s.spent += price
	if _, err := fmt.Fprintf(s.o.Plan, "%4d  %s  %s  %s yuan, %s in all\n", s.calls, named(call.Case), s.asked(q), price, s.spent); err != nil {
		return err
	}
	return &Planned{price}
}

// asked is the operation with the masked numbers of a request.
func (s *Session) asked(q *wire.Request) string {
	words := []string{q.Provider.Name}
	if operation := q.Operation(); operation == "" && len(q.Provider.Operations) > 0 {
		words = append(words, "(no operation)")
	} else if operation != "" && !manyDigits(operation) && len(operation) < 64 {
		words = append(words, named(operation))
	}
	for _, entry := range q.Entries() {
		if a, ok := s.o.Numbers.find(entry); ok {
			words = append(words, a.Number.Masked())
		} else {
			words = append(words, "(malformed)")
		}
	}
	return strings.Join(words, " ")
}
