package ledger_test

import (
	"encoding/binary"
	"encoding/hex"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/ledger"
)

// claimed is open for benchmarks: a claim on an account without limits.
func claimed(b *testing.B) (*ledger.Ledger, *ledger.Claim) {
	b.Helper()
	l := ledger.New()
	tenant := &ledger.Tenant{Name: "default", Clock: ledger.NewClock(nil)}
	account := ledger.Account{Name: "a", Balance: numsim.MaxMoney, Price: 1000, Window: time.Minute, NonceCap: 8_000_000}
	require.NoError(b, l.Open("aliyun", tenant, account, ledger.Credential{ID: "numsim-unlimited"}))
	return l, l.Find("aliyun", []byte("numsim-unlimited"))
}

// nonce makes the i-th nonce: 32 characters as most SDKs send, none twice.
func nonce(text *[32]byte, i uint64) []byte {
	var raw [16]byte
	binary.BigEndian.PutUint64(raw[8:], i)
	hex.Encode(text[:], raw[:])
	return text[:]
}

func BenchmarkFind(b *testing.B) {
	l, _ := claimed(b)
	id := []byte("numsim-unlimited")
	b.ReportAllocs()
	for b.Loop() {
		if l.Find("aliyun", id) == nil {
			b.Fatal("lost")
		}
	}
}

// BenchmarkNonceSpend: the clock runs at 20,000 calls a second, so that old
// generations are dropped as they are in a long run. In "full" a window's worth
// is held from the beginning, and a look-up misses the processor's caches.
func BenchmarkNonceSpend(b *testing.B) {
	const every = 50 * time.Microsecond
	for name, held := range map[string]uint64{"empty": 0, "full": uint64(75 * time.Second / every)} {
		b.Run(name, func(b *testing.B) {
			l, c := claimed(b)
			var text [32]byte
			next := uint64(0)
			spend := func() {
				now := noon.Add(time.Duration(next) * every)
				if err := l.Admit(c, nonce(&text, next), now, now.Add(time.Minute)); err != nil {
					b.Fatal(err)
				}
				next++
			}
			for next < held {
				spend()
			}
			b.ReportAllocs()
			for b.Loop() {
				spend()
			}
		})
	}
}

// BenchmarkCharge has calls in parallel: money is behind one lock for each
// account, and a load test uses one account.
func BenchmarkCharge(b *testing.B) {
	l, c := claimed(b)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if l.Charge(c, 1, 1) != nil {
				b.Error("an unlimited balance is used up")
			}
		}
	})
}
