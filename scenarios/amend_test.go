package scenarios_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
)

const amendable = `scenario: base
numbers:
  "13900002222": suspended
  "1390000*": vacant
  "13911*": { area: 上海-上海 }
rules:
  - name: second call fails
    when: { call: 2, per: account }
    then: { error: Throttling }
`

func draftOf(t *testing.T, text string) *scenarios.Draft {
	t.Helper()
	d, found := scenarios.Load(document(text), "s.yaml", vendors(t))
	require.Empty(t, found.Errors())
	return d
}

// What is said at run time stands as if it stood at the document's end.
func TestNumbersSaidLater(t *testing.T) {
	base := draftOf(t, amendable)
	d, found := base.WithNumbers(`{"13900003333": "busy", "13900002222": {"area": "北京-北京"}, "13900*": "silent", "139000044*": [{"until": "1h", "status": "busy"}, {"status": "active"}], "13911222200": "停机"}`)
	require.Empty(t, found)
	for _, row := range []struct {
		number          numsim.Number
		at              time.Duration
		before, after   numsim.Status
		origin, before2 string
	}{
		{"13900003333", 0, numsim.Vacant, numsim.Busy, "said of this number at run time", "the scenario says it of 1390000*"},
		{"13900002222", 0, numsim.Suspended, numsim.Suspended, "the scenario says it of this number", "the scenario says it of this number"},
		{"13900009999", 0, numsim.Vacant, numsim.Vacant, "the scenario says it of 1390000*", "the scenario says it of 1390000*"},
		{"13900110200", 0, numsim.Active, numsim.Silent, "said of 13900* at run time", "the magic ending 0200"},
		{"13900004400", 0, numsim.Vacant, numsim.Busy, "said of 139000044* at run time", "the scenario says it of 1390000*"},
		{"13900004400", time.Hour, numsim.Vacant, numsim.Active, "said of 139000044* at run time", "the scenario says it of 1390000*"},
		{"13911222200", 0, numsim.Active, numsim.Suspended, "said of this number at run time", "derived from the seed, by the usual shares"},
	} {
		old, now := scenarios.New(base), scenarios.New(d)
		if row.number != "13911222200" {
			assert.Equal(t, row.before, old.Truth(row.number, true, row.at).Status, row.number)
		}
		assert.Equal(t, row.after, now.Truth(row.number, true, row.at).Status, row.number)
		assert.Equal(t, row.origin, now.Origin(row.number, true, row.at))
		assert.Equal(t, row.before2, old.Origin(row.number, true, row.at))
	}
	assert.Equal(t, "北京-北京", scenarios.New(d).Truth("13900002222", true, 0).Area, "what is left open is as before")
	assert.Equal(t, "its prefix is not in the provider's plan", scenarios.New(base).Origin("19911112345", false, 0))

	back, there := d.WithoutNumber("13900003333")
	require.True(t, there)
	assert.Equal(t, numsim.Vacant, scenarios.New(back).Truth("13900003333", true, 0).Status, "the document counts again")
	assert.Equal(t, numsim.Busy, scenarios.New(d).Truth("13900003333", true, 0).Status, "and the draft before is as it was")
	for _, word := range []string{"13900003334", "1390000*", "x", ""} {
		_, there = d.WithoutNumber(word)
		assert.False(t, there, word)
	}
	_, there = base.WithoutNumber("13900002222")
	assert.False(t, there, "the document's own stays")
}

func TestNumbersThatCannotBeSaid(t *testing.T) {
	base := draftOf(t, amendable)
	for text, want := range map[string]string{
		`{"13900003333": "bussy"}`: `numbers:1:17: "bussy" is not a status; did you mean "busy"?`,
		`{"1390000333x": "busy"}`:  `numbers:1:2: "1390000333x" is not a number: digits only, and * at the end for all that begin so`,
		`["busy"]`:                 "numbers:1:1: a list where a mapping belongs, of numbers to what is true of them",
		``:                         "numbers:1:1: there is nothing here",
		`{`:                        "this is not YAML",
		`{"13900003333": [{"status": "busy"}, {"status": "active"}]}`: "this entry has no until, so the next is never reached",
	} {
		d, found := base.WithNumbers(text)
		assert.Nil(t, d)
		assert.Contains(t, found.Error(), want)
	}
}

// A rule that goes first moves all others and changes none of their counts.
func TestRulesAddedLater(t *testing.T) {
	base := draftOf(t, amendable)
	counter := tally{}
	ordered := func(d *scenarios.Draft) string {
		q := ask("13900000200")
		q.Counter = counter
		if r := scenarios.New(d).Decide(q).Refusal; r != nil {
			return r.Name
		}
		return "none"
	}
	assert.Equal(t, "none", ordered(base))
	d, rule, found := base.WithRule("when: { call: 1 }\nthen: { status: busy }\n", true, vendors(t))
	require.Empty(t, found.Errors())
	assert.Equal(t, "posted-2", rule.Name)
	assert.Equal(t, "posted-2", d.Rules[0].Name)
	assert.Equal(t, "second call fails", ordered(d), "the call before it was added counts")
	assert.Equal(t, map[[2]uint64]int{{1, numberKeyOf(counter)}: 1}, only(counter, 1))

	d, gone := d.WithoutRule("posted-2")
	require.True(t, gone)
	again, rule, found := d.WithRule(`{"name": "mine", "then": {"error": "500000"}}`, false, vendors(t))
	require.Empty(t, found.Errors())
	assert.Equal(t, "mine", rule.Name)
	assert.Equal(t, []string{"second call fails", "mine"}, []string{again.Rules[0].Name, again.Rules[1].Name})
	assert.Len(t, base.Rules, 1)
	_, gone = d.WithoutRule("posted-2")
	assert.False(t, gone)
	_, rule, _ = d.WithRule(`then: { status: busy }`, false, vendors(t))
	assert.Equal(t, "posted-3", rule.Name, "an id is given out once")
}

func numberKeyOf(c tally) uint64 {
	for k := range c {
		if k[0] == 1 {
			return k[1]
		}
	}
	return 0
}

func only(c tally, rule uint64) map[[2]uint64]int {
	some := map[[2]uint64]int{}
	for k, n := range c {
		if k[0] == rule {
			some[k] = n
		}
	}
	return some
}

func TestRulesThatCannotBeAdded(t *testing.T) {
	base := draftOf(t, amendable)
	for text, want := range map[string]string{
		`then: { error: Throtling }`:                             `rule-2:1:1: no row "Throtling" at alpha, beta; did you mean "Throttling"?`,
		`{"name": "second call fails", "then": {"late": "3s"}}`:  `the rule at s.yaml:7 has the name "second call fails" too; take that one away first`,
		"- then: { late: 3s }\n- then: { late: 4s }":             "2 rules; send them one by one",
		`when: { provider: alpa }` + "\n" + `then: { late: 3s }`: `there is no provider "alpa"`,
		`when: { call: 1 }`:                                      "rule-2:1:1: this rule does nothing: say under then what happens",
		`then: { goto: broken }`:                                 "broken",
	} {
		d, _, found := base.WithRule(text, false, vendors(t))
		assert.Nil(t, d, text)
		assert.Contains(t, found.Error(), want, text)
	}
}

// Every condition that failed is told, and the rule with the fewest is nearest.
func TestNearMisses(t *testing.T) {
	d := draftOf(t, `scenario: x
rules:
  - name: far
    when: { provider: beta, carrier: unicom, number: "13900000404", between: [1h, 2h] }
    then: { error: "Throttling" }
  - name: near
    when: { carrier: unicom }
    then: { error: Throttling }
  - name: counts
    when: { call: 2 }
    then: { delay: 1s }
`)
	list := scenarios.New(d).Explain(ask("13900000200"))
	require.Len(t, list, 3)
	assert.Equal(t, []string{
		"it begins at 1h0m0s; it is 0s", "the provider is aliyun, not beta", "the carrier is mobile, not unicom", "the number is not 139****0404",
	}, list[0].Failed)
	assert.Equal(t, list[0].Failed[0], list[0].Why)
	assert.Equal(t, "near", scenarios.Nearest(list).Rule.Name)
	assert.Equal(t, []string{"this is call 1 of those it counts, and it is for 2"}, list[2].Failed)
	assert.Nil(t, scenarios.Nearest(nil))
}
