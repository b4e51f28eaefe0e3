package contracts_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

func TestTheEmbeddedContractsAreSound(t *testing.T) {
	for _, p := range contracts.Providers() {
		d, flaws := contracts.Builtin(p)
		for _, f := range flaws {
			t.Errorf("%s", f)
		}
		require.NotNil(t, d)
		for _, f := range d.Check() {
			t.Errorf("%s", f)
		}
		assert.NotEmpty(t, d.Operations())
	}
}
