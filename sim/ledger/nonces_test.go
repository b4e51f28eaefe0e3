package ledger_test

import (
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/ledger"
)

// What is promised of a nonce, on a clock that walks, leaps and is set back a
// little: used while its request is fresh, free again once it is stale by half
// a window, and a nonce never spent is never refused.
func TestNoncesOnAClockThatLeaps(t *testing.T) {
	const window = 8 * time.Second
	for seed := range uint64(20) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 0))
			l, c := open(t, ledger.Account{Window: window, NonceCap: 1 << 30})
			expires := map[int]time.Time{}
			now := noon
			for step := range 20_000 {
				now = now.Add(time.Duration(random.IntN(200)-40) * time.Millisecond)
				if random.IntN(2000) == 0 {
					now = now.Add(time.Duration(random.IntN(400)) * window)
				}
				nonce := random.IntN(3000)
				until, spent := expires[nonce]
				fresh := now.Add(time.Duration(random.Int64N(int64(2 * window)))) // the client's clock may be a window ahead
				err := l.Admit(c, []byte(strconv.Itoa(nonce)), now, fresh)
				switch {
				case spent && !now.After(until):
					require.ErrorIs(t, err, ledger.ErrNonceUsed, "step %d: spent, and fresh until %s; it is %s", step, until, now)
				case !spent || now.After(until.Add(window/2)):
					require.NoError(t, err, "step %d: not spent, or stale since %s; it is %s", step, until, now)
				}
				if err == nil {
					expires[nonce] = fresh
				}
			}
		})
	}
}

// The cap is exact whatever the shards hold, and what goes stale makes room
// without a nonce of that shard being asked for.
func TestTheCapIsExactInEveryGeneration(t *testing.T) {
	const window, most = time.Minute, 1000
	l, c := open(t, ledger.Account{NonceCap: most, Window: window})
	for round := range 5 {
		now := noon.Add(time.Duration(round) * 2 * window)
		admitted := parallel(3*most, func(i int) bool {
			return l.Admit(c, []byte(strconv.Itoa(round)+"/"+strconv.Itoa(i)), now, now.Add(window)) == nil
		})
		require.EqualValues(t, most, admitted, "round %d", round)
	}
}

// A clock set back by years keeps the promise for what is spent from then on.
func TestAClockSetFarBack(t *testing.T) {
	const window = time.Minute
	l, c := open(t, ledger.Account{Window: window})
	for _, now := range []time.Time{noon, noon.AddDate(-20, 0, 0), noon.AddDate(-20, 0, 1), noon.AddDate(30, 0, 0)} {
		for i := range 500 {
			nonce := []byte(strconv.Itoa(i))
			require.NoError(t, l.Admit(c, nonce, now, now.Add(window)), now)
			require.ErrorIs(t, l.Admit(c, nonce, now.Add(window), now.Add(window)), ledger.ErrNonceUsed, now)
		}
	}
}
