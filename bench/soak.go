package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/numsim/numsim/bench/figures"
	"github.com/numsim/numsim/bench/load"
	"github.com/numsim/numsim/bench/process"
)

const (
	soakRate = 8000            // a million requests take two nonce windows
	slice    = 5 * time.Second // of a soak, between two samples
	// full is when the oldest nonces are forgotten as fast as new ones come: the
	// account's window of 60 s, and the generation, a quarter of it, that a
	// nonce shares.
	full = 75 * time.Second
)

// soak sends o.soak requests in an open loop and samples the memory of the
// simulator. The next slice is signed while one is driven.
func soak(ctx context.Context, o options, b binaries, out io.Writer) (err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	o.rate = cmp.Or(o.rate, soakRate)
	s, err := process.Start(ctx, simulator(b.simulator)...)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, s.Stop()) }()
	began, sent, samples := time.Now(), 0, []sample(nil)
	for batch := range signAhead(ctx, o, s.Addresses["aliyun"]) {
		if batch.err != nil {
			return batch.err
		}
		plan := load.Plan{Address: s.Addresses["aliyun"], Traffic: load.Aliyun("aliyun"), Connections: o.connections, Limit: 4 * slice, Rate: o.rate}
		result, err := load.Drive(ctx, plan, batch.requests)
		if err != nil || result.First != nil {
			return cmp.Or(err, result.First)
		}
		memory, err := s.Memory()
		if err != nil {
			return err
		}
		sent += len(result.Latencies)
		samples = append(samples, sample{time.Since(began), sent, memory.Resident})
	}
	return reportSoak(out, o, samples)
}

type signed struct {
	requests load.Batch
	err      error
}

// signAhead signs one batch ahead of the one that is driven.
func signAhead(ctx context.Context, o options, address string) <-chan signed {
	ahead := make(chan signed)
	go func() {
		defer close(ahead)
		for left := o.soak; left > 0; {
			n := min(left, max(1, int(o.rate*slice.Seconds())))
			left -= n
			requests, err := load.Sign(load.Aliyun("aliyun"), address, o.numbers, n)
			select {
			case ahead <- signed{requests, err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return ahead
}

// sample is the simulator's memory at one moment of a soak.
type sample struct {
	after    time.Duration
	requests int
	resident int
}

func reportSoak(out io.Writer, o options, samples []sample) error {
	if _, err := fmt.Fprintf(out, "| after | requests | RSS |\n|-:|-:|-:|\n"); err != nil {
		return err
	}
	for _, s := range samples {
		if _, err := fmt.Fprintf(out, "| %.0f s | %d | %s |\n", s.after.Seconds(), s.requests, mebibytes(s.resident)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(out, "\n%.0f requests/s on %d connections. %s\n", o.rate, o.connections, verdict(samples))
	return err
}

// verdict compares the memory just after the window filled with the most there
// was later.
func verdict(samples []sample) string {
	var later []int
	for _, s := range samples {
		if s.after > full {
			later = append(later, s.resident)
		}
	}
	if len(later) < 4 {
		return fmt.Sprintf("The run ended before it could show memory staying flat; it takes more than %v.", full)
	}
	half := len(later) / 2
	first, last := highest(later[:half]), highest(later[half:])
	return fmt.Sprintf("With the window full: at most %s in the first half, %s in the second, a ratio of %.3f.",
		mebibytes(first), mebibytes(last), figures.Ratio(float64(last), float64(first)))
}

func highest(values []int) (most int) {
	for _, v := range values {
		most = max(most, v)
	}
	return most
}
