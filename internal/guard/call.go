package guard

import "context"

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
