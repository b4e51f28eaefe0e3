//go:build !unix

package guard

import (
	"errors"
	"os"
)

// lock cannot keep another run out here, so there is none.
func lock(*os.File) error { return errors.New("no lock on this system") }
