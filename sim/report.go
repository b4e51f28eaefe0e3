package sim

import (
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// reporter logs refusals under a cap, so that a client in a loop cannot bury
// the line that matters.
type reporter struct {
	log     *slog.Logger
	mu      sync.Mutex
	second  int64
	lines   int
	dropped int
}

const linesPerSecond = 20

func newReporter(log *slog.Logger) *reporter {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &reporter{log: log}
}

// refused says which row a call met and why, with the request id by which the
// client knows it, if the provider tells it one.
func (r *reporter) refused(t *Traits, c *Call, no *Refusal) {
	due, dropped := r.due(time.Now().Unix())
	if dropped > 0 {
		r.log.Info("more refusals than are logged in a second", "left out", dropped)
	}
	if !due {
		return
	}
	fields := []any{"provider", t.Name, "row", no.Row.Name, "why", no.Why, "account", c.Account.Name}
	if t.AppendID != nil {
		fields = append(fields, "request_id", string(t.AppendID(nil, c.ID)))
	}
	r.log.Info("refused", fields...)
}

func (r *reporter) due(second int64) (due bool, dropped int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if second != r.second {
		dropped, r.second, r.lines, r.dropped = r.dropped, second, 0, 0
	}
	if r.lines == linesPerSecond {
		r.dropped++
		return false, dropped
	}
	r.lines++
	return true, dropped
}

func (r *reporter) fault(provider string, fault any, stack []byte) {
	r.log.Error("internal fault", "provider", provider, "fault", fmt.Sprint(fault), "stack", string(stack))
}
