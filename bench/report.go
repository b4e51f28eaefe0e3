package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/numsim/numsim/bench/figures"
	"github.com/numsim/numsim/bench/process"
)

// timeStarts starts the simulator n times and returns how long each took to be
// ready, the shortest first.
func timeStarts(ctx context.Context, n int, b binaries) (took []time.Duration, err error) {
	for range n {
		s, err := process.Start(ctx, simulator(b.simulator)...)
		if err != nil {
			return nil, err
		}
		took = append(took, s.Ready)
		if err := s.Stop(); err != nil {
			return nil, err
		}
	}
	slices.Sort(took)
	return took, nil
}

// report prints Markdown. Every ratio is to the first contender's figure of
// the same kind.
func report(out io.Writer, o options, list []*contender, starts []time.Duration) error {
	var b strings.Builder
	b.WriteString("| server | CPU µs/request, least | median | × floor, of minima | of medians | requests/s | p50 | p99 | RSS idle | peak | errors |\n")
	b.WriteString("|-|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:|\n")
	for _, c := range list {
		memory, err := c.server.Memory()
		if err != nil {
			return err
		}
		b.WriteString(c.row(list[0], memory.Peak))
	}
	fmt.Fprintf(&b, "\nReady, from exec to the ready line, of %d starts: least %.1f ms, median %.1f ms, most %.1f ms.\n", len(starts),
		millis(starts[0]), millis(figures.Median(starts)), millis(starts[len(starts)-1]))
	fmt.Fprintf(&b, "%s\n%s\n", o.describe(), machine(list))
	for _, c := range list {
		if c.first != nil {
			fmt.Fprintf(&b, "First error of %s: %v\n", c.name, c.first)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func (c *contender) row(floor *contender, peak int) string {
	least, median := c.cpu()
	floorLeast, floorMedian := floor.cpu()
	rate := figures.Median(column(c.rounds, func(r round) float64 { return r.rate }))
	p50 := figures.Median(column(c.rounds, func(r round) time.Duration { return r.p50 }))
	p99 := figures.Median(column(c.rounds, func(r round) time.Duration { return r.p99 }))
	return fmt.Sprintf("| %s | %.1f | %.1f | %.2f | %.2f | %.0f | %.2f ms | %.1f ms | %s | %s | %d |\n",
		c.name, 1e3*millis(least), 1e3*millis(median), figures.Ratio(least, floorLeast), figures.Ratio(median, floorMedian),
		rate, millis(p50), millis(p99), mebibytes(c.idle.Resident), mebibytes(peak), c.errors)
}

func (c *contender) cpu() (least, median time.Duration) {
	all := column(c.rounds, func(r round) time.Duration { return r.cpu })
	return figures.Least(all), figures.Median(all)
}

func column[T any](rounds []round, of func(round) T) (list []T) {
	for _, r := range rounds {
		list = append(list, of(r))
	}
	return list
}

func (o options) describe() string {
	loop := "closed loop"
	if o.rate > 0 {
		loop = fmt.Sprintf("open loop of %.0f requests/s", o.rate)
	}
	return fmt.Sprintf("%d rounds of at most %v or %d requests each, %s, %d connections, %d numbers; requests/s, p50 and p99 are medians over rounds.",
		o.rounds, o.duration, o.requests, loop, o.connections, o.numbers)
}

// machine says where it was measured and how alone.
func machine(list []*contender) string {
	var foreign []float64
	for _, c := range list {
		foreign = append(foreign, column(c.rounds, func(r round) float64 { return r.foreign })...)
	}
	slices.Sort(foreign)
	return fmt.Sprintf("%s, %d × %s, %s. Cores taken by neither server nor generator: median %.2f, most %.2f.",
		time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), processor(), runtime.Version(),
		figures.Median(foreign), figures.Percentile(foreign, 1))
}

func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo") // without it the report says less
	_, rest, _ := strings.Cut(string(text), "model name")
	name, _, _ := strings.Cut(strings.TrimLeft(rest, "\t: "), "\n")
	return cmp.Or(strings.TrimSpace(name), runtime.GOARCH)
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func mebibytes(n int) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }
