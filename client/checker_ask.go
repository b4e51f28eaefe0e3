package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/numsim/numsim"
)

// run is what the calls of one Checker share.
type run struct {
	sources  []*watched
	agree    int
	workers  int
	payTwice bool
	books    *books
}

func newRun(c *Checker) *run {
	r := &run{agree: max(c.Agree, 1), workers: cmp.Or(c.Workers, 4), payTwice: c.PayTwice, books: newBooks(c)}
	for _, s := range c.Sources {
		r.sources = append(r.sources, newWatched(s, c))
	}
	return r
}

// most is how many numbers make a group: what one call of the sources that are
// asked first takes.
func (r *run) most() int {
	most, asked := 1, 0
	for _, s := range r.sources {
		if asked == r.agree {
			break
		}
		if s.alone() == nil {
			most = max(most, s.MostNumbers())
			asked++
		}
	}
	return most
}

// inquiry is what is known of one number so far.
type inquiry struct {
	number  numsim.Number
	answers []Result
	failed  []Result
	closed  bool // nobody else is asked about it
}

// ask asks the sources about a group, one source after the other, each about the
// numbers that still need it.
func (r *run) ask(ctx context.Context, group []numsim.Number, over func() bool) []Result {
	all := make([]*inquiry, len(group))
	for i, n := range group {
		all[i] = &inquiry{number: n}
	}
	for _, s := range r.sources {
		r.askSource(ctx, s, r.unsettled(all), over)
	}
	results := make([]Result, len(all))
	for i, q := range all {
		results[i] = q.result(ctx)
		if len(q.answers)+len(q.failed) > 0 || ctx.Err() != nil {
			r.books.count(results[i]) // else nobody reads any more
		}
	}
	return results
}

func (r *run) unsettled(all []*inquiry) (open []*inquiry) {
	for _, q := range all {
		if !q.closed && len(q.answers) < r.agree {
			open = append(open, q)
		}
	}
	return open
}

func (r *run) askSource(ctx context.Context, s *watched, open []*inquiry, over func() bool) {
	ended := func() bool { return ctx.Err() != nil || over() }
	for len(open) > 0 && !ended() {
		if err := s.alone(); err != nil {
			refuseAll(s, open, err, true)
			return
		}
		n, err := r.books.reserve(s.Provider(), min(len(open), max(s.MostNumbers(), 1)))
		if n == 0 {
			refuseAll(s, open, err, false)
			return
		}
		if ended() || s.alone() != nil { // while waiting for money
			r.books.giveBack(s.Provider(), n)
			continue
		}
		r.call(ctx, s, open[:n])
		open = open[n:]
	}
}

// call asks about numbers that money is reserved for.
func (r *run) call(ctx context.Context, s *watched, some []*inquiry) {
	numbers := make([]numsim.Number, len(some))
	for i, q := range some {
		numbers[i] = q.number
	}
	results := s.check(ctx, numbers)
	r.books.settle(s.Provider(), results)
	for i, q := range some {
		q.take(results[i], r.passes(results[i]))
		s.judge(results[i].Err)
	}
}

// refuseAll is for numbers that a source is not asked about; next says whether
// another one may be.
func refuseAll(s *watched, some []*inquiry, err error, next bool) {
	for _, q := range some {
		q.take(Result{Number: q.number, Provider: s.Provider(), Err: err}, next)
	}
}

func (q *inquiry) take(r Result, next bool) {
	if r.Err == nil {
		q.answers = append(q.answers, r)
		return
	}
	q.failed = append(q.failed, r)
	q.closed = !next
}

// passes reports whether the next source may be asked: the error says that this
// one could not, and that it surely took nothing.
func (r *run) passes(one Result) bool {
	var e *Error
	if !errors.As(one.Err, &e) || one.Charged != NotCharged && !r.payTwice {
		return false
	}
	switch e.Kind {
	case numsim.Auth, numsim.Signature, numsim.Clock, numsim.Replay, numsim.Balance, numsim.Unsubscribed, numsim.Withdrawn,
		numsim.Throttled, numsim.Outage, numsim.Late, numsim.Transport, numsim.Malformed:
		return true
	}
	return false // the number's fault, or a refusal that nobody understands
}

// result is the first answer, or else the failure that says most: one that may
// have cost something before one that did not, and that of a source which was
// asked before one which was not.
func (q *inquiry) result(ctx context.Context) Result {
	main := Result{Number: q.number, Err: notAsked(ctx)}
	switch {
	case len(q.answers) > 0:
		main, main.Agreement = q.answers[0], compareAll(q.answers)
		main.Others = slices.Concat(q.answers[1:], q.failed)
	case len(q.failed) > 0:
		at := q.worst()
		main = q.failed[at]
		main.Others = slices.Delete(slices.Clone(q.failed), at, at+1)
	}
	return main
}

func (q *inquiry) worst() (at int) {
	for i, r := range q.failed {
		if weight(r) >= weight(q.failed[at]) {
			at = i
		}
	}
	return at
}

func weight(r Result) int {
	if errors.Is(r.Err, ErrLeftAlone) {
		return -1
	}
	return int(r.Charged)
}

// check holds a source to its promise of one result for each number, in order.
func (w *watched) check(ctx context.Context, numbers []numsim.Number) []Result {
	results := w.Check(ctx, numbers...)
	if len(results) != len(numbers) {
		err := &Error{
			Provider: w.Provider(), Kind: numsim.Malformed, Charged: PerhapsCharged,
			Message: fmt.Sprintf("the source returned %d results for %d numbers: mend its Check", len(results), len(numbers)),
		}
		results = make([]Result, len(numbers))
		for i := range results {
			results[i] = Result{Err: err, Charged: PerhapsCharged}
		}
	}
	for i := range results {
		results[i].Number = numbers[i]
		results[i].Provider = w.Provider()
	}
	return results
}
