// Command simulator serves every provider built so far. Alone it needs no
// file, no account and no network: `simulator` is `simulator serve`.
//
// It is the only room that reads flags and the environment; everything under
// sim gets plain values from here.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/all"
)

// names lists the providers in the order they are served.
func names(providers []sim.Provider) (list []string) {
	for _, p := range providers {
		list = append(list, p.Traits().Name)
	}
	return list
}

// Exit codes.
const (
	exitOK    = 0
	exitFault = 1
	exitUsage = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// usageError is a mistake in how the command was called.
type usageError struct{ error }

// run is the whole program but for the process around it.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	providers, err := all.Providers()
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "simulator: a provider's own catalogue is at fault: %v\n", err)
		return exitFault
	}
	root := newRoot(providers, getenv)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err = root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	_, _ = fmt.Fprintf(stderr, "simulator: %v\n", err)
	var usage usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	var end outcome
	if errors.As(err, &end) {
		return end.code
	}
	return exitFault
}
