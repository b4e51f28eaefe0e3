package probe

import (
	"context"

	"github.com/numsim/numsim/ctl"
)

// Task is a module on its way to a person.
type Task struct {
	Module *Module
	Nth    int // from 1
	Of     int
	URL    string
	Keys   ctl.Endpoint // as the provider's document calls them
}

// Word is how a person ends a module.
type Word int

// The words.
const (
	Done Word = iota
	Skip
	Quit
)

// Reply is what a person says to a question.
type Reply int

// The replies.
const (
	Unsaid Reply = iota
	Yes
	No
)

// Person is whoever makes the client call: somebody at a terminal, or a test.
type Person interface {
	// Do shows a task and returns once the person has done it, or ctx ends: then
	// enough was seen.
	Do(ctx context.Context, t Task) (Word, error)
	// Answer asks about what no wire shows.
	Answer(ctx context.Context, m *Module) (Reply, error)
}
