package serve

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"time"

	"github.com/numsim/numsim/sim/control"
)

const (
	tailPulse = 15 * time.Second // a listener hears at least that often
	mostTails = 256
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
	if p.tails.Load() >= mostTails {
		return nil, refused(http.StatusServiceUnavailable, fmt.Sprintf("%d listeners are there already", mostTails), "", "end one of them")
	}
	return func(yield func(control.Tick) bool) {
		p.tails.Add(1)
		defer p.tails.Add(-1)
		v.tail(ctx, at, yield)
	}, nil
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
