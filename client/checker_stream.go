package client

import (
	"context"
	"iter"
	"sync"
	"sync/atomic"

	"github.com/numsim/numsim"
)

// Stream asks about numbers and gives one result for each, in the order they
// come in. It holds no more than a group of numbers for each worker.
//
// The numbers are read in the goroutine of whoever reads the results, so a slow
// sequence holds results up. When the reader breaks off, the calls under way are
// let finish, because they are paid for; no other is made. When ctx ends, no more
// numbers are read, and those read but not asked about have a result that says
// so.
func (c *Checker) Stream(ctx context.Context, numbers iter.Seq[numsim.Number]) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		r, err := c.started()
		if err != nil {
			refuse(numbers, err, yield)
			return
		}
		p := r.pool(ctx)
		defer p.stop()
		var group []numsim.Number
		for n := range numbers {
			if ctx.Err() != nil {
				break
			}
			if group = append(group, n); len(group) < r.most() {
				continue
			}
			if !p.hand(group, yield) {
				return
			}
			group = nil
		}
		if len(group) == 0 || p.hand(group, yield) {
			p.drain(yield)
		}
	}
}

func refuse(numbers iter.Seq[numsim.Number], err error, yield func(Result) bool) {
	for n := range numbers {
		if !yield(Result{Number: n, Err: err}) {
			return
		}
	}
}

// pool is the workers of one Stream.
type pool struct {
	groups   chan []numsim.Number
	results  chan []Result
	broken   chan struct{} // closed when nobody reads any more
	over     atomic.Bool   // the same, for those who only look
	underway int
	all      sync.WaitGroup
}

func (r *run) pool(ctx context.Context) *pool {
	p := &pool{groups: make(chan []numsim.Number), results: make(chan []Result), broken: make(chan struct{})}
	for range r.workers {
		p.all.Go(func() {
			for group := range p.groups {
				select {
				case p.results <- r.ask(ctx, group, p.over.Load):
				case <-p.broken:
				}
			}
		})
	}
	return p
}

// hand gives a group to the next free worker and passes on the results that come
// meanwhile. It reports whether more is wanted.
func (p *pool) hand(group []numsim.Number, yield func(Result) bool) bool {
	for {
		select {
		case p.groups <- group:
			p.underway++
			return true
		case results := <-p.results:
			if !p.pass(results, yield) {
				return false
			}
		}
	}
}

func (p *pool) drain(yield func(Result) bool) {
	for p.underway > 0 {
		if !p.pass(<-p.results, yield) {
			return
		}
	}
}

func (p *pool) pass(results []Result, yield func(Result) bool) bool {
	p.underway--
	for _, r := range results {
		if !yield(r) {
			return false
		}
	}
	return true
}

// stop returns when every worker has.
func (p *pool) stop() {
	p.over.Store(true)
	close(p.broken)
	close(p.groups)
	p.all.Wait()
}
