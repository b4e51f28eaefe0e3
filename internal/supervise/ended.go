package supervise

import (
	"fmt"
	"os"
	"time"
)

// Command is what is to be run, and how.
type Command struct {
	// Guardian starts this program as a guardian, its path first: what it runs then
	// calls Guard.
	Guardian []string
	Args     []string // of the command, its name first
	Env      []string
	Files    [3]*os.File // standard input, output and error; nil is /dev/null
	Terminal bool        // the command stays in the terminal's foreground
	Timeout  time.Duration
	Grace    time.Duration    // after Timeout, until it is killed; 0 is DefaultGrace
	Signals  <-chan os.Signal // that arrived here; nil is none
	// Alone says that this process has no other children: then it ends what a
	// guardian leaves that is itself killed.
	Alone bool
}

// Ended is how the command ended.
type Ended struct {
	Code    int       // its exit code; 128 and the signal's number if one ended it
	Signal  string    // that ended it; empty is none
	Late    bool      // it was ended because its time was over
	Passed  os.Signal // the first signal that was passed on to it; nil is none
	Left    []string  // names of processes that outlived it and were killed
	Beyond  []string  // of those that could not be, as they are another user's
	Took    time.Duration
	Started time.Time
}

// String is a few words, to follow "the command".
func (e Ended) String() string {
	switch {
	case e.Late:
		return fmt.Sprintf("did not end in time, and was ended after %s", e.Took.Round(time.Millisecond))
	case e.Signal != "":
		return fmt.Sprintf("was ended by the signal %q", e.Signal)
	}
	return fmt.Sprintf("ended with exit code %d", e.Code)
}

// OK reports whether the command ended by itself, and well.
func (e Ended) OK() bool { return e.Code == 0 && e.Signal == "" && !e.Late }

// StartError is a command that could not be started.
type StartError struct {
	Name string
	Why  string
}

func (e *StartError) Error() string { return "cannot start " + e.Name + ": " + e.Why }
