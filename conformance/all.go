package conformance

import (
	"context"
	"sync"
)

// Each runs cases at a target, so many at a time, and tells of each as it is
// done, one after the other and in no order. It ends early when ctx does; cases
// that were not begun are not told of.
func (s *Suite) Each(ctx context.Context, target Target, cases []Case, workers int, done func(i int, r Result)) {
	var wait sync.WaitGroup
	var one sync.Mutex
	next := make(chan int)
	for range max(workers, 1) {
		wait.Go(func() {
			for i := range next {
				r := s.Run(ctx, target, cases[i])
				one.Lock()
				done(i, r)
				one.Unlock()
			}
		})
	}
	defer wait.Wait()
	defer close(next)
	for i := range cases {
		select {
		case next <- i:
		case <-ctx.Done():
			return
		}
	}
}
