package conformance_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
)

// theSuite is one for all tests here: compiling the contracts is most of what
// they cost, and a suite does not change.
var theSuite = sync.OnceValues(func() (*conformance.Suite, error) {
	s, err := conformance.New(conformance.Cases())
	if s != nil {
		s.Seed = 1
	}
	return s, err
})

func suite(t *testing.T) *conformance.Suite {
	t.Helper()
	s, err := theSuite()
	require.NoError(t, err)
	return s
}
