package conformance_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
)

func suite(t *testing.T) *conformance.Suite {
	t.Helper()
	s, err := conformance.New(conformance.Cases())
	require.NoError(t, err)
	s.Seed = 1
	return s
}
