package load

import (
	"context"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Plan is how a batch is sent.
type Plan struct {
	Address     string
	Traffic     Traffic // which says what a right answer has in it
	Connections int
	Limit       time.Duration // nothing is sent after it
	// Rate is requests a second in an open loop: each is due at its own moment,
	// however late the answers before it are. 0 is a closed loop: each
	// connection sends as soon as it has its answer.
	Rate float64
}

// Result is what came of it.
type Result struct {
	Took      time.Duration
	Latencies []time.Duration // of each right answer; an open loop's count from when the request was due
	Errors    int
	First     error // the first of them
}

// Drive sends batch as p says and waits for what is owed.
func Drive(ctx context.Context, p Plan, batch Batch) (Result, error) {
	d := &driver{plan: p, batch: batch}
	for range p.Connections {
		c, err := dial(ctx, p.Address)
		if err != nil {
			return Result{}, err
		}
		defer c.Close()
		d.workers = append(d.workers, &worker{conn: c, latencies: make([]time.Duration, 0, 2*len(batch)/p.Connections+16)})
	}
	return d.run(ctx), nil
}

// dial refuses what is not loopback: a load generator pointed elsewhere is an
// attack.
func dial(ctx context.Context, address string) (*conn, error) {
	host, _, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("%s is no loopback address with a port; only this machine is measured", address)
	}
	c, err := (&net.Dialer{Timeout: patience}).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return newConn(c), nil
}

type driver struct {
	plan    Plan
	batch   Batch
	workers []*worker
	start   time.Time
	next    atomic.Int64
}

type worker struct {
	*conn
	latencies []time.Duration
	errors    int
	first     error
}

func (d *driver) run(ctx context.Context) Result {
	var wg sync.WaitGroup
	d.start = time.Now()
	for _, w := range d.workers {
		wg.Go(func() { d.work(ctx, w) })
	}
	wg.Wait()
	result := Result{Took: time.Since(d.start)}
	for _, w := range d.workers {
		result.Latencies = append(result.Latencies, w.latencies...)
		if result.Errors += w.errors; result.First == nil {
			result.First = w.first
		}
	}
	return result
}

// work sends until the batch, the time or the connection is at its end.
func (d *driver) work(ctx context.Context, w *worker) {
	for ctx.Err() == nil {
		i := int(d.next.Add(1)) - 1
		if i >= len(d.batch) {
			return
		}
		due := d.due(i)
		if due.Sub(d.start) > d.plan.Limit {
			return
		}
		err := w.exchange(d.batch[i], d.plan.Traffic.answered)
		if err == nil {
			w.latencies = append(w.latencies, time.Since(due))
			continue
		}
		if w.errors++; w.first == nil {
			w.first = err
		}
		if w.broken {
			return
		}
	}
}

// due waits for request i's moment, if it has one, and returns it.
func (d *driver) due(i int) time.Time {
	if d.plan.Rate == 0 {
		return time.Now()
	}
	at := d.start.Add(time.Duration(float64(i) / d.plan.Rate * float64(time.Second)))
	time.Sleep(time.Until(at))
	return at
}
