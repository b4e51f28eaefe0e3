package load

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"sync"

	"github.com/numsim/numsim/client"
)

// Batch is requests as they go on the wire. Each is good for one attempt, and
// for as long as its timestamp is fresh.
type Batch [][]byte

// MaxBatch bounds a batch; a request is some 500 bytes.
const MaxBatch = 500_000

// Sign prepares n queries to the server at address, each with a nonce of its
// own, over that many different numbers.
func Sign(signer client.AliyunSigner, address string, numbers, n int) (Batch, error) {
	if n > MaxBatch {
		return nil, fmt.Errorf("a batch of %d requests is more than the %d that are signed at once", n, MaxBatch)
	}
	batch, workers := make(Batch, n), runtime.GOMAXPROCS(0)
	failed := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		part := batch[n*w/workers : n*(w+1)/workers]
		wg.Go(func() { failed[w] = sign(signer, "http://"+address, numbers, part) })
	}
	wg.Wait()
	return batch, errors.Join(failed...)
}

func sign(signer client.AliyunSigner, base string, numbers int, part Batch) error {
	params := map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON"}
	for i := range part {
		params["PhoneNumber"] = Number(i % numbers)
		req, err := signer.V1(http.MethodGet, base, params)
		if err != nil {
			return err
		}
		req.Header.Set("Accept", "application/json")
		wire := bytes.NewBuffer(make([]byte, 0, 640))
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
