package probe

import (
	"fmt"
	"time"
)

// terms are a provider's own words for what can go wrong anywhere.
type terms struct {
	provider string
	form     map[string]string // of a time, by scheme: words=pattern
	written  string            // where its form is written

	signature, signatureSource string // the row of a signature that does not hold
	badNumber, numberSource    string
	throttled, throttleSource  string // empty: it has none
	outage, outageSource       string
	final                      string // why what is refused for good is refused again, and where that is written
	price                      []string
	billSource                 string
	newCode                    string // a whole answer with a code of no document, in YAML
	newStatus                  string // body.set
	statusWord                 string
}

// asks has been seen when so many numbers were asked about.
func asks(n int) func(*Seen) bool { return func(s *Seen) bool { return len(s.Asked()) >= n } }

// calls has been seen when so many calls came.
func calls(n int) func(*Seen) bool { return func(s *Seen) bool { return len(s.Calls) >= n } }

// Waiting for retries takes longer than for first calls.
const (
	forRetries = 15 * time.Second
	forHangs   = 100 * time.Second
)

func (t terms) first() Module {
	return Module{
		Name: "first-call", Rule: "a call about one number is signed as the document says, and answered", Source: t.written,
		Do:     "Ask about 13900000200, once. It is in use.",
		Plans:  []string{Quick, Money},
		Enough: asks(1), Judge: judges(accepted(), keptSecret, answeredOnce, understood),
	}
}

func (t terms) signing() Module {
	return Module{
		Name: "signing", Rule: "each call is signed anew, with the time in the form of the document", Source: t.written,
		Do:     "Ask about 13900000200, 13900000404 and 13900000402, each in a call of its own.",
		Plans:  []string{Quick},
		Enough: calls(3), Judge: judges(several(3), accepted(), freshNonces, stamped(t.form), keptSecret, understood),
	}
}

func (t terms) escaping() Module {
	return Module{
		Name: "escaping", Rule: "space, +, *, ~ and Chinese are escaped and signed as the document says", Source: t.written,
		Do: "Ask about this text in the place of a number, blanks and all: «139 0000+*~号». It is refused as a number, and only its signature counts. " +
			"If your client sends no such text, any other parameter of it that you can choose will do; else skip.",
		Plans:  []string{Quick},
		Enough: calls(1), Judge: judges(accepted(t.badNumber), escaped, freshNonces),
	}
}

func (t terms) batch(n int, source string) Module {
	return Module{
		Name: fmt.Sprintf("batch-%d", n), Rule: fmt.Sprintf("a list of %d numbers is asked about in calls of at most 50, each number once", n), Source: source,
		Do: fmt.Sprintf("Ask about these %d numbers as one list: 139NNNN0200, with NNNN from 0001 to %04d (13900010200, 13900020200 and so on to 139%04d0200). "+
			"Let your client do the splitting, if it does any.", n, n, n),
		Plans:  []string{Quick, Money},
		Enough: asks(n), Judge: judges(split(n), accepted(numbersTooMany(t)...), paidOnce("each is paid for")),
	}
}

// numbersTooMany is what a batch that is too long meets, which split says in
// better words.
func numbersTooMany(t terms) []string { return []string{t.badNumber} }

func (t terms) finalNumber() Module {
	return Module{
		Name: "final-number", Rule: "a number that is refused is not asked about again", Source: t.numberSource,
		Do:     "Ask about 13900000400, in the way that you would use in production, with its retries. The provider refuses the number.",
		Plans:  []string{Money},
		Enough: calls(1), Quiet: forRetries, Judge: judges(met(t.badNumber), accepted(t.badNumber), once(t.final)),
	}
}

func (t terms) finalSignature() Module {
	return Module{
		Name: "final-signature", Rule: "a signature that does not hold is not tried again", Source: t.signatureSource,
		Do:     "Ask about 13900000200 and 13900000404 in one run, with the secret above: it is wrong on purpose. The provider refuses the signature.",
		Given:  Given{WrongSecret: true},
		Enough: calls(1), Quiet: forRetries, Judge: judges(met(t.signature), accepted(t.signature), once("the secret is no other a moment later"), stopped),
	}
}

func (t terms) refusing(name, rule, source, set, row, do string) Module {
	return Module{
		Name: name, Rule: rule, Source: source, Do: do, Plans: []string{Money},
		Given:  Given{Set: []string{t.provider + "." + set}},
		Enough: calls(1), Quiet: forRetries, Judge: judges(met(row), accepted(row), once(t.final), stopped),
	}
}

func (t terms) throttling() Module {
	return Module{
		Name: "throttled", Rule: "a call over the limit is made again later, not at once, and not for ever", Source: t.throttleSource,
		Do:     "Ask about 13900000200, with your client's retries. The first two attempts are over the limit.",
		Plans:  []string{Money},
		Given:  Given{Scenario: t.rule("call: 1-2", refused(t.throttled))},
		Enough: calls(1), Quiet: forRetries, Judge: judges(met(t.throttled), accepted(t.throttled), patient, freshNonces, paidOnce("the answer was there")),
	}
}

func (t terms) outages() Module {
	return Module{
		Name: "outage", Rule: "a provider that is down is not hammered, and given up in the end", Source: t.outageSource,
		Do:     "Ask about 13900000200, with your client's retries. The provider is down all the while: wait until your client gives up.",
		Given:  Given{Scenario: t.rule("", refused(t.outage))},
		Enough: calls(1), Quiet: 2 * forRetries, Judge: judges(met(t.outage), accepted(t.outage), patient, freshNonces),
	}
}

// rule is a scenario with one rule, about calls of the provider.
func (t terms) rule(when, then string) string {
	about := "{provider: " + t.provider + "}"
	if when != "" {
		about = "{provider: " + t.provider + ", " + when + "}"
	}
	return "scenario: probe\nrules:\n  - when: " + about + "\n    then: " + then + "\n"
}

// refused is an effect that a row of the catalogue has.
func refused(row string) string { return fmt.Sprintf("{error: %q}", row) }
