package ledger_test

import (
	"math"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/ledger"
)

func TestWhatACallTakes(t *testing.T) {
	const price = numsim.Yuan / 10
	for _, tt := range []struct {
		why            string
		account        ledger.Account
		needed, billed int
		err            error
		balance        numsim.Money
		quota          int
	}{
		{"each billed answer", ledger.Account{Balance: 10 * price, Price: price}, 3, 2, nil, 8 * price, 0},
		{"the last of the money", ledger.Account{Balance: 3 * price, Price: price}, 3, 3, nil, 0, 0},
		{"too little takes nothing, even where the bill is lower", ledger.Account{Balance: 3*price - 1, Price: price}, 3, 0, ledger.ErrFundsShort, 3*price - 1, 0},
		{"a free answer still needs the money", ledger.Account{Balance: price, Price: price}, 1, 0, nil, price, 0},
		{"nothing costs nothing", ledger.Account{Price: 0}, 50, 50, nil, 0, 0},
		{"postpaid goes below zero", ledger.Account{Balance: price, Price: price, Postpaid: true}, 3, 3, nil, -2 * price, 0},
		{"an unlimited balance stays", ledger.Account{Balance: numsim.MaxMoney, Price: price}, 3, 3, nil, numsim.MaxMoney, 0},
		{"the dearest call there can be", ledger.Account{Balance: math.MaxInt64 - 1, Price: 1_000_000_000 * numsim.Yuan}, 50, 50, nil, math.MaxInt64 - 1 - 50_000_000_000*numsim.Yuan, 0},
		{"quota goes by billed answers", ledger.Account{Quota: 10}, 5, 2, nil, 0, 8},
		{"quota is needed for all", ledger.Account{Quota: 4}, 5, 0, ledger.ErrQuotaShort, 0, 4},
		{"no quota at all", ledger.Account{Quota: -1}, 1, 1, ledger.ErrQuotaShort, 0, 0},
		{"quota before money", ledger.Account{Quota: 1, Price: price}, 2, 2, ledger.ErrQuotaShort, 0, 1},
		{"money short leaves the quota", ledger.Account{Quota: 9, Price: price}, 2, 2, ledger.ErrFundsShort, 0, 9},
	} {
		t.Run(tt.why, func(t *testing.T) {
			l, c := open(t, tt.account)
			assert.ErrorIs(t, l.Charge(c, tt.needed, tt.billed), tt.err)
			assert.Equal(t, tt.balance, l.Balance(c))
			assert.Equal(t, tt.quota, l.Quota(c))
		})
	}
}

func TestQuotaIsExactUnderConcurrency(t *testing.T) {
	l, c := open(t, ledger.Account{Quota: 1000})
	assert.EqualValues(t, 1000, parallel(20_000, func(int) bool { return l.Charge(c, 1, 1) == nil }))
	assert.Zero(t, l.Quota(c))
}

// What went before the newest two times 65,536 numbers may come late again;
// nothing else may, and memory stays bounded.
func TestLateAnswersAreRemembered(t *testing.T) {
	l, c := open(t, ledger.Account{})
	late := func(i int, at time.Time) bool { return l.Late(c, numsim.Number(strconv.Itoa(i)), at, time.Second) }
	for i := range 2 << 16 {
		require.True(t, late(i, noon))
	}
	for i := range 2 << 16 {
		require.False(t, late(i, noon.Add(time.Second)), i)
	}
	require.True(t, late(-1, noon), "one more begins a third map")
	assert.True(t, late(0, noon.Add(time.Second)))
	assert.False(t, late(1<<16, noon.Add(time.Second)))
}

// An answer comes the given time after it was first asked for, whoever asks in
// between, and is there from then on.
func TestALateAnswerComes(t *testing.T) {
	l, c := open(t, ledger.Account{})
	const after = 3 * time.Second
	late := func(n numsim.Number, at time.Duration) bool { return l.Late(c, n, noon.Add(at), after) }
	require.True(t, late("a", 0))
	assert.True(t, late("a", time.Second))
	assert.True(t, late("b", 2*time.Second), "each number by itself")
	assert.True(t, late("a", after-1))
	assert.False(t, late("a", after))
	assert.True(t, late("b", after+time.Second))
	assert.False(t, late("a", time.Hour))
	assert.True(t, late("a", -time.Hour), "a clock set back begins anew")
	assert.False(t, late("a", -time.Hour+after))
}
