package serve_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/serve"
)

// A tenant for each test has to cost less than the test.
func BenchmarkTenant(b *testing.B) {
	s, err := serve.Start(serve.Config{FreePorts: true})
	require.NoError(b, err)
	defer func() { _ = s.Drain(deadline) }()
	b.ReportAllocs()
	for b.Loop() {
		t, err := s.NewTenant(serve.TenantOptions{})
		require.NoError(b, err)
		require.NoError(b, s.CloseTenant(t.Name))
	}
}
