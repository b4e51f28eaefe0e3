package sim

import (
	"encoding/binary"
	"time"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/journal"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/numbering"
)

// World is what an engine answers from. An exchange keeps to the one it began
// in, so that putting another in its place mixes no answer.
type World struct {
	Ledger    *ledger.Ledger
	Scenario  *scenarios.Scenario
	Counters  *ledger.Counters // of the scenario's rules; nil is none counted before
	Unclaimed *ledger.Account  // the readings of calls that no account claims
	Later     []ledger.Version // what Unclaimed is from later times on, in their order
	Began     time.Time        // on the tenant's clock
	Journal   *journal.Ring    // of exchanges an account claims; nil is the engine's
	Era       uint64           // of its entries in Journal
	Keeps     bool             // entries have what may be kept of the request
	Known     []explain.Secret // secrets that a caller may take for the right one
}

// unclaimed is what a call is read by until an account claims it.
func (w *World) unclaimed(now time.Time) *ledger.Account {
	if len(w.Later) == 0 {
		return w.Unclaimed
	}
	elapsed, a := now.Sub(w.Began), w.Unclaimed
	for i := range w.Later {
		if elapsed < w.Later[i].From {
			break
		}
		a = &w.Later[i].Account
	}
	return a
}

// Enter has the exchanges from now on take place in w, unless a tenant has a
// world of its own.
func (e *Engine) Enter(w *World) { e.world.Store(w.ready()) }

func (w *World) ready() *World {
	own := *w
	if own.Counters == nil {
		own.Counters = &ledger.Counters{}
	}
	return &own
}

// seededID is a request id that follows from the request and the seed: the
// same bytes have the same id.
func seededID(r *Request, seed uint64) (id [16]byte) {
	h := numbering.Hash(r.Method, seed)
	for _, part := range [...]string{r.Path, r.RawQuery, r.Header.Get("Authorization"), string(r.Body)} {
		h = numbering.Hash(part, h)
	}
	binary.BigEndian.PutUint64(id[:8], h)
	binary.BigEndian.PutUint64(id[8:], numbering.Hash(r.RawQuery, ^h))
	return id
}
