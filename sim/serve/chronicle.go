package serve

import (
	"encoding/json"
	"slices"
	"sync"

	"github.com/numsim/numsim/sim/control"
)

// chronicle is what was said of a world at run time, in order. All worlds that
// amend one another have one.
type chronicle struct {
	mu    sync.Mutex
	steps []noted
	bytes int
	cut   bool // there was more
}

// noted is a step, and before which entry of the journal it was taken.
type noted struct {
	control.CapsuleStep
	before uint64
}

const (
	mostSteps     = 10_000
	mostStepBytes = 1 << 20
)

func (c *chronicle) note(t *Tenant, step control.CapsuleStep) {
	text, _ := json.Marshal(step) // texts and numbers
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cut = c.cut || len(c.steps) == mostSteps || c.bytes+len(text) > mostStepBytes; c.cut {
		return
	}
	step.At = t.Clock().Now().UTC()
	c.steps, c.bytes = append(c.steps, noted{step, t.Journal.Next()}), c.bytes+len(text)
}

func (c *chronicle) read() (steps []noted, cut bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.steps), c.cut
}
