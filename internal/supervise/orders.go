package supervise

import "time"

// plan is what the guardian is told first.
type plan struct {
	Path     string        `json:"path"`
	Args     []string      `json:"args"` // with the name first
	Env      []string      `json:"env"`
	Grace    time.Duration `json:"grace"`
	Terminal bool          `json:"terminal"`
}

// order is what it may be told later.
type order struct {
	Signal int  `json:"signal,omitempty"`
	Late   bool `json:"late,omitempty"` // the command's time is over
}

// account is what the guardian says when all is over.
type account struct {
	Error  string   `json:"error,omitempty"` // the command could not be started
	Code   int      `json:"code"`
	Signal int      `json:"signal,omitempty"` // that ended it
	Late   bool     `json:"late,omitempty"`
	Left   []string `json:"left,omitempty"`   // names of the processes that outlived it
	Beyond []string `json:"beyond,omitempty"` // of those that could not be killed
}

// The guardian's files behind the standard ones.
const (
	ordersFile  = 3
	accountFile = 4
)

// DefaultGrace is how long a command may take to end once its time is over.
const DefaultGrace = 10 * time.Second
