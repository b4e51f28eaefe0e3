package journal_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/journal"
)

// Everything that a caller can make long counts against the bound.
func TestWhatCountsAgainstTheBound(t *testing.T) {
	for _, tt := range []struct {
		name  string
		entry journal.Entry
		most  int // entries that can fit in 64 KiB by what is long in them
	}{
		{"the reason", journal.Entry{Why: strings.Repeat("w", 8<<10)}, 8},
		{"the credential", journal.Entry{Credential: strings.Repeat("c", 8<<10)}, 8},
		{"a long number", journal.Entry{Lines: []journal.Line{{Number: numsim.Number(strings.Repeat("1", 8<<10))}}}, 8},
		{"many lines", journal.Entry{Lines: slices.Repeat([]journal.Line{{Number: "13900000200"}}, 700)}, 8},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := journal.NewRing(64 << 10)
			for range 100 {
				r.Append(tt.entry)
			}
			assert.LessOrEqual(t, len(r.Entries()), tt.most)
			assert.Positive(t, len(r.Entries()))
		})
	}
}

// An entry beyond the bound is kept alone until the next one comes: a ring that
// forgot what it was just given would deny a call that happened.
func TestAnEntryLargerThanTheBound(t *testing.T) {
	r := journal.NewRing(1 << 10)
	r.Append(journal.Entry{Account: "small"})
	seq := r.Append(journal.Entry{Account: "large", Why: strings.Repeat("w", 1<<20)})
	r.Delivered(seq)
	held := r.Entries()
	require.Len(t, held, 1)
	assert.Equal(t, "large", held[0].Account)
	assert.True(t, held[0].Delivered)
	assert.EqualValues(t, 1, r.Dropped())

	r.Append(journal.Entry{Account: "next"})
	held = r.Entries()
	require.Len(t, held, 1)
	assert.Equal(t, "next", held[0].Account)
	assert.EqualValues(t, 3, held[0].Seq)
	assert.EqualValues(t, 2, r.Dropped())
	for range 3 {
		r.Append(journal.Entry{})
	}
	assert.Greater(t, len(r.Entries()), 1, "its bytes were given back")
}
