package ledger_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/ledger"
)

// The memory of a generation that went stale is filled again. What it held is
// forgotten: a nonce of long ago can be spent once more, and once only.
func TestAStaleGenerationIsForgottenWhole(t *testing.T) {
	const window = 4 * time.Second
	l, c := open(t, ledger.Account{Window: window, NonceCap: 3})
	admit := func(nonce string, at time.Time) error { return l.Admit(c, []byte(nonce), at, at.Add(window)) }
	at := noon
	for range 5 { // each round fills the memory of the one before
		for _, nonce := range []string{"a", "b", "c"} {
			require.NoError(t, admit(nonce, at))
			require.ErrorIs(t, admit(nonce, at), ledger.ErrNonceUsed)
		}
		require.ErrorIs(t, admit("d", at), ledger.ErrNoncesFull, "what was forgotten has made room, and no more than that")
		at = at.Add(2*window + time.Second)
		require.NoError(t, admit("e", at), "takes the memory over")
		assert.NoError(t, admit("a", at), "another window, another request")
		assert.NoError(t, admit("b", at))
		at = at.Add(2*window + time.Second)
	}
}
