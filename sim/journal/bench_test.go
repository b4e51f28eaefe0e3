package journal_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/journal"
)

// BenchmarkAppend appends to a ring that is full, as it is for most of a load
// test: each entry drops an old one. The line is made anew as the engine does.
func BenchmarkAppend(b *testing.B) {
	r := journal.NewRing(1 << 20)
	number := []byte("13900000200")
	appendOne := func() uint64 {
		return r.Append(journal.Entry{
			At: time.Unix(1_800_000_000, 0), Provider: "aliyun", Operation: "DescribePhoneNumberStatus",
			Account: "numsim-unlimited", Credential: "numsim-unlimited", HTTP: 200, Charged: 1000,
			Lines: []journal.Line{{Number: numsim.Number(number), Status: numsim.Active, Charged: 1000}},
		})
	}
	for r.Dropped() == 0 {
		appendOne()
	}
	b.ReportAllocs()
	for b.Loop() {
		r.Delivered(appendOne())
	}
	entries := r.Entries()
	require.True(b, entries[len(entries)-1].Delivered)
}
