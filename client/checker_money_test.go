package client_test

import (
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

func TestTheCap(t *testing.T) {
	s := &fake{name: "aliyun", most: 1, answer: says(numsim.Active)}
	c := &client.Checker{
		Sources: []client.Source{s}, Workers: 8,
		Cap: 5000, Spent: 2000, Price: map[string]numsim.Money{"aliyun": 1000},
	}
	answered := 0
	for _, r := range c.Check(t.Context(), numbered(10)...) {
		if r.Err == nil {
			answered++
			continue
		}
		assert.ErrorIs(t, r.Err, client.ErrCap)
		assert.Equal(t, "aliyun: not asked: the cap on money is reached: 0.10 yuan for a number, of 0.50 yuan 0.30 are spent and 0.00 perhaps, and 0.20 before this run; raise the cap to go on", r.Err.Error())
	}
	assert.Equal(t, 3, answered, "0.50 less the 0.20 of before are three answers at 0.10")
	assert.Equal(t, numsim.Money(3000), c.Totals().Spent)
}

// What was refused is given back, so the cap is used to the last answer it
// allows; what may have been charged is not.
func TestWhatWasFreeIsGivenBack(t *testing.T) {
	i := 0
	s := &fake{name: "ksyun", most: 4, answer: nil}
	s.answer = func(numsim.Number) client.Result {
		i++
		switch i % 3 {
		case 0:
			return says(numsim.Vacant)("")
		case 1:
			return fails("ksyun", numsim.BadNumber, client.NotCharged)("")
		}
		return fails("ksyun", numsim.Transport, client.PerhapsCharged)("")
	}
	c := &client.Checker{Sources: []client.Source{s}, Workers: 1, Cap: 1000, Price: map[string]numsim.Money{"ksyun": 100}}
	results := c.Check(t.Context(), numbered(40)...)
	capped := 0
	for _, r := range results {
		if errors.Is(r.Err, client.ErrCap) {
			capped++
		}
	}
	totals := c.Totals()
	assert.Equal(t, numsim.Money(1000), totals.Spent+totals.PerhapsSpent, "used to the last")
	assert.Len(t, s.asked(), 40-capped)
	assert.Equal(t, 15, len(s.asked()), "of 15 numbers 5 were free, 5 answered and 5 perhaps charged: the next has no money")
}

// Money that a call under way may give back is waited for.
func TestMoneyUnderWayIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		refused := make(chan struct{})
		s := &fake{name: "aliyun", most: 1, answer: func(n numsim.Number) client.Result {
			if asked.Add(1) == 1 {
				<-refused
				return fails("aliyun", numsim.BadNumber, client.NotCharged)(n)
			}
			return says(numsim.Active)(n)
		}}
		c := &client.Checker{Sources: []client.Source{s}, Workers: 2, Cap: 1000, Price: map[string]numsim.Money{"aliyun": 1000}}
		go func() {
			synctest.Wait() // the other number has no money until the first gives it back
			close(refused)
		}()
		c.Check(t.Context(), numbered(2)...)
		assert.Equal(t, int32(2), asked.Load())
		assert.Equal(t, 1, c.Totals().Answered)
	})
}

// shop is a provider with a purse: what a call costs is decided here, and what
// the client is told of it may be less than that.
type shop struct {
	name string
	most int
	luck uint64

	mu      sync.Mutex
	charged map[numsim.Number]int
}

func (s *shop) fate(n numsim.Number) uint64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s %s %d", s.name, n, s.luck)
	return h.Sum64() >> 7 % 8
}

func (s *shop) answer(n numsim.Number) client.Result {
	pay := func() { s.mu.Lock(); s.charged[n]++; s.mu.Unlock() }
	switch s.fate(n) {
	case 0:
		return fails(s.name, numsim.BadNumber, client.NotCharged)(n)
	case 1:
		return fails(s.name, numsim.Outage, client.NotCharged)(n)
	case 2: // the answer was lost after the charge
		pay()
		return fails(s.name, numsim.Transport, client.PerhapsCharged)(n)
	case 3: // or before
		return fails(s.name, numsim.Transport, client.PerhapsCharged)(n)
	}
	pay()
	return client.Result{Status: numsim.Active, Charged: client.IsCharged}
}

func (s *shop) total() (all int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, times := range s.charged {
		all += times
	}
	return all
}

// Whatever happens: the bill stays within the cap, each number has one result,
// and the bill lies between what was answered and that with what is in doubt.
func TestMoneyHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := []string{"aliyun", "ksyun", "ywjisu"}[:rapid.IntRange(1, 3).Draw(t, "sources")]
		c := &client.Checker{
			Workers:  rapid.IntRange(1, 9).Draw(t, "workers"),
			Agree:    rapid.IntRange(1, len(names)).Draw(t, "agree"),
			PayTwice: rapid.Bool().Draw(t, "pay twice"),
			Cap:      numsim.Money(rapid.IntRange(0, 9000).Draw(t, "cap")),
			Price:    map[string]numsim.Money{},
		}
		shops := map[string]*shop{}
		for _, name := range names {
			s := &shop{name: name, most: rapid.IntRange(1, 12).Draw(t, "most"), luck: rapid.Uint64().Draw(t, "luck"), charged: map[numsim.Number]int{}}
			shops[name] = s
			c.Price[name] = numsim.Money(rapid.IntRange(0, 300).Draw(t, "price"))
			c.Sources = append(c.Sources, &fake{name: name, most: s.most, answer: s.answer})
		}
		numbers := numbered(rapid.IntRange(0, 90).Draw(t, "numbers"))
		got := []numsim.Number{}
		answered := map[string]int{}
		for r := range c.Stream(t.Context(), slices.Values(numbers)) {
			got = append(got, r.Number)
			for _, said := range append([]client.Result{r}, r.Others...) {
				if said.Err == nil {
					answered[said.Provider]++
				}
			}
		}
		slices.Sort(got)
		require.Equal(t, numbers, got, "one result for each number")
		holds(t, c, shops, answered, len(numbers))
	})
}

func holds(t *rapid.T, c *client.Checker, shops map[string]*shop, answered map[string]int, numbers int) {
	totals := c.Totals()
	require.Equal(t, numbers, totals.Answered+totals.Refused+totals.Perhaps)
	if c.Cap > 0 {
		require.LessOrEqual(t, totals.Spent+totals.PerhapsSpent, c.Cap)
	}
	var bill numsim.Money
	for name, s := range shops {
		of := totals.Sources[name]
		bill += numsim.Money(s.total()) * c.Price[name]
		require.Equal(t, answered[name], of.Answered, name)
		require.LessOrEqual(t, of.Answered, s.total(), name)
		require.LessOrEqual(t, s.total(), of.Answered+of.Perhaps, name)
		for n, times := range s.charged {
			require.Equal(t, 1, times, "%s was paid %d times for %s", name, times, n.Masked())
		}
	}
	require.LessOrEqual(t, totals.Spent, bill)
	require.LessOrEqual(t, bill, totals.Spent+totals.PerhapsSpent)
}
