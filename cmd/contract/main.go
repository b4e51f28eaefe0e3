// Command contract looks after what the providers promise: it finds mistakes
// in the contracts, writes them out for other tools, and judges what changed
// from one to the next. It dials nowhere.
//
// It is the only room that reads flags and files for it; contracts gets plain
// values from here.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// Exit codes; docs/contracts.md has the table.
const (
	exitOK    = 0
	exitFault = 1
	exitUsage = 2 // wrong usage, or a broken contract
	exitDrift = 3 // a breaking change of the provider
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// usageError is a mistake in how the command was called, or in a document it
// was called with.
type usageError struct{ error }

// driftError is a change that is at least as bad as --fail-on.
type driftError struct{ error }

// run is the whole program but for the process around it.
func run(args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	if err == nil {
		return exitOK
	}
	_, _ = fmt.Fprintf(stderr, "contract: %v\n", err)
	var usage usageError
	var drift driftError
	switch {
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &drift):
		return exitDrift
	}
	return exitFault
}
