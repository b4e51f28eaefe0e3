package guard

import "fmt"

// Rule names a guard.
type Rule string

// The guards.
const (
	Consent     Rule = "consent"
	Credentials Rule = "credentials"
	Destructive Rule = "destructive"
	Unmarked    Rule = "unmarked"
	Host        Rule = "host"
	TLS         Rule = "tls"
	Redirect    Rule = "redirect"
	Unreadable  Rule = "unreadable"
	Numbers     Rule = "numbers"
	Price       Rule = "price"
	NotFree     Rule = "not-free"
	Ledger      Rule = "ledger"
	Clock       Rule = "clock"
	Settings    Rule = "settings"

	Spending Rule = "spending"
	Calls    Rule = "calls"
	Deadline Rule = "deadline"
)

// Exit codes.
const (
	ExitRefused = 4 // a guard refused
	ExitLimit   = 5 // a cap, a limit or the deadline is reached
)

// Refusal is a request, or a whole session, that a guard stopped before a byte
// left. It holds no secret and no number that is not masked.
type Refusal struct {
	Rule Rule
	What string // happened
	Do   string // next
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("live guard %s: %s; %s", r.Rule, r.What, r.Do)
}

// Code is the exit code of a command that ends with it.
func (r *Refusal) Code() int {
	switch r.Rule {
	case Spending, Calls, Deadline:
		return ExitLimit
	}
	return ExitRefused
}

func refuse(rule Rule, do, what string, args ...any) error {
	return &Refusal{rule, fmt.Sprintf(what, args...), do}
}
