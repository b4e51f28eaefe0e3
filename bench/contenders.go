package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/numsim/numsim/bench/load"
	"github.com/numsim/numsim/bench/process"
)

// binaries is what was built to be measured.
type binaries struct{ simulator, floor string }

// build compiles the simulator as it is released, and the floor likewise.
func build(ctx context.Context, dir string) (b binaries, err error) {
	b = binaries{simulator: filepath.Join(dir, "simulator"), floor: filepath.Join(dir, "floor")}
	return b, errors.Join(
		compile(ctx, "..", "./cmd/simulator", b.simulator),
		compile(ctx, ".", "./cmd/floor", b.floor),
	)
}

func compile(ctx context.Context, in, source, to string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", to, source)
	cmd.Dir, cmd.Env = in, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s (run this in bench/): %w\n%s", source, err, out)
	}
	return nil
}

// contender is a server under one kind of traffic, and what was measured.
type contender struct {
	name    string
	server  *process.Server
	traffic load.Traffic
	idle    process.Memory
	rounds  []round
	errors  int
	first   error
}

func (c *contender) address() string { return c.server.Addresses[c.traffic.Provider] }

func simulator(path string) []string {
	return []string{path, "--quiet", "--free-ports"}
}

// entry is a contender that is not started yet.
type entry struct {
	name    string
	command []string
	traffic load.Traffic
}

// field is who takes part. The first is the floor, which the others are
// compared with. Each kind of traffic has a simulator of its own, so that no
// figure is about two.
func field(o options, b binaries) []entry {
	numsim := func(t load.Traffic) entry { return entry{"numsim, " + t.Name, simulator(b.simulator), t} }
	list := []entry{
		{"floor", []string{b.floor}, load.Aliyun("floor")},
		{"floor again (control)", []string{b.floor}, load.Aliyun("floor")},
		numsim(load.Aliyun("aliyun")),
	}
	if o.also != "" {
		list = append(list, entry{"the other build, aliyun", simulator(o.also), load.Aliyun("aliyun")})
	}
	if o.all {
		list = append(list, numsim(load.Ksyun()), numsim(load.KsyunBatch()), numsim(load.Ywjisu(1)), numsim(load.Ywjisu(50)))
	}
	return list
}

// enter starts every server that takes part.
func enter(ctx context.Context, o options, b binaries) (list []*contender, err error) {
	for _, e := range field(o, b) {
		server, err := process.Start(ctx, e.command...)
		if err != nil {
			return list, fmt.Errorf("starting %s: %w", e.name, err)
		}
		list = append(list, &contender{name: e.name, server: server, traffic: e.traffic})
	}
	return list, nil
}

func leave(list []*contender) (err error) {
	for _, c := range list {
		err = errors.Join(err, c.server.Stop())
	}
	return err
}
