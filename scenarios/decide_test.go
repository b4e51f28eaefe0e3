package scenarios_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
)

// tally counts as the ledger does.
type tally map[[2]uint64]int

func (c tally) Next(rule int, key uint64) int {
	c[[2]uint64{uint64(rule), key}]++
	return c[[2]uint64{uint64(rule), key}]
}

func (c tally) State(uint64) (int, time.Duration) { panic("no rule here looks at a state") }

func (c tally) Move(uint64, int, int, time.Duration) { panic("no rule here leads to a state") }

func ask(numbers ...numsim.Number) *scenarios.Question {
	q := &scenarios.Question{Provider: "aliyun", Operation: "DescribePhoneNumberStatus", Account: "numsim", Counter: tally{}}
	for _, n := range numbers {
		q.Numbers = append(q.Numbers, scenarios.Asked{Number: n, Carrier: numsim.ChinaMobile, Status: numsim.Active})
	}
	return q
}

func with(rules ...scenarios.Rule) *scenarios.Scenario {
	return scenarios.New(&scenarios.Draft{Name: "test", Rules: rules})
}

func exactly(digits numsim.Number) scenarios.When {
	return scenarios.When{Numbers: []scenarios.Pattern{{Digits: digits}}}
}

func status(s numsim.Status) *scenarios.Truth { return &scenarios.Truth{Status: s, SetStatus: true} }

// Of each kind the first rule that holds counts, so a delay never hides an
// outage.
func TestTheFirstOfEachKind(t *testing.T) {
	slow := &scenarios.Answer{Delay: scenarios.Delay{Min: time.Second, Max: time.Second}}
	s := with(
		scenarios.Rule{Name: "slow", Then: scenarios.Then{Answer: slow}},
		scenarios.Rule{Name: "slower", Then: scenarios.Then{Answer: &scenarios.Answer{Fault: scenarios.Hang}, Truth: status(numsim.Vacant)}},
		scenarios.Rule{Name: "out", When: exactly("13900000200"), Then: scenarios.Then{Refusal: "OperatorLimit", Truth: status(numsim.Busy)}},
	)
	d := s.Decide(ask("13900000200"))
	assert.Equal(t, "slow", d.Answer.Name)
	assert.Equal(t, "out", d.Refusal.Name)
	require.Len(t, d.Truths, 1)
	assert.Equal(t, "slower", d.Truths[0].Rule.Name)
	d = s.Decide(ask("13900000404"))
	assert.Nil(t, d.Refusal)
}

// A clock can be put back by more than the scenario is old.
func TestBeforeTheBeginning(t *testing.T) {
	s := with(
		scenarios.Rule{Name: "later", When: scenarios.When{From: time.Second}, Then: scenarios.Then{Refusal: "x"}},
		scenarios.Rule{Name: "always", Then: scenarios.Then{Refusal: "x"}},
	)
	q := ask("13900000200")
	q.Elapsed = -time.Minute
	require.NotNil(t, s.Decide(q).Refusal)
	assert.Equal(t, "always", s.Decide(q).Refusal.Name)
}

// A rule that looks at a number is tried for each, and what it says of the
// truth is about that number alone.
func TestNumbersOfABatch(t *testing.T) {
	s := with(
		scenarios.Rule{Name: "one", When: exactly("13900000002"), Then: scenarios.Then{Truth: status(numsim.Risky)}},
		scenarios.Rule{Name: "all", Then: scenarios.Then{Truth: status(numsim.Silent)}},
		scenarios.Rule{Name: "refused", When: exactly("13900000003"), Then: scenarios.Then{Refusal: "x"}},
	)
	d := s.Decide(ask("13900000001", "13900000002", "13900000003"))
	require.Len(t, d.Truths, 3)
	for i, want := range []string{"all", "one", "all"} {
		assert.Equal(t, i, d.Truths[i].At)
		assert.Equal(t, want, d.Truths[i].Rule.Name)
	}
	assert.Equal(t, "refused", d.Refusal.Name)
}

func TestConditions(t *testing.T) {
	base := ask("13900000200")
	base.Elapsed = time.Minute
	for _, tt := range []struct {
		why   string
		when  scenarios.When
		holds bool
	}{
		{"none at all", scenarios.When{}, true},
		{"this provider", scenarios.When{Providers: []string{"ksyun", "aliyun"}}, true},
		{"another provider", scenarios.When{Providers: []string{"ksyun"}}, false},
		{"another operation", scenarios.When{Operations: []string{"PhoneNumberStatus"}}, false},
		{"this account", scenarios.When{Accounts: []string{"numsim"}}, true},
		{"another account", scenarios.When{Accounts: []string{"numsim-broke"}}, false},
		{"this number", exactly("13900000200"), true},
		{"another", exactly("13900000201"), false},
		{"its prefix", scenarios.When{Numbers: []scenarios.Pattern{{Digits: "1390", Prefix: true}}}, true},
		{"a prefix is no number", exactly("1390"), false},
		{"its carrier", scenarios.When{Carriers: []numsim.Carrier{numsim.ChinaMobile}}, true},
		{"another carrier", scenarios.When{Carriers: []numsim.Carrier{numsim.ChinaUnicom}}, false},
		{"its status", scenarios.When{Statuses: []numsim.Status{numsim.Busy, numsim.Active}}, true},
		{"number and status, one wrong", scenarios.When{Numbers: exactly("13900000200").Numbers, Statuses: []numsim.Status{numsim.Busy}}, false},
		{"from now on", scenarios.When{From: time.Minute}, true},
		{"not yet", scenarios.When{From: time.Minute + 1}, false},
		{"until now", scenarios.When{To: time.Minute}, false},
		{"a moment more", scenarios.When{To: time.Minute + 1}, true},
	} {
		d := with(scenarios.Rule{When: tt.when, Then: scenarios.Then{Refusal: "x"}}).Decide(base)
		assert.Equal(t, tt.holds, d.Refusal != nil, tt.why)
	}
}

// Calls are counted by what the rule says, among those that meet its other
// conditions.
func TestOrdinals(t *testing.T) {
	for _, tt := range []struct {
		why   string
		calls scenarios.Calls
		want  string // of eight calls: two numbers in turn
	}{
		{"the first of each number", scenarios.Calls{First: 1, Last: 1}, "xx......"},
		{"the first of the account", scenarios.Calls{First: 1, Last: 1, Per: scenarios.PerAccount}, "x......."},
		{"the third to fifth of all", scenarios.Calls{First: 3, Last: 5, Per: scenarios.PerWhole}, "..xxx..."},
		{"from the second of each number on", scenarios.Calls{First: 2}, "..xxxxxx"},
		{"every third", scenarios.Calls{Every: 3, Per: scenarios.PerWhole}, "x..x..x."},
		{"every third from the second", scenarios.Calls{First: 2, Every: 3, Per: scenarios.PerWhole}, ".x..x..x"},
	} {
		s := with(scenarios.Rule{When: scenarios.When{Calls: tt.calls}, Then: scenarios.Then{Refusal: "x"}})
		counter, got := tally{}, ""
		for i := range 8 {
			q := ask(numsim.Number("1390000020" + strconv.Itoa(i%2)))
			q.Counter = counter
			if s.Decide(q).Refusal != nil {
				got += "x"
			} else {
				got += "."
			}
		}
		assert.Equal(t, tt.want, got, tt.why)
	}
}

// A batch is one call of its account, however many of its numbers a rule is
// about.
func TestABatchIsCountedOnce(t *testing.T) {
	s := with(scenarios.Rule{When: scenarios.When{Calls: scenarios.Calls{First: 2, Last: 2, Per: scenarios.PerAccount}}, Then: scenarios.Then{Truth: status(numsim.Busy)}})
	counter := tally{}
	for i, want := range []int{0, 3, 0} {
		q := ask("13900000001", "13900000002", "13900000003")
		q.Counter = counter
		assert.Len(t, s.Decide(q).Truths, want, "call %d", i+1)
	}
}

func TestChance(t *testing.T) {
	share := func(c scenarios.Chance, seed uint64, calls int) (hits []bool) {
		s := scenarios.New(&scenarios.Draft{Seed: seed, Rules: []scenarios.Rule{{Name: "r", When: scenarios.When{Chance: c}, Then: scenarios.Then{Refusal: "x"}}}})
		counter := tally{}
		for i := range calls {
			q := ask(numsim.Number("139" + strconv.Itoa(10_000_000+i/4))) // each number four times
			q.Counter = counter
			hits = append(hits, s.Decide(q).Refusal != nil)
		}
		return hits
	}
	count := func(hits []bool) (n int) {
		for _, hit := range hits {
			if hit {
				n++
			}
		}
		return n
	}
	each := share(scenarios.Chance{Millionths: 50_000}, 7, 40_000)
	assert.InDelta(t, 2000, count(each), 150)
	assert.Equal(t, each, share(scenarios.Chance{Millionths: 50_000}, 7, 40_000), "the same seed, the same calls")
	assert.NotEqual(t, each, share(scenarios.Chance{Millionths: 50_000}, 8, 40_000))

	once := share(scenarios.Chance{Millionths: 50_000, Once: true}, 7, 40_000)
	assert.InDelta(t, 2000, count(once), 300)
	for i := 0; i < len(once); i += 4 {
		require.Equal(t, slices.Repeat(once[i:i+1], 4), once[i:i+4], "a number keeps to its draw")
	}
}

// What is left to chance in an answer is drawn for each call of a number, and
// the same for the same call of another run.
func TestWhatIsLeftToChanceIsDrawnForEachCall(t *testing.T) {
	garble := scenarios.Rule{Name: "g", Then: scenarios.Then{Answer: &scenarios.Answer{Body: scenarios.Damage{Garble: true}}}}
	run := func(providers ...string) (draws []uint64) {
		s, counter := with(garble), tally{}
		for _, p := range providers {
			q := ask("13900000200")
			q.Provider, q.Counter = p, counter
			draws = append(draws, s.Decide(q).Draw)
		}
		return draws
	}
	draws := run("aliyun", "aliyun", "ksyun")
	assert.NotEqual(t, draws[0], draws[1])
	assert.NotEqual(t, draws[0], draws[2])
	assert.Equal(t, draws, run("aliyun", "aliyun", "ksyun"))
	assert.Equal(t, draws[2], run("ksyun")[0], "each provider counts by itself")
}

// plainly is what Decide does, without an index and one kind at a time.
func plainly(rules []scenarios.Rule, q *scenarios.Question, i int) (truth string) {
	for _, r := range rules {
		w, n := r.When, q.Numbers[i]
		number := len(w.Numbers) == 0
		for _, p := range w.Numbers {
			number = number || p.Prefix && strings.HasPrefix(string(n.Number), string(p.Digits)) || !p.Prefix && p.Digits == n.Number
		}
		if number && (len(w.Providers) == 0 || slices.Contains(w.Providers, q.Provider)) &&
			(len(w.Carriers) == 0 || slices.Contains(w.Carriers, n.Carrier)) && (len(w.Statuses) == 0 || slices.Contains(w.Statuses, n.Status)) {
			return r.Name
		}
	}
	return ""
}

// Whatever the rules, the index finds what going through all of them finds.
func TestTheIndexFindsWhatALoopFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	number := func() numsim.Number { return numsim.Number("139" + strconv.Itoa(10_000_000+random.IntN(40)*3)) }
	for range 300 {
		rules := make([]scenarios.Rule, random.IntN(30))
		for i := range rules {
			w := scenarios.When{}
			for range random.IntN(3) {
				n, prefix := number(), random.IntN(2) == 0
				if prefix {
					n = n[:3+random.IntN(8)]
				}
				w.Numbers = append(w.Numbers, scenarios.Pattern{Digits: n, Prefix: prefix})
			}
			for range random.IntN(2) {
				w.Carriers = append(w.Carriers, numsim.Carrier(random.IntN(5)))
			}
			for range random.IntN(3) {
				w.Statuses = append(w.Statuses, numsim.Status(random.IntN(14)))
			}
			if random.IntN(4) == 0 {
				w.Providers = []string{[]string{"aliyun", "ksyun"}[random.IntN(2)]}
			}
			rules[i] = scenarios.Rule{Name: strconv.Itoa(i), When: w, Then: scenarios.Then{Truth: status(numsim.Busy)}}
		}
		s := with(rules...)
		q := ask()
		q.Provider = []string{"aliyun", "ksyun", "ywjisu"}[random.IntN(3)]
		for range 6 {
			q.Numbers = append(q.Numbers, scenarios.Asked{Number: number(), Carrier: numsim.Carrier(random.IntN(5)), Status: numsim.Status(random.IntN(14))})
		}
		said := map[int]string{}
		for _, c := range s.Decide(q).Truths {
			said[c.At] = c.Rule.Name
		}
		for i := range q.Numbers {
			require.Equal(t, plainly(rules, q, i), said[i], "%+v of %+v", q.Numbers[i], rules)
		}
	}
}
