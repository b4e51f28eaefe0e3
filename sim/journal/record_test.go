package journal_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/journal"
)

// What comes out is what went in, to the last member.
func TestEntriesComeBackAsTheyWere(t *testing.T) {
	entries := []journal.Entry{
		{At: time.Date(2026, 11, 22, 12, 0, 0, 123456789, time.UTC), Lines: []journal.Line{}},
		{
			At: time.Date(1969, 7, 20, 20, 17, 40, 999_999_999, time.UTC), RequestID: [16]byte{0: 1, 15: 0xff},
			Provider: "aliyun", Operation: "DescribePhoneNumberStatus", Account: "numsim", Credential: "numsim-key",
			HTTP: 599, Row: "isv.BLACK", Why: "it was \x00, ünd 中文, and \xff bytes", Rules: []string{`rule "slow" at s.yaml:7`, "", "rule at s.yaml:9"}, Charged: numsim.MaxMoney, Delivered: true,
			Lines: []journal.Line{
				{Number: "13900000200", Status: numsim.Active, Billed: true, Charged: math.MinInt64},
				{},
				{Number: numsim.Number(strings.Repeat("9", 300)), Status: numsim.Unknown, Charged: -1},
			},
		},
		{At: time.Time{}, HTTP: 200, Why: strings.Repeat("long", 40_000), Rules: make([]string, 1000), Lines: make([]journal.Line, 1000)},
		{Operation: "the last", Lines: []journal.Line{}, Era: math.MaxUint64, Skew: -time.Hour, Sent: []byte("GET\nqAction=\x00"), Got: []byte(`{"Code":"OK"}`)},
	}
	r := journal.NewRing(0)
	for range 3 { // over more than one chunk
		for _, e := range entries {
			r.Append(e)
		}
	}
	held := r.Entries()
	require.Len(t, held, 3*len(entries))
	for i, got := range held {
		want := entries[i%len(entries)]
		want.Seq = uint64(i + 1)
		assert.Equal(t, want, got)
	}
}

// The ring copies: whoever appends may use the lines again.
func TestTheRingKeepsNothingOfItsCaller(t *testing.T) {
	r := journal.NewRing(0)
	lines := []journal.Line{{Number: "13900000200", Status: numsim.Active}}
	r.Append(journal.Entry{Lines: lines})
	lines[0] = journal.Line{Number: "13900000404"}
	assert.Equal(t, numsim.Number("13900000200"), r.Entries()[0].Lines[0].Number)
}

// Dropping and reusing chunks never mixes entries up, long ones among them.
func TestARingThatTurnsManyTimes(t *testing.T) {
	entry := func(seq int) journal.Entry {
		e := journal.Entry{HTTP: seq, Lines: []journal.Line{{Number: numsim.Number(strings.Repeat("7", seq%97))}}}
		if seq%5000 == 2500 {
			e.Why = strings.Repeat("w", 80_000)
			e.Rules = []string{strings.Repeat("r", 70_000), "r"}
		}
		return e
	}
	r := journal.NewRing(300 << 10)
	const last = 21_000
	for seq := 1; seq <= last; seq++ {
		require.EqualValues(t, seq, r.Append(entry(seq)))
		if seq%3 == 0 {
			r.Delivered(uint64(seq))
		}
		if seq%1000 != 0 {
			continue
		}
		held := r.Entries()
		require.GreaterOrEqual(t, len(held), 1000)
		require.EqualValues(t, seq-len(held), r.Dropped())
		for i, got := range held {
			want := entry(seq - len(held) + 1 + i)
			want.Seq, want.At, want.Delivered = uint64(want.HTTP), time.Time{}, want.HTTP%3 == 0
			require.Equal(t, want, got)
		}
	}
}
