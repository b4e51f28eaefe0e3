// Command contract looks after what the providers promise: it finds mistakes
// in the contracts, writes them out for other tools, judges what changed from one
// to the next, runs the rules of conformance, and judges what a command asks of a
// simulator. Only run and replay dial, and only where they are told to.
//
// It is the only room that reads flags and files for it; contracts and
// conformance get plain values from here.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// Exit codes; docs/contracts.md has the table.
const (
	exitOK          = 0
	exitFault       = 1
	exitUsage       = 2   // wrong usage, or a broken contract
	exitDrift       = 3   // a breaking change of the provider
	exitRefused     = 4   // a guard of a live run refused
	exitPartial     = 5   // a deadline was reached, or somebody interrupted
	exitEnvironment = 6   // nobody answers
	exitLeak        = 7   // a recording would have told a secret
	exitCommand     = 8   // the command of exec failed by itself
	exitInterrupted = 130 // before anything was done
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// usageError is a mistake in how the command was called, or in a document it
// was called with.
type usageError struct{ error }

// driftError is a change that is at least as bad as --fail-on.
type driftError struct{ error }

// ending is how a run ended, in an exit code of its own.
type ending struct {
	code int
	why  string
}

func (e ending) Error() string { return e.why }

// told is an ending that stands on the terminal already.
type told struct{ ending }

func (t told) Unwrap() error { return t.ending }

func (w *world) run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot(w)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	if !errors.As(err, new(told)) {
		_, _ = fmt.Fprintf(stderr, "contract: %v\n", err)
	}
	var usage usageError
	var drift driftError
	var end ending
	switch {
	case errors.As(err, &end):
		return end.code
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &drift):
		return exitDrift
	}
	return exitFault
}
