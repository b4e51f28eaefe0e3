package client

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/numsim/numsim"
)

// market answers some of the numbers it is asked about, in any order, some
// twice, and numbers that nobody asked about beside them.
type market struct {
	t     *rapid.T
	most  int
	asked map[numsim.Number]int
	told  map[numsim.Number]string // the word of each answered number
	fails map[numsim.Number]bool   // numbers left out by a call that failed
}

var errOut, errLeft = &Error{Code: "out", Charged: PerhapsCharged}, errors.New("left out")

func (m *market) ask(_ context.Context, numbers []numsim.Number) (got []Result, err error) {
	assert.NotEmpty(m.t, numbers)
	assert.LessOrEqual(m.t, len(numbers), m.most)
	if rapid.Bool().Draw(m.t, "fails") {
		err = errOut
	}
	for i, n := range numbers {
		m.asked[n]++
		if !rapid.Bool().Draw(m.t, "answered") {
			m.fails[n] = err != nil
			continue
		}
		m.told[n] = "word " + strconv.Itoa(len(m.told))
		got = append(got, Result{Number: n, Word: m.told[n], Charged: IsCharged})
		if i%3 == 0 {
			got = append(got, Result{Number: "stranger", Word: "unasked", Charged: IsCharged})
		}
	}
	if rapid.Bool().Draw(m.t, "doubled") {
		for _, r := range got {
			r.Word = "said again"
			got = append(got, r)
		}
		return got, err // the first of the two counts
	}
	return rapid.Permutation(got).Draw(m.t, "order"), err
}

func TestBatchesAreStitchedBackTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.SampledFrom([]numsim.Number{"13900000200", "13900000404", "13900000402", "13000000200", "13300000200", "13300000408", "odd", ""})
		numbers := rapid.SliceOfN(pool, 0, 40).Draw(t, "numbers")
		m := &market{t: t, most: rapid.IntRange(1, 9).Draw(t, "most"), asked: map[numsim.Number]int{}, told: map[numsim.Number]string{}, fails: map[numsim.Number]bool{}}
		before := slices.Clone(numbers)
		results := inBatches(context.Background(), numbers, m.most, m.ask, errLeft)

		assert.Equal(t, before, numbers, "the caller's list is left alone")
		assert.Len(t, results, len(numbers))
		charged := map[numsim.Number]int{}
		for i, r := range results {
			assert.Equal(t, numbers[i], r.Number, "in order")
			if r.Charged != NotCharged {
				charged[r.Number]++
			}
			word, ok := m.told[r.Number]
			switch {
			case ok:
				assert.Equal(t, word, r.Word)
				assert.NoError(t, r.Err)
			case m.fails[r.Number]:
				assert.Same(t, errOut, r.Err)
			default:
				assert.Same(t, errLeft, r.Err)
			}
		}
		for n := range charged {
			assert.Equal(t, 1, charged[n], "charged once, however often it was listed")
		}
		for _, n := range numbers {
			assert.Equal(t, 1, m.asked[n], "in one call")
			if _, ok := m.told[n]; ok || m.fails[n] {
				assert.Equal(t, 1, charged[n], "what was charged, or perhaps was, is said once")
			}
		}
		assert.Len(t, m.asked, len(distinct(numbers)))
	})
}
