package scenarios_test

import (
	"strconv"
	"testing"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
)

// general are rules that name no number: every call is held against each.
func general(n int) (rules []scenarios.Rule) {
	for i := range n {
		rules = append(rules, scenarios.Rule{
			When: scenarios.When{Operations: []string{"no such operation " + strconv.Itoa(i)}}, Then: scenarios.Then{Refusal: "x"},
		})
	}
	return rules
}

// keyed are rules that name a number, a prefix, or carrier and status.
func keyed(n int) (rules []scenarios.Rule) {
	for i := range n {
		w := scenarios.When{}
		switch i % 3 {
		case 0:
			w = exactly(numsim.Number(strconv.Itoa(15_000_000_000 + i)))
		case 1:
			w.Numbers = []scenarios.Pattern{{Digits: numsim.Number(strconv.Itoa(1_500_000 + i)), Prefix: true}}
		case 2:
			w.Carriers, w.Statuses = []numsim.Carrier{numsim.Carrier(2 + i%2)}, []numsim.Status{numsim.Status(2 + i%10)}
		}
		rules = append(rules, scenarios.Rule{When: w, Then: scenarios.Then{Refusal: "x"}})
	}
	return rules
}

// BenchmarkDecide: what ten thousand rules cost a call beside what the hundred
// general ones among them cost. The match is the last.
func BenchmarkDecide(b *testing.B) {
	last := scenarios.Rule{When: exactly("13900000200"), Then: scenarios.Then{Refusal: "x"}}
	for name, rules := range map[string][]scenarios.Rule{
		"100":   append(general(100), last),
		"10000": append(append(general(100), keyed(9_900)...), last),
	} {
		b.Run(name, func(b *testing.B) {
			s, q := with(rules...), ask("13900000200")
			b.ReportAllocs()
			for b.Loop() {
				if s.Decide(q).Refusal == nil {
					b.Fatal("the last rule holds")
				}
			}
		})
	}
}
