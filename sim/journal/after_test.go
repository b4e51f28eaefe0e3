package journal_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/journal"
)

func seqs(list []journal.Entry) (all []uint64) {
	for _, e := range list {
		all = append(all, e.Seq)
	}
	return all
}

func TestPagesOfARing(t *testing.T) {
	r := journal.NewRing(0)
	assert.Empty(t, r.After(0, 10))
	for range 5 {
		r.Append(journal.Entry{Why: "w"})
	}
	assert.Equal(t, []uint64{1, 2}, seqs(r.After(0, 2)))
	assert.Equal(t, []uint64{3, 4}, seqs(r.After(2, 2)))
	assert.Equal(t, []uint64{5}, seqs(r.After(4, 2)))
	assert.Empty(t, r.After(5, 2))
	assert.Empty(t, r.After(99, 2))
	assert.Empty(t, r.After(math.MaxUint64, 2))
	assert.Empty(t, r.After(0, 0))
	r.Clear()
	assert.Empty(t, r.After(0, 10))
	r.Append(journal.Entry{})
	assert.Equal(t, []uint64{6}, seqs(r.After(0, 10)), "numbers go on")
	assert.EqualValues(t, 6, r.Oldest())
}

// Pages together are what Entries says, over chunks and whatever was dropped.
func TestPagesMeetEntries(t *testing.T) {
	r := journal.NewRing(300 << 10)
	for range 2000 {
		r.Append(journal.Entry{Why: strings.Repeat("w", 500)})
	}
	var paged []journal.Entry
	for next := uint64(0); ; {
		page := r.After(next, 7)
		if len(page) == 0 {
			break
		}
		paged, next = append(paged, page...), page[len(page)-1].Seq
	}
	require.Equal(t, seqs(r.Entries()), seqs(paged))
	assert.Equal(t, r.Oldest(), paged[0].Seq)
	assert.LessOrEqual(t, r.Bytes(), 300<<10)
	assert.Positive(t, r.Bytes())
}

// What was cleared is not missing: only what the ring forgot by itself is.
func TestClearedIsNotDropped(t *testing.T) {
	r := journal.NewRing(4 << 10)
	for range 1000 {
		r.Append(journal.Entry{Why: "pushes others out"})
	}
	assert.Positive(t, r.Dropped())
	r.Clear()
	assert.Zero(t, r.Dropped())
	r.Append(journal.Entry{})
	assert.Zero(t, r.Dropped())
}

func TestWaitingForMore(t *testing.T) {
	r := journal.NewRing(0)
	first, also := r.More(0), r.More(0)
	select {
	case <-first:
		t.Fatal("there is nothing yet")
	default:
	}
	r.Append(journal.Entry{})
	<-first
	<-also
	<-r.More(0) // there is one already
	second := r.More(1)
	r.Append(journal.Entry{})
	<-second
}
