package scenarios_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/ledger"
)

// acted asks each number in turn, a second apart, and is the row each call is
// refused with, or a dot; what the answer meets follows.
func acted(s *scenarios.Scenario, counter scenarios.Counter, numbers ...numsim.Number) string {
	var seen []string
	for i, n := range numbers {
		q := ask(n)
		q.Counter, q.Elapsed = counter, time.Duration(i)*time.Second
		d := s.Decide(q)
		word := "."
		if d.Refusal != nil {
			word = d.Refusal.Then.Refusal
		}
		if d.Answer != nil {
			word += "+slow"
		}
		seen = append(seen, word)
	}
	return strings.Join(seen, " ")
}

func repeated(n numsim.Number, times int) (all []numsim.Number) {
	for range times {
		all = append(all, n)
	}
	return all
}

var slow = &scenarios.Answer{Delay: scenarios.Delay{Min: time.Second, Max: time.Second}}

func TestStepsFollowOneAnother(t *testing.T) {
	steps := []scenarios.Step{
		{Times: 2, Then: scenarios.Then{Refusal: "a"}}, {Times: 1}, {Times: 1, Then: scenarios.Then{Answer: slow}}, {Times: 1, Then: scenarios.Then{Refusal: "b", Answer: slow}},
	}
	lasting := append(steps[:4:4], scenarios.Step{Then: scenarios.Then{Refusal: "c"}})
	later := scenarios.Rule{Then: scenarios.Then{Refusal: "z"}}
	for _, tt := range []struct {
		why   string
		rules []scenarios.Rule
		want  string
	}{
		{"and are over", []scenarios.Rule{{Steps: steps}}, "a a . .+slow b+slow . . ."},
		{"and begin again", []scenarios.Rule{{Steps: steps, Repeat: true}}, "a a . .+slow b+slow a a ."},
		{"and the last lasts", []scenarios.Rule{{Steps: lasting}}, "a a . .+slow b+slow c c c"},
		{"and leave to later rules what they do not do", []scenarios.Rule{{Steps: steps}, later}, "a a z z+slow b+slow z z z"},
		{"and count calls of which an earlier rule left something", []scenarios.Rule{{When: scenarios.When{To: 2 * time.Second}, Then: later.Then}, {Steps: steps}}, "z z . .+slow b+slow . . ."},
	} {
		assert.Equal(t, tt.want, acted(with(tt.rules...), &ledger.Counters{}, repeated("13900000200", 8)...), tt.why)
	}
}

// Each number has steps of its own, or an account has, as per says.
func TestStepsAreOfSomething(t *testing.T) {
	rule := scenarios.Rule{Steps: []scenarios.Step{{Times: 1, Then: scenarios.Then{Refusal: "a"}}, {Times: 1, Then: scenarios.Then{Refusal: "b"}}}}
	calls := []numsim.Number{"13900000200", "13900000404", "13900000200"}
	assert.Equal(t, "a a b", acted(with(rule), &ledger.Counters{}, calls...))
	rule.When.Calls.Per = scenarios.PerAccount
	assert.Equal(t, "a b .", acted(with(rule), &ledger.Counters{}, calls...))
}

// to is a rule that leads from one state to another and refuses with its name.
func to(from, row, state string) scenarios.Rule {
	return scenarios.Rule{When: scenarios.When{States: []string{from}}, Then: scenarios.Then{Refusal: row, Goto: state}}
}

func machine(of scenarios.Per, rules ...scenarios.Rule) *scenarios.Scenario {
	return scenarios.New(&scenarios.Draft{Name: "test", Rules: rules, States: []string{"one", "two", "three"}, StatesOf: of})
}

func TestStatesLeadToOneAnother(t *testing.T) {
	calls := repeated("13900000200", 5)
	assert.Equal(t, "a b c a b", acted(machine(scenarios.PerAccount, to("three", "c", "one"), to("two", "b", "three"), to("one", "a", "two")), &ledger.Counters{}, calls...))
	assert.Equal(t, "a b c a b", acted(machine(scenarios.PerAccount, to("one", "a", "two"), to("two", "b", "three"), to("three", "c", "one")), &ledger.Counters{}, calls...),
		"one call leads one state further, in whatever order the rules are")
	back := scenarios.Rule{When: scenarios.When{States: []string{"two"}, For: 2 * time.Second}, Then: scenarios.Then{Goto: "one"}}
	assert.Equal(t, "a . b b", acted(machine(scenarios.PerAccount, back,
		scenarios.Rule{When: scenarios.When{States: []string{"one"}, Calls: scenarios.Calls{First: 1, Last: 1}}, Then: scenarios.Then{Refusal: "a", Goto: "two"}},
		scenarios.Rule{When: scenarios.When{States: []string{"one"}}, Then: scenarios.Then{Refusal: "b"}},
	), &ledger.Counters{}, calls[:4]...), "the state that a rule leads to holds for the rules below; and one call led there, at 2 s")
}

// Rules that look at states do not hide what others do, and each number of a
// batch has a state of its own if the scenario says so.
func TestStatesOfNumbers(t *testing.T) {
	s := machine(scenarios.PerNumber, scenarios.Rule{When: scenarios.When{States: []string{"one"}}, Then: scenarios.Then{Truth: status(numsim.Vacant), Goto: "two"}})
	counter := &ledger.Counters{}
	q := ask("13900000200", "13900000201")
	q.Counter = counter
	require.Len(t, s.Decide(q).Truths, 2)
	q = ask("13900000201", "13900000202")
	q.Counter = counter
	d := s.Decide(q)
	require.Len(t, d.Truths, 1)
	assert.Equal(t, 1, d.Truths[0].At, "the other has left its first state")
}

// raced answers with a state that another call has left by the time of a move.
type raced struct{ moves []string }

func (r *raced) Next(int, uint64) int { return 1 }

func (r *raced) State(uint64) (int, time.Duration) { return 0, 0 }

func (r *raced) Move(_ uint64, from, to int, at time.Duration) {
	r.moves = append(r.moves, strings.Repeat("from ", 1-from)+strings.Repeat("to ", to)+at.String())
}

func TestAMoveNamesWhereItComesFrom(t *testing.T) {
	counter := &raced{}
	acted(machine(scenarios.PerWhole, to("one", "a", "two")), counter, "13900000200", "13900000200")
	assert.Equal(t, []string{"from to 0s", "from to 1s"}, counter.moves)
}

func TestExplainKnowsStepsAndStates(t *testing.T) {
	s := machine(scenarios.PerAccount, to("two", "b", "one"), to("one", "a", "two"),
		scenarios.Rule{When: scenarios.When{States: []string{"two"}, For: time.Minute}, Then: scenarios.Then{Answer: slow}},
		scenarios.Rule{Steps: []scenarios.Step{{Times: 1, Then: scenarios.Then{Answer: slow}}}},
		scenarios.Rule{Steps: []scenarios.Step{{Times: 1}, {Times: 1, Then: scenarios.Then{Answer: slow}}}},
	)
	q := ask("13900000200")
	q.Counter = &ledger.Counters{}
	s.Decide(q)
	q.Elapsed = 10 * time.Second
	var why []string
	for _, v := range s.Explain(q) {
		why = append(why, v.Why)
	}
	assert.Equal(t, []string{
		"", "an earlier rule of the same kind held",
		"the state is one, not two", "its steps are over after 1 calls, and this is call 2", "nothing happens at this step, for call 1",
	}, why)
}

// A clock that is put back finds the state as it was left.
func TestAStateOutlastsItsClock(t *testing.T) {
	s := machine(scenarios.PerAccount, to("two", "b", "three"), to("one", "a", "two"))
	q := ask("13900000200")
	q.Counter = &ledger.Counters{}
	q.Elapsed = time.Hour
	require.Equal(t, "a", s.Decide(q).Refusal.Then.Refusal)
	q.Elapsed = 0
	require.NotNil(t, s.Decide(q).Refusal)
}

// A rule whose step has nothing left to do does not hold, though another step
// of it would.
func TestExplainLooksAtTheStep(t *testing.T) {
	s := with(
		scenarios.Rule{When: exactly("13900000200"), Then: scenarios.Then{Refusal: "a"}},
		scenarios.Rule{Steps: []scenarios.Step{{Times: 1, Then: scenarios.Then{Refusal: "b"}}, {Then: scenarios.Then{Answer: slow}}}},
	)
	verdicts := s.Explain(ask("13900000200"))
	assert.True(t, verdicts[0].Holds)
	assert.False(t, verdicts[1].Holds)
	assert.Equal(t, "an earlier rule of the same kind held", verdicts[1].Why)
}
