package ledger_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim/ledger"
)

func TestTheSameNumberOnceInAWhile(t *testing.T) {
	l, c := open(t, ledger.Account{NumberEvery: 10 * time.Second})
	ask := func(n numsim.Number, after time.Duration) bool { return l.Ask(c, n, noon.Add(after)) }
	assert.True(t, ask("13900000200", 0))
	assert.False(t, ask("13900000200", 9*time.Second))
	assert.True(t, ask("13900000404", 9*time.Second), "another number is free to ask")
	assert.True(t, ask("13900000200", 10*time.Second), "a refusal does not start the interval again")
	assert.False(t, ask("13900000200", 19*time.Second))
	assert.False(t, ask("13900000404", 18*time.Second), "remembered across generations")
	assert.True(t, ask("13900000200", -time.Hour), "a clock set back starts afresh")
}

func TestNoIntervalIsNoLimit(t *testing.T) {
	l, c := open(t, ledger.Account{})
	for range 3 {
		assert.True(t, l.Ask(c, "13900000200", noon))
	}
}

func TestCarriersLimitApartFromThePlatformAndEachOther(t *testing.T) {
	l, c := open(t, ledger.Account{CarrierQPS: 100})
	mobile := parallel(1000, func(int) bool { return l.CarrierSlot(c, numsim.ChinaMobile, noon) })
	unicom := parallel(1000, func(int) bool { return l.CarrierSlot(c, numsim.ChinaUnicom, noon) })
	assert.EqualValues(t, 100, mobile)
	assert.EqualValues(t, 100, unicom)
	assert.True(t, l.CarrierSlot(c, numsim.ChinaMobile, noon.Add(time.Second)))
	assert.True(t, l.Slot(c, noon), "the platform's own limit is another one")
}
