package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"github.com/numsim/numsim/bench/figures"
	"github.com/numsim/numsim/bench/load"
	"github.com/numsim/numsim/bench/process"
)

// round is one contender's turn.
type round struct {
	cpu      time.Duration // of the server, for each request
	rate     float64       // requests a second
	p50, p99 time.Duration
	foreign  float64 // cores that neither server nor generator used
}

// compare lets every server take turns and prints what came of it.
func compare(ctx context.Context, o options, b binaries, out io.Writer) (err error) {
	starts, err := timeStarts(ctx, o.starts, b)
	if err != nil {
		return err
	}
	list, err := enter(ctx, o, b)
	defer func() { err = cmp.Or(err, leave(list)) }()
	if err != nil {
		return err
	}
	if err := settle(ctx, o, list); err != nil {
		return err
	}
	for range o.rounds {
		for _, i := range rand.Perm(len(list)) {
			r, err := list[i].turn(ctx, o)
			if err != nil {
				return fmt.Errorf("%s: %w", list[i].name, err)
			}
			list[i].rounds = append(list[i].rounds, r)
		}
	}
	return report(out, o, list, starts)
}

// settle notes how much each server takes before anybody asks, a second after
// its start, and then sends a round that is not counted.
func settle(ctx context.Context, o options, list []*contender) (err error) {
	time.Sleep(time.Second)
	for _, c := range list {
		if c.idle, err = c.server.Memory(); err != nil {
			return err
		}
	}
	for _, c := range list {
		if _, err := c.turn(ctx, o); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	return nil
}

// turn signs a batch and drives it. The generator collects no garbage
// meanwhile, so as not to take the server's time.
func (c *contender) turn(ctx context.Context, o options) (round, error) {
	batch, err := load.Sign(c.traffic, c.address(), o.numbers, o.requests)
	if err != nil {
		return round{}, err
	}
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	before, err := c.reading()
	if err != nil {
		return round{}, err
	}
	plan := load.Plan{Address: c.address(), Traffic: c.traffic, Connections: o.connections, Limit: o.duration, Rate: o.rate}
	result, err := load.Drive(ctx, plan, batch)
	if err != nil {
		return round{}, err
	}
	after, err := c.reading()
	if err != nil {
		return round{}, err
	}
	c.errors, c.first = c.errors+result.Errors, cmp.Or(c.first, result.First)
	return summary(result, after.since(before))
}

// reading is what the kernel counted at one moment.
type reading struct{ server, own, busy time.Duration }

func (c *contender) reading() (r reading, err error) {
	if r.server, err = c.server.CPU(); err != nil {
		return r, err
	}
	if r.own, err = process.Own(); err != nil {
		return r, err
	}
	r.busy, err = process.Busy()
	return r, err
}

func (r reading) since(before reading) reading {
	return reading{r.server - before.server, r.own - before.own, r.busy - before.busy}
}

func summary(result load.Result, used reading) (round, error) {
	n := len(result.Latencies)
	if n == 0 {
		return round{}, fmt.Errorf("no request was answered right; the first error: %w", result.First)
	}
	slices.Sort(result.Latencies)
	return round{
		cpu:     used.server / time.Duration(n),
		rate:    float64(n) / result.Took.Seconds(),
		p50:     figures.Percentile(result.Latencies, 0.50),
		p99:     figures.Percentile(result.Latencies, 0.99),
		foreign: max(0, (used.busy-used.server-used.own).Seconds()/result.Took.Seconds()),
	}, nil
}
