package sim

import (
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/numsim/numsim/scenarios"
)

// reporter logs refusals and answers that a scenario harmed, under a cap, so that
// a client in a loop cannot bury the line that matters.
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
	if !r.room() {
		return
	}
	fields := identified(t, c, "row", no.Row.Name, "why", no.Why)
	if t.AppendID == nil && no.Doubt != NoDoubt { // the id by which the control port explains it
		fields = append(fields, "request_id", LowerHex(c.ID))
	}
	r.log.Info("refused", fields...)
}

// harmed says which rule of the scenario damaged an answer, or lost it: then err
// is how.
func (r *reporter) harmed(t *Traits, c *Call, rule *scenarios.Rule, err error) {
	switch {
	case !r.room():
	case err != nil:
		r.log.Info("answer lost", identified(t, c, "rule", rule.Spoken(), "why", strings.ReplaceAll(err.Error(), "\n", "; "))...)
	default:
		r.log.Info("answer damaged", identified(t, c, "rule", rule.Spoken())...)
	}
}

// identified adds to fields whose call it is.
func identified(t *Traits, c *Call, fields ...any) []any {
	fields = append([]any{"provider", t.Name}, append(fields, "account", c.Account.Name)...)
	if t.AppendID != nil {
		fields = append(fields, "request_id", string(t.AppendID(nil, c.ID)))
	}
	return fields
}

// room takes the place of one line in this second, if there is one.
func (r *reporter) room() bool {
	due, dropped := r.due(time.Now().Unix())
	if dropped > 0 {
		r.log.Info("more calls than are logged in a second", "left out", dropped)
	}
	return due
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
