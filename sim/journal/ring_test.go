package journal_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/journal"
)

func TestRingKeepsTheNewestWithinItsBytes(t *testing.T) {
	r := journal.NewRing(64 << 10)
	why := strings.Repeat("w", 1000)
	for range 1000 {
		r.Append(journal.Entry{Why: why})
	}
	held := r.Entries()
	assert.Greater(t, len(held), 40)
	assert.Less(t, len(held), 64, "64 KiB hold no more than 64 entries of over 1 KiB")
	assert.EqualValues(t, 1000, held[len(held)-1].Seq)
	for i := 1; i < len(held); i++ {
		require.Equal(t, held[i-1].Seq+1, held[i].Seq, "no gaps, oldest first")
	}
	assert.EqualValues(t, 1000-len(held), r.Dropped(), "what was dropped is counted")
}

func TestDelivered(t *testing.T) {
	r := journal.NewRing(4 << 10)
	first := r.Append(journal.Entry{})
	r.Delivered(first)
	r.Delivered(99)
	assert.True(t, r.Entries()[0].Delivered)
	for range 1000 {
		r.Append(journal.Entry{Why: "pushes the first out"})
	}
	r.Delivered(first)
	for _, e := range r.Entries() {
		assert.False(t, e.Delivered, "entry %d was never delivered", e.Seq)
	}
}

func TestRingUnderConcurrency(t *testing.T) {
	r := journal.NewRing(0)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				r.Delivered(r.Append(journal.Entry{}))
			}
		})
	}
	wg.Wait()
	held := r.Entries()
	require.Len(t, held, 8000)
	for i, e := range held {
		require.EqualValues(t, i+1, e.Seq)
		require.True(t, e.Delivered)
	}
}

// A renewed ring takes entries of its own era and of later ones; a ring whose
// era only began anew takes the others too, and an entry says whose it is.
func TestErasOfARing(t *testing.T) {
	r := journal.NewRing(0)
	first := r.Begin()
	assert.EqualValues(t, 1, r.Append(journal.Entry{Era: first, Why: "one"}))
	second := r.Begin()
	assert.EqualValues(t, 2, r.Append(journal.Entry{Era: first, Why: "late"}))
	assert.EqualValues(t, 3, r.Append(journal.Entry{Era: second}))
	held := r.Entries()
	assert.Equal(t, []uint64{first, first, second}, []uint64{held[0].Era, held[1].Era, held[2].Era})

	third := r.Renew()
	assert.Greater(t, third, second)
	assert.Zero(t, r.Append(journal.Entry{Era: second, Why: "of a world that is over"}))
	r.Delivered(0) // which such an exchange does
	assert.Empty(t, r.Entries())
	assert.Zero(t, r.Dropped(), "nothing was forgotten for want of room")
	assert.EqualValues(t, 4, r.Append(journal.Entry{Era: third}), "numbers go on")
}
