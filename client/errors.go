package client

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/numsim/numsim"
)

// Charged says whether a call, or a number of it, was paid for.
type Charged uint8

// A call that was written and got no readable answer is perhaps charged: only
// the provider's bill knows.
const (
	NotCharged Charged = iota
	IsCharged
	PerhapsCharged
)

// String is "no", "yes" or "perhaps".
func (c Charged) String() string { return [...]string{"no", "yes", "perhaps"}[c] }

// MarshalText is String.
func (c Charged) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Error is why a call has no answer. errors.Is finds its Kind, such as
// numsim.Throttled, and what is beneath, such as context.DeadlineExceeded.
// Nothing in it is a secret or a phone number.
type Error struct {
	Provider  string
	Operation string
	Code      string // the provider's; empty where no provider answered
	Message   string // the provider's, or what went wrong
	RequestID string
	HTTP      int // status; 0 where there was no answer
	Kind      numsim.Kind
	Charged   Charged
	// Retry says whether the same question can be answered later. Whether to
	// ask it may depend on Charged.
	Retry bool
	After time.Duration // the provider's wish, how long to wait; 0 is none
	Err   error         // beneath, where no provider answered
}

// Error says what happened, where, and what may be done.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Provider)
	for _, part := range [...]struct{ before, text string }{{" ", e.Operation}, {": ", e.Code}, {": ", e.Message}} {
		if part.text != "" {
			b.WriteString(part.before + part.text)
		}
	}
	fmt.Fprintf(&b, " (%s", e.Kind)
	if e.HTTP != 0 {
		fmt.Fprintf(&b, ", HTTP %d", e.HTTP)
	}
	if e.RequestID != "" {
		fmt.Fprintf(&b, ", request id %s", e.RequestID)
	}
	fmt.Fprintf(&b, ", charged: %s, a retry %s)", e.Charged, helps(e.Retry))
	return b.String()
}

func helps(retry bool) string {
	if retry {
		return "may help"
	}
	return "does not help"
}

// Is reports whether target is the error's kind.
func (e *Error) Is(target error) bool {
	kind, ok := target.(numsim.Kind)
	return ok && kind == e.Kind
}

// Unwrap returns what is beneath.
func (e *Error) Unwrap() error { return e.Err }

// LogValue implements slog.LogValuer.
func (e *Error) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("provider", e.Provider), slog.String("operation", e.Operation), slog.String("code", e.Code),
		slog.String("message", e.Message), slog.String("request_id", e.RequestID), slog.Int("http", e.HTTP),
		slog.String("kind", e.Kind.String()), slog.String("charged", e.Charged.String()), slog.Bool("retry", e.Retry),
	)
}

// Class is what is known of a code, with the source of that knowledge.
type Class struct {
	Code    string
	Kind    numsim.Kind
	Charged Charged
	Retry   bool   // the same question can be answered later
	Source  string // document and section, or how it is inferred
}

// classOf finds a code in a provider's table. One that is not there is neither
// retried nor taken for a kind; refusals are free at every provider.
func classOf(table []Class, code string) Class {
	for _, c := range table {
		if strings.EqualFold(c.Code, code) {
			return c
		}
	}
	return Class{Code: code, Kind: numsim.Other, Source: "in no document"}
}
