package simtest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/verify"
)

// Call is one exchange of this test, as the simulator saw it.
type Call struct {
	At         time.Time // on the test's clock
	Provider   string
	Operation  string
	Account    string
	Numbers    []string
	Statuses   []string // what is true of each number; empty for a refused call
	HTTP       int
	Row        string // the row of the error table it was refused with; empty for an answer
	Why        string // in words, of a refusal
	Rules      []string
	Charged    numsim.Money
	Unanswered bool // the client did not get the answer, or not all of it
}

// Calls are the exchanges of this test so far, the oldest first. Those with a
// key that nobody has are not among them.
func (s *Sim) Calls() (list []Call) {
	for _, e := range s.tenant.Journal.Entries() {
		list = append(list, called(e))
	}
	return list
}

func called(e journal.Entry) Call {
	c := Call{
		At: e.At, Provider: e.Provider, Operation: e.Operation, Account: e.Account, HTTP: e.HTTP,
		Row: e.Row, Why: e.Why, Rules: e.Rules, Charged: e.Charged, Unanswered: !e.Delivered,
	}
	for _, l := range e.Lines {
		c.Numbers = append(c.Numbers, string(l.Number))
		if e.Row == "" {
			c.Statuses = append(c.Statuses, l.Status.String())
		}
	}
	return c
}

// String is one line, with numbers masked.
func (c Call) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %s", c.At.Format("15:04:05.000"), c.Provider, c.Operation, c.Account)
	for i, n := range c.Numbers {
		b.WriteString(" " + numsim.Number(n).Masked())
		if i < len(c.Statuses) {
			b.WriteString("=" + c.Statuses[i])
		}
	}
	fmt.Fprintf(&b, ": HTTP %d", c.HTTP)
	if c.Row != "" {
		b.WriteString(" " + c.Row)
	}
	fmt.Fprintf(&b, ", charged %s", c.Charged)
	if c.Unanswered {
		b.WriteString(", the answer was lost")
	}
	if c.Why != "" {
		b.WriteString("; " + c.Why)
	}
	for _, r := range c.Rules {
		b.WriteString("; " + r)
	}
	return b.String()
}

// Journal is a line for each call of this test, numbered.
func (s *Sim) Journal() string {
	calls := s.Calls()
	if len(calls) == 0 {
		return "  nothing was called" + s.strayed()
	}
	lines := make([]string, len(calls))
	for i, c := range calls {
		lines[i] = fmt.Sprintf("  %d  %s", i+1, c)
	}
	return strings.Join(lines, "\n")
}

// mostStrayed are counted, and no more.
const mostStrayed = 1000

// strayed says where the calls of a test without any may be: whoever took
// another's keys, or another client, sees none of its calls.
func (s *Sim) strayed() string {
	since := s.shared.Unclaimed().After(s.before-1, mostStrayed)
	switch {
	case len(since) > 0:
		return fmt.Sprintf(" with the keys of this test; since it began %d came with a key that no account has, the last at %s: take the keys that Sim.Account and its like give",
			len(since), since[len(since)-1].Provider)
	case s.memory:
		return "; only Sim.HTTPClient reaches a simulator in memory"
	}
	return ""
}

// Verify judges the calls so far by what the scenario expects, and looks for
// habits that cost money: numbers paid for twice, retries of what never changes.
func (s *Sim) Verify() *verify.Report { return s.shared.Verify(s.tenant) }

// AssertVerified is that the verdict is green.
func (s *Sim) AssertVerified() bool {
	s.tb.Helper()
	r := s.Verify()
	if r.OK() {
		return true
	}
	s.tb.Errorf("the scenario's verdict:\n%s%s", r, s.Journal())
	return false
}

// AssertSpent is about the money of this test at a provider, in yuan.
func (s *Sim) AssertSpent(provider, yuan string) bool {
	s.tb.Helper()
	want, err := numsim.ParseMoney(yuan)
	if err != nil {
		s.tb.Fatalf("simtest: %v", err)
	}
	var got numsim.Money
	for _, c := range s.at(provider) {
		got += c.Charged
	}
	return s.check(got == want, nil, "%s was paid %s yuan at %s; want %s", s.tb.Name(), got, provider, want)
}

// AssertCalls is about how many calls were made at a provider.
func (s *Sim) AssertCalls(provider string, want int) bool {
	s.tb.Helper()
	got := len(s.at(provider))
	return s.check(got == want, nil, "%d calls at %s; want %d", got, provider, want)
}

// AssertAsked is about how often a number was asked about, at all providers.
func (s *Sim) AssertAsked(number string, want int) bool {
	s.tb.Helper()
	about := func(c Call) bool { return slices.Contains(c.Numbers, number) }
	got := s.count(about)
	return s.check(got == want, about, "%s was asked about %d times; want %d", numsim.Number(number).Masked(), got, want)
}

// AssertRefused is about how often a call was refused with a row of a
// provider's error table, such as "Insufficient.Balance".
func (s *Sim) AssertRefused(row string, want int) bool {
	s.tb.Helper()
	s.known(row)
	with := func(c Call) bool { return c.Row == row }
	got := s.count(with)
	return s.check(got == want, func(c Call) bool { return c.Row != "" }, "%d calls were refused with %s; want %d", got, row, want)
}

// known stops a test that names a row which no provider has: no call was ever
// refused with it, and that must not pass for a success.
func (s *Sim) known(row string) {
	s.tb.Helper()
	for i := range s.shared.Providers {
		if s.shared.Providers[i].Traits.Catalogue.Find(row) != nil {
			return
		}
	}
	if row != "raw" { // what a scenario answers in its own words
		s.tb.Fatalf("simtest: no provider has a row %q; write it as the journal does, such as SignatureDoesNotMatch/v1", row)
	}
}

// AssertPaidOnce is that no number was paid for twice at one provider.
func (s *Sim) AssertPaidOnce() bool {
	s.tb.Helper()
	paid := map[string]int{}
	for _, e := range s.tenant.Journal.Entries() {
		for _, l := range e.Lines {
			if l.Billed {
				paid[e.Provider+" "+string(l.Number)]++
			}
		}
	}
	twice := func(c Call) bool {
		return slices.ContainsFunc(c.Numbers, func(n string) bool { return paid[c.Provider+" "+n] > 1 })
	}
	return s.check(s.count(twice) == 0, twice, "numbers were paid for more than once")
}

func (s *Sim) at(provider string) []Call {
	s.tb.Helper()
	s.provider(provider)
	return slices.DeleteFunc(s.Calls(), func(c Call) bool { return c.Provider != provider })
}

func (s *Sim) count(is func(Call) bool) (n int) {
	for _, c := range s.Calls() {
		if is(c) {
			n++
		}
	}
	return n
}

// check fails the test, and shows the calls that are nearest to what was
// expected.
func (s *Sim) check(ok bool, near func(Call) bool, format string, args ...any) bool {
	s.tb.Helper()
	if ok {
		return true
	}
	text := fmt.Sprintf(format, args...)
	if dropped := s.tenant.Journal.Dropped(); dropped > 0 {
		text += fmt.Sprintf(" (the journal has forgotten %d calls, so this is incomplete)", dropped)
	}
	var lines []string
	for i, c := range s.Calls() {
		if near == nil || near(c) {
			lines = append(lines, fmt.Sprintf("  %d  %s", i+1, c))
		}
	}
	if len(lines) == 0 {
		lines = []string{"  none of the calls comes near; all of them:", s.Journal()}
	}
	s.tb.Errorf("%s\n%s", text, strings.Join(lines, "\n"))
	return false
}
