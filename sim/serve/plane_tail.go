package serve

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/numsim/numsim/sim/control"
)

const (
	tailPulse   = 15 * time.Second // a listener hears at least that often
	mostTails   = maxConnections / 2
	tenantTails = 32 // so that one tenant leaves room, and time, for the others
)

// Tail implements control.Journal.
func (p plane) Tail(ctx context.Context, f control.Filter) (iter.Seq[control.Tick], error) {
	v, err := p.view(f)
	if err != nil {
		return nil, err
	}
	at := f.Since
	if !f.Forward {
		at = v.ring.Next() - 1
	}
	switch own, all := &v.whose.tails, &p.tails; {
	case !listens(ctx, own, tenantTails):
		return nil, refused(http.StatusServiceUnavailable, fmt.Sprintf("%d listeners to this tenant are there already", tenantTails), "", "end one of them")
	case !listens(ctx, all, mostTails):
		return nil, refused(http.StatusServiceUnavailable, fmt.Sprintf("%d listeners are there already", mostTails), "", "end one of them")
	}
	return func(yield func(control.Tick) bool) { v.tail(ctx, at, yield) }, nil
}

// listens counts one more listener until ctx ends, if there is room for it.
func listens(ctx context.Context, count *atomic.Int64, most int64) bool {
	leave := func() { count.Add(-1) }
	if count.Add(1) > most {
		leave()
		return false
	}
	context.AfterFunc(ctx, leave)
	return true
}

// tail goes on until nobody listens or there is nothing to listen to.
func (v *view) tail(ctx context.Context, at uint64, yield func(control.Tick) bool) {
	pulse := time.NewTicker(tailPulse)
	defer pulse.Stop()
	for listening := true; ; {
		if at, listening = v.told(at, yield); !listening {
			return
		}
		select {
		case <-v.ring.More(at):
		case <-pulse.C:
			if v.listened(); !yield(control.Tick{}) {
				return
			}
		case <-ctx.Done():
			return
		case <-v.whose.gone:
			return
		case <-v.stopping:
			return
		}
	}
}

// told yields what follows at and returns where that ends. What the ring lost
// meanwhile is counted.
func (v *view) told(at uint64, yield func(control.Tick) bool) (uint64, bool) {
	lost := func(to uint64) bool {
		missed := to - at - 1
		at = to - 1
		return missed == 0 || yield(control.Tick{Dropped: missed})
	}
	for e := range entries(v.ring, at) {
		if !lost(e.Seq) {
			return at, false
		}
		if at = e.Seq; !v.means(&e) {
			continue
		}
		if shown := v.shown(e); !yield(control.Tick{Entry: &shown}) {
			return at, false
		}
	}
	if oldest := v.ring.Oldest(); oldest > at+1 && !lost(oldest) {
		return at, false
	}
	return at, true
}

// listened keeps a tenant from being idle while somebody listens to it.
func (v *view) listened() {
	v.changing.Lock()
	defer v.changing.Unlock()
	v.touch(v.whose)
}
