//go:build !unix

package supervise

import (
	"errors"
	"os"
)

// Run needs process groups.
func (c Command) Run() (Ended, error) {
	return Ended{}, errors.New("this needs Linux or macOS: elsewhere nothing ends what a command leaves behind")
}

// Guard is never asked for.
func Guard() int { return 1 }

// Interrupted is never asked for.
func (e Ended) Interrupted() bool { return e.Passed != nil }

// Signals are those that are worth passing on.
func Signals() []os.Signal { return []os.Signal{os.Interrupt} }
