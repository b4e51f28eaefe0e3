package client

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/numsim/numsim"
)

// Checker asks several providers about many numbers, within a cap on money.
//
// Sources are asked in order. The next one is asked about a number only where
// the one before could not answer and surely charged nothing, and never where
// the number itself is refused. The result is that of the first that answered;
// Result.Others has what became of the rest.
//
// A Checker is one run: cap, totals and the sources left alone are those of all
// its calls together. Its methods are safe for many goroutines; its fields do
// not change once one of them was called.
type Checker struct {
	Sources []Source // in order of preference
	// Agree is how many providers are to answer; 0 is 1. With 2 and more,
	// Result.Agreement says whether they agree.
	Agree   int
	Workers int // calls under way at once; 0 is 4
	// Cap is the most that may be spent; 0 is no cap. What may have been charged
	// counts as spent, and so does the worst case of a call under way. A source
	// that asks again about what may have been charged (Retry.Charged) pays
	// twice for one call, which no cap can see.
	Cap   numsim.Money
	Spent numsim.Money // of the cap before this run, as by one that this one continues
	// Price is what each provider takes for a number, by its name. A cap needs
	// the price of every source.
	Price map[string]numsim.Money
	// PayTwice has the next source asked also where the one before may have
	// charged.
	PayTwice bool
	// Rest is how long a source is left alone that refuses everybody, as for want
	// of money; 0 is for the rest of the run.
	Rest time.Duration
	Log  *slog.Logger     // nil is none
	Now  func() time.Time // nil is time.Now

	once  sync.Once
	run   *run
	wrong error
}

// Reasons why the checker did not ask. errors.Is finds them in Result.Err.
const (
	// ErrCap is in the result of a number that the cap leaves no money for.
	ErrCap unasked = "the cap on money is reached"
	// ErrLeftAlone is in the result of a number that was not asked about because
	// the source refuses everybody; beside it is what the source said.
	ErrLeftAlone unasked = "the provider is left alone"
)

type unasked string

func (u unasked) Error() string { return string(u) }

// Validate reports what is wrong with the settings; with wrong ones nothing is
// asked and every result has this error.
func (c *Checker) Validate() error {
	seen := map[string]bool{}
	for _, s := range c.Sources {
		name := s.Provider()
		if seen[name] {
			return fmt.Errorf("checker: %s is there twice: give each provider once", name)
		}
		seen[name] = true
		if err := c.checkPrice(name); err != nil {
			return err
		}
	}
	switch {
	case len(c.Sources) == 0:
		return errors.New("checker: no sources: give one or more, in order of preference")
	case c.Agree < 0 || c.Agree > len(c.Sources):
		return fmt.Errorf("checker: %d providers are to agree and there are %d: set Agree from 0 to %[2]d", c.Agree, len(c.Sources))
	case c.Workers < 0 || c.Cap < 0 || c.Spent < 0 || c.Rest < 0:
		return errors.New("checker: Workers, Cap, Spent and Rest cannot be negative: 0 is the default")
	}
	return nil
}

// mostPrice finds amounts that were written in another unit.
const mostPrice = 1000 * numsim.Yuan

func (c *Checker) checkPrice(name string) error {
	price, known := c.Price[name]
	if c.Cap > 0 && !known {
		return fmt.Errorf("checker: a cap needs the price of every provider, and that of %s is not known: set Price[%q] to what your contract says of one number", name, name)
	}
	if price < 0 || price > mostPrice {
		return fmt.Errorf("checker: the price of %s, %s yuan for a number, is not from 0 to %s: it counts in 1/10000 yuan", name, price, mostPrice)
	}
	return nil
}

// started makes the run's state the first time.
func (c *Checker) started() (*run, error) {
	c.once.Do(func() {
		if c.wrong = c.Validate(); c.wrong == nil {
			c.run = newRun(c)
		}
	})
	return c.run, c.wrong
}

// Check asks about numbers, about each once, and returns one result for each of
// them, in order.
func (c *Checker) Check(ctx context.Context, numbers ...numsim.Number) []Result {
	answers := make(map[numsim.Number]Result, len(numbers))
	for r := range c.Stream(ctx, slices.Values(distinct(numbers))) {
		answers[r.Number] = r
	}
	results := make([]Result, len(numbers))
	for i, n := range numbers {
		r, ok := answers[n]
		if !ok { // the context ended before its turn
			r = Result{Number: n, Err: notAsked(ctx)}
		}
		results[i] = r
		answers[n] = uncharged(r) // the second time it was not asked
	}
	return results
}

func uncharged(r Result) Result {
	r.Charged = NotCharged
	r.Others = slices.Clone(r.Others)
	for i := range r.Others {
		r.Others[i].Charged = NotCharged
	}
	return r
}

func notAsked(ctx context.Context) error {
	return fmt.Errorf("checker: not asked: %w", context.Cause(ctx))
}

// Totals are what came of the run so far.
func (c *Checker) Totals() Totals {
	r, err := c.started()
	if err != nil {
		return Totals{}
	}
	return r.books.totals()
}
