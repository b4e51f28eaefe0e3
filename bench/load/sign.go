package load

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"sync"
)

// Batch is requests as they go on the wire. Each is good for one attempt, and
// for as long as its timestamp is fresh.
type Batch [][]byte

// MaxBatch bounds a batch; a request is some 500 bytes.
const MaxBatch = 500_000

// Sign prepares n requests to the server at address, over that many different
// numbers. Where the provider has nonces each has its own.
func Sign(t Traffic, address string, numbers, n int) (Batch, error) {
	if n > MaxBatch {
		return nil, fmt.Errorf("a batch of %d requests is more than the %d that are signed at once", n, MaxBatch)
	}
	batch, workers := make(Batch, n), runtime.GOMAXPROCS(0)
	failed := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		first, end := n*w/workers, n*(w+1)/workers
		wg.Go(func() { failed[w] = t.fill("http://"+address, numbers, first*t.Each, batch[first:end]) })
	}
	wg.Wait()
	return batch, errors.Join(failed...)
}

// fill signs a part of a batch, whose first number is the first-th of the run.
func (t Traffic) fill(base string, numbers, first int, part Batch) error {
	asked := make([]string, t.Each)
	for i := range part {
		for j := range asked {
			asked[j] = Number((first + i*t.Each + j) % numbers)
		}
		req, err := t.sign(base, asked)
		if err != nil {
			return err
		}
		wire := bytes.NewBuffer(make([]byte, 0, 640+16*t.Each))
		if err := req.Write(wire); err != nil {
			return err
		}
		part[i] = wire.Bytes()
	}
	return nil
}

// MaxNumbers is how many numbers Number tells apart.
const MaxNumbers = 9000 * 10_000

// Number is the i-th number of a run. Magic endings start with 0; none of
// these does.
func Number(i int) string { return fmt.Sprintf("139%04d%04d", i/9000, 1000+i%9000) }
