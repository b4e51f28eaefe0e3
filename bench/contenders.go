package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/numsim/numsim/bench/process"
	"github.com/numsim/numsim/client"
)

// signer is the account for load tests: no balance to use up, no limit, and
// nonces checked and kept for a minute like any other's.
var signer = client.AliyunSigner{AccessKeyID: "numsim-unlimited", AccessKeySecret: "numsim-secret"}

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

// contender is a server and what was measured of it.
type contender struct {
	name   string
	server *process.Server
	idle   process.Memory
	rounds []round
	errors int
	first  error
}

func simulator(path string) []string {
	return []string{path, "--quiet", "--control", "127.0.0.1:0", "--aliyun", "127.0.0.1:0"}
}

// enter starts every server that takes part. The first is the floor, which the
// others are compared with.
func enter(ctx context.Context, o options, b binaries) (list []*contender, err error) {
	field := []struct {
		name    string
		command []string
	}{
		{"floor", []string{b.floor}},
		{"floor again (control)", []string{b.floor}},
		{"numsim", simulator(b.simulator)},
		{"numsim, the other build", simulator(o.also)},
	}
	if o.also == "" {
		field = field[:3]
	}
	for _, f := range field {
		server, err := process.Start(ctx, f.command...)
		if err != nil {
			return list, fmt.Errorf("starting %s: %w", f.name, err)
		}
		list = append(list, &contender{name: f.name, server: server})
	}
	return list, nil
}

func leave(list []*contender) (err error) {
	for _, c := range list {
		err = errors.Join(err, c.server.Stop())
	}
	return err
}
