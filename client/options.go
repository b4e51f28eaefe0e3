package client

import (
	"cmp"
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"github.com/numsim/numsim"
)

// Options are the same for every provider. The zero value is made for the real
// service.
type Options struct {
	BaseURL string                                // scheme and host; empty is the real service
	Timeout time.Duration                         // of one attempt, from dialling to the last byte; 0 is 10 s
	Proxy   func(*http.Request) (*url.URL, error) // nil is the environment's; not with HTTP
	// HTTP is used instead of ours; redirects are not followed all the same. Of a
	// transport other than net/http's nobody knows whether it sent a request that
	// failed, so such a call is perhaps charged and not made again.
	HTTP      *http.Client
	UserAgent string // empty is numsim's
	MaxAnswer int64  // bytes of a body, unpacked; 0 is 1 MiB
	Retry     Retry
	// Rate is how many calls a second are made at most, evenly; 0 is as many as
	// are asked for. Burst is how many at once, 1 if 0.
	Rate  float64
	Burst int
	// CorrectClock learns from the Date header of a refusal about time how far
	// this host's clock is off, and signs by the provider's from then on.
	CorrectClock bool

	Log     *slog.Logger // an entry for each attempt; nil is none
	Observe Observer     // nil is none

	Now   func() time.Time                           // nil is time.Now
	Sleep func(context.Context, time.Duration) error // nil waits on wall time
}

// Retry says when a failed call is made again. The zero value makes three
// attempts at what can change and was surely not charged.
type Retry struct {
	Attempts int           // in all; 0 is 3, 1 is no retry
	Wait     time.Duration // before the second attempt; doubled each time. 0 is 500 ms
	MostWait time.Duration // 0 is 30 s. A provider that wishes for more is not asked again
	// Unsubscribed has calls to a product that is not opened tried again, as
	// when somebody opens it meanwhile.
	Unsubscribed bool
	// Charged has calls tried again that may have been charged, and so perhaps
	// pays twice.
	Charged bool
}

const agent = "numsim-client (+https://github.com/numsim/numsim)"

// settled are the options with defaults in the place of zero.
func (o Options) settled(baseURL string) Options {
	o.BaseURL = cmp.Or(o.BaseURL, baseURL)
	o.Timeout = cmp.Or(o.Timeout, 10*time.Second)
	o.UserAgent = cmp.Or(o.UserAgent, agent)
	o.MaxAnswer = cmp.Or(o.MaxAnswer, 1<<20)
	o.Retry.Attempts = cmp.Or(o.Retry.Attempts, 3)
	o.Retry.Wait = cmp.Or(o.Retry.Wait, 500*time.Millisecond)
	o.Retry.MostWait = cmp.Or(o.Retry.MostWait, 30*time.Second)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	return o
}

// httpClient follows no redirect: a signature is good for one host, and a
// service that moved is a fault to be seen.
func (o *Options) httpClient() *http.Client {
	own := http.Client{}
	if o.HTTP != nil {
		own = *o.HTTP
	} else {
		own.Transport = o.transport()
	}
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &own
}

func (o *Options) transport() *http.Transport {
	t := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		ForceAttemptHTTP2:   true,
		MaxIdleConns:        256,
		MaxIdleConnsPerHost: 64, // the default of 2 closes most connections of a busy client
		// A connection that the provider closes while a request is on its way
		// loses an answer that was perhaps charged. Alibaba Cloud announces 25 s.
		IdleConnTimeout:        20 * time.Second,
		TLSHandshakeTimeout:    5 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
	if o.Proxy != nil {
		t.Proxy = o.Proxy
	}
	return t
}

// sleep does not begin a wait that the deadline would not let it finish.
func sleep(ctx context.Context, d time.Duration) error {
	if at, ok := ctx.Deadline(); ok && ctx.Err() == nil && time.Until(at) < d {
		return context.DeadlineExceeded
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wait is how long to wait before the next attempt: doubled each time, and
// between half of that and all of it, so that clients that failed together do
// not come back together.
func (r Retry) wait(failed int, wish time.Duration) time.Duration {
	most := r.MostWait
	if doubled := max(r.Wait, 1); doubled <= most>>min(failed-1, 62) {
		most = doubled << (failed - 1)
	}
	return max(wish, most/2+rand.N(most/2+1), 1)
}

// patience is what the provider wishes, and a second where it counts calls by
// the second: three tries within one would all be too many.
func (e *Error) patience() time.Duration {
	if e.Kind == numsim.Throttled {
		return max(e.After, time.Second)
	}
	return e.After
}

// again reports whether a call that failed so is made again.
func (r Retry) again(e *Error) bool {
	switch {
	case e.Charged != NotCharged && !r.Charged, e.After > r.MostWait:
		return false
	case e.Kind == numsim.Unsubscribed:
		return r.Unsubscribed
	}
	return e.Retry
}
