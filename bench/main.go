package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/numsim/numsim/bench/load"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		_, _ = fmt.Fprintf(os.Stderr, "bench: %v\n", err)
		os.Exit(1)
	}
}

// options is what a run was asked for.
type options struct {
	duration    time.Duration
	requests    int
	connections int
	rate        float64
	numbers     int
	rounds      int
	starts      int
	soak        int
	also        string
	all         bool
}

func run(ctx context.Context, args []string, out io.Writer) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "numsim-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b, err := build(ctx, dir)
	if err != nil {
		return err
	}
	if o.soak > 0 {
		return soak(ctx, o, b, out)
	}
	return compare(ctx, o, b, out)
}

func parse(args []string) (o options, err error) {
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.DurationVar(&o.duration, "duration", 2*time.Second, "longest time of a round, up to 20s; it ends with its requests before")
	f.IntVar(&o.requests, "requests", 150_000, "most requests of a round; they are signed before it")
	f.IntVar(&o.connections, "connections", 64, "keep-alive connections, up to 1024")
	f.Float64Var(&o.rate, "rate", 0, "requests a second, as an open loop; 0 is a closed loop (soak: 8000)")
	f.IntVar(&o.numbers, "numbers", 1000, "different phone numbers")
	f.IntVar(&o.rounds, "rounds", 15, "rounds of each server, in random order")
	f.IntVar(&o.starts, "starts", 15, "starts of the simulator that are timed")
	f.IntVar(&o.soak, "soak", 0, "instead: that many requests at -rate, sampling memory")
	f.StringVar(&o.also, "also", "", "another build of the simulator to take part, such as one from before a change")
	f.BoolVar(&o.all, "all", false, "every provider, with one number and with 50, each by a simulator of its own")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	return o, o.check()
}

// check keeps a run within what a shared machine can bear.
func (o options) check() error {
	for _, bound := range []struct {
		flag          string
		value, lo, hi float64
	}{
		{"duration", o.duration.Seconds(), 0.01, 20},
		{"requests", float64(o.requests), 1, load.MaxBatch},
		{"connections", float64(o.connections), 1, 1024},
		{"rate", o.rate, 0, 200_000},
		{"numbers", float64(o.numbers), 1, load.MaxNumbers},
		{"rounds", float64(o.rounds), 1, 100},
		{"starts", float64(o.starts), 1, 100},
		{"soak", float64(o.soak), 0, 5_000_000},
	} {
		if bound.value < bound.lo || bound.value > bound.hi {
			return fmt.Errorf("-%s is from %g to %g", bound.flag, bound.lo, bound.hi)
		}
	}
	return nil
}
