package ledger_test

import (
	"testing"
	"time"

	"github.com/numsim/numsim/sim/ledger"
)

// BenchmarkNow: every exchange reads its tenant's clock, some twice.
func BenchmarkNow(b *testing.B) {
	moved := ledger.NewClock(nil)
	moved.Advance(time.Hour)
	for name, c := range map[string]*ledger.Clock{"real": ledger.NewClock(nil), "moved": moved} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c.Now().IsZero() {
					b.Fatal("no time")
				}
			}
		})
	}
}
