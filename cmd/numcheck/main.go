// Command numcheck asks real providers whether phone numbers are alive: numbers
// in, one row for each out. It knows the providers by client alone and carries
// nothing of the simulator.
//
// It is the only room that reads flags and the environment; client gets plain
// values from here. How a run goes is in check.go, what is kept on disk in
// ledger.go, and how it is read back in history.go and past.go.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/numsim/numsim/client"
)

// Exit codes.
const (
	exitAnswered    = 0   // all numbers are answered
	exitSome        = 1   // some are not, or the run failed
	exitUsage       = 2   // nothing was asked
	exitCap         = 3   // the cap on money is reached
	exitInterrupted = 130 // as a shell has it for SIGINT
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], world{
		getenv: os.Getenv, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, source: newSource, now: time.Now,
	}))
}

// world is the process around the program.
type world struct {
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
	source         func(wanted) (client.Source, error)
	now            func() time.Time
}

// wanted is what a provider's client is made of.
type wanted struct {
	provider string
	realtime bool // ksyun alone has a choice
	options  client.Options
	getenv   func(string) string
}

// usageError is a mistake in how the command was called.
type usageError struct{ error }

// ending is how a run ended that was no fault of the program.
type ending struct{ code int }

func (e ending) Error() string { return fmt.Sprintf("exit %d", e.code) }

// run is the whole program but for the process around it. When ctx ends, what is
// under way is finished and written.
func run(ctx context.Context, args []string, w world) int {
	root := newRoot(w)
	root.SetArgs(args)
	root.SetOut(w.stdout)
	root.SetErr(w.stderr)
	err := root.ExecuteContext(ctx)
	var end ending
	if err == nil {
		return exitAnswered
	}
	if errors.As(err, &end) {
		return end.code
	}
	_, _ = fmt.Fprintf(w.stderr, "numcheck: %v\n", err)
	var usage usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitSome
}
