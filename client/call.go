package client

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// caller makes the calls of one provider's client.
type caller struct {
	provider string
	opts     Options
	http     *http.Client
	pace     *rate.Limiter // nil is none
	skew     atomic.Int64  // nanoseconds the provider's clock is ahead
}

// call is one operation with its parameters.
type call struct {
	operation string
	numbers   int // how many it asks about
	// sign makes the request anew for each attempt, by the clock it is given.
	sign func(now func() time.Time) (*http.Request, error)
	// read takes an answer apart and says whether any of it was charged. A
	// refusal is an *Error with what the answer says of it; the rest of the
	// error is filled in.
	read func(*answer) (Charged, *Error)
	// settle is told, where an answer comes after attempts that were perhaps
	// charged, what those cost; nil need not know.
	settle func(earlier Charged)
}

// answer is what came back, read to its end.
type answer struct {
	Status int
	Header http.Header
	Body   []byte
	veil   *veil
}

func newCaller(name provider, o Options, baseURL string) *caller {
	c := &caller{provider: string(name), opts: o.settled(baseURL)}
	c.http = c.opts.httpClient()
	if o.Rate > 0 {
		c.pace = rate.NewLimiter(rate.Limit(o.Rate), max(o.Burst, 1))
	}
	return c
}

// now is the provider's time, as far as it is known.
func (c *caller) now() time.Time { return c.opts.Now().Add(time.Duration(c.skew.Load())) }

// do makes a call, and makes it again as the options have it. The error, if
// there is one, is an *Error about all attempts: one that was perhaps charged
// leaves the call perhaps charged.
func (c *caller) do(ctx context.Context, what call) error {
	_, err := c.paid(ctx, what)
	return err
}

// paid is do, and says of an answered call what all its attempts cost.
func (c *caller) paid(ctx context.Context, what call) (Charged, error) {
	cost := NotCharged
	var failed *Error
	for try := 1; ; try++ {
		a, began := c.try(ctx, what, try)
		if !began && failed != nil {
			return cost, failed // the reason, rather than that there was no turn for another try
		}
		if a.Err == nil && what.settle != nil {
			what.settle(cost)
		}
		if cost = both(cost, a.Charged); a.Err == nil {
			return cost, nil
		}
		e := *a.Err // an observer has the other
		e.Charged = cost
		failed = &e
		if a.Wait == 0 || c.opts.Sleep(ctx, a.Wait) != nil {
			return cost, failed
		}
	}
}

// both is what two attempts cost together.
func both(a, b Charged) Charged {
	if a == IsCharged || b == IsCharged {
		return IsCharged
	}
	return max(a, b)
}

// try is one attempt, with what is to be waited before the next one. It does
// not begin if its turn never came.
func (c *caller) try(ctx context.Context, what call, try int) (a Attempt, began bool) {
	a = Attempt{Provider: c.provider, Operation: what.operation, Numbers: what.numbers, Try: try}
	if a.Err = c.paced(ctx, what); a.Err != nil {
		return a, false
	}
	own, end := c.opts.begin(ctx, a)
	start := c.opts.Now()
	c.attempt(own, what, &a)
	a.Duration = c.opts.Now().Sub(start)
	if r := c.opts.Retry; a.Err != nil && try < r.Attempts && r.again(a.Err) && ctx.Err() == nil {
		a.Wait = r.wait(try, a.Err.patience())
	}
	end(a)
	return a, true
}

// paced waits for the client's own limit.
func (c *caller) paced(ctx context.Context, what call) *Error {
	if c.pace == nil {
		return nil
	}
	now := c.opts.Now()
	turn := c.pace.ReserveN(now, 1)
	delay := turn.DelayFrom(now)
	if delay == 0 {
		return nil
	}
	if err := c.opts.Sleep(ctx, delay); err != nil {
		turn.CancelAt(c.opts.Now())
		return c.unsent(what, "the request was not sent, for it waited for the client's own rate limit", err)
	}
	return nil
}
