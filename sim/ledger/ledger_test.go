package ledger_test

import (
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/ledger"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, a ledger.Account) (*ledger.Ledger, *ledger.Claim) {
	t.Helper()
	l := ledger.New()
	tenant := &ledger.Tenant{Name: "default", Clock: ledger.NewClock(nil)}
	if a.Window == 0 {
		a.Window = 15 * time.Minute
	}
	require.NoError(t, l.Open("aliyun", tenant, a, ledger.Credential{ID: "k"}))
	c := l.Find("aliyun", []byte("k"))
	require.NotNil(t, c)
	return l, c
}

func TestFind(t *testing.T) {
	l, c := open(t, ledger.Account{Name: "a"})
	assert.Equal(t, "a", c.Account.Name)
	assert.Nil(t, l.Find("aliyun", []byte("K")), "credentials are case-sensitive")
	assert.Nil(t, l.Find("ksyun", []byte("k")), "a credential is one provider's")
	err := l.Open("aliyun", c.Tenant, ledger.Account{Name: "b"}, ledger.Credential{ID: "k"})
	assert.EqualError(t, err, `the credential "k" at aliyun is taken by account "a"; give this one another id`)
}

// parallel runs n calls of f on 16 goroutines and counts the true ones.
func parallel(n int, f func(i int) bool) (yes int64) {
	var next, count atomic.Int64
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for i := next.Add(1); i <= int64(n); i = next.Add(1) {
				if f(int(i)) {
					count.Add(1)
				}
			}
		})
	}
	wg.Wait()
	return count.Load()
}

func TestMoneyIsExactUnderConcurrency(t *testing.T) {
	l, c := open(t, ledger.Account{Balance: 100 * numsim.Yuan, Price: numsim.Yuan / 10})
	paid := parallel(20_000, func(int) bool { return l.Charge(c, 1, 1) == nil })
	assert.EqualValues(t, 1000, paid, "100 yuan pay for 1000 answers of 0.10")
	assert.Zero(t, l.Balance(c))
}

func TestThrottleAdmitsExactlyItsLimitEachSecond(t *testing.T) {
	l, c := open(t, ledger.Account{QPS: 200})
	for second := range 3 {
		now := noon.Add(time.Duration(second) * time.Second)
		assert.EqualValues(t, 200, parallel(1000, func(int) bool { return l.Slot(c, now) }))
	}
}

func TestThrottleEdges(t *testing.T) {
	l, c := open(t, ledger.Account{QPS: 1})
	assert.True(t, l.Slot(c, noon.Add(999*time.Millisecond)))
	assert.False(t, l.Slot(c, noon), "the same second of the clock")
	assert.True(t, l.Slot(c, noon.Add(time.Second)))
	assert.False(t, l.Slot(c, noon.Add(-3*time.Second).Add(time.Second)), "a call that is late by seconds")
	assert.False(t, l.Slot(c, noon.Add(time.Second)), "and does not open this second anew")
	none, shut := open(t, ledger.Account{QPS: -1})
	assert.False(t, none.Slot(shut, noon), "below zero is none at all")
	free, all := open(t, ledger.Account{})
	assert.EqualValues(t, 5000, parallel(5000, func(int) bool { return free.Slot(all, noon) }))
}

func TestANonceIsSpentOnce(t *testing.T) {
	l, c := open(t, ledger.Account{})
	fresh := noon.Add(15 * time.Minute)
	won := parallel(1000, func(int) bool { return l.Admit(c, []byte("n"), noon, fresh) == nil })
	assert.EqualValues(t, 1, won, "of a thousand copies one is accepted")
	assert.ErrorIs(t, l.Admit(c, []byte("n"), fresh, fresh), ledger.ErrNonceUsed, "as long as its request is fresh")
}

// A nonce is remembered for as long as its own request could be accepted,
// which for a client with a fast clock is twice the window from now.
func TestANonceOutlivesItsRequest(t *testing.T) {
	const window = 15 * time.Minute
	l, c := open(t, ledger.Account{Window: window})
	latest := noon.Add(2 * window)
	require.NoError(t, l.Admit(c, []byte("fast clock"), noon, latest))
	for at := noon; !at.After(latest); at = at.Add(time.Minute) {
		require.ErrorIs(t, l.Admit(c, []byte("fast clock"), at, at.Add(window)), ledger.ErrNonceUsed, at)
	}
}

func TestAFullKeyRefusesInsteadOfForgetting(t *testing.T) {
	const window = time.Minute
	l, c := open(t, ledger.Account{NonceCap: 100, Window: window})
	admit := func(name string, now time.Time) error { return l.Admit(c, []byte(name), now, now.Add(window)) }
	for i := range 100 {
		require.NoError(t, admit(strconv.Itoa(i), noon))
	}
	assert.ErrorIs(t, admit("one more", noon), ledger.ErrNoncesFull)
	assert.ErrorIs(t, admit("0", noon), ledger.ErrNonceUsed, "the victim's nonce is still there")
	later := noon.Add(window + window/2)
	assert.NoError(t, admit("one more", later), "room again once the old ones are stale")
}
