package client

import (
	"fmt"
	"maps"
	"sync"

	"github.com/numsim/numsim"
)

// Totals are what came of a run. Every number is one of Answered, Refused and
// Perhaps.
type Totals struct {
	Answered int
	Refused  int // no answer, and nobody who may have charged
	Perhaps  int // no answer, and somebody may have charged
	// Spent was charged, PerhapsSpent may have been. Providers without a price count
	// for nothing.
	Spent, PerhapsSpent numsim.Money
	Sources             map[string]SourceTotals // by provider
}

// SourceTotals are what one provider was asked, in numbers and in money.
type SourceTotals struct {
	Asked, Answered     int
	Charged, Perhaps    int // numbers charged, and perhaps charged
	Spent, PerhapsSpent numsim.Money
}

// books is the only place that knows how much money is left.
type books struct {
	mu       sync.Mutex
	settled  *sync.Cond // somebody gave back what was reserved
	cap      numsim.Money
	before   numsim.Money
	price    map[string]numsim.Money
	reserved numsim.Money
	sum      Totals
}

func newBooks(c *Checker) *books {
	b := &books{cap: c.Cap, before: c.Spent, price: c.Price, sum: Totals{Sources: map[string]SourceTotals{}}}
	b.settled = sync.NewCond(&b.mu)
	for _, s := range c.Sources {
		b.sum.Sources[s.Provider()] = SourceTotals{}
	}
	return b
}

// reserve sets money aside for asking a provider about up to n numbers, and
// returns for how many it was enough. Where it is enough for none, it waits for
// the calls under way, which may give some back.
func (b *books) reserve(provider string, n int) (int, error) {
	price := b.price[provider]
	if b.cap == 0 || price == 0 {
		return n, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.left() < price && b.reserved > 0 {
		b.settled.Wait()
	}
	if b.left() < price {
		return 0, b.reached(provider, price)
	}
	n = int(min(numsim.Money(n), b.left()/price))
	b.reserved += numsim.Money(n) * price
	return n, nil
}

func (b *books) left() numsim.Money {
	return b.cap - b.before - b.sum.Spent - b.sum.PerhapsSpent - b.reserved
}

func (b *books) reached(provider string, price numsim.Money) error {
	before := ""
	if b.before > 0 {
		before = fmt.Sprintf(", and %s before this run", b.before)
	}
	return fmt.Errorf("%s: not asked: %w: %s yuan for a number, of %s yuan %s are spent and %s perhaps%s; raise the cap to go on",
		provider, ErrCap, price, b.cap, b.sum.Spent, b.sum.PerhapsSpent, before)
}

// giveBack is for a call that was not made after all.
func (b *books) giveBack(provider string, n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.release(provider, n)
}

func (b *books) release(provider string, n int) {
	if b.cap > 0 {
		b.reserved -= numsim.Money(n) * b.price[provider]
	}
	b.settled.Broadcast()
}

// settle books what a call cost and gives back the rest.
func (b *books) settle(provider string, results []Result) {
	b.mu.Lock()
	defer b.mu.Unlock()
	price, t := b.price[provider], b.sum.Sources[provider]
	for _, r := range results {
		t.Asked++
		if r.Err == nil {
			t.Answered++
		}
		switch r.Charged {
		case IsCharged:
			t.Charged++
			t.Spent += price
			b.sum.Spent += price
		case PerhapsCharged:
			t.Perhaps++
			t.PerhapsSpent += price
			b.sum.PerhapsSpent += price
		}
	}
	b.sum.Sources[provider] = t
	b.release(provider, len(results))
}

func (b *books) count(r Result) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case r.Err == nil:
		b.sum.Answered++
	case r.Perhaps():
		b.sum.Perhaps++
	default:
		b.sum.Refused++
	}
}

func (b *books) totals() Totals {
	b.mu.Lock()
	defer b.mu.Unlock()
	t := b.sum
	t.Sources = maps.Clone(t.Sources)
	return t
}

// Perhaps reports whether nobody answered and somebody may have charged.
func (r Result) Perhaps() bool {
	if r.Err == nil {
		return false
	}
	perhaps := r.Charged == PerhapsCharged
	for _, o := range r.Others {
		perhaps = perhaps || o.Charged == PerhapsCharged
	}
	return perhaps
}
