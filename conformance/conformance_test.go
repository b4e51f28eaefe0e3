package conformance_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/builtin"
)

// Every case holds for the simulator as it is.
func TestTheSimulator(t *testing.T) {
	s := suite(t)
	require.NotEmpty(t, s.Cases)
	for _, c := range s.Cases {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			r := s.Run(t.Context(), builtin.Target{}, c)
			if r.Outcome != conformance.Passed {
				t.Errorf("%s", r.Text())
			}
		})
	}
}
