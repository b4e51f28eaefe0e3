package verify_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/verify"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// calls makes entries in their order, a second apart where they do not say.
func calls(list ...journal.Entry) []journal.Entry {
	at := noon
	for i := range list {
		c := &list[i]
		c.Seq, c.Provider, c.Operation, c.Account = uint64(i+1), "aliyun", "Describe", "numsim"
		if c.At.IsZero() {
			c.At = at
		}
		at = c.At.Add(time.Second)
	}
	return list
}

// paid is an answered call of numbers at 0.10 each.
func paid(numbers ...numsim.Number) journal.Entry {
	c := journal.Entry{HTTP: 200, Delivered: true}
	for _, n := range numbers {
		c.Lines = append(c.Lines, journal.Line{Number: n, Billed: true, Charged: numsim.Yuan / 10})
		c.Charged += numsim.Yuan / 10
	}
	return c
}

func refused(row string, numbers ...numsim.Number) journal.Entry {
	c := journal.Entry{HTTP: 400, Row: row, Why: "because", Delivered: true}
	for _, n := range numbers {
		c.Lines = append(c.Lines, journal.Line{Number: n})
	}
	return c
}

func (e entry) with(change func(*journal.Entry)) journal.Entry {
	change((*journal.Entry)(&e))
	return journal.Entry(e)
}

type entry journal.Entry

func lost(c journal.Entry) journal.Entry {
	return entry(c).with(func(c *journal.Entry) { c.Delivered = false })
}

func because(c journal.Entry, why string) journal.Entry {
	return entry(c).with(func(c *journal.Entry) { c.Why = why })
}

func after(c journal.Entry, d time.Duration) journal.Entry {
	return entry(c).with(func(c *journal.Entry) { c.At = noon.Add(d) })
}

func kind(_, row string) numsim.Kind {
	return map[string]numsim.Kind{
		"Limit": numsim.Throttled, "Outage": numsim.Outage, "BadNumber": numsim.BadNumber, "Signature": numsim.Signature,
		"Balance": numsim.Balance, "Nonce": numsim.Replay, "Key": numsim.Auth, "Clock": numsim.Clock,
	}[row]
}

const (
	one = numsim.Number("13900000200")
	two = numsim.Number("13900000404")
)

func bound(op string, value int64) scenarios.Bound { return scenarios.Bound{Op: op, Value: value} }

func lines(list []verify.Finding) (texts []string) {
	for _, f := range list {
		texts = append(texts, f.String())
	}
	return texts
}

func TestWhatIsUnmet(t *testing.T) {
	seen := calls(refused("Outage", one), after(paid(one), 3*time.Second), paid(two), refused("Outage", two))
	for _, tt := range []struct {
		why    string
		expect scenarios.Expectation
		want   []string
	}{
		{"calls as expected", scenarios.Expectation{Calls: bound("=", 4), Answered: bound("=", 2), Spent: bound("<=", 2000)}, nil},
		{"too many calls", scenarios.Expectation{Where: "s.yaml:3", Calls: bound("<", 4)}, []string{"4 calls, expected < 4 (s.yaml:3)"}},
		{"too much money", scenarios.Expectation{Name: "cheap", Spent: bound("<=", 1000)}, []string{"cheap: 0.20 yuan spent, expected <= 0.10"}},
		{"of one number", scenarios.Expectation{Numbers: []scenarios.Pattern{{Digits: one}}, Calls: bound("=", 2), Answered: bound("=", 1), Spent: bound("=", 1000)}, nil},
		{"of a prefix", scenarios.Expectation{Numbers: []scenarios.Pattern{{Digits: "1390000", Prefix: true}}, Calls: bound("=", 4)}, nil},
		{"of a row", scenarios.Expectation{Row: "Outage", Calls: bound("=", 2)}, nil},
		{"of another provider", scenarios.Expectation{Providers: []string{"ksyun"}, Calls: bound(">", 0)}, []string{"0 calls, expected > 0"}},
		{"each is tried again", scenarios.Expectation{After: "Outage", Retried: bound(">=", 1)}, []string{"after Outage the same was asked again 0 times, expected >= 1; call 4"}},
		{"not too soon", scenarios.Expectation{After: "Outage", Numbers: []scenarios.Pattern{{Digits: one}}, Retried: bound("=", 1), Backoff: bound(">=", int64(3*time.Second))}, nil},
		{"too soon", scenarios.Expectation{After: "Outage", Backoff: bound(">=", int64(4*time.Second))}, []string{"after Outage the next try came after 3s, expected >= 4s; call 1"}},
		{"what never was", scenarios.Expectation{After: "Limit", Retried: bound(">=", 1)}, []string{"no call was refused with Limit, so nothing is known of what follows"}},
	} {
		r := verify.Verify(verify.Input{Expect: []scenarios.Expectation{tt.expect}, Entries: seen, Kind: kind})
		assert.Equal(t, tt.want, lines(r.Unmet), tt.why)
		assert.Equal(t, len(tt.want) == 0, r.OK(), tt.why)
	}
}

// Of several tries each wait counts, and a try that fails is no new beginning.
func TestTriesInARow(t *testing.T) {
	seen := calls(refused("Outage", one), after(refused("Outage", one), 2*time.Second), after(refused("Outage", one), 3*time.Second), after(paid(one), 7*time.Second))
	r := verify.Verify(verify.Input{Kind: kind, Entries: seen, Expect: []scenarios.Expectation{{After: "Outage", Retried: bound("=", 3), Backoff: bound("=", int64(time.Second))}}})
	assert.Empty(t, lines(r.Unmet))
}

func TestWhatIsUnexpected(t *testing.T) {
	for _, tt := range []struct {
		why  string
		in   verify.Input
		want []string
	}{
		{"an outage is nobody's fault", verify.Input{Entries: calls(refused("Outage", one), refused("Limit", one), refused("Balance", two))}, nil},
		{"a signature is", verify.Input{Entries: calls(refused("Signature"), refused("Signature"))}, []string{"Signature at aliyun: because; call 1, 2"}},
		{"a rule's is not", verify.Input{Entries: calls(because(refused("BadNumber", one), `the scenario's rule "x" at s.yaml:3`))}, nil},
		{"an account's is not", verify.Input{Entries: calls(because(refused("Signature"), "the account numsim-x answers every well-signed call with this row"))}, nil},
		{"an ending's is not", verify.Input{Entries: calls(because(refused("BadNumber", one), "the number's magic ending makes this trouble"))}, nil},
		{"an expected one is not", verify.Input{Expect: []scenarios.Expectation{{Row: "Signature", Calls: bound(">", 0)}}, Entries: calls(refused("Signature"))}, nil},
		{"a key that the scenario takes away is not", verify.Input{Settings: []scenarios.Setting{{Provider: "aliyun", Field: "key"}}, Entries: calls(refused("Key"))}, nil},
		{"a key is, where the scenario takes another's", verify.Input{Settings: []scenarios.Setting{{Provider: "ksyun", Field: "key"}}, Entries: calls(refused("Key"))}, []string{"Key at aliyun: because; call 1"}},
		{"a skew that the scenario makes is not", verify.Input{Settings: []scenarios.Setting{{Provider: "aliyun", Field: "skew"}}, Entries: calls(refused("Clock"))}, nil},
	} {
		tt.in.Kind = kind
		assert.Equal(t, tt.want, lines(verify.Verify(tt.in).Unexpected), tt.why)
	}
}

func TestHazards(t *testing.T) {
	soon := func(n int) time.Duration { return time.Duration(n) * 50 * time.Millisecond }
	for _, tt := range []struct {
		why     string
		entries []journal.Entry
		want    []string
	}{
		{"each number once", calls(paid(one), paid(two)), nil},
		{"a number twice", calls(paid(one), paid(two), paid(one)), []string{"duplicate-charge: 139****0200 was paid for 2 times at aliyun, 0.10 yuan too much; call 1, 3"}},
		{"twice in one batch", calls(paid(one, one)), []string{"duplicate-charge: 139****0200 was paid for 2 times at aliyun, 0.10 yuan too much; call 1"}},
		{"again because it was lost", calls(lost(paid(one)), paid(one)), []string{"duplicate-charge: 139****0200 was paid for 2 times at aliyun, 0.10 yuan too much; an answer was lost before; call 1, 2; said, and not counted"}},
		{"again because it was lost, and once more", calls(lost(paid(one)), paid(one), paid(one)), []string{"duplicate-charge: 139****0200 was paid for 3 times at aliyun, 0.20 yuan too much; an answer was lost before; call 1, 2, 3"}},
		{"a prepaid answer again", calls(journal.Entry{Delivered: true, Lines: []journal.Line{{Number: one, Billed: true}}}, journal.Entry{Delivered: true, Lines: []journal.Line{{Number: one, Billed: true}}}),
			[]string{"duplicate-charge: 139****0200 was paid for 2 times at aliyun; call 1, 2"}},
		{"a free answer again", calls(journal.Entry{Lines: []journal.Line{{Number: one}}}, journal.Entry{Lines: []journal.Line{{Number: one}}}), nil},
		{"what is final, again", calls(refused("BadNumber", one), refused("BadNumber", one)), []string{"final-retry: BadNumber at aliyun comes back on every retry, and the same was asked again; call 1, 2"}},
		{"what is final, about another", calls(refused("BadNumber", one), refused("BadNumber", two)), nil},
		{"what is final, a day later", calls(refused("Balance", one), after(refused("Balance", one), 24*time.Hour)), nil},
		{"what may pass, again", calls(refused("Outage", one), refused("Outage", one)), nil},
		{"hammering", calls(refused("Limit", one), after(refused("Limit", two), soon(1)), after(refused("Limit", one), soon(2)), after(refused("Limit", two), soon(3)),
			after(refused("Limit", one), soon(4)), after(refused("Limit", one), soon(5))),
			[]string{"no-backoff: numsim at aliyun met a limit and called again within 200ms, 4 times; call 3, 4, 5, 6"}},
		{"hammering, each number once", calls(refused("Limit", one), after(refused("Limit", two), soon(1)), after(refused("Limit", "13900010200"), soon(2)), after(refused("Limit", "13900020200"), soon(3))),
			[]string{"no-backoff: numsim at aliyun met a limit and called again within 200ms, 3 times; call 2, 3, 4"}},
		{"two workers that wait a second each", calls(refused("Limit", one), after(refused("Limit", two), soon(1)), after(refused("Limit", one), soon(20)), after(refused("Limit", two), soon(21)),
			after(refused("Limit", one), soon(60)), after(refused("Limit", two), soon(61)), after(paid(one), soon(140)), after(paid(two), soon(141))), nil},
		{"a back-off whose jitter came out short", calls(refused("Limit", one), after(refused("Limit", one), soon(2)), after(refused("Limit", one), soon(5)), after(refused("Limit", one), soon(25)), after(paid(one), soon(80))), nil},
		{"patience", calls(refused("Limit", one), refused("Limit", two), refused("Limit", one), refused("Limit", two)), nil},
		{"a clock that stands still", calls(refused("Limit", one), after(refused("Limit", two), 0), after(refused("Limit", one), 0), after(refused("Limit", two), 0)), nil},
		{"sent again", calls(paid(one), refused("Nonce")), []string{"resent-nonce: a request was sent again as it was; sign each attempt anew; call 2"}},
		{"too long", calls(because(refused("BadRequest"), numsim.TooManyNumbers+": Mobiles takes 50")), []string{"batch-too-long: more numbers than a call takes: Mobiles takes 50, at aliyun; call 1"}},
	} {
		r := verify.Verify(verify.Input{Entries: tt.entries, Kind: kind})
		assert.Equal(t, tt.want, lines(r.Hazards), tt.why)
	}
}

// An answer that a rule made unreadable was paid for, and told nothing: to ask
// once more has a reason, and to ask on after a good one has none.
func TestPaidAgainForADamagedAnswer(t *testing.T) {
	garbled := scenarios.Rule{Where: "s.yaml:3", Then: scenarios.Then{Answer: &scenarios.Answer{Body: scenarios.Damage{Garble: true}}}}
	nulls := scenarios.Rule{Where: "s.yaml:3", Steps: []scenarios.Step{{Then: scenarios.Then{Answer: &scenarios.Answer{Body: scenarios.Damage{Set: []scenarios.Member{{Path: "Data", Value: "null"}}}}}}}}
	slow := scenarios.Rule{Where: "s.yaml:3", Then: scenarios.Then{Answer: &scenarios.Answer{Delay: scenarios.Delay{Max: time.Second}}}}
	by := func(c journal.Entry) journal.Entry {
		return entry(c).with(func(c *journal.Entry) { c.Rules = []string{"rule at s.yaml:3"} })
	}
	for _, tt := range []struct {
		why     string
		rule    scenarios.Rule
		entries []journal.Entry
		want    bool
	}{
		{"garbled", garbled, calls(by(paid(one)), paid(one)), true},
		{"null", nulls, calls(by(paid(one)), paid(one)), true},
		{"only slow", slow, calls(by(paid(one)), paid(one)), false},
		{"and once more", garbled, calls(by(paid(one)), paid(one), paid(one)), false},
		{"of another call", garbled, calls(by(paid(two)), paid(one), paid(one)), false},
	} {
		r := verify.Verify(verify.Input{Rules: []scenarios.Rule{tt.rule}, Entries: tt.entries, Kind: kind})
		assert.Len(t, r.Hazards, 1, tt.why)
		assert.Equal(t, tt.want, r.OK(), tt.why)
	}
}

// A storm of retries on an outage is said; it counts where the scenario says never.
func TestAStormOnAnOutage(t *testing.T) {
	var list []journal.Entry
	for n := range 11 {
		list = append(list, after(refused("Outage", one), time.Duration(n)*10*time.Millisecond))
	}
	in := verify.Input{Entries: calls(list[:10]...), Kind: kind}
	assert.Empty(t, verify.Verify(in).Hazards, "few may help")
	in.Entries = calls(slices.Clone(list)...)
	for i := range in.Entries {
		in.Entries[i].Lines = []journal.Line{{Number: numsim.Number(fmt.Sprintf("139000%02d200", i))}}
	}
	assert.Empty(t, verify.Verify(in).Hazards, "a list is gone through, each number once")
	in.Entries = calls(list...)
	assert.Equal(t, []string{"no-backoff: numsim at aliyun met an outage and called again within 200ms, 10 times; call 2, 3, 4, 5, 6 and 5 more; said, and not counted"}, lines(verify.Verify(in).Hazards))
	assert.True(t, verify.Verify(in).OK())
	in.Expect = []scenarios.Expectation{{Never: []scenarios.Hazard{scenarios.NoBackoff}}}
	assert.False(t, verify.Verify(in).OK())
}

// A scenario allows a habit, or forbids even what there was a reason for.
func TestHazardsByWord(t *testing.T) {
	again := calls(lost(paid(one)), paid(one))
	in := verify.Input{Entries: again, Kind: kind}
	assert.True(t, verify.Verify(in).OK(), "there was a reason")
	in.Expect = []scenarios.Expectation{{Never: []scenarios.Hazard{scenarios.DuplicateCharge}}}
	assert.False(t, verify.Verify(in).OK())
	in.Expect = []scenarios.Expectation{{Allow: []scenarios.Hazard{scenarios.DuplicateCharge}}}
	assert.Empty(t, verify.Verify(in).Hazards)
}

func TestWhatIsUnused(t *testing.T) {
	rules := []scenarios.Rule{
		{Name: "refuses", Where: "s.yaml:3"}, {Name: "damages", Where: "s.yaml:4"}, {Name: "nothing", Where: "s.yaml:5"},
		{Where: "s.yaml:30", Then: scenarios.Then{Refusal: "Outage"}},
	}
	seen := calls(because(refused("Outage", one), `the scenario's rule "refuses" at s.yaml:3`), entry(paid(two)).with(func(c *journal.Entry) { c.Rules = []string{`rule "damages" at s.yaml:4`} }))
	r := verify.Verify(verify.Input{Rules: rules, Entries: seen, Kind: kind})
	assert.Equal(t, []string{"nothing (s.yaml:5); said, and not counted", "error Outage (s.yaml:30); said, and not counted"}, lines(r.Unused))
	assert.True(t, r.OK(), "unused rules are said and do not count")
}

// What was forgotten cannot be judged.
func TestIncompleteIsNeverGreen(t *testing.T) {
	r := verify.Verify(verify.Input{Entries: calls(paid(one)), Dropped: 7, Kind: kind})
	assert.False(t, r.OK())
	assert.Contains(t, r.String(), "incomplete: the journal has forgotten 7 calls")
	assert.Equal(t, "ok: 1 calls, nothing unmet, nothing unexpected\n", verify.Verify(verify.Input{Entries: calls(paid(one)), Kind: kind}).String())
}
