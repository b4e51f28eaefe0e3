package client

import (
	"context"
	"errors"
	"slices"

	"github.com/numsim/numsim"
)

// asker asks about numbers in one call. It returns the results of those that
// were answered, in any order, and an error that is about all others.
type asker func(context.Context, []numsim.Number) ([]Result, error)

// inBatches asks about numbers in calls of at most so many, about each number
// once, and returns one result for each of them, in order. left is the error of
// a number that a call was answered without.
func inBatches(ctx context.Context, numbers []numsim.Number, most int, ask asker, left error) []Result {
	answers := make(map[numsim.Number]Result, len(numbers))
	var closed error // what every call would meet
	for some := range slices.Chunk(distinct(numbers), most) {
		for _, r := range batch(ctx, some, knocking(ask, &closed), left) {
			answers[r.Number] = r
		}
	}
	results := make([]Result, len(numbers))
	for i, n := range numbers {
		r := answers[n]
		results[i] = r
		r.Charged = NotCharged // the second time it was not asked
		answers[n] = r
	}
	return results
}

// knocking asks nothing any more once a call was refused for the caller's sake,
// not the numbers'.
func knocking(ask asker, closed *error) asker {
	return func(ctx context.Context, some []numsim.Number) ([]Result, error) {
		if *closed != nil {
			return nil, *closed
		}
		got, err := ask(ctx, some)
		for _, kind := range [...]numsim.Kind{numsim.Auth, numsim.Signature, numsim.Unsubscribed, numsim.Withdrawn} {
			if errors.Is(err, kind) {
				*closed = err
			}
		}
		return got, err
	}
}

func distinct(numbers []numsim.Number) (once []numsim.Number) {
	seen := make(map[numsim.Number]bool, len(numbers))
	for _, n := range numbers {
		if !seen[n] {
			seen[n] = true
			once = append(once, n)
		}
	}
	return once
}

// batch is one call, with a result for each of its numbers. What an answer says
// twice is taken once, and what nobody asked is not taken.
func batch(ctx context.Context, numbers []numsim.Number, ask asker, left error) []Result {
	got, err := ask(ctx, numbers)
	said := make(map[numsim.Number]Result, len(got))
	for _, r := range slices.Backward(got) {
		said[r.Number] = r
	}
	results := make([]Result, len(numbers))
	for i, n := range numbers {
		r, ok := said[n]
		switch {
		case ok:
		case err != nil:
			r = failed(n, err)
		default:
			r = failed(n, left)
		}
		results[i] = r
	}
	return results
}

// failed is the result of a number without an answer.
func failed(n numsim.Number, err error) Result {
	r := Result{Number: n, Err: err}
	var e *Error
	if errors.As(err, &e) {
		r.Provider, r.Operation, r.RequestID, r.Charged = e.Provider, e.Operation, e.RequestID, e.Charged
	}
	return r
}
