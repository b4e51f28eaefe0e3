package ledger_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/sim/ledger"
)

// What each way of counting makes of the same calls, at milliseconds after
// noon, with three calls a second.
func TestThreeWaysToCountASecond(t *testing.T) {
	times := []int{0, 800, 900, 950, 1000, 1100, 1200, 1300, 1799, 1800, 1900, 2000, 4000, 4001, 4002, 4003, 4333, 4336}
	for limit, want := range map[ledger.Limit]string{
		ledger.FixedSecond:   "xxx.xxx....xxxx...",
		ledger.SlidingSecond: "xxx.x....xxxxxx...",
		ledger.TokenBucket:   "xxxx..x.xx..xxx..x",
	} {
		l, c := open(t, ledger.Account{QPS: 3, Limit: limit})
		got := ""
		for _, ms := range times {
			if l.Slot(c, noon.Add(time.Duration(ms)*time.Millisecond)) {
				got += "x"
			} else {
				got += "."
			}
		}
		assert.Equal(t, want, got, limit)
	}
}

func TestEveryWayIsExactUnderConcurrency(t *testing.T) {
	for _, limit := range ledger.Limits() {
		l, c := open(t, ledger.Account{QPS: 200, Limit: limit})
		for second := range 3 {
			now := noon.Add(time.Duration(second) * 2 * time.Second)
			assert.EqualValues(t, 200, parallel(1000, func(int) bool { return l.Slot(c, now) }), limit)
		}
		assert.EqualValues(t, 200, parallel(1000, func(int) bool { return l.Slot(c, noon.AddDate(-1, 0, 0)) }), "%s: a clock set back starts afresh", limit)
		none, shut := open(t, ledger.Account{QPS: -1, Limit: limit})
		assert.False(t, none.Slot(shut, noon), limit)
	}
}
