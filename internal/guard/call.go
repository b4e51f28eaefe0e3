package guard

import (
	"context"
	"net/http"
)

// Call is what a case says of a call it is about to make.
type Call struct {
	Case        string
	Free        Claim // why it cannot be billed, if it cannot
	Destructive bool  // it would change something for the account: never sent
}

type callKey struct{}

// With marks every request of ctx as part of a call. A request that no case has
// marked is refused.
func With(ctx context.Context, c Call) context.Context { return context.WithValue(ctx, callKey{}, c) }

// CallOf is the call a request belongs to.
func CallOf(ctx context.Context) (Call, bool) {
	c, ok := ctx.Value(callKey{}).(Call)
	return c, ok
}

// Mark is a transport that marks every request as part of a call, for callers
// whose requests cannot carry it themselves.
func Mark(next http.RoundTripper, c Call) http.RoundTripper { return marker{next, c} }

type marker struct {
	next http.RoundTripper
	call Call
}

// RoundTrip implements http.RoundTripper.
func (m marker) RoundTrip(r *http.Request) (*http.Response, error) {
	return m.next.RoundTrip(r.WithContext(With(r.Context(), m.call)))
}
