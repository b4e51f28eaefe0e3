package client_test

import (
	"testing"

	"go.uber.org/goleak"
)

// A client leaves nothing running but connections it keeps, and those end with
// the servers of the tests.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
