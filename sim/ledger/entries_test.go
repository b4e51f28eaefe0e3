package ledger_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/ledger"
)

var entered = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func opened(t *testing.T, a ledger.Account) (*ledger.Ledger, *ledger.Claim) {
	t.Helper()
	l := ledger.New()
	require.NoError(t, l.Open("aliyun", &ledger.Tenant{}, a, ledger.Credential{ID: "key"}))
	return l, l.Find("aliyun", []byte("key"))
}

func TestChangesByHandAreEntries(t *testing.T) {
	l, c := opened(t, ledger.Account{Balance: 10, Quota: 5})
	_, err := l.TopUp(c, 90, entered, "a gift")
	require.NoError(t, err)
	_, err = l.TopUp(c, -30, entered, "")
	require.NoError(t, err)
	_, err = l.SetBalance(c, 3, entered, "")
	require.NoError(t, err)
	_, err = l.SetQuota(c, 9, entered, "")
	require.NoError(t, err)
	assert.Equal(t, ledger.Holding{Balance: 3, Quota: 9, Opening: 10, Entries: []ledger.Entry{
		{At: entered, Kind: ledger.ToppedUp, Amount: 90, Balance: 100, Quota: 5, Note: "a gift"},
		{At: entered, Kind: ledger.ToppedUp, Amount: -30, Balance: 70, Quota: 5},
		{At: entered, Kind: ledger.BalanceSet, Amount: -67, Balance: 3, Quota: 5},
		{At: entered, Kind: ledger.QuotaSet, Answers: 4, Balance: 3, Quota: 9},
	}}, l.Holding(c))
}

func TestWhatCannotBeChangedByHand(t *testing.T) {
	l, c := opened(t, ledger.Account{Balance: numsim.MaxMoney})
	_, err := l.TopUp(c, 1, entered, "")
	assert.ErrorIs(t, err, ledger.ErrUnlimited)
	_, err = l.SetQuota(c, 1, entered, "")
	assert.ErrorIs(t, err, ledger.ErrNoQuota)
	_, err = l.SetBalance(c, numsim.MaxMoney-1, entered, "")
	assert.ErrorIs(t, err, ledger.ErrTooMuch)
	assert.Equal(t, ledger.Holding{Balance: numsim.MaxMoney, Opening: numsim.MaxMoney}, l.Holding(c), "nothing of it is done")

	_, err = l.SetBalance(c, 0, entered, "")
	require.NoError(t, err)
	_, err = l.TopUp(c, numsim.MaxMoney, entered, "")
	assert.ErrorIs(t, err, ledger.ErrTooMuch)
	_, err = l.SetBalance(c, numsim.MaxMoney, entered, "")
	require.NoError(t, err)
	assert.Equal(t, numsim.MaxMoney, l.Balance(c), "unlimited again")
}

// Old entries are forgotten, and counted.
func TestEntriesAreBounded(t *testing.T) {
	l, c := opened(t, ledger.Account{})
	for range 1003 {
		_, err := l.TopUp(c, 1, entered, "")
		require.NoError(t, err)
	}
	h := l.Holding(c)
	assert.Len(t, h.Entries, 1000)
	assert.Equal(t, 3, h.Forgotten)
	assert.EqualValues(t, 4, h.Entries[0].Balance)
	assert.EqualValues(t, 1003, h.Balance)
}

// Calls and hands at the same time: nothing is lost, since an entry says what
// it changed.
func TestHandsBesideCalls(t *testing.T) {
	l, c := opened(t, ledger.Account{Balance: 1_000_000, Price: 1})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 500 {
				assert.NoError(t, l.Charge(c, 1, 1))
				_, err := l.TopUp(c, 2, entered, "")
				assert.NoError(t, err)
				if i%50 == 0 {
					_, err = l.SetBalance(c, 500_000, entered, "")
					assert.NoError(t, err)
				}
			}
		})
	}
	wg.Wait()
	h := l.Holding(c)
	assert.Equal(t, 1000, len(h.Entries))
	assert.Equal(t, 8*500+8*10-1000, h.Forgotten)
	for i := 1; i < len(h.Entries); i++ {
		before, e := h.Entries[i-1].Balance, h.Entries[i]
		charged := before + e.Amount - e.Balance
		assert.True(t, 0 <= charged && charged <= 4000, "between two entries nothing but calls takes money: %d", charged)
	}
}

func TestHoldingsAndCountersAreRestored(t *testing.T) {
	l, c := opened(t, ledger.Account{Balance: 10, Quota: 5})
	_, err := l.TopUp(c, 5, entered, "")
	require.NoError(t, err)
	h := l.Holding(c)
	other, same := opened(t, ledger.Account{Balance: 1, Quota: 1})
	other.Restore(same, h)
	assert.Equal(t, h, other.Holding(same))

	counters := &ledger.Counters{}
	counters.Next(3, 7)
	counters.Next(3, 7)
	counters.Next(1, 9)
	counters.Move(7, 0, 2, time.Minute)
	counts, stands := counters.Save()
	assert.Equal(t, []ledger.Count{{1, 9, 1}, {3, 7, 2}}, counts)
	assert.Equal(t, []ledger.Stand{{7, 2, time.Minute}}, stands)
	again := ledger.Restored(counts, stands)
	assert.Equal(t, 2, again.Held(3, 7))
	assert.Equal(t, 3, again.Next(3, 7))
	state, since := again.State(7)
	assert.Equal(t, 2, state)
	assert.Equal(t, time.Minute, since)
}
