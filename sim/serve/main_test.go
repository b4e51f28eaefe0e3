package serve_test

import (
	"testing"

	"go.uber.org/goleak"
)

// A simulator that was drained leaves nothing running.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
