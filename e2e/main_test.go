package e2e

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/numsim/numsim/e2e/harness"
)

// TestMain holds witnesses to two at a time, because each brings an
// interpreter or a virtual machine along, and after a run with -update renews
// the page made from the records.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "2"); err != nil {
		panic(err)
	}
	code := m.Run()
	if code == 0 && harness.Updating() {
		if err := harness.WriteCompatibility(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}
