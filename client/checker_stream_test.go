package client_test

import (
	"context"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// However early the reader breaks off, no goroutine is left and no further call
// is made.
func TestTheReaderMayBreakOff(t *testing.T) {
	defer goleak.VerifyNone(t)
	for _, after := range []int{1, 2, 5, 50} {
		s := &fake{name: "aliyun", most: 1, answer: says(numsim.Active)}
		c := &client.Checker{Sources: []client.Source{s}, Workers: 3}
		seen := 0
		for range c.Stream(t.Context(), slices.Values(numbered(1000))) {
			if seen++; seen == after {
				break
			}
		}
		asked := len(s.asked())
		assert.GreaterOrEqual(t, asked, after)
		assert.LessOrEqual(t, asked, after+2*3+1, "each worker has one under way and one that nobody took")
		assert.Equal(t, asked, c.Totals().Answered, "what was paid for is counted")
	}
}

// A call that is under way when the reader breaks off is let finish, and leads to
// no other.
func TestWhatIsUnderWayLeadsToNothingMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		numbers, both, down := numbered(2), make(chan struct{}), make(chan struct{})
		first := &fake{name: "aliyun", most: 1, answer: func(n numsim.Number) client.Result {
			if n == numbers[1] {
				close(both)
				<-down
				return fails("aliyun", numsim.Outage, client.NotCharged)(n)
			}
			<-both
			return says(numsim.Active)(n)
		}}
		second := &fake{name: "ksyun", most: 50, answer: says(numsim.Active)}
		c := &client.Checker{Sources: []client.Source{first, second}, Workers: 2}
		for range c.Stream(t.Context(), slices.Values(numbers)) {
			go func() {
				synctest.Wait() // the reader has gone and waits for the call
				close(down)
			}()
			break
		}
		assert.Len(t, first.asked(), 2)
		assert.Empty(t, second.asked())
	})
}

// Numbers are read as they are needed: a million of them are never held.
func TestNumbersAreReadAsTheyAreNeeded(t *testing.T) {
	defer goleak.VerifyNone(t)
	var read int
	endless := func(yield func(numsim.Number) bool) {
		list := numbered(1000)
		for ; yield(list[read%1000]); read++ {
		}
	}
	s := &fake{name: "ywjisu", most: 50, answer: says(numsim.Active)}
	c := &client.Checker{Sources: []client.Source{s}, Workers: 2}
	seen := 0
	for range c.Stream(t.Context(), endless) {
		if seen++; seen == 500 {
			break
		}
		require.LessOrEqual(t, read, seen+50*(2*2+2), "read too far ahead")
	}
}

// When the context ends, nothing more is read, and what was read is accounted for.
func TestTheContextEnds(t *testing.T) {
	defer goleak.VerifyNone(t)
	ctx, stop := context.WithCancel(t.Context())
	var asked atomic.Int32
	s := &fake{name: "aliyun", most: 1, answer: func(numsim.Number) client.Result {
		if asked.Add(1) == 10 {
			stop()
		}
		return client.Result{Status: numsim.Active, Charged: client.IsCharged}
	}}
	c := &client.Checker{Sources: []client.Source{s}, Workers: 1}
	numbers := numbered(100)
	results := c.Check(ctx, numbers...)
	require.Len(t, results, 100)
	for i, r := range results {
		assert.Equal(t, numbers[i], r.Number)
		if i < 10 {
			assert.NoError(t, r.Err)
			continue
		}
		assert.ErrorIs(t, r.Err, context.Canceled)
		assert.Equal(t, client.NotCharged, r.Charged)
	}
	assert.Equal(t, int32(10), asked.Load())
}

func TestNoNumbers(t *testing.T) {
	defer goleak.VerifyNone(t)
	c := &client.Checker{Sources: []client.Source{&fake{name: "aliyun", most: 1}}}
	assert.Empty(t, c.Check(t.Context()))
	var none iter.Seq[numsim.Number] = func(func(numsim.Number) bool) {}
	for r := range c.Stream(t.Context(), none) {
		t.Errorf("a result of nothing: %v", r)
	}
}
