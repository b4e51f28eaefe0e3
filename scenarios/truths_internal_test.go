package scenarios

import (
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/numbering"
)

func always(s numsim.Status) life { return life{{truth: numbering.Truth{Status: s}}} }

func TestPackTellsNumbersApart(t *testing.T) {
	seen := map[uint64]numsim.Number{}
	for _, n := range []numsim.Number{"0", "00", "1", "01", "10", "13900000200", "1390000020", "013900000200", "8613900000200", "12345678901234567"} {
		key := pack(n)
		require.NotZero(t, key, n)
		require.Empty(t, seen[key], "%s and %s", n, seen[key])
		seen[key] = n
	}
	for _, n := range []numsim.Number{"", "123456789012345678", "+8613900000200", "1390000020x", "１"} {
		assert.Zero(t, pack(n), n)
	}
}

// The table is a map, whatever the order and however keys follow one another.
func TestTableIsAMap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var tab table
	model := map[uint64]uint32{}
	for range 50_000 {
		key := pack(numsim.Number("139" + strconv.Itoa(10_000_000+random.IntN(30_000))))
		value := random.Uint32()
		tab.put(key, value)
		model[key] = value
	}
	require.Equal(t, len(model), tab.held)
	for i := range 40_000 {
		key := pack(numsim.Number("139" + strconv.Itoa(10_000_000+i)))
		got, ok := tab.get(key)
		want, known := model[key]
		require.Equal(t, known, ok)
		require.Equal(t, want, got)
	}
}

func TestTheLongestPrefixHolds(t *testing.T) {
	var ts truths
	ts.setPrefix("139", ts.fact("a", func() life { return always(numsim.Vacant) }))
	ts.setPrefix("13900", ts.fact("b", func() life { return always(numsim.Risky) }))
	ts.setExact("13900000200", ts.fact("c", func() life { return always(numsim.Busy) }))
	for n, want := range map[numsim.Number]numsim.Status{"13900000200": numsim.Busy, "13900000201": numsim.Risky, "13911111111": numsim.Vacant} {
		found := ts.find(n, 0)
		assert.False(t, found.open, n)
		assert.Equal(t, want, found.truth.Status, n)
	}
	assert.Equal(t, stage{open: true}, ts.find("13800000000", 0))
	assert.Equal(t, stage{open: true}, ts.find("13", 0))
}

func TestALifeOverTime(t *testing.T) {
	l := life{
		{until: time.Hour, truth: numbering.Truth{Status: numsim.Suspended}},
		{until: 2 * time.Hour, truth: numbering.Truth{Status: numsim.Vacant}},
		{truth: numbering.Truth{Status: numsim.Active}},
	}
	for elapsed, want := range map[time.Duration]numsim.Status{
		-time.Hour: numsim.Suspended, 0: numsim.Suspended, time.Hour - 1: numsim.Suspended, time.Hour: numsim.Vacant, 2 * time.Hour: numsim.Active, 1000 * time.Hour: numsim.Active,
	} {
		assert.Equal(t, want, l.at(elapsed).truth.Status, elapsed)
	}
}

// A million numbers cost at most 64 bytes each.
func TestAMillionNumbersAreSmall(t *testing.T) {
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := heap()
	ts := &truths{}
	fact := ts.fact("vacant", func() life { return always(numsim.Vacant) })
	var digits [11]byte
	copy(digits[:], "139")
	for i := range 1_000_000 {
		strconv.AppendInt(digits[:3], int64(10_000_000+i), 10)
		ts.setExact(numsim.Number(digits[:]), fact)
	}
	assert.Less(t, heap()-before, int64(64_000_000))
	assert.Equal(t, stage{truth: numbering.Truth{Status: numsim.Vacant}}, ts.find("13910999999", 0))
	runtime.KeepAlive(ts)
}
